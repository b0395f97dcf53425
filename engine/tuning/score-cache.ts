import { MAX_COMPANIONS } from '../../vocabulary/lists.ts'
import type { Baskets } from '../data/baskets.ts'
import { cartWeight } from '../mine/companions.ts'
import type { Parts } from '../mine/score-components.ts'
import { type CartBlend, DEFAULT_CART } from '../mine/settings.ts'
import { Best } from '../numbers/top-k-heap.ts'
import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'

/** What speaks for each companion in a cart: share, ridge, mixture, and what is lent. */
const PARTS = 4
/** The companions that are kept, of whatever part. */
const WIDEST: CartBlend = { ...DEFAULT_CART, similar: true }
const NOT_KEPT = -1

/** The parts of the cart weights of some items, so that many blends can be tried on them. */
export class Kept {
  private readonly baskets: Baskets
  private readonly rows: Int32Array
  private readonly lengths: Uint8Array
  private readonly items: Numbers
  private readonly values: Float32Array
  private readonly best = new Best(MAX_COMPANIONS)

  /** @param wanted items that lie in a cart, each once */
  constructor(baskets: Baskets, wanted: readonly number[]) {
    this.baskets = baskets
    this.rows = new Int32Array(baskets.items).fill(NOT_KEPT)
    for (const [row, item] of wanted.entries()) this.rows[item] = row
    this.lengths = new Uint8Array(wanted.length)
    this.items = numbersBelow(baskets.items, wanted.length * MAX_COMPANIONS)
    this.values = new Float32Array(wanted.length * MAX_COMPANIONS * PARTS)
    baskets.bytes.take(...this.arrays())
  }

  wants(item: number): boolean {
    return this.rows[item] !== NOT_KEPT
  }

  /** Keeps what is laid out of an item. */
  keep(item: number, parts: Parts): void {
    const row = this.rows[item] ?? NOT_KEPT
    this.best.clear()
    for (let at = 0; at < parts.size; at += 1) {
      const other = parts.candidates[at] ?? 0
      const weight = cartWeight(parts, WIDEST, other)
      if (weight !== 0) this.best.offer(other, weight)
    }
    this.lengths[row] = this.best.size
    for (const [at, other] of this.best.kept().entries()) {
      const place = row * MAX_COMPANIONS + at
      this.items[place] = other
      this.values[PARTS * place] = parts.share[other] ?? 0
      this.values[PARTS * place + 1] = parts.ridge[other] ?? 0
      this.values[PARTS * place + 2] = parts.mixture[other] ?? 0
      this.values[PARTS * place + 3] = parts.lent[other] ?? 0
    }
  }

  /** Visits the companions of an item with their weights. */
  each(item: number, blend: CartBlend, visit: (other: number, weight: number) => void): void {
    const row = this.rows[item] ?? NOT_KEPT
    if (row === NOT_KEPT) return
    const { values } = this
    const end = row * MAX_COMPANIONS + (this.lengths[row] ?? 0)
    for (let place = row * MAX_COMPANIONS; place < end; place += 1) {
      const at = PARTS * place
      const explained = (values[at + 2] ?? 0) + (blend.similar ? (values[at + 3] ?? 0) : 0)
      const weight =
        blend.share * (values[at] ?? 0) + blend.ridge * (values[at + 1] ?? 0) + blend.mixture * explained
      if (weight !== 0) visit(this.items[place] ?? 0, weight)
    }
  }

  /** Lets go of the arrays. */
  close(): void {
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    return [this.rows, this.lengths, this.items, this.values]
  }
}
