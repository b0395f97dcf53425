import * as v from 'valibot'

/** What an answer about an item rests on, best first. */
export const READINESS = ['mined', 'similar', 'pooled', 'fallback'] as const

/** How far one item is. */
export const itemReadiness = v.object({
  item_id: v.string(),
  title: v.string(),
  /** Its own orders; those of similar items; those of its category; the shop's best sellers, or nothing. */
  readiness: v.picklist(READINESS),
  /** Orders of the window that hold it. */
  orders: v.number(),
  /** Companions of its own, and those borrowed from similar items. */
  companions: v.number(),
  borrowed: v.number(),
  /** Orders until its own say more than those of similar items do. */
  orders_needed: v.number(),
})
export type ItemReadiness = v.InferOutput<typeof itemReadiness>
