/** A list is moved by this much at most: responses are few, and some are false. */
export const BOUNDS = { low: 0.8, high: 1.25 } as const
/** Visitors and days below which nothing is learned. */
export const FEWEST = { visitors: 50, days: 7 } as const
/** Visitors that the model's own word counts for. */
const STRENGTH = 200
/** Standard errors that are taken off: beyond them lies one in twenty of what is mere luck. */
const DOUBT = 1.645

/** How buyers answered one suggestion beside one item. */
export type Responses = {
  /** Visitors with a confirmed order who had seen it, each once. */
  visitors: number
  /** Those of them who added it and kept it. */
  kept: number
  /** Days on which they came. */
  days: number
}

/** Chance that a buyer adds and keeps it, shrunk towards what the model foretells: the mean of a Beta-Binomial. */
export const shrunkChance = (
  { visitors, kept }: Pick<Responses, 'visitors' | 'kept'>,
  foretold: number,
): number => (kept + STRENGTH * foretold) / (visitors + STRENGTH)

/**
 * What a score is to be multiplied with, 0.8 … 1.25; 1 while too few have answered. It moves towards what was answered only
 * as far as there is no doubt (one-sided, 95 %): what is mere luck would cost what the model knows.
 * @param foretold chance by the model, 0 < foretold < 1
 */
export function factorOf(responses: Responses, foretold: number): number {
  const enough = responses.visitors >= FEWEST.visitors && responses.days >= FEWEST.days
  if (!enough || foretold <= 0) return 1
  const chance = shrunkChance(responses, foretold)
  const error = DOUBT * Math.sqrt((chance * (1 - chance)) / (responses.visitors + STRENGTH + 1))
  const [low, high] = [(chance - error) / foretold, (chance + error) / foretold]
  const surely = low > 1 ? low : high < 1 ? high : 1
  return Math.min(BOUNDS.high, Math.max(BOUNDS.low, surely))
}
