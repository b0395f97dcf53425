import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { RELATIONSHIP_TYPES } from '../../vocabulary/relations.ts'
import { id } from '../shapes.ts'

/** One statement, as in a file and on the wire. */
export const relation = v.strictObject({
  item_id: id,
  related_item_id: id,
  relationship_type: v.picklist(RELATIONSHIP_TYPES),
  /** 1 is first; ties go by id. */
  position: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 1),
  /** UTC milliseconds; the statement holds from here … */
  start_at: v.optional(v.pipe(v.number(), v.integer())),
  /** … until just before here. */
  end_at: v.optional(v.pipe(v.number(), v.integer())),
})
export type Relation = v.InferOutput<typeof relation>

/** A statement as it is read back. */
export const relationView = v.object({
  ...relation.entries,
  position: v.number(),
  /** Said by a column of the catalogue, and gone when a later one no longer says it. */
  from_catalogue: v.boolean(),
})

/** Relations as JSON, at most 1,000 a call. */
export const relationList = v.strictObject({
  relations: v.pipe(v.array(relation), v.minLength(1), v.maxLength(1000)),
})

/** Names the statements to delete. */
export const relationKey = v.object({
  item_id: id,
  related_item_id: id,
  relationship_type: v.picklist(RELATIONSHIP_TYPES),
})

/** A relation as it stands in the row of its item: the item that it names, and from when until when it holds (UTC milliseconds). */
export type StatedPart = [
  related_item_id: string,
  relationship_type: (typeof RELATIONSHIP_TYPES)[number],
  position: number,
  start_at: number | null,
  end_at: number | null,
]

/**
 * All relations of an item in one row, so that a cart of 100 items reads at most 100 of them. It is derived from `relations`
 * in the transaction that changes them (worker/store/catalogue/relations.ts); an item without relations has no row.
 */
export const statedRelations = sqliteTable(
  'stated_relations',
  {
    shop_id: text().notNull(),
    item_id: text().notNull(),
    relations: text({ mode: 'json' }).$type<StatedPart[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.item_id] })],
)

/** The order of the key is that of the hot read: all statements about one item. */
export const relations = sqliteTable(
  'relations',
  {
    shop_id: text().notNull(),
    item_id: text().notNull(),
    related_item_id: text().notNull(),
    relationship_type: text({ enum: RELATIONSHIP_TYPES }).notNull(),
    position: integer().notNull(),
    start_at: integer(),
    end_at: integer(),
    /** Said by a column of the catalogue: the next catalogue replaces it, and leaves what the merchant said elsewhere. */
    from_catalogue: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.item_id, t.related_item_id, t.relationship_type] })],
)
