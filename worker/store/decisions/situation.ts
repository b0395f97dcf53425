import { type SQL, sql } from 'drizzle-orm'
import { type SegmentRow, segments } from '../../../schema/customers/segments.ts'
import {
  type ContactRow,
  contacts,
  type DecisionRow,
  decisions,
} from '../../../schema/decisions/decisions.ts'
import { type OfferResult, type OfferRow, offers } from '../../../schema/decisions/offers.ts'
import type { Webhook } from '../../../schema/shop/webhooks.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import { FACTS_STATEMENTS, factsFrom, type StoredFacts, selectFacts } from '../customers/facts.ts'
import { selectCodes } from '../customers/propensities.ts'
import { selectSegments } from '../customers/segments.ts'
import type { Store } from '../open.ts'
import { keysOfPeople } from '../orders/people-sql.ts'
import { type CardRow, cardColumns, rowsOf } from '../serving/rows.ts'
import { receiversFrom, selectReceivers } from '../shop/webhook-messages.ts'
import { type Colleagues, colleaguesFrom, LONGEST_WINDOW, selectColleagues } from './colleagues.ts'

/** Decisions of a person that are read, the newest; those that were never shown or answered bind nothing. */
const MAX_DECISIONS = 500
/** How items are divided into families, as the model of propensities has it. */
type StoredNames = { depth: number; kinds: Record<string, number> }

/** Everything that a decision about one person depends on. */
export type Situation = StoredFacts & {
  /** All keys of the person, sorted. */
  keys: string[]
  /** Sum of the turns of the keys. */
  turn: number
  /** Whether the person was erased. */
  is_erased: boolean
  decisions: DecisionRow[]
  contacts: ContactRow[]
  /** The other buyers of the person's accounts; null where no window counts them. */
  colleagues: Colleagues | null
  /** Live offers, and approved ones that the question or a valid decision of the person names. */
  offers: OfferRow[]
  results: Omit<OfferResult, 'shop_id'>[]
  segments: SegmentRow[]
  /** Coded probabilities by family, and how items are divided into families; undefined for somebody who is not scored. */
  scores: { codes: string; families: string[]; names: StoredNames | null } | undefined
  /** Items that live offers, valid decisions and the context name. */
  items: CardRow[]
  /** A free code of each live offer that gives every customer another one; none where they have run out. */
  codes: { offer_id: string; code: string }[]
  /** Codes that the person has. */
  own_codes: { decision_id: string; offer_id: string; code: string }[]
  /** Webhooks that receive messages about decisions. */
  receivers: Webhook[]
}

/** The keys of a person as a JSON array in order, and the sum of their turns: what a decision must find unchanged. */
export const stateOfPerson = (shop_id: string, keys: SQL): SQL => sql`
  select json_group_array(key) as keys, coalesce(sum(turn), 0) as turn from (
    select k.key, t.turn from (${keysOfPeople(shop_id, keys)}) k
    left join person_turns t on t.shop_id = ${shop_id} and t.customer = k.key order by k.key)`

/** The decisions about a person, and their contacts that count. */
const selectPast = (shop_id: string, person: SQL, now: number): SQL[] => [
  sql`select d.* from (${person}) k cross join decisions d indexed by decisions_by_customer
    on d.shop_id = ${shop_id} and d.customer = k.key
    where d.created_at > ${now - LONGEST_WINDOW}
    order by d.created_at desc, d.decision_id desc limit ${MAX_DECISIONS}`,
  sql`select c.* from (${person}) k cross join contacts c indexed by contacts_by_customer
    on c.shop_id = ${shop_id} and c.customer = k.key and c.at > ${now - LONGEST_WINDOW}
    where c.made or c.expires_at > ${now}`,
]

/** The cards of the items that live offers, valid decisions of a person and a page name. */
const selectNamedItems = (
  shop_id: string,
  person: SQL,
  present: readonly string[],
  named: readonly string[],
  now: number,
): SQL => sql`
  select ${cardColumns(new Set())} from (
    select n.value as item_id from (${offerable(shop_id, named)}) o
    cross join json_each(coalesce(o.offer -> '$.proposal.item_ids', '[]')) n
    union select value from json_each(${JSON.stringify(present)})
    union select n.value from (${person}) k cross join decisions d indexed by decisions_by_customer
      on d.shop_id = ${shop_id} and d.customer = k.key cross join json_each(d.item_ids) n
    where d.status in ('open', 'delivered') and d.expires_at > ${now}) w
  cross join items i on i.shop_id = ${shop_id} and i.item_id = w.item_id`

/** Offers that a new decision may be of: the live ones, and approved ones that are asked for. */
const offerable = (shop_id: string, named: readonly string[]): SQL => sql`
  select offer_id, offer from offers where shop_id = ${shop_id} and status = 'live'
  union all select o.offer_id, o.offer from json_each(${JSON.stringify(named)}) g
    cross join offers o on o.shop_id = ${shop_id} and o.offer_id = g.value and o.status = 'approved'`

/** Free codes of which one is drawn, so that customers who are decided at once seldom want the same. */
const DRAWN_CODES = 64

/** A free code of each live offer that gives every customer another one; none where they have run out. */
const selectFreeCodes = (shop_id: string, named: readonly string[]): SQL => sql`
  select f.offer_id, f.code from (
    select o.offer_id, (select w.code from (select c.code from offer_codes c indexed by offer_codes_free
        where c.shop_id = ${shop_id} and c.offer_id = o.offer_id and c.decision_id is null limit ${DRAWN_CODES}) w
      order by random() limit 1) as code
    from (${offerable(shop_id, named)}) o where o.offer ->> '$.incentive.own_codes') f
  where f.code is not null`

/** The codes that a person has, with the decisions that have them. */
const selectOwnCodes = (shop_id: string, person: SQL): SQL => sql`
  select d.decision_id, d.offer_id, c.code from (${person}) k
  cross join decisions d indexed by decisions_by_customer on d.shop_id = ${shop_id} and d.customer = k.key
  cross join offer_codes c on c.shop_id = ${shop_id} and c.offer_id = d.offer_id and c.code = d.content ->> '$.code'
    and c.decision_id = d.decision_id`

/** Live offers, and approved ones that are named or of valid decisions. */
const selectOffers = (shop_id: string, person: SQL, named: readonly string[], now: number): SQL => sql`
  select o.* from offers o where o.shop_id = ${shop_id} and o.status = 'live'
  union all select o.* from (
    select value as offer_id from json_each(${JSON.stringify(named)})
    union select d.offer_id from (${person}) k cross join decisions d indexed by decisions_by_customer
      on d.shop_id = ${shop_id} and d.customer = k.key
    where d.status in ('open', 'delivered') and d.expires_at > ${now}) w
  cross join offers o on o.shop_id = ${shop_id} and o.offer_id = w.offer_id and o.status = 'approved'
  order by 2`

/** What became of the live offers so far. */
const selectResults = (shop_id: string, named: readonly string[]): SQL => sql`
  select r.offer_id, r.channel, r.decided, r.delivered, r.expected, r.accepted, r.rejected
  from (${offerable(shop_id, named)}) o cross join offer_results r on r.shop_id = ${shop_id} and r.offer_id = o.offer_id`

/** What `selectCodes` has read. */
function scoresFrom(scored: D1Result<unknown> | undefined): Situation['scores'] {
  const [row] = rowsOf<{ codes: string; families: string; names: string | null }>(scored)
  if (!row) return undefined
  return { codes: row.codes, families: JSON.parse(row.families), names: JSON.parse(row.names ?? 'null') }
}

/** What of the shop and the question decides what is read. */
export type ReadOptions = {
  currency: string
  /** Whether a window of the policy counts the contacts of the person's colleagues, too. */
  countsAccounts: boolean
  /** Items on the page or in the cart. */
  present?: readonly string[]
  /** Offers that are asked for besides the live ones. */
  named?: readonly string[]
}

/**
 * Reads the situation of a person in one round trip.
 * @param customer any key of the person
 */
export async function readSituation(
  { shop_id, d1 }: Store,
  customer: string,
  { currency, countsAccounts, present = [], named = [] }: ReadOptions,
  now: number,
): Promise<Situation> {
  const given = sql`${JSON.stringify([customer])}`
  const person = keysOfPeople(shop_id, given)
  const [
    state,
    erased,
    decided,
    contacted,
    offered,
    results,
    segmented,
    scored,
    items,
    codes,
    own,
    listening,
    ...rest
  ] = await batch(d1, [
    stateOfPerson(shop_id, given),
    sql`select 1 from (${person}) k cross join erasures e on e.shop_id = ${shop_id} and e.customer = k.key limit 1`,
    ...selectPast(shop_id, person, now),
    selectOffers(shop_id, person, named, now),
    selectResults(shop_id, named),
    selectSegments(shop_id),
    selectCodes(shop_id, person),
    selectNamedItems(shop_id, person, present, named, now),
    selectFreeCodes(shop_id, named),
    selectOwnCodes(shop_id, person),
    selectReceivers(shop_id, 'decision'),
    ...selectFacts(shop_id, person, currency),
    ...(countsAccounts ? selectColleagues(shop_id, person, now) : []),
  ])
  const [found] = rowsOf<{ keys: string; turn: number }>(state)
  return {
    keys: JSON.parse(found?.keys ?? '[]'),
    turn: found?.turn ?? 0,
    ...factsFrom(rest),
    colleagues: countsAccounts ? colleaguesFrom(rest.slice(FACTS_STATEMENTS), now) : null,
    is_erased: rowsOf(erased).length > 0,
    decisions: rowsOf<object>(decided).map((row) => rowOfTable(decisions, row)),
    contacts: rowsOf<object>(contacted).map((row) => rowOfTable(contacts, row)),
    offers: rowsOf<object>(offered).map((row) => rowOfTable(offers, row)),
    results: rowsOf(results),
    segments: rowsOf<object>(segmented).map((row) => rowOfTable(segments, row)),
    scores: scoresFrom(scored),
    items: rowsOf(items),
    codes: rowsOf(codes),
    own_codes: rowsOf(own),
    receivers: receiversFrom(listening),
  }
}
