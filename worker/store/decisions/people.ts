import { type SQL, sql } from 'drizzle-orm'
import type { PurchaseModel } from '../../../schema/customers/purchase-models.ts'
import { purchaseModels } from '../../../schema/customers/purchase-models.ts'
import { type SegmentRow, segments } from '../../../schema/customers/segments.ts'
import { contacts, decisions } from '../../../schema/decisions/decisions.ts'
import { type OfferRow, offers } from '../../../schema/decisions/offers.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { BoughtRow } from '../customers/facts.ts'
import { FAMILY_NAMES } from '../customers/propensities.ts'
import { dayOf, NO_ORDERS, type PaidDay, type PersonRows, paidFor, totalsOf } from '../customers/purchases.ts'
import { selectSegments } from '../customers/segments.ts'
import type { Store } from '../open.ts'
import { COUNTED, COUNTED_OR_RETURNED } from '../orders/counted.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { type CardRow, cardColumns, itemFacts, rowsOf } from '../serving/rows.ts'
import { LONGEST_WINDOW, selectColleaguesOfMany } from './colleagues.ts'
import type { ReadOptions, Situation } from './situation.ts'

/** What the situations of all customers have in common. */
export type Shared = {
  /** The offers that are considered, in the order of their ids. */
  offers: OfferRow[]
  results: Situation['results']
  segments: SegmentRow[]
  /** Items that the offers name. */
  items: CardRow[]
  families: string[]
  names: NonNullable<Situation['scores']>['names']
  purchases: PurchaseModel | undefined
  /** Free codes of each offer that gives every customer another one. */
  codes: Map<string, number>
}

/** Reads what a plan for many customers depends on besides them, in one round trip. */
export async function readShared({ shop_id, d1 }: Store, offer_ids: readonly string[]): Promise<Shared> {
  const given = sql`json_each(${JSON.stringify(offer_ids)}) g cross join offers o
    on o.shop_id = ${shop_id} and o.offer_id = g.value and o.status in ('approved', 'live')`
  const [offered, results, segmented, items, scored, bought, codes] = await batch(d1, [
    sql`select o.* from ${given} order by o.offer_id`,
    sql`select r.offer_id, r.channel, r.decided, r.delivered, r.expected, r.accepted, r.rejected
      from ${given} cross join offer_results r on r.shop_id = ${shop_id} and r.offer_id = o.offer_id`,
    selectSegments(shop_id),
    sql`select ${cardColumns(new Set())} from (
        select distinct n.value as item_id from ${given} cross join json_each(coalesce(o.offer -> '$.proposal.item_ids', '[]')) n) w
      cross join items i on i.shop_id = ${shop_id} and i.item_id = w.item_id`,
    sql`select m.families, ${FAMILY_NAMES} from propensity_models m where m.shop_id = ${shop_id}`,
    sql`select * from purchase_models where shop_id = ${shop_id}`,
    sql`select o.offer_id, count(c.code) as free from ${given} left join offer_codes c indexed by offer_codes_free
      on c.shop_id = ${shop_id} and c.offer_id = o.offer_id and c.decision_id is null
      where o.offer ->> '$.incentive.own_codes' group by 1`,
  ])
  const [model] = rowsOf<object>(bought)
  const [divided] = rowsOf<{ families: string; names: string | null }>(scored)
  return {
    offers: rowsOf<object>(offered).map((row) => rowOfTable(offers, row)),
    results: rowsOf(results),
    segments: rowsOf<object>(segmented).map((row) => rowOfTable(segments, row)),
    items: rowsOf(items),
    families: JSON.parse(divided?.families ?? '[]'),
    names: JSON.parse(divided?.names ?? 'null'),
    purchases: model && rowOfTable(purchaseModels, model),
    codes: new Map(rowsOf<{ offer_id: string; free: number }>(codes).map((row) => [row.offer_id, row.free])),
  }
}

/** Items of a person that are read, most often bought first. */
const MAX_BOUGHT = 100

/** Rows with the `person`s and each `key` of theirs. */
const keysOf = (shop_id: string, persons: readonly string[]): SQL => sql`
  json_each(${JSON.stringify(persons)}) c cross join json_each(${keysOfOne(sql`${shop_id}`, sql`c.value`)}) k`

type OfPerson<Row> = Row & { person: string }

/** The rows of each person. */
function byPerson<Row extends object>(rows: readonly OfPerson<Row>[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const { person, ...row } of rows) {
    const own = found.get(person) ?? []
    own.push(row as unknown as Row)
    found.set(person, own)
  }
  return found
}

/** Statements for what differs between people; see `knownFrom`. */
function selectPeople(
  shop_id: string,
  persons: readonly string[],
  { currency, countsAccounts }: ReadOptions,
  now: number,
): SQL[] {
  const keys = keysOf(shop_id, persons)
  const ordersIn = (statuses: SQL) => sql`${keys} cross join orders o indexed by orders_by_customer
    on o.shop_id = ${shop_id} and o.customer = k.value and o.status in ${statuses}`
  const orders = ordersIn(COUNTED)
  return [
    sql`select c.value as person, json_group_array(k.value) as keys from ${keys} group by 1`,
    sql`select distinct c.value as person from ${keys} cross join erasures e on e.shop_id = ${shop_id} and e.customer = k.value`,
    sql`select c.value as person, d.details from ${keys} cross join customer_details d
      on d.shop_id = ${shop_id} and d.customer = k.value order by d.changed_at, d.customer`,
    sql`select * from (
        select w.*, row_number() over (partition by person order by w.times desc, w.item_id) as place, i.price, ${itemFacts()} from (
          select c.value as person, coalesce(r.item_id, substr(l.value ->> 0, 3)) as item_id,
            json_group_array(coalesce(o.ordered_at, 0)) as at, count(*) as times
          from ${orders} cross join json_each(o.lines) l
          left join item_references r on r.shop_id = ${shop_id} and r.reference = l.value ->> 0
          group by 1, 2) w
        left join items i on i.shop_id = ${shop_id} and i.item_id = w.item_id)
      where place <= ${MAX_BOUGHT} order by person, place`,
    sql`select c.value as person, ${dayOf} as day, sum(${paidFor(currency)}) as paid from ${orders}
      where o.ordered_at is not null group by 1, 2 order by 1, 2`,
    totalsOf(shop_id, currency, ordersIn(COUNTED_OR_RETURNED), sql`c.value`),
    sql`select c.value as person, min(u.accepts_email) as accepts_email, min(u.accepts_sms) as accepts_sms,
        json_group_array(distinct t.value) filter (where t.value is not null) as tags
      from ${keys} cross join customers u on u.shop_id = ${shop_id} and u.customer = k.value
      left join json_each(u.tags) t group by 1`,
    sql`select c.value as person, d.* from ${keys} cross join decisions d indexed by decisions_by_customer
      on d.shop_id = ${shop_id} and d.customer = k.value
      where d.created_at > ${now - LONGEST_WINDOW} order by d.created_at desc, d.decision_id desc`,
    sql`select c.value as person, t.* from ${keys} cross join contacts t indexed by contacts_by_customer
      on t.shop_id = ${shop_id} and t.customer = k.value and t.at > ${now - LONGEST_WINDOW} where t.made or t.expires_at > ${now}`,
    sql`select person, codes from (
        select c.value as person, p.codes, row_number() over (partition by c.value order by p.day desc) as place
        from ${keys} cross join propensities p on p.shop_id = ${shop_id} and p.person = k.value) where place = 1`,
    ...(countsAccounts ? [selectColleaguesOfMany(shop_id, persons, now)] : []),
  ]
}

/** What the statements of `selectPeople` have read, by person. */
function knownFrom(results: readonly (D1Result<unknown> | undefined)[]) {
  const [named, erased, detailed, bought, days, totals, filed, decided, contacted, scored, ...accounts] =
    results
  const of = <Row extends object>(result: D1Result<unknown> | undefined) =>
    byPerson(rowsOf<OfPerson<Row>>(result))
  return {
    erased: new Set(rowsOf<{ person: string }>(erased).map(({ person }) => person)),
    keys: of<{ keys: string }>(named),
    details: of<{ details: string }>(detailed),
    bought: of<BoughtRow>(bought),
    days: of<PaidDay>(days),
    totals: of<PersonRows['totals']>(totals),
    filed: of<NonNullable<PersonRows['customer']>>(filed),
    decisions: of<object>(decided),
    contacts: of<object>(contacted),
    scores: of<{ codes: string }>(scored),
    colleagues: of<object>(accounts[0]),
  }
}

/**
 * Reads the situations of many people in one round trip and ten statements, for plans: free codes are not drawn, and nobody is asked
 * whether anything changed since, because each decision reads its own situation again.
 * @param persons at most 200, first keys of theirs
 */
export async function readSituations(
  { shop_id, d1 }: Store,
  persons: readonly string[],
  shared: Shared,
  options: ReadOptions,
  now: number,
): Promise<Situation[]> {
  const known = knownFrom(await batch(d1, selectPeople(shop_id, persons, options, now)))
  return persons.map((person) => {
    const codes = known.scores.get(person)?.[0]?.codes
    return {
      keys: (JSON.parse(known.keys.get(person)?.[0]?.keys ?? '[]') as string[]).sort(),
      turn: 0,
      is_erased: known.erased.has(person),
      details: (known.details.get(person) ?? []).map(({ details }) => JSON.parse(details)),
      bought: known.bought.get(person) ?? [],
      purchases: {
        days: known.days.get(person) ?? [],
        totals: known.totals.get(person)?.[0] ?? NO_ORDERS,
        customer: known.filed.get(person)?.[0],
        model: shared.purchases,
      },
      decisions: (known.decisions.get(person) ?? []).map((row) => rowOfTable(decisions, row)),
      contacts: (known.contacts.get(person) ?? []).map((row) => rowOfTable(contacts, row)),
      colleagues: {
        ...{ keys: [], turn: 0, at: now },
        contacts: (known.colleagues.get(person) ?? []).map((row) => rowOfTable(contacts, row)),
      },
      scores: codes === undefined ? undefined : { codes, families: shared.families, names: shared.names },
      ...{ offers: shared.offers, results: shared.results, segments: shared.segments, items: shared.items },
      ...{ codes: anyCodes(shared), own_codes: [], receivers: [] },
    }
  })
}

/** Stands for the code that a decision draws, where one is left. */
const anyCodes = ({ codes }: Shared): Situation['codes'] =>
  [...codes].flatMap(([offer_id, free]) => (free > 0 ? [{ offer_id, code: '' }] : []))
