import { type Estimate, normalEstimate } from './estimate.ts'
import { errorOf, momentsOf } from './moments.ts'

/** One showing whose order was drawn with a known chance, and what came of it. */
export type Logged = {
  /** Chance with which what was shown had been drawn, 0 < chance ≤ 1. */
  logged: number
  /** Chance with which the other policy would have drawn the same, 0 … 1. */
  other: number
  reward: number
}

/** Most that one showing may count for: a rare draw says much, and is mostly luck. */
const CAP = 100

const weightOf = ({ logged, other }: Logged): number => Math.min(CAP, other / logged)

/**
 * What another policy would have brought a showing, from what this one has logged: inverse propensity scoring.
 * @see D. Horvitz, D. Thompson (1952), J. Am. Stat. Assoc. 47, 663–685
 */
export function inversePropensity(logs: readonly Logged[]): Estimate {
  const moments = momentsOf(logs.map((log) => weightOf(log) * log.reward))
  return normalEstimate(moments.mean, errorOf(moments))
}

/**
 * The same beside a guess of each reward: right when either the chances or the guesses are, and narrower when both are.
 * @param guess foretold reward of what was shown, and of what the other policy would show, showing by showing
 * @see M. Dudík, J. Langford, L. Li (2011), ICML
 */
export function doublyRobust(
  logs: readonly Logged[],
  guess: readonly { shown: number; other: number }[],
): Estimate {
  const values = logs.map((log, at) => {
    const { shown = 0, other = 0 } = guess[at] ?? {}
    return other + weightOf(log) * (log.reward - shown)
  })
  const moments = momentsOf(values)
  return normalEstimate(moments.mean, errorOf(moments))
}
