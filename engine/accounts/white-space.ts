import { type AccountRow, AccountRows, type FamilyTotals } from './account-row.ts'
import type { Ledger } from './ledger.ts'
import { OpeningFeatures } from './opening-features.ts'
import { baseRatesAt, type OpeningModel } from './openings.ts'
import { snapshotAt } from './snapshot.ts'

/** What a caller chooses. */
export type WhiteSpaceSettings = {
  /** Openings of a row at most. */
  openings: number
  /** Margin as a share of spend for families in which no cost is known, 0 to 1. */
  assumed_margin: number
}

/**
 * The families that each account does not buy: how likely it opens them, what that is worth, and why; and what it owns. Yields the row
 * of one account after the other by number, of those with an order before the day, and undefined where it only pauses.
 * @param model of `fitOpenings`
 * @param today the day after the last one that is known; later purchases are ignored
 * @returns sums of each family over all accounts
 */
export function* whiteSpace(
  ledger: Ledger,
  model: OpeningModel,
  today: number,
  { openings, assumed_margin }: WhiteSpaceSettings,
): Generator<AccountRow | undefined, FamilyTotals[]> {
  const base = baseRatesAt(ledger, today, model.horizon)
  yield undefined
  const snapshot = snapshotAt(ledger, today, model.horizon)
  yield undefined
  const features = new OpeningFeatures(snapshot, base, model.weighting)
  yield undefined
  const rows = new AccountRows(model, features, assumed_margin)
  for (let account = 0; account < ledger.accounts; account += 1) {
    if (snapshot.orders[account] !== 0) yield rows.of(account, openings)
  }
  return rows.totals
}
