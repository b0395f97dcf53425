import * as v from 'valibot'
import { whole } from '../numbers.ts'

/** Numbers of order lines by how their item was found in the catalogue. */
export const linesMatched = v.object({
  id: whole,
  sku: whole,
  name: whole,
  nothing: whole,
})

/**
 * Orders by their totals. `given`: those whose total, shipping and tax are stated, so that it can be checked whether they add up
 * within one minor unit (without a stated discount it is taken to be 0); `rounded`: those that differ by what the file may have
 * rounded; `unreadable`: those with a cell that could not be read; `per_line`: those whose columns are about lines and were added;
 * `left_out`: those of which an amount was left out, because the order does not add up with it; both are missing when 0.
 * `examples`: ids of orders that do not add up, are unreadable, or of which an amount was left out.
 */
export const totalsChecked = v.object({
  given: whole,
  add_up: whole,
  rounded: whole,
  not_add_up: whole,
  unreadable: whole,
  per_line: v.optional(whole),
  left_out: v.optional(whole),
  examples: v.array(v.string()),
})

export type LinesMatched = v.InferOutput<typeof linesMatched>
export type TotalsChecked = v.InferOutput<typeof totalsChecked>
