import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'
import type { ItemFeatures } from '../data/item-features.ts'
import { Kinds } from '../text/kinds.ts'
import type { TfIdf } from '../text/tf-idf.ts'
import { Collections, STEP } from './collections.ts'
import type { Switches } from './switches.ts'

/** Text similarity from which two items are of one family where nothing else is known of them. */
export const SIMILAR_TEXT = 0.35
/** The same where they share a product type, or customers switched between them. */
const WEAKLY_SIMILAR_TEXT = 0.15
/** Text similarity from which the names of two things need not agree. */
const SAME_TEXT = 0.6
/** Customers who must have switched between two items, so that it is no coincidence. */
const MIN_SWITCHES = 2
/** Share of an item's collection weights that must be shared; less is a coincidence such as a collection "New". */
const MIN_SHARED = 0.5
/** Largest family of which every member is a candidate. */
const MAX_MEMBERS = 250
/** Candidates of a larger family, its best sellers; and of every family the nearest titles. */
const MAX_BEST_SOLD = 100
const MAX_NEAREST = 60
/** Nearest titles that are considered as the first item of a family. */
const MAX_LEADERS = 20
/** Items between two pauses: about 2 ms of work. */
const SLICE_ITEMS = 100

/**
 * Families: which items could replace each other, without knowing what a category's name means. In a tree of categories an
 * item's family is its deepest path; flat collections add up by how much each says (engine/alternatives/collections.ts);
 * items without either need a similar title. Call `build` first. See docs/METHOD.md, "Family".
 */
export class Families {
  private readonly types: readonly string[]
  private readonly titles: TfIdf
  private readonly kinds: Kinds
  private readonly collections: Collections
  private readonly baskets: Baskets
  private readonly arena: Arena
  private readonly numbers: Uint32Array
  private readonly found: Uint32Array
  private readonly seen: Uint32Array
  private asked = 0

  /** @param titles vectors of the titles without stop titles */
  constructor(features: ItemFeatures, titles: TfIdf, baskets: Baskets) {
    const items = features.titles.length
    this.types = features.product_types
    this.titles = titles
    this.kinds = new Kinds(features.titles)
    this.baskets = baskets
    const named = features.collections.map((names, item) =>
      withType(names, features.product_types[item] ?? ''),
    )
    this.arena = baskets.arena.scope()
    this.collections = new Collections(named, this.arena)
    this.numbers = this.arena.uint32(items)
    this.found = this.arena.uint32(items)
    this.seen = this.arena.uint32(items)
  }

  /** Forms the families. Yields now and then. */
  *build(): Generator<undefined, void> {
    yield* this.kinds.build()
    yield* this.collections.build()
    for (let collection = 0; collection < this.collections.count; collection += 1) {
      const members = this.collections.membersOf(collection)
      if (members.length <= MAX_MEMBERS) continue
      members.sort((a, b) => this.baskets.ordersOf(b) - this.baskets.ordersOf(a) || a - b)
      yield undefined
    }
    for (let item = 0; item < this.numbers.length; item += 1) {
      this.numbers[item] = this.collections.leafOf(item) ?? this.collections.count + this.leaderOf(item)
      if (item % SLICE_ITEMS === 0) yield undefined
    }
  }

  /** Number of an item's family: every item has exactly one. */
  familyOf(item: number): number {
    return this.numbers[item] ?? 0
  }

  /** Groups that an item is in, from the widest to its family: in a tree, every prefix of its path. */
  groupsOf(item: number): string[] {
    const family = this.familyOf(item)
    if (family >= this.collections.count) return [`family ${family}`]
    const name = this.collections.nameOf(family)
    if (!this.collections.isTree) return [name]
    const steps = name.split(STEP)
    return steps.map((_, at) => steps.slice(0, at + 1).join(STEP))
  }

  /**
   * How much another item belongs to an item's family, 0 to 1.
   * @param text     similarity of the two texts (engine/text/item-similarity.ts)
   * @param switches customers who had the item and later first bought the other
   */
  closeness(item: number, other: number, text: number, switches: number): number {
    const { collections, numbers } = this
    const own = numbers[item] ?? 0
    if (own >= collections.count) {
      return this.areAlike(item, other, text, switches) ? 1 : 0
    }
    if (collections.isTree) return numbers[other] === own ? 1 : 0
    const share = collections.shared(item, other) / collections.shared(item, item)
    if (share < MIN_SHARED) return 0
    // A product type such as "Top" or "Gear" says too little by itself.
    const typeAlone = collections.of(item).length === 1 && this.types[item] !== ''
    return typeAlone && text < WEAKLY_SIMILAR_TEXT ? 0 : share
  }

  /**
   * Whether two items without a common family look like the same kind of thing: similar texts that name the same thing, nearly equal
   * texts, or any common words where customers switched.
   */
  areAlike(item: number, other: number, text: number, switches: number): boolean {
    if (switches >= MIN_SWITCHES) return text >= WEAKLY_SIMILAR_TEXT
    return text >= SAME_TEXT || (text >= SIMILAR_TEXT && this.kinds.mayBeSame(item, other))
  }

  /**
   * Candidates for the item's family, each once, without the item itself. A view that the next call overwrites.
   * @param switches what customers who bought the item bought later
   */
  membersOf(item: number, switches: Switches): Uint32Array {
    const leaf = this.collections.leafOf(item)
    this.asked += 1
    this.seen[item] = this.asked
    let count = 0
    const add = (member: number) => {
      if (this.seen[member] === this.asked) return
      this.seen[member] = this.asked
      this.found[count++] = member
    }
    for (const collection of this.collections.of(item)) {
      if (this.collections.isTree && collection !== leaf) continue
      const members = this.collections.membersOf(collection)
      const most = members.length <= MAX_MEMBERS ? members.length : MAX_BEST_SOLD
      for (let at = 0; at < most; at += 1) add(members[at] ?? 0)
    }
    for (const other of this.titles.nearest(item, MAX_NEAREST, WEAKLY_SIMILAR_TEXT).items) add(other)
    for (let at = 0; at < switches.seen; at += 1) {
      const other = switches.touched[at] ?? 0
      if ((switches.times[other] ?? 0) >= MIN_SWITCHES) add(other)
    }
    return this.found.subarray(0, count)
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }

  /** The item whose number names the family: the nearest title that names one already, else the item itself. */
  private leaderOf(item: number): number {
    const first = this.collections.count
    for (const other of this.titles.nearest(item, MAX_LEADERS, SIMILAR_TEXT).items) {
      if (other < item && this.numbers[other] === first + other && this.kinds.mayBeSame(item, other))
        return other
    }
    return item
  }
}

/** Adds the product type as one more collection. */
const withType = (names: readonly string[], type: string): readonly string[] =>
  type === '' ? names : [...names, `type ${type}`]
