import type { Candidate } from './candidate.ts'

/** Changes the score of candidates within their tier. Adjustments multiply, so their order does not matter. */
export type Adjustment<C extends Candidate = Candidate> = {
  /** Names the factor among a candidate's `parts` in the trace. */
  name: string
  /** What the score is multiplied by, > 0; undefined leaves the candidate as it is. */
  factor(candidate: C): number | undefined
}

/**
 * What buyers taught about this page (engine/measure/learned-factor.ts). Only mined companions have a response rate to
 * learn from.
 * @param factors by item id, 0.8 to 1.25
 */
export const learnedAdjustment = (factors: ReadonlyMap<string, number>): Adjustment => ({
  name: 'learned',
  factor: ({ source, item_id }) => (source === 'mined' ? factors.get(item_id) : undefined),
})

/** The candidate with every adjustment applied to its score and noted in its parts; the same object when none applies. */
export function adjusted<C extends Candidate>(candidate: C, adjustments: readonly Adjustment<C>[]): C {
  let result = candidate
  for (const { name, factor } of adjustments) {
    const by = factor(candidate)
    if (by === undefined) continue
    result = { ...result, score: result.score * by, parts: { ...result.parts, [name]: by } }
  }
  return result
}
