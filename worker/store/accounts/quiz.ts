import { type SQL, sql } from 'drizzle-orm'
import { type QuizAnswer, quizAnswers } from '../../../schema/accounts/enablement.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { isCurrent } from './analyses.ts'
import { type AccountScope, inScope } from './scope.ts'

/** What the accounts of a rep miss: a family with the sum of the expected margins. */
export type MissedFamily = { f: number; margin: number }

/** Families and answers that are read. */
const MAX_FAMILIES = 60
const MAX_ANSWERS = 1_000

/** Reads what a quiz is made of: what the accounts miss, the largest margin first, and the answers of the member. */
export async function readQuizFacts(
  { d1, shop_id }: Store,
  scope: AccountScope,
  member_id: string,
): Promise<{ missed: MissedFamily[]; answers: QuizAnswer[] }> {
  const [missed, answers] = await batch(d1, [
    sql`select o.value ->> 'f' as f, sum(o.value ->> 'margin') as margin
      from accounts a cross join account_analyses g on g.shop_id = a.shop_id and g.account_id = a.account_id and ${isCurrent(shop_id)}, json_each(g.openings) o
      where a.shop_id = ${shop_id} and ${inScope(shop_id, 'a', scope)}
      group by 1 order by 2 desc, 1 limit ${MAX_FAMILIES}`,
    sql`select * from quiz_answers where shop_id = ${shop_id} and member_id = ${member_id} order by due_at, question limit ${MAX_ANSWERS}`,
  ])
  return {
    missed: rowsOf(missed),
    answers: rowsOf<object>(answers).map((row) => rowOfTable(quizAnswers, row)),
  }
}

/** An account with the probability that it opens a family; null for one that buys it. */
export type AccountChance = { account_id: string; name: string; p: number | null }

/** Accounts that are compared in a question. */
const MAX_COMPARED = 12

/** Accounts for which a family is an opening, the likeliest first, and accounts that buy it. */
export async function readChances(
  { d1, shop_id }: Store,
  scope: AccountScope,
  family: number,
): Promise<AccountChance[]> {
  const from = sql`from accounts a cross join account_analyses g on g.shop_id = a.shop_id and g.account_id = a.account_id and ${isCurrent(shop_id)}`
  const own = sql`a.shop_id = ${shop_id} and ${inScope(shop_id, 'a', scope)}`
  const [likely, buying] = await batch(d1, [
    sql`select a.account_id, a.name, o.value ->> 'p' as p ${from}, json_each(g.openings) o
      where ${own} and o.value ->> 'f' = ${family} order by 3 desc, 1 limit ${MAX_COMPARED}`,
    sql`select a.account_id, a.name, null as p ${from}
      where ${own} and exists (select 1 from json_each(g.cells) c where c.value ->> 'f' = ${family} and not (c.value ->> 'lapsed'))
      order by 1 limit ${MAX_COMPARED}`,
  ])
  return [...rowsOf<AccountChance>(likely), ...rowsOf<AccountChance>(buying)]
}

/** Adds to what a member did on a day. */
export const countDay = (
  shop_id: string,
  member_id: string,
  now: number,
  what: { pages_opened?: number; quiz_asked?: number; quiz_right?: number },
): SQL => {
  const { pages_opened = 0, quiz_asked = 0, quiz_right = 0 } = what
  return sql`
    insert into rep_days (shop_id, member_id, day, pages_opened, quiz_asked, quiz_right)
    values (${shop_id}, ${member_id}, ${Math.floor(now / DAY)}, ${pages_opened}, ${quiz_asked}, ${quiz_right})
    on conflict do update set pages_opened = pages_opened + excluded.pages_opened,
      quiz_asked = quiz_asked + excluded.quiz_asked, quiz_right = quiz_right + excluded.quiz_right`
}

/** Stores an answer in place of the one before, and counts it. */
export async function writeQuizAnswer(
  { d1, shop_id }: Store,
  { member_id, question, box, due_at, answered_at }: Omit<QuizAnswer, 'shop_id' | 'right' | 'asked'>,
  isRight: boolean,
): Promise<void> {
  const right = Number(isRight)
  await batch(d1, [
    sql`
      insert into quiz_answers (shop_id, member_id, question, box, due_at, right, asked, answered_at)
      values (${shop_id}, ${member_id}, ${question}, ${box}, ${due_at}, ${right}, 1, ${answered_at})
      on conflict do update set box = excluded.box, due_at = excluded.due_at, right = right + excluded.right, asked = asked + 1,
        answered_at = excluded.answered_at`,
    countDay(shop_id, member_id, answered_at, { quiz_asked: 1, quiz_right: right }),
  ])
}

/** Notes that a member has opened the page of an account. */
export async function notePage({ db, shop_id }: Store, member_id: string, now: number): Promise<void> {
  await db.run(countDay(shop_id, member_id, now, { pages_opened: 1 }))
}
