import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { RELATIONSHIP_TYPES } from '../../vocabulary/relations.ts'
import { between, moment, whole } from '../numbers.ts'
import { pageQuery } from '../pages.ts'
import { id } from '../shapes.ts'

/** One relation, in files and in the API. */
export const relation = v.strictObject({
  item_id: id,
  related_item_id: id,
  relationship_type: v.picklist(RELATIONSHIP_TYPES),
  /** Rank, from 1; equal ranks are ordered by id. */
  position: v.optional(between(1, 10_000), 1),
  /** Start of validity, UTC milliseconds, inclusive. */
  start_at: v.optional(moment),
  /** End of validity, UTC milliseconds, exclusive. */
  end_at: v.optional(moment),
})
export type Relation = v.InferOutput<typeof relation>

/** A relation in a response. */
export const relationView = v.object({
  ...relation.entries,
  position: whole,
  // Wider than what is accepted: rows of earlier versions are shown as they are.
  start_at: v.optional(whole),
  end_at: v.optional(whole),
  /** Stated by a column of the catalogue; removed when a later catalogue no longer states it. */
  from_catalogue: v.boolean(),
  /** Null when the related item is not in the catalogue. */
  related_title: v.nullable(v.string()),
})
export type RelationView = v.InferOutput<typeof relationView>

/** Which relations are listed. */
export const relationQuery = v.strictObject({ ...pageQuery, item_id: v.optional(id) })

/** Relations as JSON, at most 1,000 in a request. */
export const relationList = v.strictObject({
  relations: v.pipe(v.array(relation), v.minLength(1), v.maxLength(1000)),
})

/** Identifies the relations to delete. */
export const relationKey = v.strictObject({
  item_id: id,
  related_item_id: id,
  relationship_type: v.picklist(RELATIONSHIP_TYPES),
})

/** A relation in the row of its item: the related item, and its validity (UTC milliseconds). */
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

/** The key is in the order of the most frequent read: all relations of one item. */
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
    /** Stated by a column of the catalogue: the next catalogue replaces it, but not relations from elsewhere. */
    from_catalogue: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.item_id, t.related_item_id, t.relationship_type] })],
)
