import { dueOf } from '../../engine/customer/due.ts'
import { fromHistory } from '../../engine/customer/purchase-history.ts'
import { sixDigits } from '../../engine/numbers/round.ts'
import type { CartScore } from '../../engine/rank/score-cart.ts'
import type { Store } from '../store/open.ts'
import { type BoughtRow, type History, readBoughtItems, readHistory } from '../store/orders/history.ts'
import { type Card, cardOf, UNCOUNTED } from '../store/serving/cards.ts'

/** What is known of a customer: what was bought, and the items of it that the catalogue still has. */
export type Known = { history: History; rows: readonly BoughtRow[] }

/** Two round trips. @param customers keyed hashes of one person */
export async function readKnown(store: Store, customers: readonly string[]): Promise<Known> {
  const history = await readHistory(store, customers)
  return { history, rows: history.bought.length > 0 ? await readBoughtItems(store, history.bought) : [] }
}

/** Ids of what is bought again: by many, or by this customer. */
function repeatedIn({ history, rows }: Known): Set<string> {
  const twice = history.bought.flatMap(({ item_id, at }) => (at.length > 1 ? item_id : []))
  return new Set([
    ...twice,
    ...rows.flatMap(({ item_id, repeat_days }) => (repeat_days ? (item_id ?? []) : [])),
  ])
}

/** What a customer already has and nobody buys twice: it must not show. */
export function ownedOf(known: Known): Map<string, string> {
  const repeated = repeatedIn(known)
  return new Map(
    known.rows.flatMap(({ item_id }) =>
      item_id === null || repeated.has(item_id) ? [] : [[item_id, 'owned']],
    ),
  )
}

/** What is bought again, by how often: it scores beside the companions of the cart. */
export function habitsOf(known: Known): ReadonlyMap<string, number> {
  const { history } = known
  const repeated = repeatedIn(known)
  return new Map(
    history.bought
      .filter(({ item_id }) => repeated.has(item_id))
      .map(({ item_id, at }) => [item_id, fromHistory(at.length, history.orders)]),
  )
}

/** The scores of a cart with the customer's habits in them, best first. */
export function withHabits(scored: readonly CartScore[], habits: ReadonlyMap<string, number>): CartScore[] {
  return scored
    .map((one) => ({ ...one, score: sixDigits(one.score + (habits.get(one.item_id) ?? 0)) }))
    .sort((a, b) => b.score - a.score || (a.item_id < b.item_id ? -1 : 1))
}

/** The habits that no item of the cart speaks of, as cards. */
export function habitCards(
  known: Known,
  habits: ReadonlyMap<string, number>,
  scored: readonly CartScore[],
): Card[] {
  const spoken = new Set(scored.map(({ item_id }) => item_id))
  return known.rows.flatMap((row) => {
    const habit = habits.get(row.item_id ?? '')
    if (habit === undefined || spoken.has(row.item_id ?? '')) return []
    const score = sixDigits(habit)
    return cardOf(row, {
      source: 'history',
      score,
      seed_item_id: '',
      ...UNCOUNTED,
      parts: { history: score },
    })
  })
}

/** What the customer needs again about now. @param now UTC milliseconds */
export function dueCards({ history, rows }: Known, now: number): Card[] {
  const boughtAt = new Map(history.bought.map((one) => [one.item_id, one]))
  return rows.flatMap((row) => {
    const bought = boughtAt.get(row.item_id ?? '')
    const days = row.repeat_days
    const due = bought && days ? dueOf(bought, days, now) : undefined
    if (!due || !days) return []
    const score = sixDigits(due.score)
    return cardOf(row, {
      ...{ source: 'history' as const, score, seed_item_id: '', ...UNCOUNTED },
      parts: { due: score },
      due: { due_at: due.due_at, times: due.times, days },
    })
  })
}
