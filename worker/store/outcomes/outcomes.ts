import { type SQL, sql } from 'drizzle-orm'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { Experiment } from '../../../schema/outcomes/experiments.ts'
import { OUTSIDE_ARM, type Unit } from '../../../vocabulary/experiments.ts'
import type { OrderStatus } from '../../../vocabulary/orders.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'
import { type Claim, claimsOn, MAX_REPORT_DELAY, orderIdOf } from './claims.ts'
import { TOTALS, type ValuedTotals } from './valued-totals.ts'

/** An order with its stored totals and the values that the browser reported. */
export type ReportedOrder = {
  order_id: string
  ordered_at: number | null
  status: OrderStatus
  currency: string
  lines: OrderLine[]
  /** Left out when they were not read. */
  totals?: ValuedTotals
  /** Net of tax and shipping as the browser reported it; null when it did not, or in another currency. */
  value: number | null
  /** The tax, reported in the same way; undefined when it was not read. */
  tax?: number | null
}

/** An order with the claims on it. */
export type ClaimedOrder = ReportedOrder & {
  /** Keyed hash of its customer; null without one. */
  customer: string | null
  claims: readonly Claim[]
}

/** A visitor assigned to an arm. */
type Drawn = { visitor: string; arm: string; exposed_at: number }

/** An order of a visitor in an experiment. */
export type KnownOutcome = Drawn &
  ReportedOrder & {
    /** Time of the purchase as the browser reported it, else the order's own date. UTC milliseconds. */
    bought_at: number
  }

/** The same with the claims on the order, and the keyed hash of the browser that reported it; '' without a report. */
export type ClaimedOutcome = KnownOutcome & ClaimedOrder & { browser: string }

/** A purchase that a browser reported, but of which no order is known. */
export type UnknownOutcome = Drawn & { order_id: null }

type Row = Omit<KnownOutcome, 'order_id' | 'lines' | 'totals'> & {
  order_id: string | null
  lines: string | null
  totals: string
  customer: string | null
  browser: string
  claims: string
}

/** Visitors exposed to each arm, by whether they had seen a panel before. */
export type Exposed = { arm: string; seen_before: number; visitors: number }

const SEEN_BEFORE = sql`coalesce(e.first_seen_at < e.at, 0)`

const compared = (shop_id: string, experiment_id: string): SQL => sql`
  e.shop_id = ${shop_id} and e.experiment_id = ${experiment_id} and not ${SEEN_BEFORE} and e.arm <> ${OUTSIDE_ARM}`

/** Purchases of the drawn visitors. */
const PURCHASES: Readonly<Record<Unit, SQL>> = {
  visitor: sql`purchases p indexed by purchases_by_visitor on p.shop_id = e.shop_id and p.visitor = e.visitor`,
  customer: sql`json_each(${keysOfOne(sql`e.shop_id`, sql`e.visitor`)}) n
    cross join purchases p indexed by purchases_by_customer on p.shop_id = e.shop_id and p.customer = n.value`,
}

/** The customer who was known to be signed in at the draw. */
const KNOWN_AT_DRAW: Readonly<Record<Unit, SQL>> = {
  visitor: sql`e.customer_at_draw`,
  customer: sql`e.visitor`,
}

const countExposed = (shop_id: string, experiment_id: string): SQL => sql`
  select e.arm, ${SEEN_BEFORE} as seen_before, count(*) as visitors from exposures e
  where e.shop_id = ${shop_id} and e.experiment_id = ${experiment_id} group by 1, 2`

/** Number of the visitors exposed to each arm, by whether they had seen a panel before. */
export const readExposed = async (
  { db, shop_id }: Store,
  { experiment_id }: Pick<Experiment, 'experiment_id'>,
): Promise<Exposed[]> => await db.all<Exposed>(countExposed(shop_id, experiment_id))

/**
 * Reads the visitors of an experiment with their purchases before and after the exposure: those that their browsers reported, with all
 * claims on them, and the orders of customers who had signed in. The method is the same for every arm. An order
 * before the draw counts only if its customer was known at the draw, because a later sign-in may be an effect of the arm. Orders
 * placed only by their own date are left out for the day before the draw: a file may contain only the day, and clocks differ. The
 * index is named, because SQLite otherwise reads all purchases of the shop for every visitor.
 */
export async function readOutcomes(
  store: Store,
  { experiment_id, unit }: Pick<Experiment, 'experiment_id' | 'unit'>,
): Promise<{ exposed: Exposed[]; claimed: (ClaimedOutcome | UnknownOutcome)[]; signed: KnownOutcome[] }> {
  const { shop_id } = store
  const here = compared(shop_id, experiment_id)
  const [exposed, reported, signed] = await batch(store.d1, [
    countExposed(shop_id, experiment_id),
    sql`select b.visitor, b.arm, b.exposed_at, b.at as bought_at, b.browser, b.claims, o.customer,
        o.order_id, o.ordered_at, o.status, o.currency, o.lines, ${TOTALS},
        iif(coalesce(b.currency, o.currency) = o.currency, b.value, null) as value,
        iif(coalesce(b.currency, o.currency) = o.currency, b.tax, null) as tax
      from (
        select e.visitor, e.arm, e.at as exposed_at, p.visitor as browser, p.at, p.value, p.tax, p.currency,
          ${orderIdOf(shop_id, sql`p`)} as order_id, ${claimsOn(sql`p`)} as claims
        from exposures e cross join ${PURCHASES[unit]}
        where ${here}
      ) b left join orders o on o.shop_id = ${shop_id} and o.order_id = b.order_id
        and abs(coalesce(o.ordered_at, b.at) - b.at) <= ${MAX_REPORT_DELAY}`,
    sql`select e.visitor, e.arm, e.at as exposed_at, o.ordered_at as bought_at, '' as browser, '[]' as claims, null as customer,
        o.order_id, o.ordered_at, o.status, o.currency, o.lines, ${TOTALS}, null as value, null as tax
      from exposures e
      cross join json_each(${keysOfOne(sql`e.shop_id`, sql`coalesce(${KNOWN_AT_DRAW[unit]}, e.customer)`)}) n
      cross join orders o indexed by orders_by_customer on o.shop_id = e.shop_id and o.customer = n.value
      where ${here} and (o.ordered_at >= e.at or (o.ordered_at < e.at - ${DAY} and ${KNOWN_AT_DRAW[unit]} is not null))`,
  ])
  return {
    exposed: rowsOf<Exposed>(exposed),
    claimed: rowsOf<Row>(reported).sort(byDraw).map(outcomeOf),
    signed: knownOf(rowsOf<Row>(signed).sort(byDraw).map(outcomeOf)),
  }
}

/** Of a customer's two browsers the one drawn first gets the purchases, whatever its id. */
const byDraw = (a: Row, b: Row): number =>
  a.exposed_at - b.exposed_at ||
  (a.visitor < b.visitor ? -1 : a.visitor > b.visitor ? 1 : a.bought_at - b.bought_at)

function outcomeOf(row: Row): ClaimedOutcome | UnknownOutcome {
  const { visitor, arm, exposed_at, order_id, lines, totals, claims, ...order } = row
  const who = { visitor, arm, exposed_at }
  if (order_id === null || lines === null) return { ...who, order_id: null }
  return {
    ...who,
    ...order,
    order_id,
    lines: JSON.parse(lines),
    totals: JSON.parse(totals),
    claims: JSON.parse(claims),
  }
}

/** The outcomes whose order is known. */
export const knownOf = (outcomes: readonly (ClaimedOutcome | UnknownOutcome)[]): ClaimedOutcome[] =>
  outcomes.filter((one) => one.order_id !== null)

/** Item of a line's reference, and the shop's cost of one piece; null where it is not known. */
export type LineItem = { item_id: string; cost: number | null }

/** Resolves the references of order lines through the catalogue. */
export async function readLineItems(
  store: Store,
  orders: Iterable<ReportedOrder>,
): Promise<Map<string, LineItem>> {
  const { shop_id } = store
  const references = new Set([...orders].flatMap(({ lines }) => lines.map(([reference]) => reference)))
  const lineItems = new Map<string, LineItem>()
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
    for (const { reference, ...found } of rows) lineItems.set(reference, found)
  }
  return lineItems
}
