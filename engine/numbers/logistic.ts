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
 * Fits a calibration by logistic regression on ln(score), with a Gaussian prior on both parameters, by Newton's method.
 * Without cases it is the start; its slope stays positive, so that it never changes an order.
 * @see J. Platt (1999), Probabilistic outputs for support vector machines
 */
export function fitCalibration(bins: readonly ScoreBin[], start: Calibration = UNCALIBRATED): Calibration {
  let { intercept, slope } = start
  for (let step = 0; step < MAX_STEPS; step += 1) {
    let [first, second] = [PENALTY * (start.intercept - intercept), PENALTY * (start.slope - slope)]
    let [aa, ab, bb] = [PENALTY, 0, PENALTY]
    for (const { cases, logScore, hits } of bins) {
      const probability = 1 / (1 + Math.exp(-intercept - slope * logScore))
      const residual = hits - cases * probability
      const weight = cases * probability * (1 - probability)
      first += residual
      second += residual * logScore
      aa += weight
      ab += weight * logScore
      bb += weight * logScore * logScore
    }
    const determinant = aa * bb - ab * ab
    const moves = [
      (bb * first - ab * second) / determinant,
      (aa * second - ab * first) / determinant,
    ] as const
    // A Newton step that is too long can overshoot; ln(score) spans about ten.
    const length = Math.max(1, Math.abs(moves[0]), 10 * Math.abs(moves[1]))
    intercept += moves[0] / length
    slope = Math.max(MIN_SLOPE, slope + moves[1] / length)
    if (Math.abs(moves[0]) + Math.abs(moves[1]) < TOLERANCE) break
  }
  return { intercept, slope }
}
