import type { Baskets } from '../data/baskets.ts'
import type { Shortlists } from '../data/padded-rows.ts'
import type { Pairs } from './pair-table.ts'

/** Orders of doubt beside an item's own: shrinks the weights of what was seen a few times. */
const RIDGE = 20
/** Orders that a pair must explain beyond all others before it gets any weight. */
const LASSO = 1
const MOST_SWEEPS = 40
/** A sweep that moves no weight by more ends the search; 0.0001 takes twice the sweeps and finds no more. */
const CLOSE_ENOUGH = 0.01
/** Multiplications between two pauses: about 2 ms of work. */
const WORK_A_SLICE = 250_000

/**
 * The local ridge with a lasso: what does an item in the cart say of another *beyond the other items in the cart*? For
 * each target j it finds the weights w of its neighbours N that minimise
 *
 *     ½ w′(G + 20 I) w − g′w + 1·|w|₁ ,   −1 ≤ w ≤ 1
 *
 * where G holds the orders that two neighbours share (an item's own orders on the diagonal) and g those shared with j, by
 * coordinate descent: at most 40 sweeps, until no weight moves by more than 0.01. In `likely` the weights take the place
 * of the counts, and neighbours of weight 0 leave. Yields now and then.
 * @see X. Ning, G. Karypis (2011), SLIM, ICDM; H. Steck (2019), EASE, WWW; J. Friedman, T. Hastie, R. Tibshirani (2010),
 *   J. Stat. Software 33 (1) for the descent
 */
export function* solveRidge(baskets: Baskets, pairs: Pairs, likely: Shortlists): Generator<undefined, void> {
  const local = new LocalRidge(baskets, pairs, likely)
  let rested = 0
  for (let item = 0; item < baskets.items; item += 1) {
    local.solve(item)
    if (local.work - rested > WORK_A_SLICE) {
      rested = local.work
      yield undefined
    }
  }
  local.close()
}

class LocalRidge {
  work = 0
  private readonly baskets: Baskets
  private readonly pairs: Pairs
  private readonly likely: Shortlists
  /** Place of each item among the neighbours, plus one; 0 for all others. */
  private readonly place: Uint8Array
  private readonly gram: Float64Array
  private readonly weights: Float64Array
  /** g − G w. */
  private readonly left: Float64Array

  constructor(baskets: Baskets, pairs: Pairs, likely: Shortlists) {
    const { stride } = likely
    this.baskets = baskets
    this.pairs = pairs
    this.likely = likely
    this.place = new Uint8Array(baskets.items)
    this.gram = new Float64Array(stride * stride)
    this.weights = new Float64Array(stride)
    this.left = new Float64Array(stride)
    baskets.bytes.take(...this.arrays())
  }

  solve(item: number): void {
    const { likely, weights, left } = this
    const from = item * likely.stride
    const size = likely.lengths[item] ?? 0
    this.fillGram(from, size)
    weights.fill(0)
    for (let at = 0; at < size; at += 1) left[at] = likely.values[from + at] ?? 0
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) if (this.sweep(size) <= CLOSE_ENOUGH) break
    this.keep(item, from, size)
  }

  private fillGram(from: number, size: number): void {
    const { likely, gram, pairs, place } = this
    const { stride } = likely
    gram.fill(0, 0, size * stride)
    for (let at = 0; at < size; at += 1) place[likely.items[from + at] ?? 0] = at + 1
    for (let at = 0; at < size; at += 1) {
      const neighbour = likely.items[from + at] ?? 0
      gram[at * stride + at] = this.baskets.ordersOf(neighbour)
      const unit = pairs.unitOf(neighbour)
      const end = pairs.ends(neighbour)
      const begin = pairs.begins(neighbour)
      this.work += end - begin
      for (let pair = begin; pair < end; pair += 1) {
        const other = place[pairs.otherAt(pair)] ?? 0
        if (other === 0) continue
        const orders = pairs.countAt(pair) * unit
        gram[at * stride + other - 1] = orders
        gram[(other - 1) * stride + at] = orders
      }
    }
    for (let at = 0; at < size; at += 1) place[likely.items[from + at] ?? 0] = 0
  }

  /** Moves each weight to its best, the others held; returns the longest move. */
  private sweep(size: number): number {
    const { gram, weights, left } = this
    const { stride } = this.likely
    let longest = 0
    for (let at = 0; at < size; at += 1) {
      const row = at * stride
      const own = gram[row + at] ?? 0
      const before = weights[at] ?? 0
      const pull = (left[at] ?? 0) + own * before
      const kept = Math.max(0, Math.abs(pull) - LASSO) / (own + RIDGE)
      const after = Math.sign(pull) * Math.min(1, kept)
      const move = after - before
      if (move === 0) continue
      weights[at] = after
      longest = Math.max(longest, Math.abs(move))
      for (let other = 0; other < size; other += 1)
        left[other] = (left[other] ?? 0) - (gram[row + other] ?? 0) * move
      this.work += size
    }
    return longest
  }

  private keep(item: number, from: number, size: number): void {
    const { likely, weights } = this
    let kept = 0
    for (let at = 0; at < size; at += 1) {
      const weight = weights[at] ?? 0
      if (weight === 0) continue
      likely.items[from + kept] = likely.items[from + at] ?? 0
      likely.values[from + kept] = weight
      kept += 1
    }
    likely.lengths[item] = kept
  }

  close(): void {
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    return [this.place, this.gram, this.weights, this.left]
  }
}
