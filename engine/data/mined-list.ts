import type { ListKind } from '../../vocabulary/lists.ts'

/** One companion by its number. */
export type MinedCompanion = {
  item: number
  /** Score on a product page, > 0; only the order means anything. */
  score: number
  /** What the seed adds to the companion's score in a cart; below 0 it never shows by itself. */
  cart_weight: number
  /** Orders with both; 0 where the pair is not supported. */
  co_orders: number
  item_orders: number
  /** True when the score rests on the orders of similar items or of the category. */
  borrowed?: true
  /** True when the score is mostly the share of any item's orders that hold it. */
  popular?: true
}

/** A list as mined: its key by number or name, its companions by number. */
export type MinedList = {
  kind: ListKind
  /** Number of the item, path of the category, or one of the shop's two keys (vocabulary/lists.ts). */
  key: number | string
  seed_orders: number
  companions: MinedCompanion[]
}
