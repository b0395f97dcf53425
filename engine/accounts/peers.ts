import { toOffsets } from '../data/sparse-rows.ts'
import { drawOf } from '../numbers/draw.ts'
import { TopKHeap } from '../numbers/top-k-heap.ts'
import type { Ledger } from './ledger.ts'
import type { Snapshot } from './snapshot.ts'

/** With fewer accounts that buy alike nothing is said about them: k-anonymity with k = 10. */
export const MIN_PEERS = 10
/** Most peers of an account, chosen on training folds among 50, 100, 200 and 400 (docs/METHOD.md). */
export const MAX_PEERS = 50
/**
 * Peers are looked for among all accounts of a shop with at most so many, and among a sample by hash of a larger one: time then grows
 * with the accounts, not with their square.
 */
const [MAX_ACCOUNTS, SAMPLED] = [4_000, 2_500]
/** Families of a profile, those with the largest weights: they tell accounts apart, and time grows with the square of their number. */
const MAX_PROFILE = 64
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
/** One of the weightings. */
export type Weighting = (typeof WEIGHTINGS)[number]

/** Weights of the cells, each account's with length 1, and the same by family. */
type Profiles = {
  weights: Float32Array
  /** Numbers of the accounts that can be peers. */
  candidates: Uint32Array
  /** Cells of family `f`: from `starts[f]` to just before `starts[f + 1]`: places among the candidates, and weights. */
  starts: Uint32Array
  places: Uint16Array
  byFamily: Float32Array
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
    this.cosines = new Float64Array(this.profiles.candidates.length)
    this.heap = new TopKHeap(most)
  }

  /**
   * The accounts with the largest cosine, largest first; none at all when fewer than `MIN_PEERS` buy alike. An account is never
   * its own peer. The view is overwritten by the next call.
   */
  of(account: number): Uint32Array {
    const { cosines, heap, snapshot } = this
    const { weights, candidates, starts, places, byFamily } = this.profiles
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
        const place = places[at] ?? 0
        cosines[place] = (cosines[place] ?? 0) + weight * (byFamily[at] ?? 0)
      }
    }
    for (let place = 0; place < cosines.length; place += 1) {
      const cosine = cosines[place] ?? 0
      if (cosine < MIN_COSINE || cosine < heap.floor) continue
      const other = candidates[place] ?? 0
      if (other !== account) heap.offer(other, cosine)
    }
    const { numbers } = heap.sort()
    return numbers.length < MIN_PEERS ? numbers.subarray(0, 0) : numbers
  }
}

/** Accounts with an order so far: all of them, or a sample. */
function candidatesOf({ orders, known }: Snapshot): Uint32Array {
  const all = orders.map((_, account) => account).filter((account) => (orders[account] ?? 0) > 0)
  if (known <= MAX_ACCOUNTS) return all
  return all.filter((account) => drawOf('peers', String(account)) < SAMPLED / known)
}

function profilesOf(snapshot: Snapshot, weighting: Weighting): Profiles {
  const { ledger } = snapshot
  const weights = rawWeights(snapshot, weighting)
  for (let account = 0; account < ledger.accounts; account += 1) normalise(ledger, account, weights)
  const candidates = candidatesOf(snapshot)
  const starts = new Uint32Array(ledger.families + 1)
  for (const { family } of cellsOf(ledger, candidates, weights)) {
    starts[family + 1] = (starts[family + 1] ?? 0) + 1
  }
  const next = toOffsets(starts)
  const size = starts[ledger.families] ?? 0
  const [places, byFamily] = [new Uint16Array(size), new Float32Array(size)]
  for (const { place, family, weight } of cellsOf(ledger, candidates, weights)) {
    const at = next[family] ?? 0
    places[at] = place
    byFamily[at] = weight
    next[family] = at + 1
  }
  return { weights, candidates, starts, places, byFamily }
}

/** Keeps an account's largest weights, and gives them the length 1. */
function normalise({ cellStarts }: Ledger, account: number, weights: Float32Array): void {
  const own = weights.subarray(cellStarts[account] ?? 0, cellStarts[account + 1] ?? 0)
  if (own.length > MAX_PROFILE) {
    const least = own.slice().sort()[own.length - MAX_PROFILE] ?? 0
    for (let at = 0; at < own.length; at += 1) if ((own[at] ?? 0) < least) own[at] = 0
  }
  const length = Math.sqrt(own.reduce((sum, weight) => sum + weight * weight, 0))
  for (let at = 0; at < own.length && length > 0; at += 1) own[at] = (own[at] ?? 0) / length
}

/** The cells of the candidates with a weight. */
function* cellsOf({ cellStarts, cellFamilies }: Ledger, candidates: Uint32Array, weights: Float32Array) {
  for (const [place, account] of candidates.entries()) {
    const end = cellStarts[account + 1] ?? 0
    for (let cell = cellStarts[account] ?? 0; cell < end; cell += 1) {
      const weight = weights[cell] ?? 0
      if (weight > 0) yield { place, family: cellFamilies[cell] ?? 0, weight }
    }
  }
}

function rawWeights({ ledger, yearly, total }: Snapshot, weighting: Weighting): Float32Array {
  const weights = new Float32Array(ledger.cells)
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
