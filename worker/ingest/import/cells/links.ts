import { RELATIONSHIP_TYPES, type RelationshipType } from '../../../../vocabulary/relations.ts'
import type { Row } from '../format.ts'
import type { Link, LinksFragment } from '../fragments.ts'
import { RowProblem } from '../problems.ts'

/** Our relation types for the relations of the shop systems. */
export const MEANING = {
  /** "Cross-sells" are shown in the cart; Shopify's "complementary products" are "frequently bought together". */
  cross_sell: 'often_bought_with',
  /** "Up-sells" are shown as replacements of the product on the page. */
  up_sell: 'up_sell',
  /** Shopify's "related products" are similar ones, which the shopper may take instead. */
  similar: 'substitute',
  /** Magento's "related products" are "meant to be purchased in addition". */
  in_addition: 'often_bought_with',
  /** Parts of a grouped product or a bundle. */
  part: 'part_of_set',
} as const satisfies Record<string, RelationshipType>

const TYPES = new Map<string, RelationshipType>([
  ...RELATIONSHIP_TYPES.map((type): [string, RelationshipType] => [type, type]),
  ['cross_sell', MEANING.cross_sell],
  ['crosssell', MEANING.cross_sell],
  ['complementary', MEANING.cross_sell],
  ['upsell', MEANING.up_sell],
  ['downsell', 'down_sell'],
])

/** Relation type by its name in files; undefined for other texts. */
export const typeOf = (typeName: string): RelationshipType | undefined =>
  TYPES.get(typeName.toLowerCase().replace(/[\s-]+/g, '_'))

/** Maximum companions in one row: a page shows four, and no merchant selects a thousand by hand. */
const MAX_LINKS = 1_000

/** A companion with its relation type as in the file; `column` is the column that contains it. */
export type NamedCompanion = { to: string; type: RelationshipType; column: string }

/** Columns with relations, by type, and the parsers of their cells. */
export type LinkColumns = Readonly<
  Record<string, { type: RelationshipType; read(cell: string, column: string): readonly string[] }>
>

/**
 * Companions that a row states for its item, as a list of at most one fragment; [] when the file has no such column.
 * @param own references of the item itself, which are left out
 * @throws {RowProblem} `too_many_links`, or as the columns' parsers do
 */
export function readLinks(
  row: Row,
  key: string,
  own: readonly string[],
  columns: LinkColumns,
): LinksFragment[] {
  const present = Object.entries(columns).filter(([name]) => row.has(name) || row.cell(name) !== '')
  if (present.length === 0) return []
  const companions = present.flatMap(([name, { type, read }]) =>
    read(row.cell(name), row.column(name)).map((to) => ({ to, type, column: row.column(name) })),
  )
  return [linksOf(row.row, key, own, companions)]
}

/** The companions of one item without duplicates of a type, numbered in their order. */
export function linksOf(
  row: number,
  key: string,
  own: readonly string[],
  companions: readonly NamedCompanion[],
): LinksFragment {
  const links = new Map<string, Link>()
  const counts = new Map<RelationshipType, number>()
  for (const { to, type, column } of companions) {
    const name = `${type} ${to}`
    if (own.includes(to) || links.has(name)) continue
    if (links.size === MAX_LINKS) {
      throw new RowProblem(
        'too_many_links',
        column,
        `This item has more than ${MAX_LINKS} companions. Keep the best of them.`,
      )
    }
    const position = (counts.get(type) ?? 0) + 1
    counts.set(type, position)
    links.set(name, { to, type, position, column })
  }
  return { key, row, links: [...links.values()] }
}
