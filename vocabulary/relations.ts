/** A merchant's own statement about two items: the names of Google's product feed, and two of ours for upgrades. */
export const RELATIONSHIP_TYPES = [
  'part_of_set',
  'required_part',
  'often_bought_with',
  'accessory',
  'substitute',
  'different_brand',
  'up_sell',
  'down_sell',
] as const
export type RelationshipType = (typeof RELATIONSHIP_TYPES)[number]

/** The types that make an item a candidate of a complementary panel, strongest first. */
export const COMPLEMENTS = [
  'required_part',
  'accessory',
  'often_bought_with',
  'part_of_set',
] as const satisfies readonly RelationshipType[]

/** The types that keep an item out of a complementary panel: what replaces the seed does not go with it. */
export const REPLACEMENTS = [
  'substitute',
  'different_brand',
  'up_sell',
  'down_sell',
] as const satisfies readonly RelationshipType[]
