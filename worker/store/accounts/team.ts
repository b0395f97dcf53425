import { type SQL, sql } from 'drizzle-orm'
import { type RepFigures, repDays, type TeamGoal } from '../../../schema/accounts/team.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import type { Old } from '../retention.ts'
import { rowsOf } from '../serving/rows.ts'
import { isCurrent } from './analyses.ts'
import { type AccountScope, inScope, repsInScope } from './scope.ts'

/** A rep with the number of accounts, and figures of a time and of the one before it. */
export type RepRow = {
  rep: string
  name: string
  team: string | null
  accounts: number
  now: RepFigures
  before: RepFigures
}

const COLUMNS = [
  ...['pages_opened', 'quiz_asked', 'quiz_right'],
  ...['accepted', 'rejected', 'later', 'families_opened'],
] as const

/** The member for whom an outcome counts: whoever recorded it, or the rep of the account where a sales tool did with a key. */
const CREDITED = sql`coalesce(o.member_id, (
    select a.rep from accounts a where a.shop_id = o.shop_id and a.account_id = o.account_id))`

/** Figures of each rep from `from` to before `to`, UTC milliseconds, as rows with `rep`. What is counted is read once for all reps. */
const selectFigures = (shop_id: string, reps: SQL, from: number, to: number): SQL => {
  // The day in which a time begins belongs to the time before, so that no day counts twice.
  const [first, last] = [Math.floor(from / DAY) + 1, Math.floor(to / DAY) + 1]
  const figure = (table: string, column: string) => sql.raw(`coalesce(${table}.${column}, 0) as ${column}`)
  return sql`select r.member_id as rep, r.name, r.team,
      (select count(*) from accounts a where a.shop_id = ${shop_id} and a.rep = r.member_id) as accounts,
      ${figure('d', 'pages_opened')}, ${figure('d', 'quiz_asked')}, ${figure('d', 'quiz_right')},
      ${figure('o', 'accepted')}, ${figure('o', 'rejected')}, ${figure('o', 'later')},
      (select count(*) from accounts a cross join account_analyses g on g.shop_id = a.shop_id and g.account_id = a.account_id and ${isCurrent(shop_id)}, json_each(g.cells) c
        where a.shop_id = ${shop_id} and a.rep = r.member_id and c.value ->> 'first' >= ${first} and c.value ->> 'first' < ${last}
          and c.value ->> 'first' > g.audit ->> 'first') as families_opened
    from (${reps}) r
    left join (
      select ${CREDITED} as rep, sum(o.outcome = 'accepted') as accepted, sum(o.outcome = 'rejected') as rejected, sum(o.outcome = 'later') as later
      from account_outcomes o indexed by account_outcomes_by_time
      where o.shop_id = ${shop_id} and o.at >= ${from} and o.at < ${to} group by 1
    ) o on o.rep = r.member_id
    left join (
      select member_id, sum(pages_opened) as pages_opened, sum(quiz_asked) as quiz_asked, sum(quiz_right) as quiz_right
      from rep_days where shop_id = ${shop_id} and day >= ${first} and day < ${last} group by 1
    ) d on d.member_id = r.member_id`
}

type FiguresRow = Omit<RepRow, 'now' | 'before'> & RepFigures

const figuresOf = (row: FiguresRow): RepFigures => {
  const { pages_opened, accepted, rejected, later, families_opened, quiz_asked, quiz_right } = row
  return { pages_opened, accepted, rejected, later, families_opened, quiz_asked, quiz_right }
}

/** The work of reps in the last days, and in as many before. */
export async function readTeam(
  { d1, shop_id }: Store,
  scope: AccountScope,
  days: number,
  now: number,
): Promise<RepRow[]> {
  const reps = repsInScope(shop_id, scope)
  const [late, early] = await batch(d1, [
    selectFigures(shop_id, reps, now - days * DAY, now),
    selectFigures(shop_id, reps, now - 2 * days * DAY, now - days * DAY),
  ])
  const before = new Map(rowsOf<FiguresRow>(early).map((row) => [row.rep, figuresOf(row)]))
  return rowsOf<FiguresRow>(late).map((row) => {
    const { rep, name, team, accounts } = row
    const own = figuresOf(row)
    const none = Object.fromEntries(COLUMNS.map((column) => [column, 0])) as RepFigures
    return { rep, name, team, accounts, now: own, before: before.get(rep) ?? none }
  })
}

/** How far a team is with each goal. Outcomes are all that were recorded. */
export async function readGoals({ d1, shop_id }: Store, goals: readonly TeamGoal[]): Promise<number[]> {
  if (goals.length === 0) return []
  const results = await batch(
    d1,
    goals.map(({ team, measure, from, to }) => {
      const reps = sql`select m.member_id, m.name, m.team from members m where m.shop_id = ${shop_id} and m.team = ${team}`
      const what = measure === 'outcomes' ? sql`accepted + rejected + later` : sql.raw(measure)
      return sql`select coalesce(sum(${what}), 0) as reached from (${selectFigures(shop_id, reps, from, to)})`
    }),
  )
  return results.map((one) => rowsOf<{ reached: number }>(one)[0]?.reached ?? 0)
}

/** A family of the range and a rep, with how many of the rep's accounts buy it. */
export type CoveredRow = { rep: string; f: number; accounts: number }
/** An opening of a rep's account, among the best two of its family. */
export type BeginRow = { rep: string; f: number; account_id: string; name: string; margin: number; p: number }

/** What the accounts of reps buy, and where each family would best begin. */
export async function readCoverage(
  { d1, shop_id }: Store,
  scope: AccountScope,
  rep: string | undefined,
): Promise<{
  reps: { rep: string; name: string | null; accounts: number }[]
  covered: CoveredRow[]
  begin: BeginRow[]
  tried: { rep: string; family: string }[]
}> {
  const which = sql`a.shop_id = ${shop_id} and a.rep is not null and ${inScope(shop_id, 'a', scope)}
    ${rep === undefined ? sql.empty() : sql`and a.rep = ${rep}`}`
  const from = sql`from accounts a cross join account_analyses g on g.shop_id = a.shop_id and g.account_id = a.account_id and ${isCurrent(shop_id)}`
  const [reps, covered, begin, tried] = await batch(d1, [
    sql`select a.rep, count(*) as accounts, (
        select m.name from members m where m.shop_id = ${shop_id} and m.member_id = a.rep) as name
      from accounts a where ${which} group by a.rep order by a.rep`,
    sql`select a.rep, c.value ->> 'f' as f, count(*) as accounts ${from}, json_each(g.cells) c
      where ${which} and not (c.value ->> 'lapsed') group by 1, 2`,
    sql`select rep, f, account_id, name, margin, p from (
        select a.rep, o.value ->> 'f' as f, a.account_id, a.name, o.value ->> 'margin' as margin, o.value ->> 'p' as p,
          row_number() over (partition by a.rep, o.value ->> 'f' order by o.value ->> 'margin' desc, a.account_id) as rank
        ${from}, json_each(g.openings) o where ${which})
      where rank <= 2 order by rep, margin desc`,
    sql`select distinct rep, family from (
        select ${CREDITED} as rep, o.family from account_outcomes o where o.shop_id = ${shop_id})
      where rep in (select a.rep from accounts a where ${which})`,
  ])
  return { reps: rowsOf(reps), covered: rowsOf(covered), begin: rowsOf(begin), tried: rowsOf(tried) }
}

/** Days for which the work of a day is kept. */
const KEPT = 400

/** Days of work that are past their retention at a time (UTC milliseconds). */
export const oldRepDays = (now: number): Old => ({
  table: repDays,
  which: sql`day < ${Math.floor(now / DAY) - KEPT}`,
})
