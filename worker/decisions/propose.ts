import { dueOf } from '../../engine/customer/due.ts'
import { CATALOGUE_FILTERS, firstRejection } from '../../engine/rank/filters.ts'
import { isBelow, pathOf } from '../../engine/rules/item-test.ts'
import type { WrittenOffer } from '../../schema/decisions/offers.ts'
import { DAY } from '../../vocabulary/time.ts'
import { type Card, cardOf, NO_EVIDENCE } from '../serve/card.ts'
import type { BoughtRow } from '../store/customers/facts.ts'
import type { Proposals, ProposedRow } from '../store/decisions/proposals.ts'
import type { CardRow } from '../store/serving/rows.ts'

/** What an offer proposes to one person: its items, best first for those that were found for the person. */
export type Proposed = {
  cards: Card[]
  reasons: string[]
  /** The customer's own code of the incentive, where each has another one. */
  code?: string
}

/** What can be proposed to a person. */
export type Shelf = Proposals & {
  /** Items that offers, valid decisions and the context name. */
  named: ReadonlyMap<string, CardRow>
  bought: readonly BoughtRow[]
  /** Items on the page or in the cart. */
  present: ReadonlySet<string>
}

const card = (row: CardRow): Card[] =>
  cardOf(row, { ...{ source: 'pinned' as const, score: 1, seed_item_id: '', parts: {} }, ...NO_EVIDENCE })

/** Whether the catalogue allows the item to be shown. */
const isShowable = (one: Card): boolean => firstRejection(one, CATALOGUE_FILTERS) === undefined

export const showable = (rows: readonly CardRow[]): Card[] => rows.flatMap(card).filter(isShowable)

/** Whether offers of this type need what the person could be proposed beyond the items that they name. */
export const isPersonal = ({ proposal: { type } }: WrittenOffer): boolean =>
  type === 'category' || type === 'companion' || type === 'overstock' || type === 'due'

/** What the offer proposes to the person; undefined when there is nothing that can be shown. */
export function propose(offer: WrittenOffer, shelf: Shelf, now: number): Proposed | undefined {
  const { proposal } = offer
  if (proposal.type === 'service') return { cards: [], reasons: [] }
  if (proposal.type === 'due') return dueItem(shelf, now)
  if (proposal.type === 'item' || proposal.type === 'bundle') {
    const cards = proposal.item_ids
      .flatMap((id) => shelf.named.get(id) ?? [])
      .flatMap((row) => showable([row]))
    if (proposal.type === 'item') {
      const [first] = cards
      return first && { cards: [first], reasons: [] }
    }
    return cards.length === proposal.item_ids.length ? { cards, reasons: [] } : undefined
  }
  const owned = new Set(shelf.bought.map(({ item_id }) => item_id))
  const root = 'category' in proposal && proposal.category ? pathOf(proposal.category) : undefined
  const weeks = proposal.type === 'overstock' ? proposal.cover_weeks : 0
  const row = shelf.companions.find((one) => {
    if (one.item_id === null || owned.has(one.item_id) || shelf.present.has(one.item_id)) return false
    const path = pathOf(one.category ?? '')
    const isMeant =
      (root === undefined || isBelow(path, root)) && (weeks === 0 || weeksOfCover(one, now) >= weeks)
    return isMeant && showable([one]).length > 0
  })
  if (!row) return undefined
  return { cards: showable([row]), reasons: [row.score > 0 ? 'goes_with_purchases' : 'best_seller'] }
}

/** Orders of an item below which its sales say nothing. */
const LEAST_ORDERS = 5

/** Weeks for which the stock of an item lasts at the orders of the model; 0 where the stock, the sales or the time of the orders are not known. */
function weeksOfCover({ stock, item_orders, since }: ProposedRow, now: number): number {
  if (!stock || stock < 0 || since === null || item_orders < LEAST_ORDERS) return 0
  const weeks = Math.max(1, (now - since) / (7 * DAY))
  return (stock * weeks) / item_orders
}

/** The item that the person is most likely to need again now. */
function dueItem({ repeated, bought, present }: Shelf, now: number): Proposed | undefined {
  const times = new Map(bought.map(({ item_id, at }) => [item_id, JSON.parse(at) as number[]]))
  const due = repeated.flatMap((row) => {
    const at = [...(times.get(row.item_id ?? '') ?? [])].sort((a, b) => a - b)
    if (row.item_id === null || present.has(row.item_id)) return []
    const found = dueOf({ item_id: row.item_id, at }, row.repeat_days, now)
    const [own] = showable([row])
    return found && own ? [{ own, score: found.score }] : []
  })
  due.sort((a, b) => b.score - a.score || (a.own.item_id < b.own.item_id ? -1 : 1))
  const [first] = due
  return first && { cards: [first.own], reasons: ['due_again'] }
}
