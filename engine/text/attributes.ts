import type { Arena } from '../data/arena.ts'
import { RaggedRows } from '../data/ragged-rows.ts'

/** Items read between two pauses: about 2 ms of work. */
const SLICE_ITEMS = 500

/** Values of an attribute, separated by ',' or '|'; a comma between digits ("0,5 l") does not separate. */
export const valuesOf = (text: string): string[] =>
  text
    .split(/\||,(?!\d)|(?<!\d),/)
    .map((value) => value.trim())
    .filter((value) => value !== '')

/** The (name, value) pairs of each item's attributes, for their overlap. Call `build` first. */
export class AttributeIndex {
  private readonly arena: Arena
  private readonly attributes: readonly Readonly<Record<string, string>>[]
  /** Numbers of the (name, value) pairs of each item, ascending. */
  private readonly pairs: RaggedRows

  constructor(attributes: readonly Readonly<Record<string, string>>[], parent: Arena) {
    this.attributes = attributes
    this.arena = parent.scope()
    this.pairs = new RaggedRows(attributes.length, attributes.length, this.arena)
  }

  /** Numbers the pairs. Yields every 500 items. */
  *build(): Generator<undefined, void> {
    const numbers = new Map<string, number>()
    for (const own of this.attributes) {
      const held = new Set<number>()
      for (const [name, text] of Object.entries(own)) {
        for (const value of valuesOf(text)) {
          const pair = `${name}=${value}`
          const number = numbers.get(pair) ?? numbers.size
          numbers.set(pair, number)
          held.add(number)
        }
      }
      this.pairs.add([...held].sort((a, b) => a - b))
      if (this.pairs.rows % SLICE_ITEMS === 0) yield undefined
    }
  }

  /** Jaccard index of the pairs of two items, 0 … 1; undefined when one of them has no attributes. */
  jaccard(a: number, b: number): number | undefined {
    const { starts, values } = this.pairs
    const end = starts[a + 1] ?? 0
    const otherEnd = starts[b + 1] ?? 0
    const own = end - (starts[a] ?? 0)
    const others = otherEnd - (starts[b] ?? 0)
    if (own === 0 || others === 0) return undefined
    let both = 0
    let other = starts[b] ?? 0
    for (let at = starts[a] ?? 0; at < end && other < otherEnd; at += 1) {
      const pair = values[at] ?? 0
      while (other < otherEnd && (values[other] ?? 0) < pair) other += 1
      if (other < otherEnd && values[other] === pair) both += 1
    }
    return both / (own + others - both)
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}
