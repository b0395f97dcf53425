import type { Bytes } from '../data/memory.ts'
import { Rows } from '../data/ragged-rows.ts'

/** What stands between the names of a category path. */
export const STEP = ' > '
/** A flat collection with more of the items than this tells nothing about any of them: "All products". */
const MOST_OF_THE_SHOP = 0.9
/** Items read between two pauses: about 2 ms of work. */
const ITEMS_A_SLICE = 1_000

/** Which collections an item is in, who else is, and how much that says. */
export class Collections {
  /** Is the shop's catalogue a tree? Then an item belongs where its deepest path leads. */
  isTree = false
  private readonly names: readonly (readonly string[])[]
  private readonly bytes: Bytes
  private held: Rows
  private members = new Rows(0, 0)
  /** How deep each collection lies in the tree, from 1. */
  private depths = new Uint8Array(0)
  /** How much it says that two items share one: 1 / (ln(2 + members) (1 + spread)), in (0, 0.5). */
  private weights = new Float64Array(0)
  private telling: string[] = []

  constructor(names: readonly (readonly string[])[], bytes: Bytes) {
    this.names = names
    this.bytes = bytes
    this.held = new Rows(names.length, names.length)
  }

  /** Reads the collections, and yields now and then; to be done first. */
  *reading(): Generator<undefined, void> {
    const counts = new Map<string, number>()
    for (const [item, names] of this.names.entries()) {
      for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
      if (item % ITEMS_A_SLICE === 0) yield undefined
    }
    this.telling = [...counts]
      .filter(([name, items]) => name.includes(STEP) || items <= MOST_OF_THE_SHOP * this.names.length)
      .map(([name]) => name)
    const { telling } = this
    const numbers = new Map(telling.map((name, number) => [name, number]))
    this.depths = Uint8Array.from(telling, (name) => Math.min(255, name.split(STEP).length))
    let deep = 0
    let known = 0
    for (const [item, names] of this.names.entries()) {
      const own = [...new Set(names)].flatMap((name) => numbers.get(name) ?? [])
      this.held.add(own)
      known += own.length > 0 ? 1 : 0
      deep += own.some((collection) => (this.depths[collection] ?? 0) > 1) ? 1 : 0
      if (item % ITEMS_A_SLICE === 0) yield undefined
    }
    this.isTree = deep > known / 2
    this.members = this.held.turned(telling.length)
    this.weights = new Float64Array(telling.length)
    this.bytes.take(...this.arrays())
    yield* this.weigh()
  }

  /** How many collections tell something. */
  get count(): number {
    return this.members.rows
  }

  /** Collections that an item is in. */
  of(item: number): Uint32Array {
    return this.held.of(item)
  }

  /** Items of a collection; they may be put into another order. */
  membersOf(collection: number): Uint32Array {
    return this.members.of(collection)
  }

  nameOf(collection: number): string {
    return this.telling[collection] ?? ''
  }

  /** The collection that says most of an item: in a tree the deepest, of equals the weightiest; undefined for none. */
  leafOf(item: number): number | undefined {
    let best: number | undefined
    for (const collection of this.of(item)) {
      if (best === undefined || this.saysMore(collection, best)) best = collection
    }
    return best
  }

  /** How much the collections of two items say that either could replace the other; symmetric. */
  shared(a: number, b: number): number {
    const { starts, held } = this.held
    const end = starts[a + 1] ?? 0
    const theirEnd = starts[b + 1] ?? 0
    let sum = 0
    for (let at = starts[a] ?? 0; at < end; at += 1) {
      for (let their = starts[b] ?? 0; their < theirEnd; their += 1) {
        if (held[at] === held[their]) sum += this.weights[held[at] ?? 0] ?? 0
      }
    }
    return sum
  }

  /** Lets go of the arrays. */
  close(): void {
    this.bytes.free(...this.arrays())
  }

  private saysMore(collection: number, than: number): boolean {
    const deeper = (this.depths[collection] ?? 0) - (this.depths[than] ?? 0)
    return this.isTree && deeper !== 0
      ? deeper > 0
      : (this.weights[collection] ?? 0) > (this.weights[than] ?? 0)
  }

  /** spread = exp(entropy of the other collections that the members are in): 1 for members that are in no other. */
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
      if (total > ITEMS_A_SLICE) yield undefined
    }
  }

  private arrays() {
    return [...this.held.arrays(), ...this.members.arrays(), this.depths, this.weights]
  }
}
