import type { Arena } from '../../data/arena.ts'
import { type Baskets, FULL_WEIGHT } from '../../data/baskets.ts'
import { type MixtureCandidates, SHARE_UNIT } from './neighbours.ts'
import { supportedFirst } from './supported-first.ts'

/** Pseudo-count of the initial estimate, in orders; 10 and 20 do as well. */
const PSEUDO_ORDERS = 15
/** Finest unit of a credit, 2⁻²⁰ of an order: with it the largest product below is less than 2⁵³. */
const MAX_CREDIT_BITS = 20
/** Candidates that are looked through in the time that one binary search takes. */
const SEARCH_COST = 6
/** Rows handled between two pauses, and candidates looked at: about 2 ms of work each. */
const SLICE_ROWS = 1_000
const SLICE_WORK = 150_000

/**
 * Companions of each item and, at the same places, how much of them the item explains. The best 24 supported pairs are in
 * front of each row, the first `supportedLengths` of it.
 */
export type Mixture = { support: MixtureCandidates; shares: Float32Array; supportedLengths: Uint8Array }

/**
 * Fits one step of a mixture ("IBM model 1 for baskets"): every item of an order is explained by one of the others or by
 * popularity, and what one explains is not credited to the others. For each order of weight v and its items i ≠ t:
 *
 *     s_t = q_t + Σ_i e₀[i,t] ,  num[i,t] += v e₀[i,t] / s_t
 *     e[i,j] = (num[i,j] + 15 e₀[i,j]) / (orders of i, weighted + 15)
 *
 * where e₀ is the companion's share of the candidates' votes and q_t the share of all lines that are t.
 *
 * All of this is in integers (`creditOf`), so that the result depends neither on the order of the terms nor on who adds them: threads,
 * or the SQL of a warehouse. Yields now and then.
 * @returns e, beside the candidates
 * @see P. F. Brown et al. (1993), Computational Linguistics 19, 263–311; A. P. Dempster et al. (1977), J. R. Stat. Soc. B 39
 */
export function* fitMixture(
  baskets: Baskets,
  candidates: MixtureCandidates,
  explaining = explainOrders(baskets, candidates),
): Generator<undefined, Mixture> {
  const credits = yield* explaining
  const shares = yield* maximise(baskets, candidates, credits)
  return { support: candidates, shares, supportedLengths: yield* supportedFirst(baskets, candidates, shares) }
}

/** Sums over orders, whole numbers, so that those of parts of the orders can be added in any order. */
export type Credits = {
  /** Credits of each candidate, in units of `creditUnit`. */
  credits: Uint32Array<ArrayBuffer>
  /** Weights of the orders of each item, in 255ths. */
  weights: Float64Array<ArrayBuffer>
}

/** The credits of the orders from `from` to just before `to`, by default all. Yields now and then. */
export function* explainOrders(
  baskets: Baskets,
  candidates: MixtureCandidates,
  from = 0,
  to = baskets.orders,
): Generator<undefined, Credits> {
  const step = new ExpectationStep(baskets, candidates)
  let rested = 0
  for (let order = from; order < to; order += 1) {
    step.explain(order)
    if (step.work - rested > SLICE_WORK) {
      rested = step.work
      yield undefined
    }
  }
  return step.close()
}

/** Adds the credits of other orders. */
export function addCredits({ credits, weights }: Credits, more: Credits): void {
  for (let at = 0; at < credits.length; at += 1) credits[at] = (credits[at] ?? 0) + (more.credits[at] ?? 0)
  for (let item = 0; item < weights.length; item += 1)
    weights[item] = (weights[item] ?? 0) + (more.weights[item] ?? 0)
}

class ExpectationStep {
  work = 0
  private readonly baskets: Baskets
  private readonly candidates: MixtureCandidates
  private readonly scratch: Arena
  private readonly credits: Uint32Array<ArrayBuffer>
  private readonly units: Float32Array
  private readonly weights: Float64Array<ArrayBuffer>
  /** 1 for the items of the current order, and the sum of what explains each of them. */
  private readonly marks: Uint8Array
  private readonly explained: Float64Array
  /** Entries of candidates that are in the current order, and where those of each line end. */
  private hits: Uint32Array<ArrayBuffer>
  private readonly ends: Uint32Array

  constructor(baskets: Baskets, candidates: MixtureCandidates) {
    const { items, arena } = baskets
    this.baskets = baskets
    this.candidates = candidates
    this.scratch = arena.scope()
    this.credits = arena.uint32(candidates.lists.values.length)
    this.units = this.scratch.float32(items)
    this.weights = arena.float64(items)
    this.marks = this.scratch.uint8(items)
    this.explained = this.scratch.float64(items)
    this.ends = this.scratch.uint32(items)
    this.hits = this.scratch.uint32(1_024)
    for (let item = 0; item < items; item += 1) this.units[item] = creditUnit(baskets.ordersOf(item))
  }

  /** Credits the items of one order for explaining each other. */
  explain(order: number): void {
    const { baskets, explained, marks, weights } = this
    const { orderItems, heads, lines } = baskets
    const from = heads[2 * order] ?? 0
    const to = heads[2 * order + 2] ?? 0
    const weight = baskets.weightOf(order)
    if (to - from === 1) {
      const item = orderItems[from] ?? 0
      weights[item] = (weights[item] ?? 0) + weight
      return
    }
    for (let line = from; line < to; line += 1) {
      const item = orderItems[line] ?? 0
      explained[item] = backgroundOf(baskets.ordersOf(item), lines)
      marks[item] = 1
      weights[item] = (weights[item] ?? 0) + weight
    }
    this.findCandidates(from, to)
    this.credit(from, to, weight)
    for (let line = from; line < to; line += 1) marks[orderItems[line] ?? 0] = 0
  }

  /** Finds the candidates of each item that are in the order too, and adds up what explains them. */
  private findCandidates(from: number, to: number): void {
    const { marks, explained, ends } = this
    const { lists } = this.candidates
    const { lengths, stride, items, values } = lists
    const { orderItems } = this.baskets
    const size = to - from
    let found = 0
    for (let line = from; line < to; line += 1) {
      const item = orderItems[line] ?? 0
      const length = lengths[item] ?? 0
      const begin = item * stride
      if (found + length > this.hits.length) {
        this.hits = this.scratch.grow(this.hits, 2 * this.hits.length + 256)
      }
      const { hits } = this
      if ((size - 1) * SEARCH_COST < length) {
        for (let mate = from; mate < to; mate += 1) {
          if (mate === line) continue
          const other = orderItems[mate] ?? 0
          const entry = lists.seek(item, other)
          hits[found] = entry
          // 1 where both are the same.
          found += (((items[entry] ?? 0) ^ other) - 1) >>> 31
        }
        this.work += (size - 1) * SEARCH_COST
      } else {
        // Every candidate is written, and overwritten by the next unless it is in the order: no branch to mispredict.
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
      explained[other] = (explained[other] ?? 0) + SHARE_UNIT * (values[entry] ?? 0)
    }
  }

  private credit(from: number, to: number, weight: number): void {
    const { credits, explained, hits, ends, units } = this
    const { items, values } = this.candidates.lists
    const { orderItems } = this.baskets
    let hit = 0
    for (let line = from; line < to; line += 1) {
      const unit = units[orderItems[line] ?? 0] ?? 0
      for (const end = ends[line - from] ?? 0; hit < end; hit += 1) {
        const entry = hits[hit] ?? 0
        const share = SHARE_UNIT * (values[entry] ?? 0)
        const credit = creditOf(share, explained[items[entry] ?? 0] ?? 1, weight, unit)
        credits[entry] = (credits[entry] ?? 0) + credit
      }
    }
  }

  /** The sums. Releases the other arrays. */
  close(): Credits {
    this.scratch.releaseAll()
    const { credits, weights } = this
    return { credits, weights }
  }
}

/** Turns the credits into shares, in place: each depends on one sum alone. Releases the weights. */
function* maximise(
  baskets: Baskets,
  candidates: MixtureCandidates,
  { credits, weights }: Credits,
): Generator<undefined, Float32Array> {
  const { lengths, stride, values } = candidates.lists
  // Two views of the same bytes.
  const shares = new Float32Array(credits.buffer)
  for (let item = 0; item < lengths.length; item += 1) {
    const unit = creditUnit(baskets.ordersOf(item))
    const orders = (weights[item] ?? 0) / FULL_WEIGHT
    const end = item * stride + (lengths[item] ?? 0)
    for (let at = item * stride; at < end; at += 1) {
      const prior = PSEUDO_ORDERS * (values[at] ?? 0)
      shares[at] = ((credits[at] ?? 0) / unit + prior) / (orders + PSEUDO_ORDERS)
    }
    if (item % SLICE_ROWS === 0) yield undefined
  }
  baskets.arena.release(weights)
  return shares
}

/** Units of an order's credit for an item with so many orders: as fine as 32 bits allow, because no item gets more than it has orders. */
export const creditUnit = (orders: number): number => 2 ** Math.min(MAX_CREDIT_BITS, Math.clz32(orders))

/** Share of all lines that are an item's, in units of 2⁻²⁴; at least one, so that nothing is divided by zero. @param orders 1 to 2²⁹ */
export const backgroundOf = (orders: number, lines: number): number =>
  Math.max(1, Math.floor((SHARE_UNIT * orders) / lines))

/**
 * Credit of one item of an order for another: round(weight / 255 · unit · share / sum), halves up, in units of 1 / unit.
 *
 *     (2 V U E + 255 S) ÷ (510 S) ; of an order of full weight that is (2 U E + S) ÷ (2 S)
 *
 * with ÷ for the division without remainder. Engines agree on it because no number reaches 2⁵³: E ≤ 2²⁴, V ≤ 255, U ≤ 2²⁰ and, in
 * an order of at most 1,000 counted items (engine/data/order-table.ts), S ≤ 1,000 · 2²⁴ < 2³⁴, so the dividend is at most
 * 255 · (2⁴⁵ + 2³⁴) = 2⁵³ - 2⁴⁵ + 255 · 2³⁴ < 2⁵³. A quotient of integers a, b < 2⁵³ that is no integer is at least 1 / b below the
 * next one, and a division of doubles errs by at most (a / b) · 2⁻⁵³ < 1 / b: what truncation leaves is the quotient. As E ≤ S a credit is
 * at most U, and the sum over the n orders of an item less than 2³², because U ≤ 2^(number of leading zeros of n in 32 bits). Orders
 * may have 8,191 counted items (S < 2³⁷) before a bound breaks, and an item 2²⁹ orders (`backgroundOf`).
 * @param share  E, initial estimate of the one for the other, in units of 2⁻²⁴ @param sum S ≥ max(1, E), of all that explains the other
 * @param weight V of the order, in 255ths @param unit U, a power of two (`creditUnit`)
 */
export const creditOf = (share: number, sum: number, weight: number, unit: number): number =>
  ((2 * weight * unit * share + FULL_WEIGHT * sum) / (2 * FULL_WEIGHT * sum)) | 0
