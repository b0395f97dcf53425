import { RELATIONSHIP_TYPES, type RelationshipType } from '../../../../vocabulary/relations.ts'
import { EXACT } from '../../../store/exact-cells.ts'
import { readDate } from '../cells/dates.ts'
import { idIn, readId, readSku, readWhole } from '../cells/fields.ts'
import { typeOf } from '../cells/links.ts'
import { splitLines } from '../cells/lists.ts'
import type { Context, Format, Row } from '../format.ts'
import type { RelationFragment } from '../fragments.ts'
import { RowProblem } from '../problems.ts'

function readType(row: Row, { relationship_type }: Context): RelationshipType {
  const typeName = row.cell('relationship_type')
  const type = typeName === '' ? relationship_type : typeOf(typeName)
  if (type) return type
  const types = RELATIONSHIP_TYPES.join(', ')
  throw typeName === ''
    ? new RowProblem(
        'no_type',
        row.column('relationship_type'),
        `This relation has no type. Add a column relationship_type, or send the file with relationship_type=… for all its rows: ${types}.`,
      )
    : new RowProblem(
        'bad_type',
        row.column('relationship_type'),
        `This type is unknown. Write one of: ${types}.`,
      )
}

/** Position of the row's first companion; the others of the same cell follow it. */
function readPosition(row: Row, last: number): number {
  const position = readWhole(row.cell('position'), row.column('position')) ?? 1
  if (position < 1 || position + last > 10_000) {
    throw new RowProblem(
      'bad_number',
      row.column('position'),
      'A position is a whole number from 1 (first) to 10000.',
    )
  }
  return position
}

/** Our plain relation format: one companion per row, or several in a cell, each on its own line. */
export const plainRelations: Format = {
  name: 'plain relations',
  kind: 'relations',
  columns: {
    item_id: ['product_id', 'id', 'sku'],
    related_item_id: ['related_product_id', 'related_id', 'related_sku', 'linked_sku'],
    relationship_type: ['type', 'relation'],
    position: ['rank'],
    start_date: ['start_at'],
    end_date: ['end_at'],
    [EXACT]: [],
  },
  dates: ['start_date', 'end_date'],
  required: [['item_id'], ['related_item_id']],
  read(row, context) {
    const own = row.column('item_id')
    const item_id = row.isExact ? idIn(row, 'item_id') : readOne(row.cell('item_id'), own)
    const column = row.column('related_item_id')
    const cell = row.cell('related_item_id')
    const isOne = row.isExact || cell === ''
    const related = isOne ? [idIn(row, 'related_item_id')] : splitLines(cell).map((id) => readOne(id, column))
    const relationship_type = readType(row, context)
    if (related.includes(item_id)) {
      throw new RowProblem(
        'self_relation',
        column,
        'The item is related to itself. Remove it from its companions.',
      )
    }
    const position = readPosition(row, related.length - 1)
    const date = (name: string) =>
      readDate(row.cell(name), row.column(name), context.time_zone, context.date_order)
    const start_at = date('start_date')
    const end_at = date('end_date')
    const dates = { ...(start_at !== undefined && { start_at }), ...(end_at !== undefined && { end_at }) }
    const fragments = related.map((related_item_id, at): RelationFragment => {
      const relation = { item_id, related_item_id, relationship_type, position: position + at, ...dates }
      return { key: item_id, row: row.row, columns: [own, column], relation }
    })
    return { fragments }
  },
}

/** An id or a SKU, either of which can name the item. */
const readOne = (text: string, column: string): string => readSku(text, column) ?? readId('', column)
