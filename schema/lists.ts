import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'

/** Whose companions a list holds. */
export const LIST_KINDS = ['item', 'category', 'shop'] as const
export type ListKind = (typeof LIST_KINDS)[number]

/** One companion, in the row as on the wire. */
export const companion = v.object({
  item_id: v.string(),
  /** Product page, > 0, rounded to six digits; only the order means anything. */
  score: v.number(),
  /** What the key in a cart adds to its score; below 0 it only scores. */
  cart_weight: v.number(),
  /** Orders of the window that hold both. */
  co_orders: v.number(),
  /** Orders of the window that hold the companion. */
  item_orders: v.number(),
})
export type Companion = v.InferOutput<typeof companion>

/** The best companions of one key. */
export const list = v.object({
  kind: v.picklist(LIST_KINDS),
  /** Id of the item, path of the category; '' for the shop. */
  key: v.string(),
  /** Orders of the window that hold the key. */
  seed_orders: v.number(),
  companions: v.array(companion),
})
export type List = v.InferOutput<typeof list>

/** The lists of both slots. Only worker/store/lists.ts writes here. */
export const lists = sqliteTable(
  'lists',
  {
    shop_id: text().notNull(),
    /** 0 or 1; `slots.live_slot` says which one serves. */
    slot: integer().notNull(),
    kind: text({ enum: LIST_KINDS }).notNull(),
    key: text().notNull(),
    seed_orders: integer().notNull(),
    /** Best first, at most 50 for an item and 24 for a category or the shop. */
    companions: text({ mode: 'json' }).$type<Companion[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.slot, t.kind, t.key] })],
)
