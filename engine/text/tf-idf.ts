import type { Bytes } from '../data/memory.ts'
import { Rows } from '../data/ragged-rows.ts'
import { Best } from '../numbers/top-k-heap.ts'
import { readVocabulary } from './tokens.ts'

/** Items looked at for the nearest of one, at most; words that would lead to more are too common to lead anywhere. */
const MOST_WALKED = 10_000

/**
 * Tf-idf vectors of short texts, and which are most alike. A word counts once a text and weighs ln(1 + n / d): n texts, d
 * of them with the word. Vectors have length 1, so the cosine is 0 for no word in common and 1 for the same words.
 * @see G. Salton, C. Buckley (1988), Information Processing and Management 24, 513–523
 */
export class Words {
  /** Items looked at in all calls of `nearest`: tells when to let others work. */
  work = 0
  private readonly texts: readonly string[]
  private readonly bytes: Bytes
  private readonly bare: boolean
  private readonly walked: number
  private readonly among: (item: number) => boolean
  private isRead = false
  /** Words of each text, the rarest first: a smaller number is a rarer word. */
  private words = new Rows(0, 0)
  /** Items of each word. */
  private items = new Rows(0, 0)
  /** Squared weight of each word, and 1 / length of each text. */
  private squares = new Float64Array(0)
  private shrinks = new Float64Array(0)
  /** Squared weights of the words of the text in hand, 0 for all others. */
  private own = new Float64Array(0)
  private scores = new Float64Array(0)
  private touched = new Uint32Array(0)
  private readonly bests = new Map<number, Best>()

  /**
   * @param texts   one an item, '' for none
   * @param options `bare`: colours, sizes and numbers are left out, so that variants look alike; `walked`: items looked at
   *   for the nearest of one, 10,000 without it; `among`: items that may be the nearest of another, all without it
   */
  constructor(
    texts: readonly string[],
    bytes: Bytes,
    options: { bare?: boolean; walked?: number; among?: (item: number) => boolean } = {},
  ) {
    this.texts = texts
    this.bytes = bytes
    this.bare = options.bare ?? false
    this.walked = options.walked ?? MOST_WALKED
    this.among = options.among ?? (() => true)
  }

  /** Reads the texts, and yields now and then; without it the first question reads them in one go. */
  *reading(): Generator<undefined, void> {
    if (this.isRead) return
    const { length } = this.texts
    const { words, found } = yield* readVocabulary(this.texts, this.bare, this.bytes)
    this.words = words
    this.squares = new Float64Array(found)
    this.own = new Float64Array(found)
    this.shrinks = new Float64Array(length)
    this.scores = new Float64Array(length)
    this.touched = new Uint32Array(length)
    yield undefined
    this.items = words.turned(found, this.among)
    this.bytes.take(...this.arrays())
    yield undefined
    const seen = words.counts(found)
    for (let word = 0; word < found; word += 1)
      this.squares[word] = Math.log(1 + length / (seen[word] ?? 0)) ** 2
    yield undefined
    for (let item = 0; item < length; item += 1) {
      let sum = 0
      for (const word of words.of(item)) sum += this.squares[word] ?? 0
      this.shrinks[item] = sum > 0 ? 1 / Math.sqrt(sum) : 0
    }
    this.isRead = true
  }

  /**
   * The items most alike, best first, of equals the smaller number; itself left out. Exact unless its words stand in more
   * than 10,000 texts together, or `walked`: then what has only the most common ones with it is not found.
   * @param most  how many at most
   * @param least smallest cosine worth having, > 0
   */
  nearest(item: number, most: number, least: number): { items: Uint32Array; values: Float64Array } {
    this.finish()
    const { scores, touched, shrinks } = this
    const { seen, isWhole } = this.walk(item)
    const found = this.best(isWhole ? most : 2 * most)
    const own = shrinks[item] ?? 0
    let floor = isWhole ? least : 0
    for (let at = 0; at < seen; at += 1) {
      const other = touched[at] ?? 0
      const value = (scores[other] ?? 0) * (own * (shrinks[other] ?? 0))
      scores[other] = 0
      if (value < floor || other === item) continue
      found.offer(other, value)
      floor = Math.max(floor, found.floor)
    }
    const best = isWhole ? found : this.again(item, found.kept(), most, least)
    const { numbers, scores: values } = best.sort()
    return { items: numbers, values }
  }

  /** How alike two texts are: 0 … 1. */
  cosine(a: number, b: number): number {
    this.finish()
    const { squares, shrinks } = this
    const { starts, held } = this.words
    const end = starts[a + 1] ?? 0
    const theirEnd = starts[b + 1] ?? 0
    let sum = 0
    let their = starts[b] ?? 0
    for (let at = starts[a] ?? 0; at < end && their < theirEnd; at += 1) {
      const word = held[at] ?? 0
      while (their < theirEnd && (held[their] ?? 0) < word) their += 1
      if (their < theirEnd && held[their] === word) sum += squares[word] ?? 0
    }
    return sum * ((shrinks[a] ?? 0) * (shrinks[b] ?? 0))
  }

  /** Lets go of the arrays. */
  close(): void {
    this.bytes.free(...this.arrays())
  }

  private finish(): void {
    if (!this.isRead) for (const _ of this.reading());
  }

  /** Made once for each size: the same few are asked for again and again. */
  private best(most: number): Best {
    const best = this.bests.get(most) ?? new Best(most)
    this.bests.set(most, best)
    best.clear()
    return best
  }

  /** Adds up the words that others share with the item, the rarest first. */
  private walk(item: number): { seen: number; isWhole: boolean } {
    const { squares, scores, touched } = this
    let seen = 0
    let walked = 0
    const { starts, held } = this.items
    const last = this.words.starts[item + 1] ?? 0
    for (let own = this.words.starts[item] ?? 0; own < last; own += 1) {
      const word = this.words.held[own] ?? 0
      const from = starts[word] ?? 0
      const to = starts[word + 1] ?? 0
      walked += to - from
      if (walked > this.walked) return { seen, isWhole: false }
      this.work += to - from
      const square = squares[word] ?? 0
      for (let at = from; at < to; at += 1) {
        const other = held[at] ?? 0
        const before = scores[other] ?? 0
        if (before === 0) touched[seen++] = other
        scores[other] = before + square
      }
    }
    return { seen, isWhole: true }
  }

  /** The best of what a part of the words led to, by all of them. */
  private again(item: number, found: Uint32Array, most: number, least: number): Best {
    const { own, squares, shrinks } = this
    const { starts, held } = this.words
    const best = this.best(most)
    const from = starts[item] ?? 0
    const to = starts[item + 1] ?? 0
    for (let at = from; at < to; at += 1) own[held[at] ?? 0] = squares[held[at] ?? 0] ?? 0
    for (let place = 0; place < found.length; place += 1) {
      const other = found[place] ?? 0
      const end = starts[other + 1] ?? 0
      let sum = 0
      for (let at = starts[other] ?? 0; at < end; at += 1) sum += own[held[at] ?? 0] ?? 0
      // As `cosine` has it, to the last digit.
      const value = sum * ((shrinks[item] ?? 0) * (shrinks[other] ?? 0))
      if (value >= least) best.offer(other, value)
    }
    for (let at = from; at < to; at += 1) own[held[at] ?? 0] = 0
    return best
  }

  private arrays() {
    const { words, items, squares, own, shrinks, scores, touched } = this
    return [...words.arrays(), ...items.arrays(), squares, own, shrinks, scores, touched]
  }
}
