import { type SQL, sql } from 'drizzle-orm'
import { type ItemRow, items } from '../../../schema/catalogue/items.ts'
import { type ItemFacets, type ItemFilters, MOST_COUNTED } from '../../../schema/catalogue/search.ts'
import type { NotShown } from '../../../vocabulary/catalogue.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { bytesOf, SHORT_PAGE_BYTES } from '../pages.ts'
import { notShownReason, type ShownBy } from './showable.ts'

/** A character that the index takes for a part of a word (SQLite's tokenizer unicode61). */
const WORD_CHARACTER = /[\p{L}\p{N}\p{Co}]/u

/** Queries of the full-text index: all that matches, what matches by name or id, and what matches only otherwise. */
type Matches = { all: string; named: string; others: string }

/**
 * The queries for what somebody has typed: items of the shop in which each typed word begins a word. Every word is a quoted
 * string, so nothing that is typed is an operator; quotes are doubled.
 * @returns undefined when nothing of it could be a word
 */
export function matchesOf(shop_id: string, typed: string): Matches | undefined {
  // The index reads up to the first NUL.
  const words = typed.split(/[\s\0]+/).filter((word) => WORD_CHARACTER.test(word))
  if (words.length === 0) return undefined
  const prefixes = words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
  const all = `shop_id : "${shop_id}" AND ({ids title brand category} : (${prefixes}))`
  const named = `({ids title} : (${prefixes}))`
  return { all, named: `shop_id : "${shop_id}" AND ${named}`, others: `(${all}) NOT ${named}` }
}

/** What every item with a reason has: read from the narrow row, before the reason itself, which looks up the exclusions. */
const NECESSARY: Readonly<Record<NotShown, SQL>> = {
  unpublished: sql`not s.published`,
  excluded: sql`true`,
  non_goods: sql`true`,
  gift_card: sql`s.gift_card`,
  out_of_stock: sql`s.availability = 'out_of_stock'`,
  price_zero: sql`s.price = 0`,
  no_link: sql`not s.has_link`,
  no_picture: sql`not s.has_picture`,
}

/** Condition of the filters on a row `s` of item_search. */
function filtersOf(filters: ItemFilters, shop: ShownBy): SQL {
  const { brand, category, availability, price_from, price_to, shown, reason } = filters
  const why = notShownReason('s', shop)
  const conditions = [
    sql`true`,
    ...(brand === undefined ? [] : [sql`s.brand = ${brand}`]),
    ...(category === undefined
      ? []
      : [sql`(s.category = ${category} or instr(s.category, ${`${category} > `}) = 1)`]),
    ...(availability === undefined ? [] : [sql`s.availability = ${availability}`]),
    ...(price_from === undefined ? [] : [sql`s.price >= ${price_from}`]),
    ...(price_to === undefined ? [] : [sql`s.price <= ${price_to}`]),
    ...(shown === undefined ? [] : [shown === 'yes' ? sql`${why} is null` : sql`${why} is not null`]),
    ...(reason === undefined ? [] : [NECESSARY[reason], sql`${why} = ${reason}`]),
  ]
  return sql.join(conditions, sql.raw(' and '))
}

/** An item that was found, with the `after` of a page that begins behind it, and why no panel shows it. */
export type FoundItem = { row: ItemRow; after: string; reason: NotShown | null }

type Key = { item_id: string; after: string; reason: NotShown | null }

/** A page of keys by id, without words. */
const keysById = (where: SQL, reason: SQL, after: string, limit: number): SQL => sql`
  select s.item_id, s.item_id as after, ${reason} as reason from item_search s
  where ${where} and s.item_id > ${after} order by s.item_id limit ${limit}`

/**
 * A page of keys by words, in three parts: the item whose id was typed, the items with all words in their names and ids, and the
 * others; in each part in the order in which the items came first. A later part is only read when the page has room for it.
 * @param after part and number of the last item of the page before, such as "1.250"
 */
function keysByWords(
  where: SQL,
  reason: SQL,
  { typed, matches, after }: { typed: string; matches: Matches; after: string },
  limit: number,
): SQL {
  const [part = 0, number = 0] = after.split('.').map((one) => Number(one) || 0)
  const columns = (place: number) =>
    sql`select s.item_id, ${sql.raw(`'${place}.'`)} || s.number as after, ${reason} as reason`
  // `cross join`: first the words, then the rows of the items that have them.
  const found = (place: number, match: string) => sql`
    select * from (${columns(place)} from item_words w cross join item_search s on s.number = w.rowid
      where w.item_words match ${match} and ${where} and s.item_id <> ${typed}
        and w.rowid > ${part > place ? Number.MAX_SAFE_INTEGER : part === place ? number : 0}
      order by w.rowid limit ${limit})`
  return sql`
    select * from (${columns(0)} from item_search s
      where ${where} and s.item_id = ${typed} and ${after === '' ? sql`true` : sql`false`})
    union all ${found(1, matches.named)} union all ${found(2, matches.others)} limit ${limit}`
}

/**
 * A page of the items that match: by id, and with words the best matches first. It has at most `limit` items, and fewer when they
 * are large.
 */
export async function findItems(
  store: Store,
  { after, limit, ...filters }: ItemFilters & { after: string; limit: number },
  shop: ShownBy,
): Promise<{ found: FoundItem[]; total: number }> {
  const typed = filters.q?.trim() ?? ''
  const matches = matchesOf(store.shop_id, typed)
  if (typed !== '' && !matches) return { found: [], total: 0 }
  const reason = notShownReason('s', shop)
  const where = sql`s.shop_id = ${store.shop_id} and ${filtersOf(filters, shop)}`
  const all = matches
    ? sql`from item_words w cross join item_search s on s.number = w.rowid where w.item_words match ${matches.all} and ${where}`
    : sql`from item_search s where ${where}`
  const [page, counted] = await batch(store.d1, [
    matches
      ? keysByWords(where, reason, { typed, matches, after }, limit)
      : keysById(where, reason, after, limit),
    sql`select count(*) as total from (select 1 ${all} limit ${MOST_COUNTED})`,
  ])
  const keys = (page?.results ?? []) as Key[]
  const rows = await readInOrder(
    store,
    keys.map(({ item_id }) => item_id),
  )
  const found = keys.flatMap(({ item_id, ...key }): FoundItem[] => {
    const row = rows.get(item_id)
    return row ? [{ row, ...key }] : []
  })
  return { found, total: Number(counted?.results[0]?.total ?? 0) }
}

/** The items of these ids, in their order up to the size of a page; the first belongs to it in any case. */
async function readInOrder(store: Store, ids: readonly string[]): Promise<Map<string, ItemRow>> {
  if (ids.length === 0) return new Map()
  const rows = await store.db.all<Record<string, unknown>>(sql`
    select items.* from (
      select item_id, sum(bytes) over (order by place) - bytes as before from (
        select items.item_id, k.key as place, ${bytesOf(items)} as bytes
        from json_each(${JSON.stringify(ids)}) k
        cross join items on items.shop_id = ${store.shop_id} and items.item_id = k.value)) p
    cross join items on items.shop_id = ${store.shop_id} and items.item_id = p.item_id
    where p.before < ${SHORT_PAGE_BYTES}`)
  return new Map(rows.map((raw) => rowOfTable(items, raw)).map((row) => [row.item_id, row]))
}

/** Most values of a facet. */
const MOST_VALUES = 100

/** The values that the catalogue can be filtered by, with their numbers of items. Reads the narrow row of every item. */
export async function readFacets(store: Store, shop: ShownBy): Promise<ItemFacets> {
  const count = (value: SQL) => sql`
    select ${value} as value, count(*) as items from item_search s
    where s.shop_id = ${store.shop_id} and ${value} <> '' group by 1 order by 2 desc, 1 limit ${MOST_VALUES}`
  const why = sql`coalesce(${notShownReason('s', shop)}, 'shown')`
  const [brands, categories, availability, reasons] = await batch(store.d1, [
    count(sql`s.brand`),
    count(sql`s.category`),
    count(sql`s.availability`),
    count(why),
  ])
  const of = (read: typeof brands) =>
    (read?.results ?? []).map(({ value, items }) => ({ value: String(value), items: Number(items) }))
  return {
    brands: of(brands),
    categories: of(categories),
    availability: of(availability),
    reasons: of(reasons),
  }
}
