import type { Arena } from '../data/arena.ts'
import { RaggedRows } from '../data/ragged-rows.ts'

/** Separates the names of a category path. */
export const STEP = ' > '
/** Share of the items above which a flat collection ("All products") tells nothing about any of them. */
const MAX_SHARE = 0.9
/** Items read between two pauses: about 2 ms of work. */
const SLICE_ITEMS = 1_000

/** The collections of each item, their members, and how much a shared collection says. Call `build` first. */
export class Collections {
  /** Whether the catalogue is a tree: then an item belongs to its deepest path. */
  isTree = false
  private readonly names: readonly (readonly string[])[]
  private readonly arena: Arena
  private readonly ofItem: RaggedRows
  private members: RaggedRows
  /** Depth of each collection in the tree, from 1. */
  private depths = new Uint8Array(0)
  /** How much sharing a collection says about two items: 1 / (ln(2 + members) (1 + spread)), in (0, 0.5). */
  private weights = new Float64Array(0)
  /** Names of the collections that say something. */
  private informative: string[] = []

  constructor(names: readonly (readonly string[])[], parent: Arena) {
    this.names = names
    this.arena = parent.scope()
    this.ofItem = new RaggedRows(names.length, names.length, this.arena)
    this.members = new RaggedRows(0, 0, this.arena)
  }

  /** Reads the collections. Yields now and then. */
  *build(): Generator<undefined, void> {
    const counts = new Map<string, number>()
    for (const [item, names] of this.names.entries()) {
      for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
      if (item % SLICE_ITEMS === 0) yield undefined
    }
    this.informative = [...counts]
      .filter(([name, items]) => name.includes(STEP) || items <= MAX_SHARE * this.names.length)
      .map(([name]) => name)
    const { informative } = this
    const numbers = new Map(informative.map((name, number) => [name, number]))
    this.depths = this.arena.adopt(
      Uint8Array.from(informative, (name) => Math.min(255, name.split(STEP).length)),
    )
    let deep = 0
    let known = 0
    for (const [item, names] of this.names.entries()) {
      const own = [...new Set(names)].flatMap((name) => numbers.get(name) ?? [])
      this.ofItem.add(own)
      known += own.length > 0 ? 1 : 0
      deep += own.some((collection) => (this.depths[collection] ?? 0) > 1) ? 1 : 0
      if (item % SLICE_ITEMS === 0) yield undefined
    }
    this.isTree = deep > known / 2
    this.members = this.ofItem.transposed(informative.length)
    this.weights = this.arena.float64(informative.length)
    yield* this.weigh()
  }

  /** How many collections say something. */
  get count(): number {
    return this.members.rows
  }

  /** Collections that an item is in. */
  of(item: number): Uint32Array {
    return this.ofItem.of(item)
  }

  /** Items of a collection; they may be put into another order. */
  membersOf(collection: number): Uint32Array {
    return this.members.of(collection)
  }

  nameOf(collection: number): string {
    return this.informative[collection] ?? ''
  }

  /** The collection that says most about an item: in a tree the deepest, of equally deep ones the one with the larger weight; undefined for none. */
  leafOf(item: number): number | undefined {
    let best: number | undefined
    for (const collection of this.of(item)) {
      if (best === undefined || this.saysMore(collection, best)) best = collection
    }
    return best
  }

  /** Sum of the weights of the collections that two items share; symmetric. */
  shared(a: number, b: number): number {
    const { starts, values } = this.ofItem
    const end = starts[a + 1] ?? 0
    const otherEnd = starts[b + 1] ?? 0
    let sum = 0
    for (let at = starts[a] ?? 0; at < end; at += 1) {
      for (let other = starts[b] ?? 0; other < otherEnd; other += 1) {
        if (values[at] === values[other]) sum += this.weights[values[at] ?? 0] ?? 0
      }
    }
    return sum
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }

  private saysMore(collection: number, than: number): boolean {
    const deeper = (this.depths[collection] ?? 0) - (this.depths[than] ?? 0)
    return this.isTree && deeper !== 0
      ? deeper > 0
      : (this.weights[collection] ?? 0) > (this.weights[than] ?? 0)
  }

  /** Computes the weights, with spread = exp(entropy of the other collections of the members): 1 where they have no other. */
  private *weigh(): Generator<undefined, void> {
    const others = new Uint32Array(this.members.rows)
    for (let collection = 0; collection < this.members.rows; collection += 1) {
      const seen: number[] = []
      let total = 0
      for (const item of this.membersOf(collection)) {
        for (const other of this.of(item)) {
          if (other === collection) continue
          if (others[other] === 0) seen.push(other)
          others[other] = (others[other] ?? 0) + 1
          total += 1
        }
      }
      let entropy = 0
      for (const other of seen) {
        const share = (others[other] ?? 0) / total
        entropy -= share * Math.log(share)
        others[other] = 0
      }
      const size = this.membersOf(collection).length
      this.weights[collection] = 1 / (Math.log(2 + size) * (1 + Math.exp(entropy)))
      if (total > SLICE_ITEMS) yield undefined
    }
  }
}
