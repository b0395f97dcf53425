/**
 * What one item has over another, as data: a page says it in the shopper's language.
 * - `count`: more in it. `from` and `to` are whole numbers; `unit` the title's own word for what they count, missing for pieces.
 * - `measure`: more of a quantity. `unit` is the unit's symbol, the same for both.
 * - `size`: a larger size of the same thing. `from` and `to` are words of the titles.
 * - `material`: a better material, or without `from` one with a name of its own. Words of the titles or attributes.
 * - `attribute`: one more value of an attribute that has several; `to` is '' for an attribute that is simply true.
 * - `word`: a word of the title that promises more, such as "organic", folded.
 * - `unit_price`: less money for a piece or a unit. `to` is the unit of the `measure`, '' for a piece; `percent` how much less.
 */
export type GainKind = 'count' | 'measure' | 'size' | 'material' | 'attribute' | 'word' | 'unit_price'

export type Gain = {
  kind: GainKind
  /** Name of the attribute as the merchant writes it. */
  attribute?: string
  /** What the first item has instead; missing where it has nothing to compare. */
  from?: string
  to: string
  unit?: string
  /** 1 … 99, whole. */
  percent?: number
}

/** What is gained and what is lost by taking the dearer of two items. */
export type Comparison = {
  /** Worth saying, the weightiest first; empty where the gate of docs/METHOD.md holds them back. */
  gains: readonly Gain[]
  /** The same the other way round. */
  losses: readonly Gain[]
  /** Do the gains outweigh the losses, of which some may only be gaps in the catalogue? Never without a gain. */
  net: boolean
  /** Do they outweigh and outnumber all losses? Then a page may say them. */
  clear: boolean
}
