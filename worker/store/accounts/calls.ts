import { type SQL, sql } from 'drizzle-orm'
import { type AccountRow, accounts } from '../../../schema/accounts/accounts.ts'
import {
  type AccountMark,
  type AccountOutcome,
  accountMarks,
  accountOutcomes,
} from '../../../schema/accounts/outcomes.ts'
import type { AccountAnalysis } from '../../../schema/accounts/white-space.ts'
import { type ContactRow, contacts } from '../../../schema/decisions/decisions.ts'
import { OPENING_OFFER } from '../../../vocabulary/accounts.ts'
import type { Channel } from '../../../vocabulary/decisions/offers.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { analysisOfRow, isCurrent } from './analyses.ts'
import { buyersNow } from './buyers.ts'
import { type AccountScope, inScope } from './scope.ts'

/** Accounts that are considered for a day: those with a reason that has a date, and then those with the largest expected margin. */
const MAX_CONSIDERED = 300
/** Days before the end of a contract in which it is a reason to call. */
const SOON_DAYS = 90
/** Days of the longest window of a contact policy. */
const LONGEST_WINDOW_DAYS = 731

/** What decides whether an account is worth a call, and may have one. */
export type CallFacts = {
  account: AccountRow
  analysis: AccountAnalysis | undefined
  outcomes: AccountOutcome[]
  marks: AccountMark[]
  /** Contacts with its buyers on any outbound channel. */
  contacts: (ContactRow & { since: number })[]
  /** Whether a buyer has said yes or no to calls; null where nobody has said anything. */
  consent: boolean | null
  has_complaint: boolean
  /** Whether every buyer must not be offered anything now. */
  no_offers: boolean
  /** What buyers answered to offers on any channel, by item. */
  answers: CallAnswer[]
}

/** An answer of a buyer about an item. */
export type CallAnswer = {
  account_id: string
  status: 'accepted' | 'rejected'
  ended_at: number
  channel: Channel
  category: string
  product_type: string | null
  title: string
}

/** Whether an account `a` has a reason that has a date: a promised call, an open quote, a contract that ends, or a plan. */
const hasDatedReason = (now: number): SQL => sql`(
  exists (select 1 from account_outcomes o where o.shop_id = a.shop_id and o.account_id = a.account_id and o.follow_up_at <= ${now})
  or exists (select 1 from json_each(a.written -> 'quotes') q where q.value ->> 'status' = 'open')
  or coalesce(a.written ->> 'contract_ends_at', 0) between ${now} and ${now + SOON_DAYS * DAY}
  or json_array_length(a.written -> 'plans') > 0)`

/** Reads what the call list needs, in one round trip. @param rep only accounts of this member */
export async function readCallFacts(
  { d1, shop_id }: Store,
  scope: AccountScope,
  rep: string | undefined,
  now: number,
): Promise<CallFacts[]> {
  const chosen = sql`
    select a.account_id from accounts a left join account_analyses g on g.shop_id = a.shop_id and g.account_id = a.account_id and ${isCurrent(shop_id)}
    where a.shop_id = ${shop_id} and ${inScope(shop_id, 'a', scope)} ${rep === undefined ? sql.empty() : sql`and a.rep = ${rep}`}
    order by ${hasDatedReason(now)} desc,
      coalesce(g.margin, 0) desc, a.account_id limit ${MAX_CONSIDERED}`
  const ids = sql`(select json_group_array(account_id) from (${chosen}))`
  const ofChosen = (table: string) =>
    sql`select t.* from (${chosen}) c cross join ${sql.identifier(table)} t on t.shop_id = ${shop_id} and t.account_id = c.account_id`
  // Keys of the people: what is said under one of them holds for all.
  const keys = sql`
    select b.account_id, b.customer, b.since, k.value as key from (${buyersNow(shop_id, ids, now)}) b,
      json_each(coalesce((select p.keys from person_keys q cross join people p on p.shop_id = q.shop_id and p.person = q.person
        where q.shop_id = ${shop_id} and q.key = b.customer), json_array(b.customer))) k`
  const [rows, analyses, outcomes, marks, contacted, said, answered] = await batch(d1, [
    ofChosen('accounts'),
    sql`select g.* from (${chosen}) c cross join account_analyses g on g.shop_id = ${shop_id} and g.account_id = c.account_id
      and ${isCurrent(shop_id)}`,
    ofChosen('account_outcomes'),
    ofChosen('account_marks'),
    sql`select b.account_id, b.since, c.* from (${keys}) b cross join contacts c indexed by contacts_by_customer
      on c.shop_id = ${shop_id} and c.customer = b.key and c.at > ${now - LONGEST_WINDOW_DAYS * DAY}
      where c.made or c.expires_at > ${now}`,
    sql`select account_id, max(given) as given, max(complaint) as complaint, min(closed) as closed from (
      select b.account_id, b.customer, max(coalesce(d.details ->> '$.consents.call.given', -1)) as given,
        max(coalesce(d.details ->> 'complaint_open', 0)) as complaint,
        max(coalesce(d.details ->> 'do_not_offer_until', 0) > ${now} or coalesce(d.details ->> 'objects_to_profiling', 0)) as closed
      from (${keys}) b left join customer_details d on d.shop_id = ${shop_id} and d.customer = b.key group by 1, 2) group by 1`,
    sql`select b.account_id, d.status, d.ended_at, d.channel, i.category, i.product_type, i.title
      from (${keys}) b cross join decisions d indexed by decisions_by_customer on d.shop_id = ${shop_id} and d.customer = b.key
      cross join json_each(d.item_ids) n cross join items i on i.shop_id = ${shop_id} and i.item_id = n.value
      where d.status in ('accepted', 'rejected') and d.created_at >= b.since and d.ended_at > ${now - LONGEST_WINDOW_DAYS * DAY}
        and d.offer_id <> ${OPENING_OFFER}`,
  ])
  const of = factsByAccount(analyses, outcomes, marks, contacted, said)
  const answers = byAccount(rowsOf<CallAnswer>(answered))
  return rowsOf<object>(rows).map((row) => {
    const account: AccountRow = rowOfTable(accounts, row)
    const { account_id } = account
    const { given = -1, complaint = 0, closed = 0 } = of.service.get(account_id) ?? {}
    return {
      account,
      analysis: of.analyses.get(account_id),
      outcomes: of.outcomes.get(account_id) ?? [],
      marks: of.marks.get(account_id) ?? [],
      contacts: (of.contacts.get(account_id) ?? []).map((one) => one.row),
      consent: given === -1 ? null : given === 1,
      has_complaint: complaint === 1,
      no_offers: closed === 1,
      answers: answers.get(account_id) ?? [],
    }
  })
}

type Result = D1Result<unknown> | undefined

/** Rows by account, in their order. */
function byAccount<Row extends { account_id: string }>(list: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const one of list) {
    const held = found.get(one.account_id)
    if (held) held.push(one)
    else found.set(one.account_id, [one])
  }
  return found
}

const factsByAccount = (
  analyses: Result,
  outcomes: Result,
  marks: Result,
  contacted: Result,
  said: Result,
) => ({
  analyses: new Map(
    rowsOf<object>(analyses)
      .map(analysisOfRow)
      .map((one) => [one.account_id, one]),
  ),
  outcomes: byAccount(rowsOf<object>(outcomes).map((row) => rowOfTable(accountOutcomes, row))),
  marks: byAccount(rowsOf<object>(marks).map((row) => rowOfTable(accountMarks, row))),
  contacts: byAccount(
    rowsOf<{ account_id: string; since: number }>(contacted).map(({ account_id, since, ...row }) => ({
      account_id,
      row: { ...rowOfTable(contacts, row), since },
    })),
  ),
  service: new Map(
    rowsOf<{ account_id: string; given: number; complaint: number; closed: number }>(said).map((row) => [
      row.account_id,
      row,
    ]),
  ),
})
