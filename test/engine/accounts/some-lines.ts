import { dice } from '../../../bench/quality/tasks.ts'
import type { AccountLines } from '../../../engine/accounts/lines.ts'

/** One line: account, family, item, day, spend, margin; order and pieces where they matter. */
export type SomeLine = readonly [
  account: number,
  family: number,
  item: number,
  day: number,
  spend: number,
  margin?: number,
  order?: number,
  pieces?: number,
]

/** Lines of a shop with at least so many accounts, families and items. */
export function linesOf(
  rows: readonly SomeLine[],
  least = { accounts: 1, families: 1, items: 1 },
): AccountLines {
  const most = (at: 0 | 1 | 2) => rows.reduce((max, row) => Math.max(max, row[at] + 1), 0)
  return {
    accounts: Math.max(least.accounts, most(0)),
    families: Math.max(least.families, most(1)),
    items: Math.max(least.items, most(2)),
    account: rows.map(([account]) => account),
    family: rows.map(([, family]) => family),
    item: rows.map(([, , item]) => item),
    day: rows.map(([, , , day]) => day),
    spend: rows.map(([, , , , spend]) => spend),
    margin: rows.map(([, , , , , margin = Number.NaN]) => margin),
    order: rows.map(([, , , day, , , order = day]) => order),
    pieces: rows.map(([, , , , , , , pieces = 1]) => pieces),
  }
}

/** The first day of the shops here. */
export const FIRST = 19_000

/**
 * Accounts of two kinds: those with an even number buy families 0 to 4, the others 5 to 9, one to three lines in every fifth to
 * twentieth day of a year. Costs are known and the margin is 30 %.
 */
export function twoKinds(accounts: number, days = 365): SomeLine[] {
  const draw = dice(3)
  const rows: SomeLine[] = []
  for (let account = 0; account < accounts; account += 1) {
    for (let day = FIRST + draw(20); day < FIRST + days; day += 5 + draw(16)) {
      for (let line = 0; line <= draw(3); line += 1) {
        const family = (account % 2) * 5 + Math.min(draw(5), draw(5))
        const spend = 1_000 + draw(1_000)
        rows.push([account, family, family * 3 + draw(3), day, spend, Math.round(spend * 0.3)])
      }
    }
  }
  return rows
}

/** The same lines in another order. */
export function shuffled(rows: readonly SomeLine[]): SomeLine[] {
  const draw = dice(9)
  const mixed = [...rows]
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = draw(at + 1)
    const held = mixed[at]
    const swapped = mixed[other]
    if (held && swapped) [mixed[at], mixed[other]] = [swapped, held]
  }
  return mixed
}
