import { type SQL, sql } from 'drizzle-orm'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { Experiment } from '../../../schema/outcomes/experiments.ts'
import { OUTSIDE_ARM, type Unit } from '../../../vocabulary/experiments.ts'
import type { OrderStatus } from '../../../vocabulary/orders.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'

const DAY = 86_400_000
/** An order and the browser's word of it lie no further apart. */
export const APART = 2 * DAY

/** The name of a purchase with the # of some shops where it has none, and without it where it has one. @param p its alias */
const otherName = (p: SQL): SQL =>
  sql`iif(${p}.transaction_id glob '#[^#]*', substr(${p}.transaction_id, 2), '#' || ${p}.transaction_id)`

/**
 * Which order a purchase is: by its name, with or without the # of some shops, or by the platform's own number of it.
 * @param p the purchase's alias
 */
export const orderIdOf = (shop_id: string, p: SQL): SQL => sql`coalesce(
  (select order_id from orders where shop_id = ${shop_id} and order_id = ${p}.transaction_id),
  (select order_id from orders where shop_id = ${shop_id} and order_id = ${otherName(p)}),
  (select target_id from platform_records where shop_id = ${shop_id} and platform = 'shopify' and kind = 'order'
    and platform_id = ${p}.transaction_id),
  (select target_id from platform_records where shop_id = ${shop_id} and platform = 'woocommerce' and kind = 'order'
    and platform_id = ${p}.transaction_id))`

const claimedAs = (p: SQL, name: SQL): SQL => sql`exists (
  select 1 from purchases q where q.shop_id = ${p}.shop_id and q.transaction_id = ${name} and q.visitor <> ${p}.visitor
    and (q.customer = ${p}.customer) is not true)`

/** Nobody else claims the same order, with the # or without it. The same customer in another browser is nobody else. */
export const claimedOnce = (p: SQL): SQL =>
  sql`not ${claimedAs(p, sql`${p}.transaction_id`)} and not ${claimedAs(p, otherName(p))}`

/** An order with what the browser said of it. */
export type ToldOrder = {
  order_id: string
  ordered_at: number | null
  status: OrderStatus
  currency: string
  lines: OrderLine[]
  /** Net of tax and shipping, as the browser has it; null when it did not say, or in another currency. */
  value: number | null
  /** The tax on it, said in the same way; undefined where nobody asked. */
  tax?: number | null
}

/** Who was drawn. */
type Drawn = { visitor: string; arm: string; exposed_at: number }

/** An order of somebody who is in an experiment. */
export type KnownOutcome = Drawn &
  ToldOrder & {
    /** When it was bought: by the browser's word, or else by the order's own date. UTC milliseconds. */
    bought_at: number
  }

/** The same; `order_id` is null of a purchase that no order is known of. */
export type Outcome = KnownOutcome | (Drawn & { order_id: null })

type Row = Omit<KnownOutcome, 'order_id' | 'lines'> & {
  order_id: string | null
  lines: string | null
  /** Keyed hash of who had signed in where it was told; null also where it was not told. */
  teller: string | null
}

/** How many saw each arm first, apart by whether they had seen a panel before. */
export type Exposed = { arm: string; seen_before: number; visitors: number }

const SEEN_BEFORE = sql`coalesce(e.first_seen_at < e.at, 0)`

const compared = (shop_id: string, experiment_id: string): SQL => sql`
  e.shop_id = ${shop_id} and e.experiment_id = ${experiment_id} and not ${SEEN_BEFORE} and e.arm <> ${OUTSIDE_ARM}`

/** What whoever was drawn bought. */
const PURCHASES: Readonly<Record<Unit, SQL>> = {
  visitor: sql`purchases p indexed by purchases_by_visitor on p.shop_id = e.shop_id and p.visitor = e.visitor`,
  customer: sql`purchases p indexed by purchases_by_customer on p.shop_id = e.shop_id and p.customer = e.visitor`,
}

/** Who was known to be signed in at the draw. */
const KNOWN_AT_DRAW: Readonly<Record<Unit, SQL>> = {
  visitor: sql`e.customer_at_draw`,
  customer: sql`e.visitor`,
}

/**
 * Who is in an experiment, and what they bought before and after: by what their browsers told, each purchase claimed by one
 * alone, and by the orders of those who had signed in. The same way for every arm. An order that came before the draw counts
 * only where it was known then whose it is: who signs in later may do so because of the arm. Where its own date alone places
 * it, the day before the draw is left out: a file may say no more than the day, and clocks differ. The index is named,
 * because SQLite alone reads all purchases of the shop for every visitor.
 */
export async function readOutcomes(
  store: Store,
  { experiment_id, unit }: Pick<Experiment, 'experiment_id' | 'unit'>,
): Promise<{ exposed: Exposed[]; outcomes: Outcome[] }> {
  const { shop_id } = store
  const here = compared(shop_id, experiment_id)
  const [exposed, told, signed] = await batch(store.d1, [
    sql`select e.arm, ${SEEN_BEFORE} as seen_before, count(*) as visitors from exposures e
      where e.shop_id = ${shop_id} and e.experiment_id = ${experiment_id} group by 1, 2`,
    sql`select b.visitor, b.arm, b.exposed_at, b.at as bought_at, b.customer as teller,
        o.order_id, o.ordered_at, o.status, o.currency, o.lines,
        iif(coalesce(b.currency, o.currency) = o.currency, b.value, null) as value,
        iif(coalesce(b.currency, o.currency) = o.currency, b.tax, null) as tax
      from (
        select e.visitor, e.arm, e.at as exposed_at, p.at, p.customer, p.value, p.tax, p.currency,
          ${orderIdOf(shop_id, sql`p`)} as order_id
        from exposures e cross join ${PURCHASES[unit]}
        where ${here} and ${claimedOnce(sql`p`)}
      ) b left join orders o on o.shop_id = ${shop_id} and o.order_id = b.order_id
        and abs(coalesce(o.ordered_at, b.at) - b.at) <= ${APART}`,
    sql`select e.visitor, e.arm, e.at as exposed_at, o.ordered_at as bought_at, null as teller,
        o.order_id, o.ordered_at, o.status, o.currency, o.lines, null as value, null as tax
      from exposures e cross join orders o indexed by orders_by_customer
        on o.shop_id = e.shop_id and o.customer = coalesce(${KNOWN_AT_DRAW[unit]}, e.customer)
      where ${here} and (o.ordered_at >= e.at or (o.ordered_at < e.at - ${DAY} and ${KNOWN_AT_DRAW[unit]} is not null))`,
  ])
  return {
    exposed: rowsOf<Exposed>(exposed),
    outcomes: distinct([...undisputed(rowsOf<Row>(told)).sort(byDraw), ...rowsOf<Row>(signed).sort(byDraw)]),
  }
}

/** Of two browsers of a customer the one that was drawn first has what she bought, whatever it is called. */
const byDraw = (a: Row, b: Row): number =>
  a.exposed_at - b.exposed_at ||
  (a.visitor < b.visitor ? -1 : a.visitor > b.visitor ? 1 : a.bought_at - b.bought_at)

/** Without orders that two of them claim, one by its name and one by its number. */
function undisputed(told: readonly Row[]): Row[] {
  const first = new Map<string, Row>()
  const disputed = new Set<string>()
  for (const row of told) {
    if (row.order_id === null) continue
    const other = first.get(row.order_id) ?? row
    first.set(row.order_id, other)
    const isSame = row.visitor === other.visitor || (row.teller !== null && row.teller === other.teller)
    if (!isSame) disputed.add(row.order_id)
  }
  return told.filter(({ order_id }) => order_id === null || !disputed.has(order_id))
}

/** Each order once, of the first who has it: it may be told by its name, by its number and by who had signed in. */
function distinct(rows: readonly Row[]): Outcome[] {
  const seen = new Set<string>()
  return rows.flatMap((row): Outcome[] => {
    const { visitor, arm, exposed_at, order_id, lines, teller: _, ...order } = row
    const who = { visitor, arm, exposed_at }
    if (order_id === null || lines === null) return [{ ...who, order_id: null }]
    if (seen.has(order_id)) return []
    seen.add(order_id)
    return [{ ...who, ...order, order_id, lines: JSON.parse(lines) }]
  })
}

/** What one name of a line means: its item, and what a piece costs the shop; null where that is not known. */
export type Named = { item_id: string; cost: number | null }

/** Looks the lines of orders up in the catalogue. */
export async function readNamed(store: Store, orders: Iterable<ToldOrder>): Promise<Map<string, Named>> {
  const { shop_id } = store
  const references = new Set([...orders].flatMap(({ lines }) => lines.map(([reference]) => reference)))
  const named = new Map<string, Named>()
  const list = [...references]
  for (let from = 0; from < list.length; from += 2_000) {
    const part = JSON.stringify(list.slice(from, from + 2_000))
    const rows = await store.db.all<{ reference: string; item_id: string; cost: number | null }>(sql`
      select c.value as reference, coalesce(r.item_id, substr(c.value, 3)) as item_id, coalesce(
        (select w.value ->> 'cost' from json_each(i.variants) w where w.value ->> 'variant_id' = substr(c.value, 3)),
        i.cost) as cost
      from json_each(${part}) c
      left join item_references r on r.shop_id = ${shop_id} and r.reference = c.value
      left join items i on i.shop_id = ${shop_id} and i.item_id = coalesce(r.item_id, substr(c.value, 3))`)
    for (const { reference, ...found } of rows) named.set(reference, found)
  }
  return named
}
