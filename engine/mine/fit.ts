import type { Baskets } from '../data/baskets.ts'
import { candidateBytes, candidatesThatFit } from '../data/memory.ts'
import { type Sparse, turned } from '../data/sparse-rows.ts'
import { explainAway, type Mixture } from './mixture.ts'
import { findNeighbours, type PairCounts } from './neighbours.ts'
import { Pairs } from './pair-table.ts'
import { solveRidge } from './ridge.ts'
import type { Thresholds } from './support.ts'
import { Vouched } from './supported-pairs.ts'

/** The table of pairs gets at least so much, even where memory is short. */
const LEAST_FOR_PAIRS = 2_000_000
/** Of what is left, the share that the pairs which count as evidence get. */
const FOR_EVIDENCE = 0.6

/** What the orders teach about all pairs: ridge and mixture by seed, and the pairs that count as evidence. */
export type Taught = { ridge: Sparse; mixture: Mixture; vouched: Vouched; counted: PairCounts }

/** Learns ridge and mixture, one after the other so that their arrays need not stand side by side. */
export function* learn(baskets: Baskets, thresholds: Thresholds): Generator<undefined, Taught> {
  const { bytes, orders, lines, items } = baskets
  const most = candidatesThatFit(orders, lines, items)
  const room = Math.max(0, bytes.spare(lines) - items * candidateBytes(items, most))
  const vouched = new Vouched(baskets, FOR_EVIDENCE * room)
  const pairs = new Pairs(baskets, Math.max(LEAST_FOR_PAIRS, (1 - FOR_EVIDENCE) * room))
  const { likely, support, counted } = yield* findNeighbours(baskets, thresholds, most, pairs, vouched)
  yield* solveRidge(baskets, pairs, likely)
  pairs.close()
  const ridge = yield* turned(likely)
  bytes.take(...ridge.arrays())
  bytes.free(...likely.arrays())
  const mixture = yield* explainAway(baskets, support)
  return { ridge, mixture, vouched, counted }
}
