import * as v from 'valibot'
import { whole } from '../numbers.ts'

const rate = v.nullable(v.number())

const figures = v.object({
  shown: whole,
  seen: whole,
  clicked: whole,
  added: whole,
  dismissed: whole,
  /** Pieces bought after a touch, by last touch, and their revenue in minor units. */
  bought: v.number(),
  revenue: v.number(),
  /** Clicks for each view with the 95 % interval; null without views. */
  click_rate: rate,
  click_rate_low: rate,
  click_rate_high: rate,
})
export type Figures = v.InferOutput<typeof figures>

/** What panels did on the page of an item, and with the item in other panels; null for a role in which nothing happened. */
export const itemFigures = v.object({
  item_id: v.string(),
  /** Days (UTC), both included. `from` is later than asked where earlier days are not counted, or are too many rows to read. */
  from: v.string(),
  to: v.string(),
  currency: v.string(),
  seed: v.nullable(figures),
  suggested: v.nullable(figures),
})
export type ItemFigures = v.InferOutput<typeof itemFigures>
