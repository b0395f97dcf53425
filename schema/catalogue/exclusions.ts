import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'
import { id } from '../shapes.ts'

/**
 * `found`: a mining run found that the item is no goods (postage, protection, a bag), so it is not shown. `excluded`: the merchant
 * never wants it shown. `allowed`: the merchant wants it treated like any other item, whatever runs find.
 */
export const EXCLUSION_STATUS = ['found', 'excluded', 'allowed'] as const

/** What tells that an item is no goods. */
export const NON_GOODS_SIGNALS = [
  /** The name is that of a fee, a service, postage, protection or a donation. */
  'name',
  /** The name contains a word of such things. */
  'word_in_name',
  /** Its type, category or brand is that of such things. */
  'type_or_brand',
  /** It has no page or no picture, and nearly all items of the shop have. */
  'no_page_or_picture',
  /** It costs a twentieth of what items of the shop usually cost, or less. */
  'cheap',
  /** Its price differs from order to order. */
  'varying_price',
  /** A tenth of all orders or more hold it. */
  'in_many_orders',
] as const
export type NonGoodsSignal = (typeof NON_GOODS_SIGNALS)[number]

/** Items that are never shown, and the merchant's decisions about what runs have found. */
export const exclusions = sqliteTable(
  'exclusions',
  {
    shop_id: text().notNull(),
    item_id: text().notNull(),
    status: text({ enum: EXCLUSION_STATUS }).notNull(),
    /** What the last run found; [] for nothing. */
    signals: text({ mode: 'json' }).$type<NonGoodsSignal[]>().notNull(),
    /** UTC milliseconds of the decision, or of the run that first found it. */
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.item_id] })],
)
export type Exclusion = typeof exclusions.$inferSelect

/** An exclusion in a response. */
export const exclusionView = v.object({
  item_id: v.string(),
  /** Null when the item has left the catalogue. */
  title: v.nullable(v.string()),
  status: v.picklist(EXCLUSION_STATUS),
  signals: v.array(v.picklist(NON_GOODS_SIGNALS)),
  at: whole,
})

/** The merchant's decisions, at most 1,000 in a call. They take effect at once. */
export const exclusionList = v.strictObject({
  exclusions: v.pipe(
    v.array(v.strictObject({ item_id: id, status: v.picklist(['excluded', 'allowed']) })),
    v.minLength(1, 'Give at least one item.'),
    v.maxLength(1000, 'Give at most 1,000 items in a call.'),
  ),
})
