import type { AttributeIndex } from './attributes.ts'
import type { TfIdf } from './tf-idf.ts'

/** Weights of title and attributes for items with attributes: docs/METHOD.md, "Text". */
const TITLE = 0.54
const ATTRIBUTES = 0.46

/** Similarity of two items by their titles and attributes. */
export class ItemSimilarity {
  private readonly titles: TfIdf
  private readonly attributes: AttributeIndex

  constructor(titles: TfIdf, attributes: AttributeIndex) {
    this.titles = titles
    this.attributes = attributes
  }

  /** Cosine of the titles, 0 … 1; if both items have attributes, a weighted mean with their Jaccard index. */
  of(a: number, b: number): number {
    const title = this.titles.cosine(a, b)
    const attributes = this.attributes.jaccard(a, b)
    return attributes === undefined ? title : TITLE * title + ATTRIBUTES * attributes
  }
}
