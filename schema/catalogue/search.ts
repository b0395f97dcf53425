import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { AVAILABILITY, NOT_SHOWN } from '../../vocabulary/catalogue.ts'
import { amount } from '../numbers.ts'
import { pageQuery } from '../pages.ts'

/**
 * What the catalogue is filtered by: a narrow row for each item, so that a filter does not read the whole items. Triggers on
 * `items` keep it (schema/migrations/0023_search.sql), so that every way of writing an item does. The same triggers keep the
 * full-text index `item_words` (SQLite FTS5), whose rowid is `number`. The index has the words of the id, the title, the
 * brand and the category, and the ids, SKUs and GTINs of the variants; its column `shop_id` keeps the shops apart.
 */
export const itemSearch = sqliteTable(
  'item_search',
  {
    shop_id: text().notNull(),
    item_id: text().notNull(),
    /** Row of `item_words`, among those of all shops of the database. */
    number: integer().notNull(),
    brand: text(),
    category: text().notNull(),
    availability: text({ enum: AVAILABILITY }).notNull(),
    price: integer(),
    published: integer({ mode: 'boolean' }).notNull(),
    recommendable: integer({ mode: 'boolean' }).notNull(),
    gift_card: integer({ mode: 'boolean' }).notNull(),
    has_link: integer({ mode: 'boolean' }).notNull(),
    has_picture: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.item_id] }), uniqueIndex('item_search_number').on(t.number)],
)

const text500 = v.pipe(v.string(), v.minLength(1), v.maxLength(500))
const minorUnits = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9]\d{0,14})$/, 'Give an amount in minor units, such as 1999 for 19.99.'),
  v.transform(Number),
)

/** What a list of items is restricted to; {} for the whole catalogue. */
const FILTERS = {
  /** Words, of which each begins a word of the item. */
  q: v.optional(v.pipe(v.string(), v.maxLength(100))),
  brand: v.optional(text500),
  /** A category path; those below it are included. */
  category: v.optional(text500),
  availability: v.optional(v.picklist(AVAILABILITY, `Give one of: ${AVAILABILITY.join(', ')}.`)),
  /** Minor units, both ends included; an item without a price is in no range. */
  price_from: v.optional(minorUnits),
  price_to: v.optional(minorUnits),
  shown: v.optional(v.picklist(['yes', 'no'], 'Give yes or no.')),
  reason: v.optional(v.picklist(NOT_SHOWN, `Give one of: ${NOT_SHOWN.join(', ')}.`)),
}
export const itemQuery = v.strictObject({ ...pageQuery, ...FILTERS })
export type ItemFilters = Omit<v.InferOutput<typeof itemQuery>, 'after' | 'limit'>

/** Matches are counted up to this number. */
export const MOST_COUNTED = 1_000

/** What a page of items says besides the items. */
export const itemMatches = {
  /** Items that match; 1,000 stands for 1,000 or more. */
  total: amount,
  /** The items of the page that no panel shows, each with the first reason that applies. */
  not_shown: v.record(v.string(), v.picklist(NOT_SHOWN)),
}

/** Values that a catalogue can be filtered by, the most frequent first, at most 100 of each. */
const counted = v.array(v.object({ value: v.string(), items: amount }))
export const itemFacets = v.object({
  brands: counted,
  categories: counted,
  availability: counted,
  /** Reasons why items are not shown, and `shown`. */
  reasons: counted,
})
export type ItemFacets = v.InferOutput<typeof itemFacets>
