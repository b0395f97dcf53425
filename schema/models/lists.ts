import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { LIST_KINDS } from '../../vocabulary/lists.ts'

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
  /** True when the score rests on what is bought with similar items: too few orders of its own. */
  borrowed: v.optional(v.literal(true)),
  /** Companions of one number could replace each other; absent when nothing could replace it. */
  family: v.optional(v.number()),
})
export type Companion = v.InferOutput<typeof companion>

/** What a dearer item gives, or takes, beside the one on the page; language-free (engine/text/gains). */
export const gain = v.object({
  kind: v.picklist(['count', 'measure', 'size', 'material', 'attribute', 'word', 'unit_price']),
  /** Name of the attribute, as the shop writes it. */
  attribute: v.optional(v.string()),
  from: v.optional(v.string()),
  to: v.string(),
  unit: v.optional(v.string()),
  /** How much less a piece costs. */
  percent: v.optional(v.number()),
})
export type Gain = v.InferOutput<typeof gain>

/** An item of the same family, or one that resembles the key. */
export const alternative = v.object({
  item_id: v.string(),
  /** 1 / place: only the order means anything. */
  score: v.number(),
  /** Customers who had the key, and of those the ones who first bought this one later. */
  owners: v.number(),
  switches: v.number(),
  gains: v.optional(v.array(gain)),
  losses: v.optional(v.array(gain)),
  /** True when the gains outweigh the losses beyond doubt: then they are said. */
  clear: v.optional(v.literal(true)),
})
export type Alternative = v.InferOutput<typeof alternative>

/** A companion by the merchant's other links. */
export const linked = v.object({ item_id: v.string(), score: v.number() })

/** What an item's row holds beside its companions; an empty part is left out. */
export const tails = v.object({
  /** Dearer and cheaper ones of the family, prices as they were; bands are cut when serving, by live prices. */
  upgrade: v.optional(v.array(alternative)),
  downgrade: v.optional(v.array(alternative)),
  related: v.optional(v.array(alternative)),
  /** Complements as the merchant links other items. */
  linked: v.optional(v.array(linked)),
  /** Its family, see `companion`. */
  family: v.optional(v.number()),
  /** Days after which half of those who buy it again have done so, and how many times that was seen. */
  repeat: v.optional(v.object({ days: v.number(), seen: v.number() })),
})
export type Tails = v.InferOutput<typeof tails>

/** The best companions of one key. */
export const list = v.object({
  kind: v.picklist(LIST_KINDS),
  /** Id of the item, path of the category; of the shop '' for its best sellers, 'now' for what sells just now. */
  key: v.string(),
  /** Orders of the window that hold the key. */
  seed_orders: v.number(),
  companions: v.array(companion),
  tails,
})
export type List = v.InferOutput<typeof list>

/** The lists of both slots. Only worker/store/models/lists.ts writes here. */
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
    /** Of an item; {} for the others. */
    tails: text({ mode: 'json' }).$type<Tails>().notNull().default({}),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.slot, t.kind, t.key] })],
)
