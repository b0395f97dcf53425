import { type SQL, sql } from 'drizzle-orm'
import { type ProductCardRow, productCards } from '../../../schema/accounts/enablement.ts'
import {
  type AccountMark,
  type AccountOutcome,
  accountMarks,
  accountOutcomes,
} from '../../../schema/accounts/outcomes.ts'
import type { AccountAnalysis } from '../../../schema/accounts/white-space.ts'
import { OPENING_OFFER } from '../../../vocabulary/accounts.ts'
import type { Channel, DecisionStatus, RefusalReason } from '../../../vocabulary/decisions/offers.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { type CardRow, cardColumns, rowsOf } from '../serving/rows.ts'
import { type BuyersItem, selectBuyersItems } from './account-orders.ts'
import { analysisOfRow, selectAnalysis } from './analyses.ts'
import { type ListedBuyer, selectBuyers } from './buyers.ts'
import { selectMarks, selectOutcomes } from './outcomes.ts'

/** Decisions about buyers of an account that are read, the newest, and for how long. */
const MAX_DECISIONS = 200
const DECISION_DAYS = 731

/** A decision about a buyer of the account. */
export type BuyersDecision = {
  offer_id: string
  channel: Channel
  item_ids: string[]
  categories: string[]
  status: DecisionStatus
  created_at: number
  expires_at: number
  ended_at: number | null
  title: string
  /** Channel and reason of the last answer. */
  answered_on: Channel | null
  reason: RefusalReason | null
  /** Last contact that was made. */
  contact_at: number | null
  contact_channel: Channel | null
}

/** What is known of an account besides what the merchant wrote. */
export type AccountFacts = {
  analysis: AccountAnalysis | undefined
  outcomes: AccountOutcome[]
  marks: AccountMark[]
  buyers: ListedBuyer[]
  decisions: BuyersDecision[]
  bought: BuyersItem[]
  /** Whether a buyer has an open complaint, and whether all of them must not be offered anything now. */
  has_complaint: boolean
  no_offers: boolean
}

/** All keys of these people, as rows with `customer`, `key` and `since`. @param buyers rows with `customer` and `since` */
const keysOfBuyers = (shop_id: string, buyers: SQL): SQL => sql`
  select b.customer, k.value as key, min(b.since) as since
  from (${buyers}) b, json_each(${keysOfOne(sql`${shop_id}`, sql`b.customer`)}) k group by 1, 2`

const selectDecisions = (shop_id: string, buyers: SQL, now: number): SQL => sql`
  select d.offer_id, d.channel, d.item_ids, d.categories, d.status, d.created_at, d.expires_at, d.ended_at, d.content ->> 'title' as title,
    r.channel as answered_on, r.reason, c.at as contact_at, c.channel as contact_channel
  from (${keysOfBuyers(shop_id, buyers)}) b
  cross join decisions d indexed by decisions_by_customer on d.shop_id = ${shop_id} and d.customer = b.key
  left join responses r on r.shop_id = d.shop_id and r.response_id = (
    select x.response_id from responses x indexed by responses_by_customer where x.shop_id = ${shop_id} and x.customer = b.key
      and x.decision_id = d.decision_id and x.response in ('accepted', 'rejected') order by x.at desc limit 1)
  left join contacts c on c.shop_id = d.shop_id and c.decision_id = d.decision_id and c.made and c.channel = (
    select y.channel from contacts y where y.shop_id = ${shop_id} and y.decision_id = d.decision_id and y.made order by y.at desc limit 1)
  where d.created_at > ${now - DECISION_DAYS * DAY} and d.created_at >= b.since and d.offer_id <> ${OPENING_OFFER}
  order by d.status in ('accepted', 'rejected') desc, d.created_at desc limit ${MAX_DECISIONS}`

const selectService = (shop_id: string, buyers: SQL, now: number): SQL => sql`
  select coalesce(max(complaint), 0) as complaint, count(*) as people, coalesce(sum(closed), 0) as closed from (
    select b.customer, max(coalesce(d.details ->> 'complaint_open', 0)) as complaint,
      max(coalesce(d.details ->> 'do_not_offer_until', 0) > ${now} or coalesce(d.details ->> 'objects_to_profiling', 0)) as closed
    from (${keysOfBuyers(shop_id, buyers)}) b left join customer_details d on d.shop_id = ${shop_id} and d.customer = b.key
    group by b.customer)`

/** Reads what is known of an account, in one round trip. */
export async function readAccountFacts(
  { d1, shop_id }: Store,
  account_id: string,
  now: number,
): Promise<AccountFacts> {
  const buyers = sql`select customer, since from (${selectBuyers(shop_id, account_id)}) where until is null or until > ${now}`
  const [analysis, outcomes, marks, listed, decided, service, bought] = await batch(d1, [
    selectAnalysis(shop_id, account_id),
    selectOutcomes(shop_id, account_id),
    selectMarks(shop_id, account_id),
    selectBuyers(shop_id, account_id),
    selectDecisions(shop_id, buyers, now),
    selectService(shop_id, buyers, now),
    selectBuyersItems(shop_id, account_id),
  ])
  const [row] = rowsOf<object>(analysis)
  const [found] = rowsOf<{ complaint: number; people: number; closed: number }>(service)
  const people = rowsOf<ListedBuyer>(listed)
  return {
    analysis: row && analysisOfRow(row),
    outcomes: rowsOf<object>(outcomes).map((one) => rowOfTable(accountOutcomes, one)),
    marks: rowsOf<object>(marks).map((one) => rowOfTable(accountMarks, one)),
    buyers: people,
    decisions: rowsOf<BuyersDecision & { item_ids: unknown; categories: unknown }>(decided).map((one) => ({
      ...one,
      item_ids: JSON.parse(String(one.item_ids)),
      categories: JSON.parse(String(one.categories)),
    })),
    bought: rowsOf(bought),
    has_complaint: found?.complaint === 1,
    no_offers: found !== undefined && found.people > 0 && found.closed === found.people,
  }
}

/** An item of an account's page. */
export type ItemRow = CardRow & {
  category: string
  product_type: string | null
  stock: number | null
  required: string
}

/** What people wrote about families, and what was refused in them. */
export type FamilyWords = {
  cards: ProductCardRow[]
  refusals: { family: string; reason: RefusalReason; times: number }[]
}

/** Reads items with the titles of their required parts, and the words about families, in one round trip. */
export async function readItemsAndWords(
  { d1, shop_id }: Store,
  item_ids: readonly string[],
  families: readonly string[],
): Promise<{ items: ItemRow[]; words: FamilyWords }> {
  const given = JSON.stringify(families)
  const [items, cards, refusals] = await batch(d1, [
    sql`
      select ${cardColumns(new Set())}, (
          select json_group_array(p.title) from relations r cross join items p on p.shop_id = r.shop_id and p.item_id = r.related_item_id
          where r.shop_id = i.shop_id and r.item_id = i.item_id and r.relationship_type = 'required_part') as required
      from json_each(${JSON.stringify(item_ids)}) g cross join items i on i.shop_id = ${shop_id} and i.item_id = g.value`,
    sql`select c.* from json_each(${given}) g cross join product_cards c on c.shop_id = ${shop_id} and c.family = g.value`,
    sql`select o.family, o.reason, count(*) as times from account_outcomes o
      where o.shop_id = ${shop_id} and o.reason is not null and o.family in (select value from json_each(${given}))
      group by 1, 2 order by times desc, o.reason`,
  ])
  return {
    items: rowsOf(items),
    words: {
      cards: rowsOf<object>(cards).map((row) => rowOfTable(productCards, row)),
      refusals: rowsOf(refusals),
    },
  }
}
