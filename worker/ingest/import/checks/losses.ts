import type { LostFact } from '../../../../schema/imports/report.ts'
import { countPublishedWith } from '../../../store/catalogue/published.ts'
import { OF_VARIANT } from '../../../store/catalogue/stated.ts'
import type { Store } from '../../../store/open.ts'

/** Share of the published items that may lose a fact before a confirmation is required. */
const MAX_LOSS = 0.5

/** Fields of which one states the fact. */
const STATED_BY: Readonly<Record<LostFact, readonly string[]>> = {
  link: ['url'],
  picture: ['image_url', `${OF_VARIANT}image_url`],
  price: [`${OF_VARIANT}price`],
  category: ['category'],
}

/** Names of the columns of a plain file, which all languages share. */
const COLUMN_OF: Readonly<Record<LostFact, string>> = {
  link: 'link',
  picture: 'image_link',
  price: 'price',
  category: 'category',
}

/** The columns that would state what is lost. */
export const columnsOf = (loses: readonly LostFact[]): string =>
  loses.map((fact) => COLUMN_OF[fact]).join(', ')

/**
 * Facts that most published items have and no row of the file has: as a whole catalogue, a price list would take them away.
 * @param fields names of the fields that any row has (stated.ts)
 */
export async function lossesOf(store: Store, fields: readonly string[]): Promise<LostFact[]> {
  const names = Object.keys(STATED_BY) as LostFact[]
  const missing = names.filter((fact) => !STATED_BY[fact].some((field) => fields.includes(field)))
  if (missing.length === 0) return []
  const { published, ...counts } = await countPublishedWith(store)
  return missing.filter((fact) => counts[fact] > MAX_LOSS * published)
}
