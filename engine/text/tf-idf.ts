import type { Arena } from '../data/arena.ts'
import { RaggedRows } from '../data/ragged-rows.ts'
import { TopKHeap } from '../numbers/top-k-heap.ts'
import { buildVocabulary } from './tokens.ts'

/** Postings visited for the nearest texts of one, at most: words that would lead to more texts are too common to help. */
const MAX_POSTINGS = 10_000

export type TfIdfOptions = {
  /** Leaves out colours, sizes and numbers, so that variants of an item are alike. */
  dropsStopWords?: boolean
  /** Postings visited for the nearest texts of one; 10,000 without it. */
  maxPostings?: number
  /** Which texts may be the nearest of another; all without it. */
  candidates?: (item: number) => boolean
}

/**
 * Tf-idf vectors of short texts, and the nearest of each by cosine similarity. A word counts once a text and has the weight
 * ln(1 + n / d), where d of n texts hold it. Vectors have length 1, so the cosine is 0 without a common word and 1 for equal
 * sets of words. Call `build` first.
 * @see G. Salton, C. Buckley (1988), Information Processing and Management 24, 513–523
 */
export class TfIdf {
  /** Postings visited in all calls of `nearest`: tells when to pause. */
  work = 0
  private readonly texts: readonly string[]
  private readonly arena: Arena
  private readonly dropsStopWords: boolean
  private readonly maxPostings: number
  private readonly candidates: (item: number) => boolean
  private isBuilt = false
  /** Words of each text, the rarest first: a smaller number is a rarer word. */
  private words: RaggedRows
  /** Postings: texts of each word. */
  private postings: RaggedRows
  /** Squared weight of each word, and 1 / length of each text's vector. */
  private squares = new Float64Array(0)
  private inverseLengths = new Float64Array(0)
  /** Squared weights of the words of the current text, 0 for all others. */
  private own = new Float64Array(0)
  private scores = new Float64Array(0)
  private touched = new Uint32Array(0)
  private readonly heaps = new Map<number, TopKHeap>()

  /** @param texts one an item, '' for none */
  constructor(texts: readonly string[], parent: Arena, options: TfIdfOptions = {}) {
    this.texts = texts
    this.arena = parent.scope()
    this.words = new RaggedRows(0, 0, this.arena)
    this.postings = this.words
    this.dropsStopWords = options.dropsStopWords ?? false
    this.maxPostings = options.maxPostings ?? MAX_POSTINGS
    this.candidates = options.candidates ?? (() => true)
  }

  /** Builds the vectors. Yields now and then; without it the first query builds them without pauses. */
  *build(): Generator<undefined, void> {
    if (this.isBuilt) return
    const { texts, arena } = this
    const { length } = texts
    const { words, count } = yield* buildVocabulary(texts, this.dropsStopWords, arena)
    this.words = words
    this.squares = arena.float64(count)
    this.own = arena.float64(count)
    this.inverseLengths = arena.float64(length)
    this.scores = arena.float64(length)
    this.touched = arena.uint32(length)
    yield undefined
    this.postings = words.transposed(count, this.candidates)
    yield undefined
    const textsWith = words.counts(count)
    for (let word = 0; word < count; word += 1) {
      this.squares[word] = Math.log(1 + length / (textsWith[word] ?? 0)) ** 2
    }
    yield undefined
    for (let item = 0; item < length; item += 1) {
      let sum = 0
      for (const word of words.of(item)) sum += this.squares[word] ?? 0
      this.inverseLengths[item] = sum > 0 ? 1 / Math.sqrt(sum) : 0
    }
    this.isBuilt = true
  }

  /**
   * The nearest texts, best first, equal ones by number, without the text itself. Exact unless its words occur in more than
   * `maxPostings` texts together: then texts that share only its most common words are not found.
   * @param most  how many at most
   * @param least smallest cosine that counts, > 0
   */
  nearest(item: number, most: number, least: number): { items: Uint32Array; values: Float64Array } {
    this.finishBuild()
    const { scores, touched, inverseLengths } = this
    const { seen, isComplete } = this.scoreBySharedWords(item)
    const found = this.heap(isComplete ? most : 2 * most)
    const own = inverseLengths[item] ?? 0
    let floor = isComplete ? least : 0
    for (let at = 0; at < seen; at += 1) {
      const other = touched[at] ?? 0
      const value = (scores[other] ?? 0) * (own * (inverseLengths[other] ?? 0))
      scores[other] = 0
      if (value < floor || other === item) continue
      found.offer(other, value)
      floor = Math.max(floor, found.floor)
    }
    const best = isComplete ? found : this.rescore(item, found.kept(), most, least)
    const { numbers, scores: values } = best.sort()
    return { items: numbers, values }
  }

  /** Cosine similarity of two texts, 0 to 1. */
  cosine(a: number, b: number): number {
    this.finishBuild()
    const { squares, inverseLengths } = this
    const { starts, values } = this.words
    const end = starts[a + 1] ?? 0
    const otherEnd = starts[b + 1] ?? 0
    let sum = 0
    let other = starts[b] ?? 0
    for (let at = starts[a] ?? 0; at < end && other < otherEnd; at += 1) {
      const word = values[at] ?? 0
      while (other < otherEnd && (values[other] ?? 0) < word) other += 1
      if (other < otherEnd && values[other] === word) sum += squares[word] ?? 0
    }
    return sum * ((inverseLengths[a] ?? 0) * (inverseLengths[b] ?? 0))
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }

  private finishBuild(): void {
    if (!this.isBuilt) for (const _ of this.build());
  }

  /** Made once for each size, because the same few sizes are asked for again and again. */
  private heap(most: number): TopKHeap {
    const heap = this.heaps.get(most) ?? new TopKHeap(most)
    this.heaps.set(most, heap)
    heap.clear()
    return heap
  }

  /** Adds up the words that other texts share with the text, the rarest first. */
  private scoreBySharedWords(item: number): { seen: number; isComplete: boolean } {
    const { squares, scores, touched } = this
    let seen = 0
    let visited = 0
    const { starts, values } = this.postings
    const last = this.words.starts[item + 1] ?? 0
    for (let own = this.words.starts[item] ?? 0; own < last; own += 1) {
      const word = this.words.values[own] ?? 0
      const from = starts[word] ?? 0
      const to = starts[word + 1] ?? 0
      visited += to - from
      if (visited > this.maxPostings) return { seen, isComplete: false }
      this.work += to - from
      const square = squares[word] ?? 0
      for (let at = from; at < to; at += 1) {
        const other = values[at] ?? 0
        const before = scores[other] ?? 0
        if (before === 0) touched[seen++] = other
        scores[other] = before + square
      }
    }
    return { seen, isComplete: true }
  }

  /** The best of the texts that some of the words led to, by all words. */
  private rescore(item: number, found: Uint32Array, most: number, least: number): TopKHeap {
    const { own, squares, inverseLengths } = this
    const { starts, values } = this.words
    const best = this.heap(most)
    const from = starts[item] ?? 0
    const to = starts[item + 1] ?? 0
    for (let at = from; at < to; at += 1) own[values[at] ?? 0] = squares[values[at] ?? 0] ?? 0
    for (let place = 0; place < found.length; place += 1) {
      const other = found[place] ?? 0
      const end = starts[other + 1] ?? 0
      let sum = 0
      for (let at = starts[other] ?? 0; at < end; at += 1) sum += own[values[at] ?? 0] ?? 0
      // The same product as in `cosine`, to the last digit.
      const value = sum * ((inverseLengths[item] ?? 0) * (inverseLengths[other] ?? 0))
      if (value >= least) best.offer(other, value)
    }
    for (let at = from; at < to; at += 1) own[values[at] ?? 0] = 0
    return best
  }
}
