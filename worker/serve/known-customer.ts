import { dueOf } from '../../engine/customer/due.ts'
import { historyScore } from '../../engine/customer/purchase-history.ts'
import { sixDigits } from '../../engine/numbers/round.ts'
import { exclusionFilter } from '../../engine/rank/filters.ts'
import type { CartScore } from '../../engine/rank/score-cart.ts'
import type { Outcome } from '../../vocabulary/outcomes.ts'
import type { Store } from '../store/open.ts'
import { type BoughtRow, type History, readBoughtItems, readHistory } from '../store/orders/history.ts'
import type { Candidates } from './candidates.ts'
import { type Card, cardOf, NO_EVIDENCE } from './card.ts'
import type { ShopRules } from './rules.ts'

/** Purchases of a known customer, and those of the items that are still in the catalogue. */
export type KnownCustomer = { history: History; items: readonly BoughtRow[] }

/** Reads a known customer, in two round trips. @param customers keyed hashes of one person */
export async function readKnownCustomer(
  store: Store,
  customers: readonly string[],
  known: ShopRules,
): Promise<KnownCustomer> {
  const history = await readHistory(store, customers)
  return {
    history,
    items: history.bought.length > 0 ? await readBoughtItems(store, history.bought, known) : [],
  }
}

/** Ids of items that are bought repeatedly: by others, by this customer, or by the merchant's word. */
function repeatedItems({ history, items }: KnownCustomer): Set<string> {
  const twice = history.bought.flatMap(({ item_id, at }) => (at.length > 1 ? item_id : []))
  const byMany = items.flatMap(({ item_id, repeat_days, repurchase }) =>
    repeat_days || repurchase ? (item_id ?? []) : [],
  )
  return new Set([...twice, ...byMany])
}

/** Items that the customer owns and that hardly anybody buys twice. */
function ownedItems(customer: KnownCustomer): Map<string, Outcome> {
  const repeated = repeatedItems(customer)
  const owned = customer.items.flatMap(({ item_id }) => item_id ?? []).filter((id) => !repeated.has(id))
  return new Map(owned.map((item_id) => [item_id, 'owned']))
}

/** The candidates for this customer: owned items are filtered out, due items form a panel of their own. */
export function forCustomer(candidates: Candidates, customer: KnownCustomer, now: number): Candidates {
  const owned = exclusionFilter(ownedItems(customer))
  const panels = Object.fromEntries(
    Object.entries(candidates.panels).map(([intent, panel]) => [
      intent,
      { ...panel, filters: [...panel.filters, owned] },
    ]),
  )
  return {
    ...candidates,
    known_customer: true,
    panels: { ...panels, replenish: { candidates: dueCards(customer, now), filters: [] } },
  }
}

/**
 * Contribution of the purchase history to cart scores, for repeatedly bought items.
 * @param now          UTC milliseconds
 * @param isCalibrated whether the scores of the cart are probabilities
 */
export function historyScores(
  customer: KnownCustomer,
  now: number,
  isCalibrated: boolean,
): Map<string, number> {
  const { bought, orders } = customer.history
  const repeated = repeatedItems(customer)
  return new Map(
    bought
      .filter(({ item_id }) => repeated.has(item_id))
      .map(({ item_id, at }) => [item_id, historyScore(at, orders, now, isCalibrated)]),
  )
}

/** Cards of repeatedly bought items that are not companions of the cart. */
export function historyCards(
  { items }: KnownCustomer,
  history: ReadonlyMap<string, number>,
  scored: readonly CartScore[],
): Card[] {
  const named = new Set(scored.map(({ item_id }) => item_id))
  return items.flatMap((row) => {
    const added = history.get(row.item_id ?? '')
    if (added === undefined || named.has(row.item_id ?? '')) return []
    const score = sixDigits(added)
    const origin = { source: 'history' as const, score, seed_item_id: '', ...NO_EVIDENCE }
    return cardOf(row, { ...origin, parts: { history: score } })
  })
}

/** Cards of the items that are due. @param now UTC milliseconds */
function dueCards({ history, items }: KnownCustomer, now: number): Card[] {
  const purchases = new Map(history.bought.map((one) => [one.item_id, one]))
  return items.flatMap((row) => {
    const bought = purchases.get(row.item_id ?? '')
    const days = row.repeat_days
    const due = bought && days ? dueOf(bought, days, now) : undefined
    if (!due || !days) return []
    const score = sixDigits(due.score)
    return cardOf(row, {
      ...{ source: 'history' as const, score, seed_item_id: '', ...NO_EVIDENCE },
      parts: { due: score },
      due: { due_at: due.due_at, times: due.times, days },
    })
  })
}
