import { toOffsets } from '../data/sparse-rows.ts'
import { TopKHeap } from '../numbers/top-k-heap.ts'
import type { Snapshot } from './snapshot.ts'

/** With fewer accounts that buy alike nothing is said about them: k-anonymity with k = 10. */
export const MIN_PEERS = 10
/** Most peers of an account, chosen on training folds among 50, 100, 200 and 400 (docs/METHOD.md). */
export const MAX_PEERS = 50
/** Cosine from which two accounts buy alike. */
export const MIN_COSINE = 0.2

/**
 * How the weight of a family in an account's profile comes from its spend of the last 365 days. x: spend of the cell, T: spend of the
 * account, F: spend of all accounts on the family, S: spend of the shop.
 *
 * | weighting | weight |
 * |---|---|
 * | spend | ln(1 + x) |
 * | share | √(x / T): the cosine is the Bhattacharyya coefficient of two divisions of spend |
 * | index | ln(1 + (x / T) / (F / S)): the share against the shop's (Balassa 1965, revealed comparative advantage) |
 */
export const WEIGHTINGS = ['spend', 'share', 'index'] as const
export type Weighting = (typeof WEIGHTINGS)[number]

/** Weights of the cells, each account's with length 1, and the same by family. */
type Profiles = {
  weights: Float64Array
  /** Cells of family `f`: from `starts[f]` to just before `starts[f + 1]`: their accounts and weights. */
  starts: Uint32Array
  accounts: Uint32Array
  byFamily: Float64Array
}

/** Finds the accounts that buy alike. Their numbers stay inside the engine. */
export class PeerFinder {
  private readonly snapshot: Snapshot
  private readonly profiles: Profiles
  private readonly cosines: Float64Array
  private readonly heap: TopKHeap

  constructor(snapshot: Snapshot, weighting: Weighting, most = MAX_PEERS) {
    this.snapshot = snapshot
    this.profiles = profilesOf(snapshot, weighting)
    this.cosines = new Float64Array(snapshot.ledger.accounts)
    this.heap = new TopKHeap(most)
  }

  /**
   * The accounts with the largest cosine, largest first; none at all when fewer than `MIN_PEERS` buy alike. An account is never
   * its own peer. The view is overwritten by the next call.
   */
  of(account: number): Uint32Array {
    const { cosines, heap, snapshot } = this
    const { weights, starts, accounts, byFamily } = this.profiles
    const { cellStarts, cellFamilies } = snapshot.ledger
    cosines.fill(0)
    heap.clear()
    const end = cellStarts[account + 1] ?? 0
    for (let cell = cellStarts[account] ?? 0; cell < end; cell += 1) {
      const weight = weights[cell] ?? 0
      if (weight === 0) continue
      const family = cellFamilies[cell] ?? 0
      const last = starts[family + 1] ?? 0
      for (let at = starts[family] ?? 0; at < last; at += 1) {
        const other = accounts[at] ?? 0
        cosines[other] = (cosines[other] ?? 0) + weight * (byFamily[at] ?? 0)
      }
    }
    cosines[account] = 0
    for (let other = 0; other < cosines.length; other += 1) {
      const cosine = cosines[other] ?? 0
      if (cosine >= MIN_COSINE && cosine >= heap.floor) heap.offer(other, cosine)
    }
    const { numbers } = heap.sort()
    return numbers.length < MIN_PEERS ? numbers.subarray(0, 0) : numbers
  }
}

function profilesOf(snapshot: Snapshot, weighting: Weighting): Profiles {
  const { ledger } = snapshot
  const { cellStarts, cellFamilies } = ledger
  const weights = rawWeights(snapshot, weighting)
  const starts = new Uint32Array(ledger.families + 1)
  for (let account = 0; account < ledger.accounts; account += 1) {
    const [first, end] = [cellStarts[account] ?? 0, cellStarts[account + 1] ?? 0]
    let squares = 0
    for (let cell = first; cell < end; cell += 1) squares += (weights[cell] ?? 0) ** 2
    const length = Math.sqrt(squares)
    for (let cell = first; cell < end && length > 0; cell += 1) {
      weights[cell] = (weights[cell] ?? 0) / length
      if (weights[cell] === 0) continue
      const behind = (cellFamilies[cell] ?? 0) + 1
      starts[behind] = (starts[behind] ?? 0) + 1
    }
  }
  const next = toOffsets(starts)
  const size = starts[ledger.families] ?? 0
  const [accounts, byFamily] = [new Uint32Array(size), new Float64Array(size)]
  for (let account = 0; account < ledger.accounts; account += 1) {
    const end = cellStarts[account + 1] ?? 0
    for (let cell = cellStarts[account] ?? 0; cell < end; cell += 1) {
      if (weights[cell] === 0) continue
      const family = cellFamilies[cell] ?? 0
      const place = next[family] ?? 0
      accounts[place] = account
      byFamily[place] = weights[cell] ?? 0
      next[family] = place + 1
    }
  }
  return { weights, starts, accounts, byFamily }
}

function rawWeights({ ledger, yearly, total }: Snapshot, weighting: Weighting): Float64Array {
  const weights = new Float64Array(ledger.cells)
  const ofFamily = new Float64Array(ledger.families)
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    const family = ledger.cellFamilies[cell] ?? 0
    ofFamily[family] = (ofFamily[family] ?? 0) + Math.max(0, yearly[cell] ?? 0)
  }
  const shop = ofFamily.reduce((sum, spend) => sum + spend, 0)
  for (let account = 0; account < ledger.accounts; account += 1) {
    const all = total[account] ?? 0
    const end = ledger.cellStarts[account + 1] ?? 0
    for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) {
      const spend = yearly[cell] ?? 0
      if (!(spend > 0 && all > 0)) continue
      const usual = (ofFamily[ledger.cellFamilies[cell] ?? 0] ?? 0) / shop
      weights[cell] = weightOf(weighting, spend, spend / all, usual)
    }
  }
  return weights
}

function weightOf(weighting: Weighting, spend: number, share: number, usual: number): number {
  switch (weighting) {
    case 'spend':
      return Math.log1p(spend)
    case 'share':
      return Math.sqrt(share)
    case 'index':
      return Math.log1p(share / usual)
  }
}
