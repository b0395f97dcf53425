import type { Baskets } from './baskets.ts'
import type { Thresholds } from './evidence.ts'
import { explainAway, type Mixture } from './mixture.ts'
import { findNeighbours } from './neighbours.ts'
import { Pairs } from './pairs.ts'
import { solveRidge } from './ridge.ts'
import { type Sparse, turned } from './sparse.ts'

/** The table of pairs gets at least so much, even where memory is short. */
const LEAST_FOR_PAIRS = 2_000_000

/** What the orders teach about all pairs: by seed. */
export type Taught = { ridge: Sparse; mixture: Mixture }

/** Learns ridge and mixture, one after the other so that their arrays need not stand side by side. */
export function* learn(baskets: Baskets, thresholds: Thresholds, most: number): Generator<undefined, Taught> {
  const { bytes } = baskets
  const lists = baskets.items * most * 17
  const pairs = new Pairs(baskets, Math.max(LEAST_FOR_PAIRS, bytes.spare - lists))
  const { likely, support } = yield* findNeighbours(baskets, thresholds, most, pairs)
  yield* solveRidge(baskets, pairs, likely)
  pairs.close()
  const ridge = turned(likely)
  bytes.take(...ridge.arrays())
  bytes.free(...likely.arrays())
  yield undefined
  return { ridge, mixture: yield* explainAway(baskets, support) }
}
