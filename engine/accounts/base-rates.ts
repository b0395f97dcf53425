import { BOUGHT, isBoughtBetween, LAPSED, NEVER, type Snapshot } from './snapshot.ts'

/** Pseudo-count, in accounts, of the rate that a family's buyers let expect beside what its openings say; chosen on training folds among 10, 50, 200 and 1,000. */
const FAMILY_COUNT = 200
/** A rate is never taken for certain, whatever the family's buyers let expect. */
const MAX_PRIOR = 0.9
/** Pseudo-accounts of the shop's rate, one half of which opens (Jeffreys' prior has a half of either). */
const SHOP_COUNT = 1

/**
 * Rates at which accounts open a family within a horizon, by state (0: never bought, 1: lapsed) and family: `rates[state * families +
 * family]`, each between 0 and 1, with the number of accounts it rests on, pseudo-counts included.
 */
export type BaseRates = { families: number; rates: Float64Array; cases: Float64Array }

/** Position of a state and family in the rates. */
export const rateAt = (families: number, state: number, family: number): number =>
  (state === LAPSED ? families : 0) + family

/**
 * Counts who of the accounts that did not buy a family on the day of a snapshot bought it within the days after it.
 *
 * rate = (opened + 200 · prior) / (accounts + 200), where the prior is the shop's rate of the state times the family's buyers over those of
 * the mean family; the shop's rate is (opened + ½) / (pairs + 1).
 * @param before  snapshot of the first of these days
 * @param days    length of the time that is counted, ≥ 1
 * @param horizon rates of a shorter time become 1 − (1 − rate)^(horizon / days)
 */
export function baseRates(before: Snapshot, days: number, horizon: number): BaseRates {
  const { families } = before.ledger
  const opened = new Float64Array(2 * families)
  const buyers = buyersBetween(before, days)
  const meanBuyers = buyers.reduce((a, b) => a + b, 0) / families
  const candidates = candidatesOf(before)
  countOpened(before, days, opened)
  const rates = new Float64Array(2 * families)
  const cases = new Float64Array(2 * families)
  for (const state of [NEVER, LAPSED]) {
    const from = rateAt(families, state, 0)
    const sum = (counts: Float64Array) => counts.subarray(from, from + families).reduce((a, b) => a + b, 0)
    const shop = (sum(opened) + SHOP_COUNT / 2) / (sum(candidates) + SHOP_COUNT)
    for (let at = from; at < from + families; at += 1) {
      cases[at] = (candidates[at] ?? 0) + FAMILY_COUNT
      const prior = Math.min(MAX_PRIOR, (shop * ((buyers[at % families] ?? 0) + 1)) / (meanBuyers + 1))
      const rate = ((opened[at] ?? 0) + FAMILY_COUNT * prior) / (cases[at] ?? 1)
      rates[at] = days === horizon ? rate : 1 - (1 - rate) ** (horizon / days)
    }
  }
  return { families, rates, cases }
}

/** Accounts with an order so far that never bought each family, and those that lapsed. */
function candidatesOf({ ledger, states, owners, known }: Snapshot): Float64Array {
  const { families } = ledger
  const candidates = Float64Array.from({ length: 2 * families }, (_, at) =>
    at < families ? known - (owners[at] ?? 0) : 0,
  )
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    if (states[cell] !== LAPSED) continue
    const at = rateAt(families, LAPSED, ledger.cellFamilies[cell] ?? 0)
    candidates[at] = (candidates[at] ?? 0) + 1
  }
  return candidates
}

function countOpened({ ledger, states, orders, day }: Snapshot, days: number, opened: Float64Array): void {
  for (let account = 0; account < ledger.accounts; account += 1) {
    if (orders[account] === 0) continue
    const end = ledger.cellStarts[account + 1] ?? 0
    for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) {
      const state = states[cell] ?? NEVER
      if (state === BOUGHT || !isBoughtBetween(ledger, cell, day, day + days)) continue
      const at = rateAt(ledger.families, state, ledger.cellFamilies[cell] ?? 0)
      opened[at] = (opened[at] ?? 0) + 1
    }
  }
}

/** Accounts that bought each family within the days from the snapshot on. */
function buyersBetween({ ledger, day }: Snapshot, days: number): number[] {
  const buyers = new Array<number>(ledger.families).fill(0)
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    if (!isBoughtBetween(ledger, cell, day, day + days)) continue
    const family = ledger.cellFamilies[cell] ?? 0
    buyers[family] = (buyers[family] ?? 0) + 1
  }
  return buyers
}
