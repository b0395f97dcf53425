import { type SQL, sql } from 'drizzle-orm'
import {
  type ContactRow,
  contacts,
  type DecisionContent,
  type DecisionRow,
  decisions,
} from '../../../schema/decisions/decisions.ts'
import { type ResponseRow, responses } from '../../../schema/decisions/responses.ts'
import type { Webhook } from '../../../schema/shop/webhooks.ts'
import { type Channel, isOutbound } from '../../../vocabulary/decisions/offers.ts'
import { batch } from '../batch.ts'
import { randomText } from '../ids.ts'
import type { Store } from '../open.ts'
import { queueEvents, type WebhookEvent } from '../shop/webhook-messages.ts'
import { lookAgain } from '../triggers/firings.ts'
import { insertRows } from '../upsert.ts'
import { stateOfColleagues } from './colleagues.ts'
import { type Situation, stateOfPerson } from './situation.ts'

/**
 * Counts a turn of a person if the condition holds; the other statements of the batch apply only if it did.
 * @param customer the key under which it is counted
 */
function takeTurn(shop_id: string, customer: string, condition: SQL): { take: SQL; isOurs: SQL } {
  const token = randomText(16)
  const turns = sql`from person_turns where shop_id = ${shop_id} and customer = ${customer}`
  return {
    take: sql`
      insert into person_turns (shop_id, customer, turn, token)
      select ${shop_id}, ${customer}, coalesce((select turn ${turns}), 0) + 1, ${token} where ${condition}
      on conflict do update set turn = excluded.turn, token = excluded.token`,
    isOurs: sql`exists (select 1 ${turns} and token = ${token})`,
  }
}

/**
 * Condition that nothing about the person changed since the situation was read, nor about their colleagues where these count, and nobody
 * erased the person.
 */
function isUnchanged(shop_id: string, { keys, turn, colleagues }: Situation): SQL {
  const given = sql`${JSON.stringify(keys)}`
  const areOthers =
    colleagues === null
      ? sql.empty()
      : sql` and exists (select 1 from (${stateOfColleagues(shop_id, sql`select value as key from json_each(${given})`, colleagues.at)}) s
      where s.keys = ${JSON.stringify(colleagues.keys)} and s.turn = ${colleagues.turn})`
  return sql`exists (select 1 from (${stateOfPerson(shop_id, given)}) s where s.keys = ${JSON.stringify(keys)} and s.turn = ${turn})
    and not exists (select 1 from json_each(${given}) k cross join erasures e on e.shop_id = ${shop_id} and e.customer = k.value)${areOthers}`
}

/** Adds to the results of an offer on a channel. */
const count = (
  shop_id: string,
  { offer_id, channel }: { offer_id: string; channel: Channel },
  what: 'decided' | 'accepted' | 'rejected',
  isOurs: SQL,
  by = 1,
): SQL => {
  const column = sql.raw(what)
  return sql`
    insert into offer_results (shop_id, offer_id, channel, ${column}) select ${shop_id}, ${offer_id}, ${channel}, ${Math.max(0, by)} where ${isOurs}
    on conflict do update set ${column} = max(0, ${column} + ${by})`
}

/** Acceptance that was expected of decisions of before it was noted. */
const USUAL_ACCEPTANCE = 0.05

/** Counts a decision that reached the person on a channel, with the acceptance that was expected of them. */
const countDelivery = (
  shop_id: string,
  { decision_id, offer_id, channel }: { decision_id: string; offer_id: string; channel: Channel },
  isOurs: SQL,
): SQL => {
  const expected = sql`coalesce((select parts ->> '$.expected' from decisions
    where shop_id = ${shop_id} and decision_id = ${decision_id}), ${USUAL_ACCEPTANCE})`
  return sql`
    insert into offer_results (shop_id, offer_id, channel, delivered, expected)
    select ${shop_id}, ${offer_id}, ${channel}, 1, ${expected} where ${isOurs}
    on conflict do update set delivered = delivered + 1, expected = expected + excluded.expected`
}

/** What a decision changes. */
export type DecisionChange = {
  /** Decisions that are no longer valid. */
  withdrawn: readonly string[]
  /** Decisions whose items the person has bought, and when. */
  bought: readonly { decision: DecisionRow; at: number }[]
  made?: Omit<DecisionRow, 'shop_id'>
  contact?: Omit<ContactRow, 'shop_id'>
  /** The customer's own code of the incentive, which nobody else may get, and the decision of theirs that has it; null for a free one. */
  code?: { code: string; held_by: string | null }
}

/**
 * Writes a decision, its place in the windows, and the messages about it in one transaction. Returns false, and writes nothing, when anything about the
 * person changed since the situation was read.
 */
export async function writeDecision(
  store: Store,
  situation: Situation,
  { withdrawn, bought, made, contact, code }: DecisionChange,
  events: readonly WebhookEvent[],
  now: number,
): Promise<boolean> {
  const { shop_id, d1 } = store
  const [customer = ''] = situation.keys
  const given = sql`shop_id = ${shop_id} and offer_id = ${made?.offer_id ?? ''} and code = ${code?.code ?? ''}`
  const isFree =
    code === undefined
      ? sql.empty()
      : sql` and exists (select 1 from offer_codes where ${given} and decision_id is ${code.held_by})`
  const { take, isOurs } = takeTurn(shop_id, customer, sql`${isUnchanged(shop_id, situation)}${isFree}`)
  const ids = JSON.stringify(withdrawn)
  const ended = JSON.stringify([...withdrawn, ...bought.map(({ decision }) => decision.decision_id)])
  const [taken] = await batch(d1, [
    take,
    sql`update decisions set status = 'withdrawn', ended_at = ${now}
      where shop_id = ${shop_id} and ${isOurs} and decision_id in (select value from json_each(${ids}))`,
    sql`delete from contacts where shop_id = ${shop_id} and ${isOurs} and not made
      and decision_id in (select value from json_each(${ended}))`,
    ...bought.flatMap(({ decision, at }) => [
      sql`update decisions set status = 'accepted', ended_at = ${at}
        where shop_id = ${shop_id} and ${isOurs} and decision_id = ${decision.decision_id}`,
      count(shop_id, decision, 'accepted', isOurs),
    ]),
    ...(made
      ? [
          insertRows(decisions, shop_id, JSON.stringify([made]), isOurs),
          count(shop_id, made, 'decided', isOurs),
        ]
      : []),
    ...(made && code !== undefined
      ? [sql`update offer_codes set decision_id = ${made.decision_id} where ${given} and ${isOurs}`]
      : []),
    ...(contact ? [insertRows(contacts, shop_id, JSON.stringify([contact]), isOurs)] : []),
    ...(withdrawn.length + bought.length > 0
      ? [lookAgain(shop_id, sql`(select value from json_each(${ended}))`, now, isOurs)]
      : []),
    ...queueEvents(store, situation.receivers, events, now, isOurs),
  ])
  return (taken?.meta.changes ?? 0) > 0
}

/**
 * Notes that a decision reaches the person on an outbound channel now, with what they read. Returns false, and writes nothing, when anything about the
 * person changed since the situation was read.
 */
export async function writeDelivery(
  { shop_id, d1 }: Store,
  situation: Situation,
  contact: Omit<ContactRow, 'shop_id'>,
  content: DecisionContent,
  isFirst: boolean,
): Promise<boolean> {
  const [customer = ''] = situation.keys
  const { take, isOurs } = takeTurn(shop_id, customer, isUnchanged(shop_id, situation))
  const [taken] = await batch(d1, [
    take,
    sql`delete from contacts where shop_id = ${shop_id} and ${isOurs} and decision_id = ${contact.decision_id} and channel = ${contact.channel}`,
    insertRows(contacts, shop_id, JSON.stringify([contact]), isOurs),
    sql`update decisions set content = ${JSON.stringify(content)} where shop_id = ${shop_id} and decision_id = ${contact.decision_id} and ${isOurs}`,
    sql`update decisions set status = 'delivered'
      where shop_id = ${shop_id} and decision_id = ${contact.decision_id} and status = 'open' and ${isOurs}`,
    ...(isFirst ? [countDelivery(shop_id, contact, isOurs)] : []),
    lookAgain(shop_id, sql`(${contact.decision_id})`, contact.at, isOurs),
  ])
  return (taken?.meta.changes ?? 0) > 0
}

/** An answer, and the state of the decision before and after it. */
export type Answered = {
  response: Omit<ResponseRow, 'shop_id'>
  before: DecisionRow
  after: Pick<DecisionRow, 'status' | 'ended_at' | 'seen_at'>
  /** Whether the person had not got the decision on this channel before, as far as the shop knew. */
  is_delivery: boolean
  /** Webhooks and the messages that they receive. */
  receivers: readonly Webhook[]
  events: readonly WebhookEvent[]
}

/** Notes the contact by which an answer came; a planned one was made before its time. */
const contactBy = (
  shop_id: string,
  { decision_id, customer, offer_id, categories, expires_at }: DecisionRow,
  { channel, at }: Answered['response'],
  isOurs: SQL,
): SQL => sql`
  insert into contacts (shop_id, decision_id, channel, customer, offer_id, categories, at, made, expires_at)
  select ${shop_id}, ${decision_id}, ${channel}, ${customer}, ${offer_id}, ${JSON.stringify(categories)}, ${at}, 1, ${expires_at}
  where ${isOurs} on conflict do update set made = 1, at = min(at, excluded.at)`

/** Stores an answer. Returns false, and writes nothing, when the decision changed since it was read. */
export async function writeResponse(store: Store, answered: Answered, now: number): Promise<boolean> {
  const { shop_id, d1 } = store
  const { response, before, after, is_delivery, receivers, events } = answered
  const { decision_id, customer } = before
  const own = sql`shop_id = ${shop_id} and decision_id = ${decision_id}`
  const { take, isOurs } = takeTurn(
    shop_id,
    customer,
    sql`exists (select 1 from decisions where ${own} and status = ${before.status} and ended_at is ${before.ended_at}
        and seen_at = ${JSON.stringify(before.seen_at)})
      and not exists (select 1 from responses where shop_id = ${shop_id} and response_id = ${response.response_id})`,
  )
  const isEnd = after.ended_at !== null
  const results = (['accepted', 'rejected'] as const).flatMap((status) => {
    const by = Number(after.status === status) - Number(before.status === status)
    return by === 0 ? [] : [count(shop_id, response, status, isOurs, by)]
  })
  const [taken] = await batch(d1, [
    take,
    insertRows(responses, shop_id, JSON.stringify([response]), isOurs),
    sql`update decisions set status = ${after.status}, ended_at = ${after.ended_at}, seen_at = ${JSON.stringify(after.seen_at)}
      where ${own} and ${isOurs}`,
    // Whoever answers on an outbound channel was reached there, at the latest now.
    ...(isOutbound(response.channel) ? [contactBy(shop_id, before, response, isOurs)] : []),
    ...(isEnd ? [sql`delete from contacts where ${own} and not made and ${isOurs}`] : []),
    ...(is_delivery ? [countDelivery(shop_id, response, isOurs)] : []),
    ...results,
    lookAgain(shop_id, sql`(${decision_id})`, now, isOurs),
    ...queueEvents(store, receivers, events, now, isOurs),
  ])
  return (taken?.meta.changes ?? 0) > 0
}
