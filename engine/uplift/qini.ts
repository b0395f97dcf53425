import type { Estimate } from '../measure/estimate.ts'
import { hash32 } from '../numbers/hash.ts'

/** Customers of a randomised campaign with a score each. */
export type Scored = {
  keys: readonly string[]
  /** 1 for contacted customers, 0 for the control. */
  contacted: ArrayLike<number>
  outcomes: ArrayLike<number>
  /** Larger is better; equal scores are one group, so that the order of the rows says nothing. */
  scores: ArrayLike<number>
}

/** A point of the Qini curve. */
export type QiniPoint = {
  /** Share of the customers that is contacted, those with the highest scores. */
  share: number
  /** Extra outcomes by then, divided by the contacted customers of the whole campaign. */
  gain: number
}

/** Weights of customers of one resample; undefined is 1 each. */
type Weights = ArrayLike<number> | undefined

/** Resamples of a bootstrap interval: its ends are then known to an eighth of the coefficient's standard error. */
const RESAMPLES = 500

/**
 * Qini curve: what contacting only the customers with the highest scores would have brought. With N_t contacted customers of the
 * campaign, and n_t, n_c, y_t, y_c customers and outcomes among those with the highest scores, gain = (y_t − y_c · n_t / n_c) / N_t.
 * It begins at (0, 0) and ends at (1, average effect), with a point after each group of equal scores.
 * @see N. Radcliffe (2007), Using control groups to target on predicted lift, Direct Marketing Analytics Journal 1, 14–21
 */
export const qiniCurve = (scored: Scored): QiniPoint[] => curveOf(scored, ranked(scored), undefined)

/**
 * Qini coefficient: mean over all shares of the curve's height over the chance line, which leads from (0, 0) to (1, average effect).
 * The unit is extra outcomes for each contacted customer; a constant score has 0.
 */
export const qiniOf = (scored: Scored): number => areaOf(qiniCurve(scored))

/** The Qini coefficient with a 95 % interval by the bootstrap, in which whole customers are drawn. */
export const qiniEstimate = (scored: Scored): Estimate => bootstrap(scored, (points) => areaOf(points))

/**
 * Average effect among the share of customers with the highest scores. Inside a group of equal scores the effect is that of the group.
 * @param share 0 < share ≤ 1
 */
export const upliftAt = (scored: Scored, share: number): number => gainAt(qiniCurve(scored), share) / share

/** The height of the curve at a share, by interpolation. */
export function gainAt(points: readonly QiniPoint[], share: number): number {
  const after = points.findIndex((point) => point.share >= share)
  const [from, to] = [points[after - 1] ?? { share: 0, gain: 0 }, points[after] ?? points.at(-1)]
  if (!to) return 0
  const width = to.share - from.share
  return width > 0 ? from.gain + ((to.gain - from.gain) * (share - from.share)) / width : to.gain
}

/** Numbers of the customers, highest score first. */
function ranked({ scores, keys }: Scored): Uint32Array {
  const numbers = Uint32Array.from(keys, (_, number) => number)
  return numbers.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
}

function curveOf(scored: Scored, order: Uint32Array, weights: Weights): QiniPoint[] {
  const { contacted, outcomes, scores } = scored
  let [all, allContacted] = [0, 0]
  for (const number of order) {
    const weight = weights?.[number] ?? 1
    all += weight
    allContacted += weight * (contacted[number] ?? 0)
  }
  const points: QiniPoint[] = [{ share: 0, gain: 0 }]
  let [nt, nc, yt, yc] = [0, 0, 0, 0]
  for (let at = 0; at < order.length; at += 1) {
    const number = order[at] ?? 0
    const weight = weights?.[number] ?? 1
    if (contacted[number] === 1) {
      nt += weight
      yt += weight * (outcomes[number] ?? 0)
    } else {
      nc += weight
      yc += weight * (outcomes[number] ?? 0)
    }
    const isLast = at + 1 === order.length || scores[order[at + 1] ?? 0] !== scores[number]
    // Before the first customer of the control nothing is known about the effect.
    if (isLast && nt + nc > 0) {
      const gain = nc > 0 ? (yt - (yc * nt) / nc) / Math.max(1, allContacted) : 0
      points.push({ share: (nt + nc) / all, gain })
    }
  }
  return points
}

/** Area between the curve and the chance line, by trapezoids. */
function areaOf(points: readonly QiniPoint[]): number {
  let area = 0
  let before: QiniPoint = { share: 0, gain: 0 }
  for (const point of points) {
    area += ((point.share - before.share) * (before.gain + point.gain)) / 2
    before = point
  }
  return area - (points.at(-1)?.gain ?? 0) / 2
}

/** A figure of the curve, and its spread over resamples. */
function bootstrap(scored: Scored, figure: (points: readonly QiniPoint[]) => number): Estimate {
  const order = ranked(scored)
  const hashes = Uint32Array.from(scored.keys, hash32)
  const value = figure(curveOf(scored, order, undefined))
  const weights = new Uint8Array(hashes.length)
  const found = Array.from({ length: RESAMPLES }, (_, resample) => {
    for (let n = 0; n < weights.length; n += 1) weights[n] = poissonWeight(hashes[n] ?? 0, resample)
    return figure(curveOf(scored, order, weights))
  }).sort((a, b) => a - b)
  const mean = found.reduce((sum, one) => sum + one, 0) / RESAMPLES
  const error = Math.sqrt(found.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (RESAMPLES - 1))
  const end = (share: number) => found[Math.round(share * (RESAMPLES - 1))] ?? value
  return { value, error, low: end(0.025), high: end(0.975), p: 2 * Math.min(tail(found, 1), tail(found, -1)) }
}

/** Share of the resamples on one side of 0; half at most counts for a two-sided p-value. */
const tail = (found: readonly number[], side: number): number =>
  Math.min(0.5, (1 + found.filter((one) => one * side >= 0).length) / (1 + found.length))

/** Cumulative probabilities of a Poisson distribution with mean 1, from 0 on. */
const POISSON = [0.36787944, 0.73575888, 0.9196986, 0.98101184, 0.99634015, 0.99940582, 0.99991676]

/**
 * How often a resample contains a customer: Poisson with mean 1, the limit of drawing n of n with replacement. By the customer's key, so
 * all rows of a customer are in or out together.
 * @see N. Chamandy, O. Muralidharan, A. Najmi, S. Naidu (2012), Estimating uncertainty for massive data streams
 */
function poissonWeight(hash: number, resample: number): number {
  let mixed = (hash ^ Math.imul(resample + 1, 0x9e3779b1)) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  const draw = ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  const weight = POISSON.findIndex((below) => draw < below)
  return weight < 0 ? POISSON.length : weight
}
