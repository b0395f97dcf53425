import { RELATIONSHIP_TYPES, type RelationshipType } from '../../../schema/relations.ts'
import { readDate, readId, readWhole } from '../fields.ts'
import type { Format } from '../format.ts'
import { RowProblem } from '../problems.ts'

const TYPES = new Map<string, RelationshipType>([
  ...RELATIONSHIP_TYPES.map((type): [string, RelationshipType] => [type, type]),
  ['cross_sell', 'often_bought_with'],
  ['crosssell', 'often_bought_with'],
  ['complementary', 'often_bought_with'],
  ['upsell', 'up_sell'],
  ['downsell', 'down_sell'],
])

/** Our own form of relations: one row a statement. */
export const plainRelations: Format = {
  name: 'plain relations',
  kind: 'relations',
  columns: {
    item_id: ['product_id', 'id'],
    related_item_id: ['related_product_id', 'related_id'],
    relationship_type: ['type', 'relation'],
    position: ['rank'],
    start_date: ['start_at'],
    end_date: ['end_at'],
  },
  required: [['item_id'], ['related_item_id'], ['relationship_type']],
  read(row, { time_zone }) {
    const item_id = readId(row.cell('item_id'), row.column('item_id'))
    const related_item_id = readId(row.cell('related_item_id'), row.column('related_item_id'))
    const written = row
      .cell('relationship_type')
      .toLowerCase()
      .replace(/[\s-]+/g, '_')
    const relationship_type = TYPES.get(written)
    if (!relationship_type) {
      const types = RELATIONSHIP_TYPES.join(', ')
      throw new RowProblem(
        'bad_type',
        row.column('relationship_type'),
        `This type is not known. Write one of: ${types}.`,
      )
    }
    if (item_id === related_item_id) {
      throw new RowProblem(
        'self_relation',
        row.column('related_item_id'),
        'The item is related to itself. Remove the row.',
      )
    }
    const position = readWhole(row.cell('position'), row.column('position')) ?? 1
    if (position < 1 || position > 10_000) {
      throw new RowProblem('bad_number', row.column('position'), 'A position is from 1 (first) to 10000.')
    }
    const start_at = readDate(row.cell('start_date'), row.column('start_date'), time_zone)
    const end_at = readDate(row.cell('end_date'), row.column('end_date'), time_zone)
    const dates = { ...(start_at !== undefined && { start_at }), ...(end_at !== undefined && { end_at }) }
    const relation = { item_id, related_item_id, relationship_type, position, ...dates }
    return { fragments: [{ key: item_id, row: row.row, relation }] }
  },
}
