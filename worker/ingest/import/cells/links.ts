import { RELATIONSHIP_TYPES, type RelationshipType } from '../../../../vocabulary/relations.ts'
import type { Row } from '../format.ts'
import type { Link, LinksFragment } from '../fragments.ts'
import { RowProblem } from '../problems.ts'

/** What the relations of the shop systems mean here. */
export const MEANING = {
  /** "Cross-sells" are shown in the cart, Shopify's "complementary products" are "frequently bought together". */
  cross_sell: 'often_bought_with',
  /** "Up-sells" are shown instead of the product that is looked at. */
  up_sell: 'up_sell',
  /** Shopify's "related products" are similar ones, which the shopper may take instead. */
  similar: 'substitute',
  /** Magento's "related products" are "meant to be purchased in addition". */
  in_addition: 'often_bought_with',
  /** What a grouped product or a bundle is made of. */
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

/** A type of relation as files write it; undefined when it is none. */
export const typeOf = (word: string): RelationshipType | undefined =>
  TYPES.get(word.toLowerCase().replace(/[\s-]+/g, '_'))

/** Companions that one row may state: a page shows four, and nobody picks a thousand by hand. */
const MOST_LINKS = 1_000

/** A companion as the file writes it, of that type; `column` is where it stands. */
export type Said = { to: string; type: RelationshipType; column: string }

/** Which column states relations of which type, and how its cell is read. */
export type LinkColumns = Readonly<
  Record<string, { type: RelationshipType; read(cell: string, column: string): readonly string[] }>
>

/**
 * What a row states about its item, as a list of none or one: of none when the file has no column for it.
 * @param own references that mean the item itself: nothing is related to itself
 * @throws {RowProblem} `too_many_links`, or as the columns' readers do
 */
export function readLinks(
  row: Row,
  key: string,
  own: readonly string[],
  columns: LinkColumns,
): LinksFragment[] {
  const present = Object.entries(columns).filter(([name]) => row.has(name) || row.cell(name) !== '')
  if (present.length === 0) return []
  const said = present.flatMap(([name, { type, read }]) =>
    read(row.cell(name), row.column(name)).map((to) => ({ to, type, column: row.column(name) })),
  )
  return [linksOf(row.row, key, own, said)]
}

/** The companions of one item, each once a type, numbered as they come. */
export function linksOf(
  row: number,
  key: string,
  own: readonly string[],
  said: readonly Said[],
): LinksFragment {
  const links = new Map<string, Link>()
  const counts = new Map<RelationshipType, number>()
  for (const { to, type, column } of said) {
    const name = `${type} ${to}`
    if (own.includes(to) || links.has(name)) continue
    if (links.size === MOST_LINKS) {
      throw new RowProblem(
        'too_many_links',
        column,
        `This item names more than ${MOST_LINKS} others. Keep those that go best with it.`,
      )
    }
    const position = (counts.get(type) ?? 0) + 1
    counts.set(type, position)
    links.set(name, { to, type, position, column })
  }
  return { key, row, links: [...links.values()] }
}
