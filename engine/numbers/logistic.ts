/** A monotone map of scores to probabilities: logit P = intercept + slope · ln(score). */
export type Calibration = { intercept: number; slope: number }

/** Cases with about the same score: their number, the mean of ln(score), and how many were hits. */
export type ScoreBin = { cases: number; logScore: number; hits: number }

/** The score itself, for small scores: what is known before anything was measured. */
export const UNCALIBRATED: Calibration = { intercept: 0, slope: 1 }
/** Penalty of moving a parameter away from where it starts: as much as about four cases can say. */
const PENALTY = 1
/** Slope below which two scores would hardly differ. */
const MIN_SLOPE = 0.05
const MAX_STEPS = 50
const TOLERANCE = 1e-9

/** Probability of a score under a calibration, between 0 and 1; 0 for a score of 0. */
export const calibrated = (score: number, { intercept, slope }: Calibration): number =>
  score > 0 ? 1 / (1 + Math.exp(-intercept) * score ** -slope) : 0

/**
 * Fits a calibration by logistic regression on ln(score), by Newton's method, with a Gaussian prior on the slope and on the log odds at
 * the mean of ln(score). A prior on the intercept itself would pull the slope with it: where scores are far from 1 or have another
 * unit than probabilities, both are known together only. Without cases a score is its own probability. The slope stays positive, so
 * that it never changes an order.
 * @see J. Platt (1999), Probabilistic outputs for support vector machines
 */
export function fitCalibration(bins: readonly ScoreBin[]): Calibration {
  const total = bins.reduce((sum, { cases }) => sum + cases, 0)
  if (total === 0) return UNCALIBRATED
  const middle = bins.reduce((sum, { cases, logScore }) => sum + cases * logScore, 0) / total
  const start = UNCALIBRATED.intercept + UNCALIBRATED.slope * middle
  let [level, slope] = [start, UNCALIBRATED.slope]
  for (let step = 0; step < MAX_STEPS; step += 1) {
    let [first, second] = [PENALTY * (start - level), PENALTY * (UNCALIBRATED.slope - slope)]
    let [aa, ab, bb] = [PENALTY, 0, PENALTY]
    for (const { cases, logScore, hits } of bins) {
      const distance = logScore - middle
      const probability = 1 / (1 + Math.exp(-level - slope * distance))
      const residual = hits - cases * probability
      const weight = cases * probability * (1 - probability)
      first += residual
      second += residual * distance
      aa += weight
      ab += weight * distance
      bb += weight * distance * distance
    }
    const determinant = aa * bb - ab * ab
    const slopeMove = (aa * second - ab * first) / determinant
    // Where the slope cannot fall further the level alone moves.
    const isLeast = slope === MIN_SLOPE && slopeMove < 0
    const moves = isLeast
      ? ([first / aa, 0] as const)
      : ([(bb * first - ab * second) / determinant, slopeMove] as const)
    // A Newton step that is too long can overshoot; ln(score) spans about ten.
    const length = Math.max(1, Math.abs(moves[0]), 10 * Math.abs(moves[1]))
    level += moves[0] / length
    slope = Math.max(MIN_SLOPE, slope + moves[1] / length)
    if (Math.abs(moves[0]) + Math.abs(moves[1]) < TOLERANCE) break
  }
  return { intercept: level - slope * middle, slope }
}
