import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Kinds of other names of an item. When two items have the same name, the one with the lower kind is meant. */
export const ALIAS_KINDS = { variant_id: 1, sku: 2, platform_id: 3, gtin: 4, alias: 5 } as const

/**
 * The other names of the items: ids of variants, SKUs, ids of the shop system, GTINs, and the merchant's own aliases. Pages and
 * carts may use any of them. Triggers on `items` keep the rows (schema/migrations/0016_aliases.sql), so that every way of writing
 * an item does. A name that is the id of an item is no alias of another.
 */
export const itemAliases = sqliteTable(
  'item_aliases',
  {
    shop_id: text().notNull(),
    alias: text().notNull(),
    /** A value of ALIAS_KINDS. */
    kind: integer().notNull(),
    item_id: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.alias, t.kind, t.item_id] })],
)
