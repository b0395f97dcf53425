import type { StoredEvent } from '../../schema/outcomes/events.ts'
import { MINUTE } from '../../vocabulary/time.ts'
import type { Store } from '../store/open.ts'
import { takeUnits } from '../store/outcomes/intakes.ts'

/** Bytes of a beacon that are one unit: an event or an item that is short. */
const BYTES_A_UNIT = 200
/**
 * Units that an isolate takes at once, so that not every beacon writes a row about the budget; for how long it may use them, and how many it
 * may owe meanwhile.
 */
const BLOCK = { units: 200, life: 10 * MINUTE, most_owed: 1_000 } as const
/** Shops that an isolate remembers. */
const MAX_SHOPS = 10_000

/** Units of a beacon itself: its row, the deletion of that, the visitor's journey and a mark. */
const BEACON_UNITS = 4
/** Further units of a purchase, which has two indexes. */
const PURCHASE_UNITS = 3

/** What a beacon costs of the shop's budget: each event and each item can become a row, and long ones need more space. */
export function unitsOf(events: readonly Pick<StoredEvent, 'name' | 'items'>[], bytes: number): number {
  const rows = events.reduce(
    (sum, { name, items }) => sum + 1 + items.length + (name === 'purchase' ? PURCHASE_UNITS : 0),
    BEACON_UNITS,
  )
  return Math.max(rows, Math.ceil(bytes / BYTES_A_UNIT))
}

/** What this isolate may still write for a shop. With a weight of 0 nothing is kept until `until`. */
type Account = { units: number; weight: number; until: number; isTaking: boolean }

const accounts = new Map<string, Account>()

/**
 * Takes a beacon's units from the shop's budget. While one request takes more units from the database, others go on and owe theirs:
 * a request must not wait for the database calls of another one, which may be cancelled.
 * @param draw 0 ≤ draw < 1, which decides whether it is kept when only some are
 * @param now UTC milliseconds
 * @returns the number of beacons that this one stands for; 0 if it is not kept
 */
export async function weightOf(store: Store, units: number, draw: number, now: number): Promise<number> {
  const account = accountOf(store.shop_id)
  const isOver = now >= account.until
  const mayOwe = account.isTaking && account.units - units >= -BLOCK.most_owed
  const isEmpty = account.weight > 0 && account.units < units
  if ((isOver || isEmpty) && !mayOwe) await takeBlock(store, account, units, now)
  if (account.weight === 0 || draw * account.weight >= 1) return 0
  account.units -= units
  return account.weight
}

function accountOf(shop_id: string): Account {
  const found = accounts.get(shop_id)
  if (found) return found
  if (accounts.size >= MAX_SHOPS) accounts.clear()
  const account = { units: 0, weight: 1, until: 0, isTaking: false }
  accounts.set(shop_id, account)
  return account
}

async function takeBlock(store: Store, account: Account, units: number, now: number): Promise<void> {
  account.isTaking = true
  const owed = Math.max(0, -account.units)
  const taken = Math.max(BLOCK.units, units) + owed
  const weight = await takeUnits(store, taken, now).finally(() => {
    account.isTaking = false
  })
  const endOfMinute = (Math.floor(now / MINUTE) + 1) * MINUTE
  const left = now >= account.until ? Math.min(0, account.units) : account.units
  const until = weight === 0 ? endOfMinute : now + BLOCK.life
  Object.assign(account, { units: left + taken, weight, until })
}
