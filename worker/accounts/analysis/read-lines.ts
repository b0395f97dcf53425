import { DAY } from '../../../vocabulary/time.ts'
import type { ScoreCatalogue } from '../../customers/score-catalogue.ts'
import type { JobLease } from '../../jobs/lease/lease.ts'
import { type AccountOrder, readAccountOrders } from '../../store/accounts/account-orders.ts'
import { countAccounts, listAccountIds } from '../../store/accounts/accounts.ts'
import type { Store } from '../../store/open.ts'
import { LineColumns } from './line-columns.ts'
import { type UsualItem, usualItems } from './usual-items.ts'

/** Accounts of one read: those with many orders are read in parts. */
const PAGE = 400
/** Orders of one read, and of one account: about 3 MB. */
const MAX_ORDERS = 8_000
/** Lines in all: 40 bytes each. */
const MAX_LINES = 1_000_000
/** Lines that are kept free for accounts that come later, so that large ones before leave room for some of their orders. */
const KEPT_FREE = MAX_LINES / 10

/** The purchases of all accounts. */
export type Purchased = {
  /** Ids of accounts by number. */
  ids: string[]
  lines: LineColumns
  /** What each account orders most often, by its number. */
  usual: UsualItem[][]
  orders: number
  /** Whether orders were left out because there are too many. */
  is_cut: boolean
}

/** Reads the purchases of all accounts, page by page; only orders in the shop's currency have amounts. */
export async function readPurchases(
  store: Store,
  catalogue: ScoreCatalogue,
  currency: string,
  lease: JobLease,
): Promise<Purchased> {
  const read: Purchased = { ids: [], lines: new LineColumns(), usual: [], orders: 0, is_cut: false }
  const accounts = await countAccounts(store)
  const room = (account: number) => MAX_LINES - KEPT_FREE * Math.max(0, 1 - (account + 1) / accounts)
  for (let after = ''; ; ) {
    const ids = await listAccountIds(store, after, PAGE)
    const last = ids.at(-1)
    if (last === undefined) return read
    await readPage(store, ids, read, room, catalogue, currency)
    await lease.pause()
    after = last
  }
}

/** Reads the orders of some accounts; `room` is how many lines there may be with those of an account. Those of an account with more than fit into a read are the newest of them. */
async function readPage(
  store: Store,
  ids: readonly string[],
  read: Purchased,
  room: (account: number) => number,
  catalogue: ScoreCatalogue,
  currency: string,
): Promise<void> {
  const orders = await readAccountOrders(store, ids, currency, MAX_ORDERS + 1)
  const isWhole = orders.length <= MAX_ORDERS
  if (!isWhole && ids.length > 1) {
    const half = ids.length >> 1
    await readPage(store, ids.slice(0, half), read, room, catalogue, currency)
    await readPage(store, ids.slice(half), read, room, catalogue, currency)
    return
  }
  if (!isWhole) read.is_cut = true
  let at = 0
  for (const id of ids) {
    const account = read.ids.length
    read.ids.push(id)
    const from = read.lines.length
    for (; at < Math.min(orders.length, MAX_ORDERS) && orders[at]?.account_id === id; at += 1) {
      const order = orders[at]
      if (order) add(read, account, order, room(account), catalogue)
    }
    read.usual.push(usualItems(read.lines, from))
  }
}

function add(
  read: Purchased,
  account: number,
  { lines, ordered_at, currency }: AccountOrder,
  room: number,
  catalogue: ScoreCatalogue,
): void {
  if (read.lines.length + lines.length > room) {
    read.is_cut = true
    return
  }
  const order = read.orders
  read.orders += 1
  for (const [reference, pieces, price] of lines) {
    const item = catalogue.numberOf(reference)
    if (item < 0) continue
    const cost = catalogue.costs[item]
    const spend = currency === null ? pieces * (price ?? 0) : 0
    const margin =
      cost === null || cost === undefined || currency !== null ? Number.NaN : spend - pieces * cost
    read.lines.push({ account, item, order, day: Math.floor(ordered_at / DAY), pieces, spend, margin })
  }
}
