import type { Baskets } from '../../data/baskets.ts'
import type { CandidateLimits } from '../../data/capacity.ts'
import type { PaddedRows } from '../../data/padded-rows.ts'
import { type Credits, explainOrders } from './mixture.ts'
import { findNeighbours, type MixtureCandidates, type Neighbours } from './neighbours.ts'
import type { PairTable } from './pair-table.ts'
import { fitRidge } from './ridge.ts'
import type { SupportThresholds } from './support.ts'
import type { SupportedPairs } from './supported-pairs.ts'

/** What the neighbours of all items are found with. */
export type Search = {
  baskets: Baskets
  thresholds: SupportThresholds
  limits: CandidateLimits
  pairs: PairTable
  supported: SupportedPairs
  popular: readonly number[]
}

/** The long steps of fitting pairs, each of which can be divided among threads without a change of its result. */
export type PairWork = {
  neighbours(search: Search): Generator<undefined, Neighbours>
  ridge(baskets: Baskets, pairs: PairTable, byTarget: PaddedRows): Generator<undefined, void>
  credits(baskets: Baskets, candidates: MixtureCandidates): Generator<undefined, Credits>
}

/** Each step as a whole, in this thread. */
export const inOneThread: PairWork = {
  neighbours: ({ baskets, thresholds, limits, pairs, supported, popular }) =>
    findNeighbours(baskets, thresholds, limits, pairs, supported, popular),
  ridge: (baskets, pairs, byTarget) => fitRidge(baskets, pairs, byTarget),
  credits: (baskets, candidates) => explainOrders(baskets, candidates),
}
