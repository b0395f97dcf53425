import { type CalibrationError, DECILES, decileAt, reliability } from '../../engine/numbers/calibration.ts'
import type { OwnRanker } from './ours.ts'
import { dice } from './tasks.ts'

/** Draws for the error that chance alone makes. */
const DRAWS = 1_000

/** The probability of the first place of the page of an item of an order, and whether the order holds that place. */
type Case = { order: number; cases: number; predicted: number; hits: number }

/** The error, and what it would be on average, and in 95 of 100 times at most, if all probabilities were exact. */
export type FirstPlaces = CalibrationError & { chance: number; chance95: number }

/**
 * How far the probability of the page's first place is from what the test orders hold, by decile. Every item of an order is a seed
 * once, and every order counts once, as on the folds.
 */
export function firstPlaces(ranker: OwnRanker, orders: readonly (readonly number[])[]): FirstPlaces {
  const cases = orders.flatMap((items, order) =>
    items.flatMap((seed): Case[] => {
      const first = ranker.first(seed)
      if (!first) return []
      const isHit = first.item !== seed && items.includes(first.item)
      const weight = 1 / items.length
      return [{ order, cases: weight, predicted: first.score, hits: isHit ? weight : 0 }]
    }),
  )
  cases.sort((a, b) => a.predicted - b.predicted)
  return { ...reliability(cases), ...byChance(cases) }
}

/**
 * The error of exact probabilities on as many orders: chance moves observed rates, and the distances of all parts add up. By the wild
 * bootstrap (C. Wu 1986, Ann. Stat. 14, 1261): what is left of each order beside the mean of its part gets a random sign, one for all
 * cases of the order, because these are not independent of each other.
 * @param cases by ascending probability
 */
function byChance(cases: readonly Case[]): Pick<FirstPlaces, 'chance' | 'chance95'> {
  const total = cases.reduce((sum, { cases: weight }) => sum + weight, 0)
  const parts = Array.from({ length: DECILES }, () => ({
    ...{ weight: 0, residual: 0 },
    orders: new Map<number, { weight: number; residual: number }>(),
  }))
  let before = 0
  for (const { order, cases: weight, predicted, hits } of cases) {
    const part = parts[decileAt(before + weight / 2, total)]
    before += weight
    if (!part) continue
    const own = part.orders.get(order) ?? { weight: 0, residual: 0 }
    part.orders.set(order, own)
    for (const sum of [own, part]) {
      sum.weight += weight
      sum.residual += hits - weight * predicted
    }
  }
  const centred = parts.map(({ weight, residual, orders }) =>
    Array.from(orders, ([order, own]) => ({
      order,
      residual: own.residual - (own.weight * residual) / Math.max(Number.EPSILON, weight),
    })),
  )
  const draw = dice(4)
  const orders = Math.max(0, ...cases.map(({ order }) => order)) + 1
  const errors = Array.from({ length: DRAWS }, () => {
    const signs = Int8Array.from({ length: orders }, () => 2 * draw(2) - 1)
    const distances = centred.map((part) =>
      Math.abs(part.reduce((sum, { order, residual }) => sum + (signs[order] ?? 0) * residual, 0)),
    )
    return distances.reduce((sum, distance) => sum + distance, 0) / Math.max(1, total)
  }).sort((a, b) => a - b)
  const chance = errors.reduce((sum, error) => sum + error, 0) / DRAWS
  return { chance, chance95: errors[Math.floor(0.95 * DRAWS)] ?? 0 }
}

/** Prints the error, and predicted and observed rates by decile. */
export function printCalibration(
  name: string,
  { ece, chance, chance95, deciles }: FirstPlaces,
  folds: number,
): void {
  const parts = deciles.map(({ predicted, observed }) => `${predicted.toFixed(3)} / ${observed.toFixed(3)}`)
  const cases = deciles.reduce((sum, decile) => sum + decile.cases, 0)
  const mean = (of: 'predicted' | 'observed') =>
    deciles.reduce((sum, decile) => sum + decile.cases * decile[of], 0) / Math.max(1, cases)
  console.log(
    `- ${name}, probability of the page's first place: ECE ${ece.toFixed(4)}, where exact probabilities would have ${chance.toFixed(4)} by chance, in 95 % at most ${chance95.toFixed(4)} (on the folds ${folds.toFixed(4)}); predicted ${mean('predicted').toFixed(3)}, observed ${mean('observed').toFixed(3)}; by decile, predicted / observed: ${parts.join(', ')}.`,
  )
}
