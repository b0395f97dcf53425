import { type SQL, sql } from 'drizzle-orm'
import type { PurchaseModel } from '../../../schema/customers/purchase-models.ts'
import { purchaseModels } from '../../../schema/customers/purchase-models.ts'
import type { OrderChannel } from '../../../vocabulary/orders.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { COUNTED, COUNTED_OR_RETURNED } from '../orders/counted.ts'
import { keysOfPeople } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'
import { upsert } from '../upsert.ts'

/** What a person paid on one day, minor units of the shop's currency; `day` is days since 1970. */
export type PaidDay = { person: string; day: number; paid: number }

/** What an order `o` cost less refunds: its total, or the sum of its lines. Orders in another currency count as purchases of 0. */
export const paidFor = (currency: string): SQL => sql`iif(o.currency = ${currency}, max(0, coalesce(
  o.total - coalesce(o.refunded, 0),
  (select sum((l.value ->> 1) * coalesce(l.value ->> 2, 0)) from json_each(o.lines) l))), 0)`

/**
 * Sums of the lines of an order `o` in the shop's currency, as a JSON array: pieces with a price, what they cost the customer before discounts of
 * the order, and the margin of those whose cost is known, less their part of the discount. Null for no priced line.
 */
const linesSum = (shop_id: SQL, currency: string): SQL => sql`iif(o.currency = ${currency}, (
  select json_array(total(l.value ->> 1), total((l.value ->> 1) * (l.value ->> 2)),
    sum((l.value ->> 1) * ((l.value ->> 2) * (1.0 - coalesce(min(1.0, o.discount * 1.0 / nullif(o.subtotal, 0)), 0)) - i.cost)))
  from json_each(o.lines) l
  left join item_references r on r.shop_id = ${shop_id} and r.reference = l.value ->> 0
  left join items i on i.shop_id = ${shop_id} and i.item_id = coalesce(r.item_id, substr(l.value ->> 0, 3)) and i.cost is not null
  where l.value ->> 2 is not null and l.value ->> 1 > 0), null)`

/**
 * What the totals of a person are made of; see `Totals`. Materialised, because SQLite would otherwise compute the sums of the lines anew for each
 * of the columns that use them. `total` is a sum that cannot overflow.
 * @param orders rows `o`, those that count and those that were given back whole
 */
export const totalsOf = (shop_id: string, currency: string, orders: SQL, person: SQL = sql`''`): SQL => sql`
  with summed as materialized (
    select ${person} as person, o.status in ${COUNTED} as counted, o.currency = ${currency} as own, o.ordered_at as at,
      ${paidFor(currency)} as paid, coalesce(o.refunded, iif(o.status = 'refunded', o.total, null), 0) as refunded,
      iif(o.subtotal > 0, coalesce(o.discount, 0), null) as discount, iif(o.subtotal > 0, o.subtotal, null) as subtotal,
      iif(o.status in ${COUNTED}, ${linesSum(sql`${shop_id}`, currency)}, null) as sums
    from ${orders})
  select person, sum(counted) as orders, coalesce(sum(counted and own), 0) as own_currency,
    min(at) filter (where counted) as first_at, max(at) filter (where counted) as last_at,
    total(paid) filter (where counted) as paid, total(refunded) filter (where own) as refunded,
    total(discount) filter (where counted and own) as discount, total(subtotal) filter (where counted and own) as subtotal,
    total(sums ->> 0) as pieces, total(sums ->> 1) as priced, sum(sums ->> 2) as margin
  from summed group by 1`

export const dayOf = sql.raw(`cast(o.ordered_at / ${DAY} as integer)`)

/**
 * The next keys of buyers, in their order, with the person of each. Keys are keyed hashes, so the first of them are a random sample
 * of the shop's customers.
 */
export async function listBuyers(
  { shop_id, db }: Store,
  after: string,
  limit: number,
): Promise<{ key: string; person: string }[]> {
  return await db.all(sql`
    select b.customer as key, coalesce(k.person, b.customer) as person from (
      select distinct customer from orders indexed by orders_by_customer
      where shop_id = ${shop_id} and customer is not null and customer > ${after} order by customer limit ${limit}) b
    left join person_keys k on k.shop_id = ${shop_id} and k.key = b.customer order by b.customer`)
}

/** The days on which people bought, by person and day. @param persons at most 100 */
export async function readPaidDays(
  { shop_id, db }: Store,
  persons: readonly string[],
  currency: string,
): Promise<PaidDay[]> {
  return await db.all(sql`
    select c.value as person, ${dayOf} as day, sum(${paidFor(currency)}) as paid
    from json_each(${JSON.stringify(persons)}) c
    cross join json_each(coalesce((select keys from people where shop_id = ${shop_id} and person = c.value), json_array(c.value))) k
    cross join orders o indexed by orders_by_customer on o.shop_id = ${shop_id} and o.customer = k.value
    where o.status in ${COUNTED} and o.ordered_at is not null
    group by 1, 2 order by 1, 2`)
}

/** How the shop's customers buy; undefined before the first fit. */
export async function readPurchaseModel({ shop_id, db }: Store): Promise<PurchaseModel | undefined> {
  const [row] = await db.all<object>(sql`select * from purchase_models where shop_id = ${shop_id}`)
  return row && rowOfTable(purchaseModels, row)
}

/** Stores the fitted model in place of the one before. */
export async function writePurchaseModel(
  { shop_id, db }: Store,
  model: Omit<PurchaseModel, 'shop_id'>,
): Promise<void> {
  await db.run(
    upsert(
      purchaseModels,
      shop_id,
      JSON.stringify([model]),
      sql`exists (select 1 from shops where shop_id = ${shop_id})`,
    ),
  )
}

/** Items of a profile, and categories. */
const [MAX_ITEMS, MAX_CATEGORIES] = [20, 10]

/** Sums over the counted orders of a person; money in minor units, of orders in the shop's currency. */
export type Totals = {
  orders: number
  own_currency: number
  first_at: number | null
  last_at: number | null
  paid: number
  /** Given back, also of orders that do not count because all was. */
  refunded: number
  /** Discounts and sums before them, of orders whose sum is known. */
  discount: number
  subtotal: number
  /** Pieces with a price, and what they cost. */
  pieces: number
  priced: number
  /** Null when the cost of no item is known. */
  margin: number | null
}

export const NO_ORDERS: Totals = {
  ...{ orders: 0, own_currency: 0, first_at: null, last_at: null, paid: 0, refunded: 0 },
  ...{ discount: 0, subtotal: 0, pieces: 0, priced: 0, margin: null },
}

/** A person's purchases as they are stored; times in UTC milliseconds. */
export type PersonRows = {
  days: PaidDay[]
  totals: Totals
  items: { item_id: string; title: string | null; orders: number; last_at: number | null }[]
  categories: { category: string; orders: number; last_at: number | null }[]
  brands: { brand: string; orders: number; last_at: number | null }[]
  /** Where the orders were placed. */
  channels: { channel: OrderChannel; orders: number; last_at: number | null }[]
  /** What became of the decisions about the person. */
  answers: { accepted: number; rejected: number; ignored: number }
  customer: { accepts_email: number | null; accepts_sms: number | null; tags: string } | undefined
  model: PurchaseModel | undefined
}

/** Statements for the days of purchases, the totals, the customer of files and the shop's model; see `purchasesFrom`. */
export function selectPurchases(shop_id: string, person: SQL, currency: string): SQL[] {
  const orders = ordersOf(shop_id, person)
  return [
    sql`select '' as person, ${dayOf} as day, sum(${paidFor(currency)}) as paid from ${orders}
      where o.ordered_at is not null group by 2 order by 2`,
    totalsOf(shop_id, currency, ordersOf(shop_id, person, COUNTED_OR_RETURNED)),
    sql`select min(u.accepts_email) as accepts_email, min(u.accepts_sms) as accepts_sms,
        json_group_array(distinct t.value) filter (where t.value is not null) as tags
      from (${person}) c cross join customers u on u.shop_id = ${shop_id} and u.customer = c.key
      left join json_each(u.tags) t having count(*) > 0`,
    sql`select * from purchase_models where shop_id = ${shop_id}`,
  ]
}

/** Orders `o` of the person, by default those that count. @param person rows with the `key`s of the person */
export const ordersOf = (shop_id: string, person: SQL, statuses: SQL = COUNTED): SQL => sql`(${person}) c
  cross join orders o indexed by orders_by_customer
    on o.shop_id = ${shop_id} and o.customer = c.key and o.status in ${statuses}`

/** Lines `l` of these orders, each with its item `i` if it is in the catalogue, and the reference `r` by which it is named. */
export const linesOf = (shop_id: string, person: SQL): SQL => sql`${ordersOf(shop_id, person)}
  cross join json_each(o.lines) l
  left join item_references r on r.shop_id = ${shop_id} and r.reference = l.value ->> 0
  left join items i on i.shop_id = ${shop_id} and i.item_id = coalesce(r.item_id, substr(l.value ->> 0, 3))`

/** The id of the item of a line of `linesOf`, whether it is in the catalogue or not. */
export const ITEM_OF_LINE = sql`coalesce(i.item_id, r.item_id, substr(l.value ->> 0, 3))`

type Purchases = Pick<PersonRows, 'days' | 'totals' | 'customer' | 'model'>

/** What the statements of `selectPurchases` have read. */
export function purchasesFrom(results: readonly (D1Result<unknown> | undefined)[]): Purchases {
  const [days, totals, customer, model] = results
  const [found] = rowsOf<object>(model)
  return {
    days: rowsOf(days),
    totals: rowsOf<Totals>(totals)[0] ?? NO_ORDERS,
    customer: rowsOf<NonNullable<PersonRows['customer']>>(customer)[0],
    model: found && rowOfTable(purchaseModels, found),
  }
}

export const NO_ANSWERS = { accepted: 0, rejected: 0, ignored: 0 }

/** Reads a person in one round trip. @param keys any keys of the person */
export async function readPerson(
  { shop_id, replica }: Store,
  keys: readonly string[],
  currency: string,
  now: number,
): Promise<PersonRows> {
  const person = keysOfPeople(shop_id, sql`${JSON.stringify(keys)}`)
  const lines = linesOf(shop_id, person)
  const counted = sql`count(distinct o.order_id) as orders, max(o.ordered_at) as last_at`
  const [items, categories, brands, channels, answers, ...purchases] = await batch(replica, [
    sql`select ${ITEM_OF_LINE} as item_id, i.title, ${counted} from ${lines}
      group by 1 order by orders desc, 1 limit ${MAX_ITEMS}`,
    sql`select i.category, ${counted} from ${lines} where i.category <> ''
      group by 1 order by orders desc, 1 limit ${MAX_CATEGORIES}`,
    sql`select i.brand, ${counted} from ${lines} where i.brand <> ''
      group by 1 order by orders desc, 1 limit ${MAX_CATEGORIES}`,
    sql`select o.channel, ${counted} from ${ordersOf(shop_id, person)} where o.channel is not null group by 1 order by orders desc, 1`,
    sql`select coalesce(sum(d.status = 'accepted'), 0) as accepted, coalesce(sum(d.status = 'rejected'), 0) as rejected,
        coalesce(sum(d.status = 'ignored' or d.status = 'delivered' and d.expires_at <= ${now}), 0) as ignored
      from (${person}) k cross join decisions d indexed by decisions_by_customer on d.shop_id = ${shop_id} and d.customer = k.key`,
    ...selectPurchases(shop_id, person, currency),
  ])
  return {
    ...{
      items: rowsOf(items),
      categories: rowsOf(categories),
      brands: rowsOf(brands),
      channels: rowsOf(channels),
    },
    answers: rowsOf<PersonRows['answers']>(answers)[0] ?? NO_ANSWERS,
    ...purchasesFrom(purchases),
  }
}
