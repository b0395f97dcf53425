import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'
import type { ItemFeatures } from '../data/item-features.ts'
import type { TfIdf } from '../text/tf-idf.ts'
import { Collections, STEP } from './collections.ts'
import type { Switches } from './switches.ts'

/** From here on two texts name the same sort of thing, where nothing else is known of the items. */
export const SIMILAR_TEXT = 0.35
/** The same where something else speaks for it: one product type, or customers who switched. */
const WEAKLY_SIMILAR_TEXT = 0.15
/** Customers who switched from one item to the other, so that it is no accident. */
const FEWEST_SWITCHES = 2
/** Of what an item's collections say, so much must be shared; less is a coincidence such as "New". */
const LEAST_SHARED = 0.5
/** Items of one family that are all looked at. */
const MOST_MEMBERS = 250
/** Of a larger family the best sold, and whatever the family the nearest by title. */
const MOST_SOLD = 100
const MOST_NEAREST = 60
/** Titles looked at for the leader of a family. */
const MOST_LEADERS = 20
/** Items between two pauses: about 2 ms of work. */
const ITEMS_A_SLICE = 100

/**
 * Which items could replace each other, without knowing what any category is called. A tree of categories gives each item
 * its deepest path; flat collections are summed up by how much each says (engine/alternatives/collections.ts); items without
 * either need a title that is alike. Measured in docs/METHOD.md.
 */
export class Families {
  private readonly types: readonly string[]
  private readonly words: TfIdf
  private readonly collections: Collections
  private readonly baskets: Baskets
  private readonly arena: Arena
  private readonly numbers: Uint32Array
  private readonly found: Uint32Array
  private readonly seen: Uint32Array
  private asked = 0

  /** @param words the titles, bare */
  constructor(goods: ItemFeatures, words: TfIdf, baskets: Baskets) {
    const items = goods.titles.length
    this.types = goods.product_types
    this.words = words
    this.baskets = baskets
    const named = goods.collections.map((names, item) => withType(names, goods.product_types[item] ?? ''))
    this.arena = baskets.arena.scope()
    this.collections = new Collections(named, this.arena)
    this.numbers = this.arena.uint32(items)
    this.found = this.arena.uint32(items)
    this.seen = this.arena.uint32(items)
  }

  /** Forms the families, and yields now and then; to be done first. */
  *build(): Generator<undefined, void> {
    yield* this.collections.build()
    for (let collection = 0; collection < this.collections.count; collection += 1) {
      const members = this.collections.membersOf(collection)
      if (members.length <= MOST_MEMBERS) continue
      members.sort((a, b) => this.baskets.ordersOf(b) - this.baskets.ordersOf(a) || a - b)
      yield undefined
    }
    for (let item = 0; item < this.numbers.length; item += 1) {
      this.numbers[item] = this.collections.leafOf(item) ?? this.collections.count + this.leaderOf(item)
      if (item % ITEMS_A_SLICE === 0) yield undefined
    }
  }

  /** Number of an item's family, for counting items of one family: here every item has exactly one. */
  familyOf(item: number): number {
    return this.numbers[item] ?? 0
  }

  /** Groups that an item is in, the widest first, its family last: in a tree all branches down to its path. */
  groupsOf(item: number): string[] {
    const family = this.familyOf(item)
    if (family >= this.collections.count) return [`family ${family}`]
    const name = this.collections.nameOf(family)
    if (!this.collections.isTree) return [name]
    const steps = name.split(STEP)
    return steps.map((_, at) => steps.slice(0, at + 1).join(STEP))
  }

  /**
   * How much an item's family holds of another: 0 for nothing … 1.
   * @param text     how alike they are (engine/text/item-similarity.ts)
   * @param switches customers who had the item and later first bought the other
   */
  closeness(item: number, other: number, text: number, switches: number): number {
    const { collections, numbers } = this
    const own = numbers[item] ?? 0
    if (own >= collections.count) {
      return text >= (switches < FEWEST_SWITCHES ? SIMILAR_TEXT : WEAKLY_SIMILAR_TEXT) ? 1 : 0
    }
    if (collections.isTree) return numbers[other] === own ? 1 : 0
    const share = collections.shared(item, other) / collections.shared(item, item)
    if (share < LEAST_SHARED) return 0
    // Nothing but the type: "Top" or "Gear" says too little alone.
    const typeAlone = collections.of(item).length === 1 && this.types[item] !== ''
    return typeAlone && text < WEAKLY_SIMILAR_TEXT ? 0 : share
  }

  /**
   * Items that may be of the family, each once, itself left out: all of a small one. A view until the next call.
   * @param switches what customers who had the item later bought
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
      const most = members.length <= MOST_MEMBERS ? members.length : MOST_SOLD
      for (let at = 0; at < most; at += 1) add(members[at] ?? 0)
    }
    for (const other of this.words.nearest(item, MOST_NEAREST, WEAKLY_SIMILAR_TEXT).items) add(other)
    for (let at = 0; at < switches.seen; at += 1) {
      const other = switches.touched[at] ?? 0
      if ((switches.times[other] ?? 0) >= FEWEST_SWITCHES) add(other)
    }
    return this.found.subarray(0, count)
  }

  /** Lets go of the arrays. */
  close(): void {
    this.arena.releaseAll()
  }

  /** The item by whose number the family is called: the nearest that leads one already, else the item itself. */
  private leaderOf(item: number): number {
    const first = this.collections.count
    for (const other of this.words.nearest(item, MOST_LEADERS, SIMILAR_TEXT).items) {
      if (other < item && this.numbers[other] === first + other) return other
    }
    return item
  }
}

/** A product type is one more collection. */
const withType = (names: readonly string[], type: string): readonly string[] =>
  type === '' ? names : [...names, `type ${type}`]
