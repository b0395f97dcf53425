import { sql } from 'drizzle-orm'
import type { CustomerDetails } from '../../../schema/customers/details.ts'
import type { Channel, DecisionStatus } from '../../../vocabulary/decisions/offers.ts'
import { batch } from '../batch.ts'
import { firstIdOf } from '../ids.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { selectAccounts } from './colleagues.ts'

/** Decisions that are read at most, the newest; with their contacts about 10 MB. */
const MAX_READ = 20_000

/** A decision with one of its contacts; `channel` is null for none. */
export type DecisionContact = {
  person: string
  decision_id: string
  offer_id: string
  categories: string[]
  status: DecisionStatus
  created_at: number
  expires_at: number
  ended_at: number | null
  seen_at: number[]
  channel: Channel | null
  at: number | null
}

/** What is known of the offers' names and of the people whom decisions were about. */
export type MadeContacts = {
  rows: DecisionContact[]
  /** Whether there are more than could be read. */
  is_cut: boolean
  /** What is known of each person under each of their keys, oldest first. */
  details: Map<string, CustomerDetails[]>
  offers: Map<string, { name: string; follow_up_of: string[] }>
  /** The account for which a person buys, where accounts count. */
  accounts: Map<string, string>
}

/**
 * Reads the decisions that were made since a time, each with its contacts that were made.
 * @param since UTC milliseconds
 */
export async function readMadeContacts(
  { shop_id, replica }: Store,
  since: number,
  countsAccounts: boolean,
  now: number,
): Promise<MadeContacts> {
  const newest = sql`
    select * from decisions where shop_id = ${shop_id} and decision_id >= ${firstIdOf('dec', since)}
    order by decision_id desc limit ${MAX_READ}`
  const persons = sql`
    select distinct coalesce(k.person, d.customer) as person from (${newest}) d
    left join person_keys k on k.shop_id = ${shop_id} and k.key = d.customer`
  const [decided, detailed, offered, buying] = await batch(replica, [
    sql`
      select coalesce(k.person, d.customer) as person, d.decision_id, d.offer_id, d.categories, d.status, d.created_at, d.expires_at,
        d.ended_at, d.seen_at, c.channel, c.at
      from (${newest}) d
      left join contacts c on c.shop_id = ${shop_id} and c.decision_id = d.decision_id and c.made
      left join person_keys k on k.shop_id = ${shop_id} and k.key = d.customer`,
    sql`
      select distinct w.person, m.value as key, c.details, c.changed_at from (${persons}) w
      left join people p on p.shop_id = ${shop_id} and p.person = w.person
      cross join json_each(coalesce(p.keys, json_array(w.person))) m
      cross join customer_details c on c.shop_id = ${shop_id} and c.customer = m.value order by c.changed_at`,
    sql`select offer_id, offer ->> '$.name' as name, offer -> '$.follow_up_of' as follow_up_of from offers where shop_id = ${shop_id}`,
    ...(countsAccounts ? [selectAccounts(shop_id, persons, now)] : []),
  ])
  type Row = Omit<DecisionContact, 'categories' | 'seen_at'> & { categories: string; seen_at: string }
  const rows = rowsOf<Row>(decided).map((row) => ({
    ...row,
    ...{ categories: JSON.parse(row.categories), seen_at: JSON.parse(row.seen_at) },
  }))
  const details = new Map<string, CustomerDetails[]>()
  for (const row of rowsOf<{ person: string; details: string }>(detailed)) {
    details.set(row.person, [...(details.get(row.person) ?? []), JSON.parse(row.details)])
  }
  return {
    rows,
    is_cut: new Set(rows.map(({ decision_id }) => decision_id)).size >= MAX_READ,
    details,
    accounts: new Map(
      rowsOf<{ person: string; account_id: string | null }>(buying).flatMap(({ person, account_id }) =>
        account_id === null ? [] : [[person, account_id]],
      ),
    ),
    offers: new Map(
      rowsOf<{ offer_id: string; name: string; follow_up_of: string | null }>(offered).map((row) => [
        row.offer_id,
        { name: row.name, follow_up_of: JSON.parse(row.follow_up_of ?? '[]') },
      ]),
    ),
  }
}
