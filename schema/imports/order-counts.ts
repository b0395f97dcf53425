import * as v from 'valibot'

/** Numbers of order lines by how their item was found in the catalogue. */
export const linesMatched = v.object({
  id: v.number(),
  sku: v.number(),
  name: v.number(),
  nothing: v.number(),
})

/**
 * Orders by their totals. `given`: those whose total, discount, shipping and tax are stated, so that it can be checked whether they
 * add up within one minor unit; `rounded`: those that differ by what the file may have rounded; `unreadable`: those with a cell that could not be read. `examples`: ids of orders that do not add up or are unreadable.
 */
export const totalsChecked = v.object({
  given: v.number(),
  add_up: v.number(),
  rounded: v.number(),
  not_add_up: v.number(),
  unreadable: v.number(),
  examples: v.array(v.string()),
})

export type LinesMatched = v.InferOutput<typeof linesMatched>
export type TotalsChecked = v.InferOutput<typeof totalsChecked>
