import { type Estimate, normalEstimate } from '../measure/estimate.ts'
import { errorOf, momentsOf } from '../measure/moments.ts'
import { importanceWeight } from '../measure/off-policy.ts'

/** A customer of a randomised campaign, on whom a policy is evaluated. */
export type PolicyCase = {
  /** What the customer received (null for the control), and with which probability, 0 < chance ≤ 1. */
  received: string | null
  chance: number
  /** What the policy would do. */
  chosen: string | null
  /** Outcome less the cost of what was received. */
  outcome: number
  /** The same as a model expects it: of what was received, and of what the policy would do. Without a model 0, or left out. */
  expected?: { received: number; chosen: number }
}

/**
 * What each customer says about the value of a policy; their mean is the estimate. By inverse propensity weighting, or, with expected
 * outcomes, doubly robust.
 * @see M. Dudík, J. Langford, L. Li (2011), ICML
 */
export const policyValues = (cases: readonly PolicyCase[]): Float64Array =>
  Float64Array.from(cases, ({ received, chosen, chance, outcome, expected }) => {
    const weight = importanceWeight({ logged: chance, other: received === chosen ? 1 : 0 })
    return (expected?.chosen ?? 0) + weight * (outcome - (expected?.received ?? 0))
  })

/** Mean of values with its error; of differences of two policies on the same customers, the paired error. */
export function meanEstimate(values: Iterable<number>): Estimate {
  const moments = momentsOf(values)
  return normalEstimate(moments.mean, errorOf(moments))
}
