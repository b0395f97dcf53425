import * as v from 'valibot'
import { whole } from '../numbers.ts'

/** What the answers about an item are based on, best first. */
export const READINESS = ['mined', 'similar', 'pooled', 'fallback'] as const

/** Readiness of one item. */
export const itemReadiness = v.object({
  item_id: v.string(),
  title: v.string(),
  /** Its own orders; those of similar items; those of its category; or best sellers, or nothing. */
  readiness: v.picklist(READINESS),
  /** Orders of the window with the item. */
  orders: whole,
  /** Companions from its own orders, and from similar items. */
  companions: whole,
  borrowed: whole,
  /** Orders that are missing until its own orders outweigh those of similar items. */
  orders_needed: whole,
})
export type ItemReadiness = v.InferOutput<typeof itemReadiness>
