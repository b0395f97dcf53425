import type { Arena } from '../../data/arena.ts'
import type { Baskets } from '../../data/baskets.ts'
import type { PaddedRows } from '../../data/padded-rows.ts'
import type { PairTable } from './pair-table.ts'

/** L2 penalty: pseudo-orders beside an item's own, which shrink weights that rest on a few orders. */
const RIDGE = 20
/** L1 penalty: orders that a pair must explain beyond all others before it gets any weight. */
const LASSO = 1
const MAX_SWEEPS = 40
/** A sweep that moves no weight by more ends the search; 0.0001 takes twice the sweeps and predicts no better. */
const TOLERANCE = 0.01
/** Multiplications between two pauses: about 2 ms of work. */
const SLICE_WORK = 250_000

/**
 * Fits the local ridge with lasso: what an item in the cart says of a target beyond the other items in the cart. For each
 * target j it finds the weights w of its neighbours N that minimise
 *
 *     ½ w′(G + 20 I) w − g′w + 1·|w|₁ ,   −1 ≤ w ≤ 1
 *
 * where G holds the orders that two neighbours share (an item's own orders on the diagonal) and g those shared with j, by
 * coordinate descent: at most 40 sweeps, until no weight moves by more than 0.01. In `byTarget` the weights replace the
 * counts, and neighbours of weight 0 leave. Yields now and then.
 * @param byTarget neighbours of each target with the orders that they share
 * @param from     first target, and the one behind the last: by default all
 * @see X. Ning, G. Karypis (2011), SLIM, ICDM; H. Steck (2019), EASE, WWW; J. Friedman, T. Hastie, R. Tibshirani (2010),
 *   J. Stat. Software 33 (1) for the descent
 */
export function* fitRidge(
  baskets: Baskets,
  pairs: PairTable,
  byTarget: PaddedRows,
  from = 0,
  to = baskets.items,
): Generator<undefined, void> {
  const local = new LocalRidge(baskets, pairs, byTarget)
  let rested = 0
  for (let item = from; item < to; item += 1) {
    local.fit(item)
    if (local.work - rested > SLICE_WORK) {
      rested = local.work
      yield undefined
    }
  }
  local.close()
}

class LocalRidge {
  work = 0
  private readonly baskets: Baskets
  private readonly pairs: PairTable
  private readonly byTarget: PaddedRows
  private readonly arena: Arena
  /** Position of each item among the neighbours, plus one; 0 for all others. */
  private readonly position: Uint8Array
  private readonly gram: Float64Array
  private readonly weights: Float64Array
  /** g − G w. */
  private readonly residual: Float64Array

  constructor(baskets: Baskets, pairs: PairTable, byTarget: PaddedRows) {
    const { stride } = byTarget
    this.baskets = baskets
    this.pairs = pairs
    this.byTarget = byTarget
    this.arena = baskets.arena.scope()
    this.position = this.arena.uint8(baskets.items)
    this.gram = this.arena.float64(stride * stride)
    this.weights = this.arena.float64(stride)
    this.residual = this.arena.float64(stride)
  }

  /** Replaces the counts of a target's neighbours by their weights. */
  fit(item: number): void {
    const { byTarget, weights, residual } = this
    const from = item * byTarget.stride
    const size = byTarget.lengths[item] ?? 0
    this.fillGram(from, size)
    weights.fill(0)
    for (let at = 0; at < size; at += 1) residual[at] = byTarget.values[from + at] ?? 0
    for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) if (this.sweep(size) <= TOLERANCE) break
    this.keepWeights(item, from, size)
  }

  private fillGram(from: number, size: number): void {
    const { byTarget, gram, pairs, position } = this
    const { stride } = byTarget
    gram.fill(0, 0, size * stride)
    for (let at = 0; at < size; at += 1) position[byTarget.items[from + at] ?? 0] = at + 1
    for (let at = 0; at < size; at += 1) {
      const neighbour = byTarget.items[from + at] ?? 0
      gram[at * stride + at] = this.baskets.ordersOf(neighbour)
      const unit = pairs.unitOf(neighbour)
      const end = pairs.ends(neighbour)
      const begin = pairs.begins(neighbour)
      this.work += end - begin
      for (let pair = begin; pair < end; pair += 1) {
        const other = position[pairs.otherAt(pair)] ?? 0
        if (other === 0) continue
        const orders = pairs.countAt(pair) * unit
        gram[at * stride + other - 1] = orders
        gram[(other - 1) * stride + at] = orders
      }
    }
    for (let at = 0; at < size; at += 1) position[byTarget.items[from + at] ?? 0] = 0
  }

  /** Moves each weight to its optimum while the others stay; returns the largest move. */
  private sweep(size: number): number {
    const { gram, weights, residual } = this
    const { stride } = this.byTarget
    let largest = 0
    for (let at = 0; at < size; at += 1) {
      const row = at * stride
      const own = gram[row + at] ?? 0
      const before = weights[at] ?? 0
      const gradient = (residual[at] ?? 0) + own * before
      const shrunk = Math.max(0, Math.abs(gradient) - LASSO) / (own + RIDGE)
      const after = Math.sign(gradient) * Math.min(1, shrunk)
      const move = after - before
      if (move === 0) continue
      weights[at] = after
      largest = Math.max(largest, Math.abs(move))
      for (let other = 0; other < size; other += 1)
        residual[other] = (residual[other] ?? 0) - (gram[row + other] ?? 0) * move
      this.work += size
    }
    return largest
  }

  private keepWeights(item: number, from: number, size: number): void {
    const { byTarget, weights } = this
    let kept = 0
    for (let at = 0; at < size; at += 1) {
      const weight = weights[at] ?? 0
      if (weight === 0) continue
      byTarget.items[from + kept] = byTarget.items[from + at] ?? 0
      byTarget.values[from + kept] = weight
      kept += 1
    }
    byTarget.lengths[item] = kept
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}
