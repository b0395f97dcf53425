import { MAX_COMPANIONS } from '../../vocabulary/lists.ts'
import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'
import { blendCartWeight, cartParts } from '../mine/blend.ts'
import type { ScoreComponents } from '../mine/score-components.ts'
import { type CartBlend, DEFAULT_CART } from '../mine/settings.ts'
import { TopKHeap } from '../numbers/top-k-heap.ts'
import type { Numbers } from '../numbers/typed-array.ts'

/** Components of a cart weight that are kept: those of `CartParts`. */
const COMPONENTS = 5
/** The blend by which the companions to keep are chosen: the one that uses most components. */
const WIDEST: CartBlend = { ...DEFAULT_CART, similar: true }
const NOT_CACHED = -1

/** Components of the cart weights of some items, so that many blends can be tried on them. */
export class ScoreCache {
  private readonly arena: Arena
  private readonly rows: Int32Array
  private readonly lengths: Uint8Array
  private readonly orders: Float64Array
  private readonly items: Numbers
  private readonly values: Float32Array
  private readonly best = new TopKHeap(MAX_COMPANIONS)

  /** @param wanted items that occur in a cart, each once */
  constructor(baskets: Baskets, wanted: readonly number[]) {
    const arena = baskets.arena.scope()
    this.arena = arena
    this.rows = arena.int32(baskets.items).fill(NOT_CACHED)
    for (const [row, item] of wanted.entries()) this.rows[item] = row
    this.lengths = arena.uint8(wanted.length)
    this.orders = arena.float64(wanted.length)
    this.items = arena.numbersBelow(baskets.items, wanted.length * MAX_COMPANIONS)
    this.values = arena.float32(wanted.length * MAX_COMPANIONS * COMPONENTS)
  }

  wants(item: number): boolean {
    return this.rows[item] !== NOT_CACHED
  }

  /** Keeps the components that are loaded for an item. */
  keep(item: number, components: ScoreComponents): void {
    const row = this.rows[item] ?? NOT_CACHED
    this.best.clear()
    for (let at = 0; at < components.size; at += 1) {
      const other = components.candidates[at] ?? 0
      const weight = blendCartWeight(WIDEST, cartParts(components, other), components.seedOrders)
      if (weight !== 0) this.best.offer(other, weight)
    }
    this.lengths[row] = this.best.size
    this.orders[row] = components.seedOrders
    for (const [at, other] of this.best.kept().entries()) {
      const place = row * MAX_COMPANIONS + at
      this.items[place] = other
      const { ridge, mixture, lent, share, isSupported } = cartParts(components, other)
      this.values.set([ridge, mixture, lent, share, isSupported], COMPONENTS * place)
    }
  }

  /** Visits the companions of an item with their cart weights under a blend, except those of weight 0. */
  each(item: number, blend: CartBlend, visit: (other: number, weight: number) => void): void {
    const row = this.rows[item] ?? NOT_CACHED
    if (row === NOT_CACHED) return
    const { values } = this
    const orders = this.orders[row] ?? 0
    const end = row * MAX_COMPANIONS + (this.lengths[row] ?? 0)
    for (let place = row * MAX_COMPANIONS; place < end; place += 1) {
      const at = COMPONENTS * place
      const [ridge = 0, mixture = 0] = [values[at], values[at + 1]]
      const [lent = 0, share = 0, isSupported = 0] = [values[at + 2], values[at + 3], values[at + 4]]
      const weight = blendCartWeight(blend, { ridge, mixture, lent, share, isSupported }, orders)
      if (weight !== 0) visit(this.items[place] ?? 0, weight)
    }
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}
