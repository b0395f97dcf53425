import type { Baskets } from './baskets.ts'
import type { Learned } from './companions.ts'
import type { Thresholds } from './evidence.ts'
import { fitMixture } from './mixture.ts'
import { findNeighbours } from './neighbours.ts'
import { Pairs } from './pairs.ts'
import { solveRidge } from './ridge.ts'
import type { Blend } from './settings.ts'

/** The table of pairs gets at least so much, even where memory is short. */
const LEAST_FOR_PAIRS = 2_000_000

/** Learns what the blends ask for, one part after the other so that their arrays need not stand side by side. */
export function* learn(
  baskets: Baskets,
  thresholds: Thresholds,
  blends: { page: Blend; cart: Blend },
  most: number,
): Generator<undefined, Learned> {
  const { page, cart } = blends
  const asks = (part: 'ridge' | 'mixture') => page[part] !== 0 || cart[part] !== 0
  if (!asks('ridge') && !asks('mixture')) return { ridge: undefined, mixture: undefined }
  const { bytes } = baskets
  const lists = 2 * baskets.items * most * 8
  const pairs = new Pairs(baskets, asks('ridge') ? Math.max(LEAST_FOR_PAIRS, bytes.spare - lists) : 0)
  const near = yield* findNeighbours(baskets, thresholds, most, pairs)
  if (asks('ridge')) yield* solveRidge(baskets, pairs, near.likely)
  pairs.close()
  if (asks('mixture')) yield* fitMixture(baskets, near.support)
  return {
    ridge: asks('ridge') ? near.likely : undefined,
    mixture: asks('mixture') ? near.support : undefined,
  }
}
