import { type SQL, sql } from 'drizzle-orm'
import {
  type ContactRow,
  contacts,
  type DecisionRow,
  decisions,
} from '../../../schema/decisions/decisions.ts'
import type { Webhook } from '../../../schema/shop/webhooks.ts'
import type { Channel } from '../../../vocabulary/decisions/offers.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import { firstIdOf } from '../ids.ts'
import type { Store } from '../open.ts'
import { keysOfPeople } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'
import { receiversFrom, selectReceivers } from '../shop/webhook-messages.ts'

/** A decision with its contacts. */
export type StoredDecision = { decision: DecisionRow; contacts: ContactRow[] }

/** Reads decisions `d` with their contacts, in the order of the statement. */
async function read({ shop_id, d1 }: Store, which: SQL): Promise<StoredDecision[]> {
  const [decided, contacted] = await batch(d1, [
    sql`select d.* ${which}`,
    sql`select c.* from (select d.decision_id ${which}) w cross join contacts c
      on c.shop_id = ${shop_id} and c.decision_id = w.decision_id order by c.at`,
  ])
  const all = rowsOf<object>(contacted).map((row) => rowOfTable(contacts, row))
  return rowsOf<object>(decided).map((row) => {
    const decision = rowOfTable(decisions, row)
    return { decision, contacts: all.filter(({ decision_id }) => decision_id === decision.decision_id) }
  })
}

/** One decision; undefined when there is none. */
export const readDecision = async (store: Store, decision_id: string): Promise<StoredDecision | undefined> =>
  (
    await read(
      store,
      sql`from decisions d where d.shop_id = ${store.shop_id} and d.decision_id = ${decision_id}`,
    )
  )[0]

/** Which decisions a page has. */
export type DecisionFilter = { channel?: Channel; customer?: string; offer_id?: string; since?: number }

/** A page of decisions before an id, newest first. */
export async function listDecisions(
  store: Store,
  { channel, customer, offer_id, since }: DecisionFilter,
  before: string,
  limit: number,
): Promise<StoredDecision[]> {
  const { shop_id } = store
  const person = keysOfPeople(shop_id, sql`${JSON.stringify([customer])}`)
  const from = customer
    ? sql`from (${person}) k cross join decisions d indexed by decisions_by_customer on d.shop_id = ${shop_id} and d.customer = k.key where true`
    : sql`from decisions d where d.shop_id = ${shop_id}`
  const ofChannel = channel ? sql`and d.channel = ${channel}` : sql.empty()
  const ofOffer = offer_id ? sql`and d.offer_id = ${offer_id}` : sql.empty()
  const ofTime = since === undefined ? sql.empty() : sql`and d.decision_id >= ${firstIdOf('dec', since)}`
  return await read(
    store,
    sql`${from} ${ofChannel} ${ofOffer} ${ofTime} and d.decision_id < ${before} order by d.decision_id desc limit ${limit}`,
  )
}

/**
 * Number of answers to a decision that are no views, and of views, whether an answer with this id is stored, to whatever decision, and the webhooks that are told
 * about a new one.
 */
export async function readAnswers(
  { d1, shop_id }: Store,
  { decision_id, customer }: DecisionRow,
  response_id: string,
): Promise<{ answers: number; views: number; is_stored: boolean; receivers: Webhook[] }> {
  const [counted, listening] = await batch(d1, [
    sql`select coalesce(sum(response <> 'viewed'), 0) as answers, coalesce(sum(response = 'viewed'), 0) as views,
        exists (select 1 from responses where shop_id = ${shop_id} and response_id = ${response_id}) as is_stored
      from responses where shop_id = ${shop_id} and customer = ${customer} and decision_id = ${decision_id}`,
    selectReceivers(shop_id, 'decision'),
  ])
  const [found] = rowsOf<{ answers: number; views: number; is_stored: number }>(counted)
  const receivers = receiversFrom(listening)
  const { answers = 0, views = 0, is_stored } = found ?? {}
  return { answers, views, is_stored: is_stored === 1, receivers }
}

/** Whether a decision is about the person with this key. */
export async function isDecisionOf(
  { db, shop_id }: Store,
  decision_id: string,
  customer: string,
): Promise<boolean> {
  const found = await db.all(sql`
    select 1 from decisions d where d.shop_id = ${shop_id} and d.decision_id = ${decision_id}
      and d.customer in (select key from (${keysOfPeople(shop_id, sql`${JSON.stringify([customer])}`)}))`)
  return found.length > 0
}
