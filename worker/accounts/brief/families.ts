import { type FamilyNames, familyNameOf } from '../../../engine/choice/family-names.ts'

/** What of an item decides its family. */
export type ItemNames = { item_id: string; category: string; product_type: string | null; title: string }

/** The family of an item, as the shop's accounts were analysed; '' for none. */
export const familyOf = ({ category, product_type, title }: ItemNames, names: FamilyNames): string =>
  familyNameOf({ category, product_type: product_type ?? '', title }, names)
