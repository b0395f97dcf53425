/** What is known of the items besides their orders: each a list by the item's number. */
export type Goods = {
  /** '' for none. */
  titles: readonly string[]
  /** Category paths, or collections, of each item, in any order: 'A > B > C' is a path. Empty for none. */
  collections: readonly (readonly string[])[]
  /** '' for none. */
  product_types: readonly string[]
  /** Name to value; several values stand in one text, parted by ',' or '|'. */
  attributes: readonly Readonly<Record<string, string>>[]
  /** Names of attributes that the merchant counts as gains although their name sounds like taste, such as "climate". */
  gain_attributes?: ReadonlySet<string>
  /** In minor units; null for none. */
  prices: readonly (number | null)[]
  /** May it be suggested at all: published, no gift card, not taken out by the merchant. */
  offered: readonly boolean[]
}
