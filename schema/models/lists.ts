import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { LIST_KINDS } from '../../vocabulary/lists.ts'
import { whole } from '../numbers.ts'

/** One companion, in the row and in the API. */
export const companion = v.object({
  item_id: v.string(),
  /** Score on the product page, > 0, six digits; only the order has a meaning. */
  score: v.number(),
  /** Contribution of the seed in a cart to the score; a negative one never makes it a candidate. */
  cart_weight: v.number(),
  /** Orders of the window with both items. */
  co_orders: whole,
  /** Orders of the window with the companion. */
  item_orders: whole,
  /** True when the score is based on similar items (backoff), because the seed has too few orders. */
  borrowed: v.optional(v.literal(true)),
  /** True when the score is mostly the shop's best sellers' own: it says little about this seed. */
  popular: v.optional(v.literal(true)),
  /** Number of the companion's family; absent for none. */
  family: v.optional(whole),
})
export type Companion = v.InferOutput<typeof companion>

/** A gain or loss of a more expensive item over the item on the page, as data (engine/text/gains). */
export const gain = v.object({
  kind: v.picklist(['count', 'measure', 'size', 'material', 'attribute', 'word', 'unit_price']),
  /** Name of the attribute in the catalogue. */
  attribute: v.optional(v.string()),
  from: v.optional(v.string()),
  to: v.string(),
  unit: v.optional(v.string()),
  /** Saving on the unit price in percent. */
  percent: v.optional(whole),
})
export type Gain = v.InferOutput<typeof gain>

/** An item of the seed's family, or a similar one. */
export const alternative = v.object({
  item_id: v.string(),
  /** 1 / rank; only the order has a meaning. */
  score: v.number(),
  /** Customers who bought the seed, and those of them who later bought this item for the first time. */
  owners: whole,
  switches: whole,
  /** Visitors who opened the pages of both on one day, by its first digit; only of a related item that got its place by them. */
  viewers: v.optional(whole),
  gains: v.optional(v.array(gain)),
  losses: v.optional(v.array(gain)),
  /** True when the gains outweigh and outnumber all losses, so that a page may state them. */
  clear: v.optional(v.literal(true)),
})
export type Alternative = v.InferOutput<typeof alternative>

/** A companion predicted by the merchant's links of other items. */
export const linked = v.object({ item_id: v.string(), score: v.number() })

/** Further fields of an item's row besides its companions; empty ones are absent. */
export const tails = v.object({
  /** More and less expensive items of the family by the prices at mining time; price bands are applied when serving. */
  upgrade: v.optional(v.array(alternative)),
  downgrade: v.optional(v.array(alternative)),
  related: v.optional(v.array(alternative)),
  /** Complements predicted by the merchant's links of other items. */
  linked: v.optional(v.array(linked)),
  /** Number of the item's family; absent for none. */
  family: v.optional(whole),
  /** Median interval between two purchases in days, and the number of observed intervals. */
  repeat: v.optional(v.object({ days: whole, seen: whole })),
  /** Share of the owners with a later order who bought the item again, 0.05 to 1; absent where hardly anybody does. */
  repurchase: v.optional(v.number()),
})
export type Tails = v.InferOutput<typeof tails>

/** The best companions of one seed. */
export const list = v.object({
  kind: v.picklist(LIST_KINDS),
  /** Item id, or category path; for the shop '' for best sellers of all time, and 'now' for current ones. */
  key: v.string(),
  /** Orders of the window with the seed. */
  seed_orders: whole,
  companions: v.array(companion),
  tails,
})
export type List = v.InferOutput<typeof list>

/** The lists of both slots. Only worker/store/models/lists.ts writes them. */
export const lists = sqliteTable(
  'lists',
  {
    shop_id: text().notNull(),
    /** 0 or 1; `slots.live_slot` is the one that serves. */
    slot: integer().notNull(),
    kind: text({ enum: LIST_KINDS }).notNull(),
    key: text().notNull(),
    seed_orders: integer().notNull(),
    /** Best first, at most 50 for an item and 24 for a category or the shop. */
    companions: text({ mode: 'json' }).$type<Companion[]>().notNull(),
    /** Of items; {} for categories and the shop. */
    tails: text({ mode: 'json' }).$type<Tails>().notNull().default({}),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.slot, t.kind, t.key] })],
)
