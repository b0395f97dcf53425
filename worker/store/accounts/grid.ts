import { type SQL, sql } from 'drizzle-orm'
import type { AccountMark } from '../../../schema/accounts/outcomes.ts'
import { type AccountAnalysis, accountAnalyses } from '../../../schema/accounts/white-space.ts'
import type { CellState } from '../../../vocabulary/accounts.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { isCurrent } from './analyses.ts'
import { type AccountFilter, filtered } from './filter.ts'
import { type AccountScope, inScope } from './scope.ts'

/** What of the grid is asked for. `family` is a number. */
export type GridQuestion = AccountFilter & {
  family?: number | undefined
  state?: CellState | undefined
  sort: 'margin' | 'name' | 'last_order'
}

/** A row of the grid as it is stored. */
export type GridStored = AccountAnalysis & {
  name: string
  tier: string | null
  rep: string | null
  rep_name: string | null
  contract_ends_at: number | null
  marks: Pick<AccountMark, 'family' | 'mark'>[]
}

/** Condition: a person said that the family of an opening `o` is not for the account. */
const isNotEligible = sql.raw(`exists (
  select 1 from account_marks k join account_models m on m.shop_id = k.shop_id
  where k.shop_id = g.shop_id and k.account_id = g.account_id and k.mark = 'not_eligible'
    and k.family = m.families ->> ('$[' || (o.value ->> 'f') || ']'))`)

/** The margin of an opening in a family; null where it is none. */
const marginIn = (family: number): SQL =>
  sql`(select o.value ->> 'margin' from json_each(g.openings) o where o.value ->> 'f' = ${family} and not ${isNotEligible})`

/** Condition: the account does this with the family. */
function isIn(family: number, state: CellState | undefined): SQL {
  const cell = (lapsed: SQL) =>
    sql`exists (select 1 from json_each(g.cells) c where c.value ->> 'f' = ${family} and ${lapsed})`
  if (state === 'bought') return cell(sql`not (c.value ->> 'lapsed')`)
  if (state === 'lapsed') return cell(sql`c.value ->> 'lapsed'`)
  if (state === 'never') return sql`not ${cell(sql`true`)}`
  return sql`${marginIn(family)} is not null`
}

/** By what the grid is sorted, largest first; names first to last. Every order ends with the account's id. */
function sortKey({ sort, family }: GridQuestion): SQL {
  if (sort === 'name') return sql`lower(a.name)`
  if (sort === 'last_order') return sql`-coalesce(g.audit ->> 'last', 0)`
  return family === undefined ? sql`-g.margin` : sql`-coalesce(${marginIn(family)}, 0)`
}

/** A place in the grid: the key of the last row, and its account. */
export type GridPlace = { key: string | number; account_id: string }

/**
 * A page of the grid with the place of its last row.
 * @param after place of the last row before it
 */
export async function readGrid(
  { d1, shop_id }: Store,
  scope: AccountScope,
  question: GridQuestion,
  after: GridPlace | undefined,
  limit: number,
): Promise<{ rows: GridStored[]; last: GridPlace | undefined }> {
  const key = sortKey(question)
  const { family, state } = question
  const [found] = await batch(d1, [
    sql`
      select g.*, ${key} as sort_key, a.name, a.tier, a.rep, a.written ->> 'contract_ends_at' as contract_ends_at,
        (select m.name from members m where m.shop_id = a.shop_id and m.member_id = a.rep) as rep_name,
        (select json_group_array(json_object('family', k.family, 'mark', k.mark)) from account_marks k
          where k.shop_id = g.shop_id and k.account_id = g.account_id) as marks
      from account_analyses g cross join accounts a on a.shop_id = g.shop_id and a.account_id = g.account_id
      where g.shop_id = ${shop_id} and ${isCurrent(shop_id)} and ${inScope(shop_id, 'a', scope)} ${filtered(question)}
        ${family === undefined ? sql.empty() : sql`and ${isIn(family, state)}`}
        ${after ? sql`and (${key}, g.account_id) > (${after.key}, ${after.account_id})` : sql.empty()}
      order by sort_key, g.account_id limit ${limit}`,
  ])
  return {
    rows: rowsOf<Record<string, unknown>>(found).map(stored),
    last: placeOf(rowsOf<Record<string, unknown>>(found).at(-1)),
  }
}

const placeOf = (row: Record<string, unknown> | undefined): GridPlace | undefined =>
  row && { key: row.sort_key as string | number, account_id: String(row.account_id) }

function stored({
  sort_key: _,
  name,
  tier,
  rep,
  rep_name,
  contract_ends_at,
  marks,
  ...row
}: Record<string, unknown>): GridStored {
  return {
    ...rowOfTable(accountAnalyses, row),
    name: String(name),
    tier: tier as string | null,
    rep: rep as string | null,
    rep_name: rep_name as string | null,
    contract_ends_at: contract_ends_at as number | null,
    marks: JSON.parse(String(marks)),
  }
}

/** Sums of the grid: of a family by its number, of a rep or a tier. */
export type TotalsRow = {
  key: string | number | null
  accounts: number
  bought: number
  lapsed: number
  openings: number
  margin: number
}

/** Sums over accounts that the caller may see. */
export async function readTotals(
  { db, shop_id }: Store,
  scope: AccountScope,
  filter: AccountFilter,
  by: 'family' | 'rep' | 'tier',
): Promise<TotalsRow[]> {
  const seen = sql`from account_analyses g cross join accounts a on a.shop_id = g.shop_id and a.account_id = g.account_id
    where g.shop_id = ${shop_id} and ${isCurrent(shop_id)} and ${inScope(shop_id, 'a', scope)} ${filtered(filter)}`
  if (by !== 'family') {
    const lapsed = sql`(select coalesce(sum(c.value ->> 'lapsed'), 0) from json_each(g.cells) c)`
    return await db.all(sql`
      select a.${sql.raw(by)} as key, count(*) as accounts, sum(json_array_length(g.cells) - ${lapsed}) as bought, sum(${lapsed}) as lapsed,
        sum((select count(*) from json_each(g.openings) o where not ${isNotEligible})) as openings,
        sum((select coalesce(sum(o.value ->> 'margin'), 0) from json_each(g.openings) o where not ${isNotEligible})) as margin
      ${seen} group by 1 order by margin desc, key`)
  }
  return await db.all(sql`
    with seen as (select g.shop_id, g.account_id, g.cells, g.openings ${seen}), of as (
      select c.value ->> 'f' as f, not (c.value ->> 'lapsed') as bought, c.value ->> 'lapsed' as lapsed, 0 as openings, 0 as margin
      from seen, json_each(seen.cells) c
      union all
      select o.value ->> 'f', 0, 0, 1, o.value ->> 'margin' from seen g, json_each(g.openings) o where not ${isNotEligible})
    select f as key, (select count(*) from seen) as accounts, sum(bought) as bought, sum(lapsed) as lapsed, sum(openings) as openings, sum(margin) as margin
    from of group by f order by margin desc, f`)
}
