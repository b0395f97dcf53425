import { Ledger } from '../../engine/accounts/ledger.ts'
import { fitOpenings } from '../../engine/accounts/openings.ts'
import { finished } from '../choice/finished.ts'
import { interval, testOpenings, WAYS, type Way } from './openings.ts'
import type { AccountSet } from './sets.ts'

/** One test of an account in one period: the share of the named families that it bought, by way. */
type Test = { account: string; named: Record<Way, number> }

/** Fits a model before the test of a set, and tests each account. */
export function testsOf(set: AccountSet): Test[] {
  const ledger = new Ledger(set.lines)
  const { tested, named } = testOpenings(ledger, set.cut, finished(fitOpenings(ledger, set.cut)))
  return tested.map((account, at) => ({
    account: set.accounts[account] ?? '',
    named: Object.fromEntries(WAYS.map((way) => [way, named[way][at] ?? 0])) as Record<Way, number>,
  }))
}

/**
 * The mean difference of ours to another way with its 95 % interval. The periods of an account are not independent of each other, so
 * the account is the unit: the variance of a ratio of sums over accounts (W. Cochran, Sampling Techniques, 1977, chapter 9A).
 */
function over(tests: readonly Test[], way: Way): string {
  const sums = new Map<string, { difference: number; periods: number }>()
  for (const { account, named } of tests) {
    const { difference, periods } = sums.get(account) ?? { difference: 0, periods: 0 }
    sums.set(account, {
      difference: difference + named.probability - named[way],
      periods: periods + 1,
    })
  }
  const accounts = [...sums.values()]
  const middle = accounts.reduce((sum, { difference }) => sum + difference, 0) / tests.length
  const squares = accounts.reduce(
    (sum, { difference, periods }) => sum + (difference - periods * middle) ** 2,
    0,
  )
  const variance = (squares * accounts.length) / (accounts.length - 1)
  return interval(middle, (1.96 * Math.sqrt(variance)) / tests.length)
}

/** Table of the other ways by periods, of which each column takes some together. */
export function periodsTable(columns: ReadonlyMap<string, readonly Test[]>): string {
  const others = WAYS.filter((way) => way !== 'probability')
  const all = [...columns.values()]
  const row = (name: string, cell: (tests: readonly Test[]) => string) =>
    `| ${name} | ${all.map(cell).join(' | ')} |`
  const share = (tests: readonly Test[]) =>
    tests.reduce((sum, { named }) => sum + named.probability, 0) / Math.max(1, tests.length)
  return [
    `| ours over | ${[...columns.keys()].join(' | ')} |`,
    `|---|${all.map(() => '---|').join('')}`,
    row('tests of accounts', (tests) => String(tests.length)),
    row('**probability to open**', (tests) => share(tests).toFixed(4)),
    ...others.map((way) => row(way, (tests) => over(tests, way))),
  ].join('\n')
}
