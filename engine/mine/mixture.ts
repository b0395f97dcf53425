import { type Baskets, WHOLE_WEIGHT } from '../data/baskets.ts'
import { Best } from '../numbers/top-k-heap.ts'
import type { Support } from './neighbours.ts'

/** Orders of doubt that speak for the first guess; 10 and 20 do as well. */
const DOUBT = 15
/** Sums run in whole units, so that they do not depend on the order of the orders: of an item in n orders about n / 2³⁰. */
const SUM_BITS = 30
/** Candidates that are looked through in the time that one is searched for. */
const STEPS = 6
/** Items whose lists are gone through between two pauses: about 2 ms of work. */
const LISTS_A_SLICE = 1_000
/** Candidates looked at between two pauses: about 2 ms of work. */
const WORK_A_SLICE = 150_000

/**
 * Companions of each item, and in the same places how much of them it explains. The best 24 of those that count as
 * evidence stand in front, the first `evidence` of a list.
 */
export type Mixture = { support: Support; shares: Float32Array; evidence: Uint8Array }

/**
 * One step of a mixture ("IBM model 1 for baskets"): every item of an order is explained by one of the others or by
 * popularity, and what one explains is no longer credited to the others. For each order o of weight v and its items i ≠ t:
 *
 *     s_t = q_t + Σ_i e₀[i,t] ,  num[i,t] += v e₀[i,t] / s_t
 *     e[i,j] = (num[i,j] + 15 e₀[i,j]) / (orders of i, weighted + 15)
 *
 * where e₀ is the item's share of the votes of the support and q_t the share of all lines that are t. Yields now and then.
 * @returns e, beside the support
 * @see P. F. Brown et al. (1993), Computational Linguistics 19, 263–311; A. P. Dempster et al. (1977), J. R. Stat. Soc. B 39
 */
export function* explainAway(baskets: Baskets, support: Support): Generator<undefined, Mixture> {
  const step = new Step(baskets, support)
  let rested = 0
  for (let place = 0; place < baskets.orders; place += 1) {
    step.explain(place)
    if (step.work - rested > WORK_A_SLICE) {
      rested = step.work
      yield undefined
    }
  }
  const shares = yield* step.end()
  return { support, shares, evidence: yield* evidenceFirst(baskets, support, shares) }
}

class Step {
  work = 0
  private readonly baskets: Baskets
  private readonly support: Support
  /** Credits in units, and in the end the shares: two views of the same bytes. */
  private readonly credits: Int32Array<ArrayBuffer>
  private readonly units: Float32Array
  /** Weights of the orders of each item, in 255ths. */
  private readonly weights: Float64Array
  /** 1 for the items of the order in hand, and what explains each of them. */
  private readonly marks: Uint8Array
  private readonly explained: Float64Array
  /** Candidates that stand in the order in hand, and where those of each line end. */
  private hits = new Uint32Array(1_024)
  private readonly ends: Uint32Array

  constructor(baskets: Baskets, support: Support) {
    const { items } = baskets
    this.baskets = baskets
    this.support = support
    this.credits = new Int32Array(support.lists.values.length)
    this.units = new Float32Array(items)
    this.weights = new Float64Array(items)
    this.marks = new Uint8Array(items)
    this.explained = new Float64Array(items)
    this.ends = new Uint32Array(items)
    // As fine as 32 bits allow: no item gets more credit than it has orders.
    for (let item = 0; item < items; item += 1) {
      this.units[item] = 2 ** (SUM_BITS - 32 + Math.clz32(baskets.ordersOf(item)))
    }
    baskets.bytes.take(this.credits, ...this.scratch())
  }

  /** Shares the items of one order out among those that explain them. */
  explain(place: number): void {
    const { baskets, explained, marks, weights } = this
    const { held, heads, lines } = baskets
    const from = heads[2 * place] ?? 0
    const to = heads[2 * place + 2] ?? 0
    const weight = baskets.weightOf(place)
    if (to - from === 1) {
      const item = held[from] ?? 0
      weights[item] = (weights[item] ?? 0) + weight
      return
    }
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      explained[item] = baskets.ordersOf(item) / lines
      marks[item] = 1
      weights[item] = (weights[item] ?? 0) + weight
    }
    this.find(from, to)
    this.credit(from, to, weight / WHOLE_WEIGHT)
    for (let line = from; line < to; line += 1) marks[held[line] ?? 0] = 0
  }

  /** Finds the candidates of each item that stand in the order too, and adds up what explains them. */
  private find(from: number, to: number): void {
    const { marks, explained, ends } = this
    const { lists } = this.support
    const { lengths, stride, items, values } = lists
    const { held } = this.baskets
    const size = to - from
    let found = 0
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      const length = lengths[item] ?? 0
      const begin = item * stride
      if (found + length > this.hits.length) this.grow()
      const { hits } = this
      if ((size - 1) * STEPS < length) {
        for (let mate = from; mate < to; mate += 1) {
          if (mate === line) continue
          const other = held[mate] ?? 0
          const entry = lists.seek(item, other)
          hits[found] = entry
          // 1 where both are the same.
          found += (((items[entry] ?? 0) ^ other) - 1) >>> 31
        }
        this.work += (size - 1) * STEPS
      } else {
        // Every candidate is written, and the next one over it unless it stands in the order: no branch to guess wrong.
        for (let entry = begin; entry < begin + length; entry += 1) {
          hits[found] = entry
          found += marks[items[entry] ?? 0] ?? 0
        }
        this.work += length
      }
      ends[line - from] = found
    }
    for (let hit = 0; hit < found; hit += 1) {
      const entry = this.hits[hit] ?? 0
      const other = items[entry] ?? 0
      explained[other] = (explained[other] ?? 0) + (values[entry] ?? 0)
    }
  }

  private credit(from: number, to: number, weight: number): void {
    const { credits, explained, hits, ends, units } = this
    const { items, values } = this.support.lists
    const { held } = this.baskets
    // One division an item, not one a pair.
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      explained[item] = weight / (explained[item] ?? 1)
    }
    let hit = 0
    for (let line = from; line < to; line += 1) {
      const unit = units[held[line] ?? 0] ?? 0
      for (const end = ends[line - from] ?? 0; hit < end; hit += 1) {
        const entry = hits[hit] ?? 0
        const share = (values[entry] ?? 0) * (explained[items[entry] ?? 0] ?? 0)
        credits[entry] = (credits[entry] ?? 0) + ((share * unit + 0.5) | 0)
      }
    }
  }

  private grow(): void {
    const { bytes } = this.baskets
    const wide = new Uint32Array(2 * this.hits.length + 256)
    wide.set(this.hits)
    bytes.free(this.hits)
    bytes.take(wide)
    this.hits = wide
  }

  /** The credits become shares. */
  *end(): Generator<undefined, Float32Array> {
    const { credits, units, weights } = this
    const { lengths, stride, values } = this.support.lists
    const shares = new Float32Array(credits.buffer)
    for (let item = 0; item < lengths.length; item += 1) {
      const unit = units[item] ?? 1
      const orders = (weights[item] ?? 0) / WHOLE_WEIGHT
      const end = item * stride + (lengths[item] ?? 0)
      for (let at = item * stride; at < end; at += 1) {
        shares[at] = ((credits[at] ?? 0) / unit + DOUBT * (values[at] ?? 0)) / (orders + DOUBT)
      }
      if (item % LISTS_A_SLICE === 0) yield undefined
    }
    this.baskets.bytes.free(...this.scratch())
    return shares
  }

  private scratch() {
    return [this.units, this.weights, this.marks, this.explained, this.hits, this.ends]
  }
}

/** Companions of an item that it may lend; 50 are no better. */
const MOST_LENT = 24

/** Puts what counts as evidence in front of every list. */
function* evidenceFirst(
  { bytes }: Baskets,
  { lists, vouched }: Support,
  shares: Float32Array,
): Generator<undefined, Uint8Array> {
  const { lengths, stride, items, values } = lists
  const evidence = new Uint8Array(lengths.length)
  bytes.take(evidence)
  const best = new Best(MOST_LENT)
  const order = new Uint32Array(stride)
  const movedItems = new Uint32Array(stride)
  const movedValues = new Float32Array(stride)
  const movedShares = new Float32Array(stride)
  for (let item = 0; item < lengths.length; item += 1) {
    const from = item * stride
    const to = from + (lengths[item] ?? 0)
    const lent = keepBest(best, vouched, values, from, to)
    evidence[item] = lent
    let first = 0
    let next = lent
    for (let at = from; at < to; at += 1) order[vouched[at] === 1 ? first++ : next++] = at
    // One loop an array would be shorter, and slower: each place in the code sees arrays of one kind only.
    for (let at = 0; at < to - from; at += 1) {
      const entry = order[at] ?? 0
      movedItems[at] = items[entry] ?? 0
      movedValues[at] = values[entry] ?? 0
      movedShares[at] = shares[entry] ?? 0
    }
    for (let at = 0; at < to - from; at += 1) {
      items[from + at] = movedItems[at] ?? 0
      values[from + at] = movedValues[at] ?? 0
      shares[from + at] = movedShares[at] ?? 0
    }
    if (item % LISTS_A_SLICE === 0) yield undefined
  }
  bytes.free(vouched)
  return evidence
}

/** Leaves the mark of evidence only to the best that an item may lend; returns how many these are. */
function keepBest(best: Best, vouched: Uint8Array, values: Float32Array, from: number, to: number): number {
  let marked = 0
  for (let at = from; at < to; at += 1) marked += vouched[at] ?? 0
  if (marked <= MOST_LENT) return marked
  best.clear()
  for (let at = from; at < to; at += 1) {
    if (vouched[at] === 0) continue
    vouched[at] = 0
    best.offer(at, values[at] ?? 0)
  }
  for (const at of best.kept()) vouched[at] = 1
  return MOST_LENT
}
