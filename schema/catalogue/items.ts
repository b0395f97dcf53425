import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { AVAILABILITY, CARD_ACTIONS } from '../../vocabulary/catalogue.ts'
import {
  MAX_ATTRIBUTES,
  MAX_LANGUAGES,
  MAX_PRICES,
  MAX_QUANTITY,
  MAX_ROW_BYTES,
} from '../../vocabulary/limits.ts'
import { between, amount as minor } from '../numbers.ts'
import { currencyCode, fitsRow, id } from '../shapes.ts'

/** Maximum number of other names of an item. */
export const MAX_ALIASES = 100
/** Maximum number of variants of an item: Shopify's own limit. */
export const MAX_VARIANTS = 2048

const price = v.strictObject({ amount: minor, currency: currencyCode })
const prices = v.pipe(
  v.record(id, price),
  v.maxEntries(MAX_PRICES, `An item has at most ${MAX_PRICES} such prices.`),
)
/** A text with a maximum number of characters. */
const upTo = (most: number) =>
  v.pipe(v.string(), v.trim(), v.maxLength(most, `It has at most ${most} characters. Shorten it.`))
const shortText = upTo(500)
const link = upTo(2000)
/** What can be put into a cart. Money in minor units of the shop's currency. */
export const variant = v.strictObject({
  variant_id: id,
  sku: v.optional(id),
  /** Id that the shop system's cart takes: Shopify's number of the variant. Absent if it is `variant_id`, or unknown. */
  platform_id: v.optional(id),
  /** EAN, UPC or ISBN. */
  gtin: v.optional(id),
  /** Distinguishes the variant from the others of the item: "500 ml", "Red / L". */
  title: v.optional(shortText),
  price: v.optional(minor),
  cost: v.optional(minor),
  /** Pieces; absent when the shop does not count them. */
  stock: v.optional(between(-MAX_QUANTITY, MAX_QUANTITY)),
  availability: v.picklist(AVAILABILITY),
  image_url: v.optional(link),
})
export type Variant = v.InferOutput<typeof variant>

/** The item in another language. */
const translation = v.strictObject({
  title: v.pipe(shortText, v.minLength(1, 'Give a title.')),
  url: v.optional(link),
})

const fields = v.strictObject({
  item_id: id,
  title: v.pipe(shortText, v.minLength(1, 'Give a title.')),
  url: v.optional(link),
  image_url: v.optional(link),
  /** The shop system's own number of the item, if it is not `item_id`: Shopify's product id. */
  platform_id: v.optional(id),
  /** Other ids by which pages and orders name the item, such as that of its translation. */
  aliases: v.optional(
    v.pipe(v.array(id), v.maxLength(MAX_ALIASES, `An item has at most ${MAX_ALIASES} aliases.`)),
    [],
  ),
  /** What the button of the item's card does; `add` unless the item's cart needs a choice or the shop does not sell it itself. */
  action: v.optional(v.picklist(CARD_ACTIONS), 'add'),
  /** Titles and links by language tag, in lower case: "de", "pt-br". */
  translations: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.maxLength(35)), translation),
      v.maxEntries(MAX_LANGUAGES, `An item has at most ${MAX_LANGUAGES} translations.`),
    ),
    {},
  ),
  /** Category path, widest first: "Home > Kitchen > Kettles". */
  category: v.optional(shortText),
  /** All category paths and collections of the item, in any order. */
  collections: v.optional(
    v.pipe(v.array(shortText), v.maxLength(250, 'An item is in at most 250 collections.')),
    [],
  ),
  product_type: v.optional(shortText),
  brand: v.optional(shortText),
  tags: v.optional(v.pipe(v.array(shortText), v.maxLength(250, 'An item has at most 250 tags.')), []),
  attributes: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.maxLength(100)), shortText),
      v.maxEntries(MAX_ATTRIBUTES, `An item has at most ${MAX_ATTRIBUTES} attributes.`),
    ),
    {},
  ),
  published: v.optional(v.boolean(), true),
  gift_card: v.optional(v.boolean(), false),
  /** Replenishment interval in days; marks the item as replenishable. */
  replenish_days: v.optional(between(1, 3650)),
  /** Text that must be shown with the item wherever it is offered. */
  disclosure: v.optional(upTo(1000)),
  /** Years. */
  age_limit: v.optional(between(1, 120)),
  /** Lowest price of the last 30 days, minor units; without it no price is struck through. */
  prior_price_30d: v.optional(minor),
  /** Minor units by market or by customer group. */
  market_prices: v.optional(prices, {}),
  group_prices: v.optional(prices, {}),
  variants: v.pipe(
    v.array(variant),
    v.minLength(1, 'Give at least one variant.'),
    v.maxLength(MAX_VARIANTS, `An item has at most ${MAX_VARIANTS} variants.`),
  ),
})

/** The first id that two variants have; undefined when each has its own. */
function repeatedId(variants: readonly Variant[]): string | undefined {
  const seen = new Set<string>()
  return variants.find(({ variant_id }) => seen.size === seen.add(variant_id).size)?.variant_id
}

/** An item, which is what is recommended, with its variants. */
export const item = v.pipe(
  fields,
  v.forward(
    v.check(
      ({ variants }) => repeatedId(variants) === undefined,
      ({ input }) => `Two variants have the id ${repeatedId(input.variants)}. Give each its own.`,
    ),
    ['variants'],
  ),
  v.check(
    (one) => fitsRow(one),
    `An item has at most ${MAX_ROW_BYTES} bytes. Shorten its texts, or divide its variants.`,
  ),
)
export type Item = v.InferOutput<typeof item>

/** Items as JSON, at most 1,000 in a request. */
export const itemList = v.strictObject({ items: v.pipe(v.array(item), v.minLength(1), v.maxLength(1000)) })

/** The catalogue. Columns after `variants` are derived from it, so that serving does not parse JSON. */
export const items = sqliteTable(
  'items',
  {
    shop_id: text().notNull(),
    item_id: text().notNull(),
    title: text().notNull(),
    url: text(),
    image_url: text(),
    platform_id: text(),
    aliases: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
    action: text({ enum: CARD_ACTIONS }).notNull().default('add'),
    translations: text({ mode: 'json' }).$type<Item['translations']>().notNull().default({}),
    /** '' when the shop gives none. */
    category: text().notNull(),
    collections: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
    product_type: text(),
    brand: text(),
    tags: text({ mode: 'json' }).$type<string[]>().notNull(),
    attributes: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    published: integer({ mode: 'boolean' }).notNull(),
    gift_card: integer({ mode: 'boolean' }).notNull(),
    replenish_days: integer(),
    disclosure: text(),
    age_limit: integer(),
    prior_price_30d: integer(),
    market_prices: text({ mode: 'json' }).$type<Item['market_prices']>().notNull(),
    group_prices: text({ mode: 'json' }).$type<Item['group_prices']>().notNull(),
    variants: text({ mode: 'json' }).$type<Variant[]>().notNull(),
    /** Variant that a card adds to the cart: the cheapest available one, else the cheapest. */
    variant_id: text().notNull(),
    /** Its SKU and its id in the shop system's cart; null when unknown. */
    variant_sku: text(),
    variant_platform_id: text(),
    /** Its price in minor units; null when the shop gives none. */
    price: integer(),
    cost: integer(),
    stock: integer(),
    availability: text({ enum: AVAILABILITY }).notNull(),
    /** 0 for items with the tag `exclude_rec` or `exclude_rebuy`, which are never recommended. */
    recommendable: integer({ mode: 'boolean' }).notNull(),
    /**
     * UTC milliseconds of the newest source about this item alone; older sources do not overwrite it. The newest complete
     * catalogue (shops.catalogue_at) confirms every item too.
     */
    as_of: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.item_id] })],
)
export type ItemRow = typeof items.$inferSelect
