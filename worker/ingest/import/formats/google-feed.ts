import * as v from 'valibot'
import type { RelationshipType } from '../../../../vocabulary/relations.ts'
import { readId } from '../cells/fields.ts'
import { linksOf, type NamedCompanion, typeOf } from '../cells/links.ts'
import type { Format, Row } from '../format.ts'
import { RowProblem } from '../problems.ts'
import { plainItems, readItem } from './plain-items.ts'

/** Columns that only Google's feed has; their values are not used. */
const GOOGLE_COLUMNS = ['condition', 'description', 'google_product_category', 'identifier_exists', 'mpn']

const EXAMPLE = 'required_part:id:AZ7A,accessory:gtin:811571013579'

/** The three parts of a related product, by Google's names in XML. */
type Parts = v.InferOutput<typeof element>

/** Parses `accessory:id:AZ7A,…`, where `\:` and `\,` belong to the id; an XML feed has one element for each product. */
function partsOf(cell: string, column: string): Parts[] {
  if (cell === '') return []
  if (cell.startsWith('{')) return cell.split('\n').map((line) => partsOfJson(line, column))
  return cell.split(/(?<!\\),/).map((entry) => {
    const parts = entry.split(/(?<!\\):/).map((part) => part.replace(/\\([:,\\])/g, '$1').trim())
    const [relationship_type = '', identifier_type = '', identifier = '', ...more] = parts
    if (identifier === '' || more.length > 0) throw badRelation(column)
    return { relationship_type, identifier_type, identifier }
  })
}

/** An element of an XML feed, see xml.ts. */
const element = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ relationship_type: v.string(), identifier_type: v.string(), identifier: v.string() }),
)

function partsOfJson(line: string, column: string): Parts {
  const read = v.safeParse(element, line)
  if (!read.success) throw badRelation(column)
  return read.output
}

const badRelation = (column: string) =>
  new RowProblem('bad_relation', column, `This related product cannot be read. Write it like ${EXAMPLE}.`)

function readRelated(row: Row): NamedCompanion[] {
  const column = row.column('related_product')
  return partsOf(row.cell('related_product'), column).map((parts): NamedCompanion => {
    const type: RelationshipType | undefined = typeOf(parts.relationship_type)
    const idType = parts.identifier_type.toLowerCase()
    if (!type || (idType !== 'id' && idType !== 'gtin')) throw badRelation(column)
    // Many shops use the GTIN as the SKU; for other shops the report counts the relation as unknown.
    return { to: `${idType === 'id' ? 'i' : 's'}:${readId(parts.identifier, column)}`, type, column }
  })
}

/**
 * Google Merchant Center's product feed, as TSV, CSV or XML. Our plain format has the same names; this one adds its relations.
 */
export const googleFeed: Format = {
  ...plainItems,
  name: 'Google Merchant feed',
  columns: {
    ...plainItems.columns,
    ...Object.fromEntries(GOOGLE_COLUMNS.map((name) => [name, []])),
    related_product: [],
  },
  required: [['id'], ['title'], ['link'], ['price'], [...GOOGLE_COLUMNS, 'gtin', 'related_product']],
  read(row, context) {
    const item = readItem(row, context)
    const related = readRelated(row)
    if (related.length === 0 && !row.has('related_product')) return { fragments: [item] }
    const own = [`i:${item.key}`, `i:${row.cell('id')}`]
    return { fragments: [item, linksOf(row.row, item.key, own, related)] }
  },
}
