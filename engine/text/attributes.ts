import type { Bytes } from '../data/memory.ts'
import { Rows } from '../data/ragged-rows.ts'

/** Items read between two pauses: about 2 ms of work. */
const ITEMS_A_SLICE = 500

/** The values of an attribute: several stand in one text, parted by ',' or '|'; "0,5 l" is one. */
export const valuesOf = (text: string): string[] =>
  text
    .split(/\||,(?!\d)|(?<!\d),/)
    .map((value) => value.trim())
    .filter((value) => value !== '')

/** How many attributes with the same value items have in common. */
export class Attributes {
  private readonly bytes: Bytes
  private readonly attributes: readonly Readonly<Record<string, string>>[]
  private readonly held: Rows

  constructor(attributes: readonly Readonly<Record<string, string>>[], bytes: Bytes) {
    this.attributes = attributes
    this.bytes = bytes
    this.held = new Rows(attributes.length, attributes.length)
  }

  /** Reads the attributes, and yields now and then; to be done first. */
  *reading(): Generator<undefined, void> {
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
      this.held.add([...held].sort((a, b) => a - b))
      if (this.held.rows % ITEMS_A_SLICE === 0) yield undefined
    }
    this.bytes.take(...this.held.arrays())
  }

  /** Of all the pairs of name and value that either item has, the share that both have: 0 … 1; undefined when one has none. */
  jaccard(a: number, b: number): number | undefined {
    const { starts, held } = this.held
    const end = starts[a + 1] ?? 0
    const theirEnd = starts[b + 1] ?? 0
    const own = end - (starts[a] ?? 0)
    const theirs = theirEnd - (starts[b] ?? 0)
    if (own === 0 || theirs === 0) return undefined
    let both = 0
    let their = starts[b] ?? 0
    for (let at = starts[a] ?? 0; at < end && their < theirEnd; at += 1) {
      const pair = held[at] ?? 0
      while (their < theirEnd && (held[their] ?? 0) < pair) their += 1
      if (their < theirEnd && held[their] === pair) both += 1
    }
    return both / (own + theirs - both)
  }

  /** Lets go of the arrays. */
  close(): void {
    this.bytes.free(...this.held.arrays())
  }
}
