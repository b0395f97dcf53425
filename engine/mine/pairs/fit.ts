import type { Baskets } from '../../data/baskets.ts'
import { cacheBytes, candidateBytes, candidatesThatFit } from '../../data/capacity.ts'
import { type SparseRows, transposed } from '../../data/sparse-rows.ts'
import { fitMixture, type Mixture } from './mixture.ts'
import type { PairCounts } from './neighbours.ts'
import { PairTable } from './pair-table.ts'
import { inOneThread, type PairWork } from './pair-work.ts'
import { popularItems } from './prior.ts'
import type { SupportThresholds } from './support.ts'
import { SupportedPairs } from './supported-pairs.ts'

/** Bytes that the pair table gets at least, even where memory is short. */
const MIN_PAIR_TABLE_BYTES = 2_000_000
/** Share of the cache budget for the supported pairs; the pair table gets the rest. */
const SUPPORTED_SHARE = 0.6

/** What the orders teach about all pairs: ridge and mixture weights by seed, and the supported pairs. */
export type PairModels = {
  ridge: SparseRows
  mixture: Mixture
  supported: SupportedPairs
  pairCounts: PairCounts
  /** Best sellers, whose pairs are kept without support too. */
  popular: readonly number[]
}

/**
 * Fits ridge and mixture, one after the other, so that their arrays are not needed at the same time. Yields now and then.
 * @param work does the three long steps; whoever does them, the result is the same
 */
export function* fitPairModels(
  baskets: Baskets,
  thresholds: SupportThresholds,
  work: PairWork = inOneThread,
): Generator<undefined, PairModels> {
  const { arena, orders, lines, items } = baskets
  const { bytes } = arena.memory
  const limits = candidatesThatFit(orders, lines, items, bytes)
  const room = Math.max(0, cacheBytes(arena.total, lines, bytes) - items * candidateBytes(items, limits))
  const popular = popularItems(baskets)
  const supported = new SupportedPairs(baskets, SUPPORTED_SHARE * room)
  const pairs = new PairTable(baskets, Math.max(MIN_PAIR_TABLE_BYTES, (1 - SUPPORTED_SHARE) * room))
  const neighbours = yield* work.neighbours({ baskets, thresholds, limits, pairs, supported, popular })
  const byTarget = neighbours.ridge
  yield* work.ridge(baskets, pairs, byTarget)
  pairs.close()
  const ridge = yield* transposed(byTarget, arena)
  arena.release(byTarget.lengths, byTarget.items, byTarget.values)
  const explaining = work.credits(baskets, neighbours.mixture)
  const mixture = yield* fitMixture(baskets, neighbours.mixture, explaining)
  return { ridge, mixture, supported, pairCounts: neighbours.pairCounts, popular }
}
