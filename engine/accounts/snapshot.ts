import type { Ledger } from './ledger.ts'
import { type FamilyRhythm, familyRhythm, isOverdue, medianGap, usualGap } from './rhythm.ts'

/** State of a cell: never bought, bought and not overdue, or overdue. */
export const NEVER = 0
/** Bought, and not overdue. */
export const BOUGHT = 1
/** Bought once, and overdue. */
export const LAPSED = 2
/** One of the three. */
export type CellState = typeof NEVER | typeof BOUGHT | typeof LAPSED

/** Days of a year of spend. */
export const YEAR = 365

/** What was known of all accounts on a day: only purchases before it count. Arrays by cell, account or family of the ledger. */
export type Snapshot = {
  ledger: Ledger
  day: number
  horizon: number
  rhythm: FamilyRhythm
  /** By cell. */
  states: Uint8Array
  /** Purchases of the cell so far. */
  times: Uint32Array
  /** Days since the last purchase; 0 for a cell that is `NEVER`. */
  since: Int32Array
  /** Days after which the account usually buys the family again. */
  usual: Float32Array
  /** Spend of the last 365 days, minor units. */
  yearly: Float64Array
  /** Purchases in the last horizon. */
  recent: Uint32Array
  /** By account: days with orders, those in the last horizon, the last of them, median days between two, spend of the last 365 days. */
  orders: Uint32Array
  recentOrders: Uint32Array
  lastOrder: Int32Array
  ordering: Float64Array
  total: Float64Array
  /** By family: accounts that bought it ever, in the last horizon, and in the horizon before. */
  owners: Uint32Array
  buyers: Uint32Array
  buyersBefore: Uint32Array
  /** Accounts with an order so far. */
  known: number
}

/** What is known of all accounts on a day. @param horizon days, ≥ 1 */
export function snapshotAt(ledger: Ledger, day: number, horizon: number): Snapshot {
  const { accounts, cells, families } = ledger
  const snapshot: Snapshot = {
    ...{ ledger, day, horizon, rhythm: familyRhythm(ledger, day), known: 0 },
    ...{ states: new Uint8Array(cells), times: new Uint32Array(cells), since: new Int32Array(cells) },
    ...{ usual: new Float32Array(cells), yearly: new Float64Array(cells), recent: new Uint32Array(cells) },
    ...{ orders: new Uint32Array(accounts), recentOrders: new Uint32Array(accounts) },
    ...{ lastOrder: new Int32Array(accounts), ordering: new Float64Array(accounts) },
    total: new Float64Array(accounts),
    ...{ owners: new Uint32Array(families), buyers: new Uint32Array(families) },
    buyersBefore: new Uint32Array(families),
  }
  for (let account = 0; account < accounts; account += 1) readAccount(snapshot, account)
  return snapshot
}

function readAccount(snapshot: Snapshot, account: number): void {
  const { ledger, day, horizon } = snapshot
  const first = ledger.dayStarts[account] ?? 0
  const orders = ledger.ordersBefore(account, day)
  if (orders === 0) return
  snapshot.known += 1
  snapshot.orders[account] = orders
  snapshot.recentOrders[account] = orders - ledger.ordersBefore(account, day - horizon)
  snapshot.lastOrder[account] = ledger.orderDays[first + orders - 1] ?? 0
  if (orders > 1) snapshot.ordering[account] = medianGap(ledger.orderDays, first, first + orders)
  const end = ledger.cellStarts[account + 1] ?? 0
  for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) readCell(snapshot, account, cell)
}

function readCell(snapshot: Snapshot, account: number, cell: number): void {
  const { ledger, day, horizon, rhythm } = snapshot
  const { visitDays, visitSpend } = ledger
  const first = ledger.visitStarts[cell] ?? 0
  const end = ledger.visitStarts[cell + 1] ?? 0
  let visit = first
  let [yearly, recent, earlier] = [0, 0, 0]
  for (; visit < end && (visitDays[visit] ?? 0) < day; visit += 1) {
    const age = day - (visitDays[visit] ?? 0)
    if (age <= YEAR) yearly += visitSpend[visit] ?? 0
    if (age <= horizon) recent += 1
    else if (age <= 2 * horizon) earlier += 1
  }
  if (visit === first) return
  const family = ledger.cellFamilies[cell] ?? 0
  const times = visit - first
  const since = day - (visitDays[visit - 1] ?? 0)
  const own = times > 1 ? medianGap(visitDays, first, visit) : 0
  const usual = usualGap(own, times - 1, rhythm.families[family] ?? 1, snapshot.ordering[account] ?? 0)
  snapshot.times[cell] = times
  snapshot.since[cell] = since
  snapshot.usual[cell] = usual
  snapshot.states[cell] = isOverdue(since, usual) ? LAPSED : BOUGHT
  snapshot.yearly[cell] = yearly
  snapshot.recent[cell] = recent
  snapshot.total[account] = (snapshot.total[account] ?? 0) + yearly
  snapshot.owners[family] = (snapshot.owners[family] ?? 0) + 1
  if (recent > 0) snapshot.buyers[family] = (snapshot.buyers[family] ?? 0) + 1
  if (earlier > 0) snapshot.buyersBefore[family] = (snapshot.buyersBefore[family] ?? 0) + 1
}

/** Whether a cell's family is bought from a day on and before another. */
export function isBoughtBetween(
  { visitStarts, visitDays }: Ledger,
  cell: number,
  from: number,
  to: number,
): boolean {
  const end = visitStarts[cell + 1] ?? 0
  for (let visit = visitStarts[cell] ?? 0; visit < end; visit += 1) {
    const day = visitDays[visit] ?? 0
    if (day >= from) return day < to
  }
  return false
}
