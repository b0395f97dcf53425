import type { Attributes } from './attributes.ts'
import type { Words } from './tf-idf.ts'

/** Weights of the title and of the attributes where both items have attributes. */
const TITLE = 0.54
const ATTRIBUTES = 0.46

/** How alike two items are by what is written about them, 0 … 1. */
export class Likeness {
  private readonly words: Words
  private readonly attributes: Attributes

  constructor(words: Words, attributes: Attributes) {
    this.words = words
    this.attributes = attributes
  }

  /** Cosine of the titles, and with attributes on both sides their Jaccard index mixed in. */
  of(a: number, b: number): number {
    const title = this.words.cosine(a, b)
    const attributes = this.attributes.jaccard(a, b)
    return attributes === undefined ? title : TITLE * title + ATTRIBUTES * attributes
  }
}
