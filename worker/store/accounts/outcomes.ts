import { type SQL, sql } from 'drizzle-orm'
import { type AccountMark, type AccountOutcome, accountOutcomes } from '../../../schema/accounts/outcomes.ts'
import {
  type ContactRow,
  contacts,
  type DecisionRow,
  decisions,
} from '../../../schema/decisions/decisions.ts'
import { type ResponseRow, responses } from '../../../schema/decisions/responses.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import { randomText } from '../ids.ts'
import type { Store } from '../open.ts'
import type { Old } from '../retention.ts'
import { insertRows } from '../upsert.ts'

/** What stands in the contact policy for an outcome, about the buyer. */
export type OutcomeDecision = {
  decision: Omit<DecisionRow, 'shop_id'>
  response: Omit<ResponseRow, 'shop_id'>
  contact: Omit<ContactRow, 'shop_id'> | undefined
}

/**
 * Stores an outcome, and what stands for it in the contact policy of the buyer, in one transaction; the buyer gets a turn, so that no
 * decision is made from what was known before. One that is stored already stays as it is.
 */
export async function writeOutcome(
  { d1, shop_id }: Store,
  row: Omit<AccountOutcome, 'shop_id'>,
  about: OutcomeDecision | undefined,
): Promise<void> {
  const token = randomText(16)
  const isNew = sql`exists (select 1 from account_outcomes
    where shop_id = ${shop_id} and outcome_id = ${row.outcome_id} and created_at = ${row.created_at} and account_id = ${row.account_id}
      and at = ${row.at} and outcome = ${row.outcome} and customer is ${row.customer})`
  // A person who was erased gets no decision.
  const isOurs = sql`exists (select 1 from person_turns where shop_id = ${shop_id} and customer = ${row.customer} and token = ${token})`
  await batch(d1, [
    sql`${insertRows(
      accountOutcomes,
      shop_id,
      JSON.stringify([row]),
      sql`exists (
      select 1 from accounts where shop_id = ${shop_id} and account_id = ${row.account_id})`,
    )} on conflict do nothing`,
    ...(about
      ? [
          sql`
            insert into person_turns (shop_id, customer, turn, token)
            select ${shop_id}, ${row.customer}, 1, ${token} where ${isNew} and not exists (
              select 1 from erasures where shop_id = ${shop_id} and customer = ${row.customer})
              and not exists (select 1 from responses where shop_id = ${shop_id} and response_id = ${about.response.response_id})
            on conflict do update set turn = turn + 1, token = excluded.token`,
          insertRows(decisions, shop_id, JSON.stringify([about.decision]), isOurs),
          insertRows(responses, shop_id, JSON.stringify([about.response]), isOurs),
          ...(about.contact ? [insertRows(contacts, shop_id, JSON.stringify([about.contact]), isOurs)] : []),
        ]
      : []),
  ])
}

/** One outcome. */
export async function readOutcome(
  { db, shop_id }: Store,
  outcome_id: string,
): Promise<AccountOutcome | undefined> {
  const [row] = await db.all<object>(
    sql`select * from account_outcomes where shop_id = ${shop_id} and outcome_id = ${outcome_id}`,
  )
  return row && rowOfTable(accountOutcomes, row)
}

/** The next outcomes by id. */
export async function listOutcomes(
  { db, shop_id }: Store,
  after: string,
  limit: number,
): Promise<AccountOutcome[]> {
  const rows = await db.all<object>(sql`select * from account_outcomes
    where shop_id = ${shop_id} and outcome_id > ${after} order by outcome_id limit ${limit}`)
  return rows.map((row) => rowOfTable(accountOutcomes, row))
}

/** Outcomes of an account that are read, the newest. */
const MAX_READ = 200

/** The newest outcomes of an account. */
export const selectOutcomes = (shop_id: string, account_id: string): SQL => sql`
  select * from account_outcomes indexed by account_outcomes_by_account
  where shop_id = ${shop_id} and account_id = ${account_id} order by at desc, outcome_id limit ${MAX_READ}`

/** What people know of an account and its families. */
export const selectMarks = (shop_id: string, account_id: string): SQL =>
  sql`select * from account_marks where shop_id = ${shop_id} and account_id = ${account_id} order by family`

/** Writes a mark, or removes it. */
export async function writeMark(
  { db, shop_id }: Store,
  {
    account_id,
    family,
    mark,
    note,
    member_id,
    at,
  }: Omit<AccountMark, 'shop_id' | 'mark'> & { mark: AccountMark['mark'] | null },
): Promise<void> {
  await db.run(
    mark === null
      ? sql`delete from account_marks where shop_id = ${shop_id} and account_id = ${account_id} and family = ${family}`
      : sql`
          insert into account_marks (shop_id, account_id, family, mark, note, member_id, at)
          select ${shop_id}, ${account_id}, ${family}, ${mark}, ${note}, ${member_id}, ${at}
          where exists (select 1 from accounts where shop_id = ${shop_id} and account_id = ${account_id})
          on conflict do update set mark = excluded.mark, note = excluded.note, member_id = excluded.member_id, at = excluded.at`,
  )
}

/** Days for which outcomes are kept, as answers of customers are. */
const KEPT = 800
/** Days for which words about a talk are kept. */
const NOTE_DAYS = 30

/** Outcomes that are past their retention at a time (UTC milliseconds). */
export const oldOutcomes = (now: number): Old => ({
  table: accountOutcomes,
  which: sql`at < ${now - KEPT * DAY}`,
})

/** Deletes words about talks that are past their retention. */
export const forgetOutcomeNotes = (shop_id: string, now: number): SQL => sql`
  update account_outcomes set note = null where shop_id = ${shop_id} and note is not null and at < ${now - NOTE_DAYS * DAY}`
