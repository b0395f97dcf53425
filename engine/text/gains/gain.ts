/**
 * A gain of one item over another, as data; the page words it in the shopper's language.
 * - `count`: a higher count. `from` and `to` are integers; `unit` is the title's word for what is counted, absent for pieces.
 * - `measure`: a larger quantity. `unit` is the symbol of the unit, the same for both.
 * - `size`: a larger size of the same product. `from` and `to` are words of the titles.
 * - `material`: a better material, or without `from` a material with a trade name. Words of the titles or attributes.
 * - `attribute`: one more value of an attribute with several values; `to` is '' for an attribute that is true or false.
 * - `word`: a word of the title that names an advantage, such as "organic", lower case without accents.
 * - `unit_price`: a lower price for a piece or a unit. `to` is the unit of the `measure`, '' for a piece; `percent` the saving.
 */
export type GainKind = 'count' | 'measure' | 'size' | 'material' | 'attribute' | 'word' | 'unit_price'

export type Gain = {
  kind: GainKind
  /** Name of the attribute in the catalogue. */
  attribute?: string
  /** Value of the first item; absent if it has none. */
  from?: string
  to: string
  unit?: string
  /** Integer, 1 … 99. */
  percent?: number
}

/** Gains and losses of the more expensive of two items. */
export type Comparison = {
  /** Highest weight first. */
  gains: readonly Gain[]
  /** Gains of the less expensive item. */
  losses: readonly Gain[]
  /** The gains outweigh the losses, where losses that may be gaps in the catalogue count less. False without a gain. */
  net: boolean
  /** The gains outweigh and outnumber all losses: a page may state them. */
  clear: boolean
}
