import { type SQL, sql } from 'drizzle-orm'
import type { CustomerDetails } from '../../../schema/customers/details.ts'
import {
  type ContactRow,
  contacts,
  type DecisionRow,
  decisions,
} from '../../../schema/decisions/decisions.ts'
import { type OfferResult, type OfferRow, offers } from '../../../schema/decisions/offers.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import {
  ITEM_OF_LINE,
  linesOf,
  type PersonRows,
  purchasesFrom,
  selectPurchases,
} from '../customers/purchases.ts'
import type { Store } from '../open.ts'
import { keysOfPeople } from '../orders/people-sql.ts'
import { type CardRow, cardColumns, type FactsRow, itemFacts, rowsOf } from '../serving/rows.ts'

/** The longest window of a contact policy, and so the time for which contacts are read. */
const LONGEST_WINDOW = 731 * DAY
/** Decisions of a person that are read, the newest; those that were never shown or answered bind nothing. */
const MAX_DECISIONS = 500
/** Items that a person bought, most often first. */
const MAX_BOUGHT = 300

/** An item that the person bought, and the times of the orders as JSON. */
export type BoughtRow = { item_id: string; price: number | null; at: string } & Partial<FactsRow>

/** Everything that a decision about one person depends on. */
export type Situation = {
  /** All keys of the person, sorted. */
  keys: string[]
  /** Sum of the turns of the keys. */
  turn: number
  /** What the merchant says of each key, oldest first. */
  details: CustomerDetails[]
  /** Whether the person was erased. */
  is_erased: boolean
  purchases: Pick<PersonRows, 'days' | 'totals' | 'customer' | 'model'>
  bought: BoughtRow[]
  decisions: DecisionRow[]
  contacts: ContactRow[]
  offers: OfferRow[]
  results: Omit<OfferResult, 'shop_id'>[]
  /** Items that live offers, valid decisions and the context name. */
  items: CardRow[]
}

/** The keys of a person as a JSON array in order, and the sum of their turns: what a decision must find unchanged. */
export const stateOfPerson = (shop_id: string, keys: SQL): SQL => sql`
  select json_group_array(key) as keys, coalesce(sum(turn), 0) as turn from (
    select k.key, t.turn from (${keysOfPeople(shop_id, keys)}) k
    left join person_turns t on t.shop_id = ${shop_id} and t.customer = k.key order by k.key)`

/**
 * Reads the situation of a person in one round trip.
 * @param customer any key of the person
 * @param present  items on the page or in the cart
 */
export async function readSituation(
  { shop_id, d1 }: Store,
  customer: string,
  currency: string,
  present: readonly string[],
  now: number,
): Promise<Situation> {
  const given = sql`${JSON.stringify([customer])}`
  const person = keysOfPeople(shop_id, given)
  const live = sql`offers o where o.shop_id = ${shop_id} and o.status = 'live'`
  const [state, erased, details, decided, contacted, offered, results, items, bought, ...purchases] =
    await batch(d1, [
      stateOfPerson(shop_id, given),
      sql`select 1 from (${person}) k cross join erasures e on e.shop_id = ${shop_id} and e.customer = k.key limit 1`,
      sql`select d.details, d.changed_at from (${person}) k cross join customer_details d
      on d.shop_id = ${shop_id} and d.customer = k.key order by d.changed_at, d.customer`,
      sql`select d.* from (${person}) k cross join decisions d indexed by decisions_by_customer
      on d.shop_id = ${shop_id} and d.customer = k.key
      where d.created_at > ${now - LONGEST_WINDOW}
      order by d.created_at desc, d.decision_id desc limit ${MAX_DECISIONS}`,
      sql`select c.* from (${person}) k cross join contacts c indexed by contacts_by_customer
      on c.shop_id = ${shop_id} and c.customer = k.key and c.at > ${now - LONGEST_WINDOW}
      where c.made or c.expires_at > ${now}`,
      sql`select o.* from ${live} order by o.offer_id`,
      sql`select r.offer_id, r.channel, r.decided, r.delivered, r.accepted, r.rejected
      from offers o cross join offer_results r on r.shop_id = o.shop_id and r.offer_id = o.offer_id
      where o.shop_id = ${shop_id} and o.status = 'live'`,
      sql`select ${cardColumns(new Set())} from (
        select n.value as item_id from offers o cross join json_each(coalesce(o.offer -> '$.proposal.item_ids', '[]')) n
        where o.shop_id = ${shop_id} and o.status = 'live'
        union select value from json_each(${JSON.stringify(present)})
        union select n.value from (${person}) k cross join decisions d indexed by decisions_by_customer
          on d.shop_id = ${shop_id} and d.customer = k.key cross join json_each(d.item_ids) n
        where d.status in ('open', 'delivered') and d.expires_at > ${now}) w
      cross join items i on i.shop_id = ${shop_id} and i.item_id = w.item_id`,
      sql`select ${ITEM_OF_LINE} as item_id, i.price, json_group_array(coalesce(o.ordered_at, 0)) as at, ${itemFacts()}
      from ${linesOf(shop_id, person)} group by 1 order by count(*) desc, 1 limit ${MAX_BOUGHT}`,
      ...selectPurchases(shop_id, person, currency),
    ])
  const [found] = rowsOf<{ keys: string; turn: number }>(state)
  return {
    keys: JSON.parse(found?.keys ?? '[]'),
    turn: found?.turn ?? 0,
    details: rowsOf<{ details: string }>(details).map((row) => JSON.parse(row.details)),
    is_erased: rowsOf(erased).length > 0,
    purchases: purchasesFrom(purchases),
    bought: rowsOf(bought),
    decisions: rowsOf<object>(decided).map((row) => rowOfTable(decisions, row)),
    contacts: rowsOf<object>(contacted).map((row) => rowOfTable(contacts, row)),
    offers: rowsOf<object>(offered).map((row) => rowOfTable(offers, row)),
    results: rowsOf(results),
    items: rowsOf(items),
  }
}
