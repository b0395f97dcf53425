/** What the catalogue says about the items, each field an array by item number. */
export type ItemFeatures = {
  /** '' for none. */
  titles: readonly string[]
  /** Category paths, or collections, of each item, in any order: 'A > B > C' is a path. Empty for none. */
  collections: readonly (readonly string[])[]
  /** '' for none. */
  product_types: readonly string[]
  /** Name to value; several values are separated by ',' or '|'. */
  attributes: readonly Readonly<Record<string, string>>[]
  /** Names of attributes that the merchant marked as gains although their names are those of taste ("climate"). */
  gain_attributes?: ReadonlySet<string>
  /** In minor units; null for none. */
  prices: readonly (number | null)[]
  /** Whether the item may be recommended at all: published, no gift card, not excluded by the merchant. */
  offered: readonly boolean[]
}
