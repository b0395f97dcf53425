import { type FamilyNames, familyNameOf, type NamedItem } from '../../engine/choice/family-names.ts'
import type { Shop } from '../../schema/shop/shops.ts'

/** Families that the merchant calls by another one's name; see `same_families` of the settings. */
export const sameFamilies = ({ accounts }: Pick<Shop, 'accounts'>): ReadonlyMap<string, string> =>
  new Map(Object.entries(accounts?.same_families ?? {}))

/** The family of an item as accounts are analysed; '' for none. */
export function familyOf(item: NamedItem, names: FamilyNames, same: ReadonlyMap<string, string>): string {
  const family = familyNameOf(item, names)
  return same.get(family) ?? family
}
