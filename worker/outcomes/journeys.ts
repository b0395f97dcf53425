import type { BeaconRow, StoredEvent } from '../../schema/outcomes/events.ts'
import type { Exposure } from '../../schema/outcomes/experiments.ts'
import type { ExploredDay } from '../../schema/outcomes/explored.ts'
import {
  type Journey,
  MAX_PURCHASES_A_DAY,
  MAX_TOUCHES,
  type Purchase,
  type Touch,
} from '../../schema/outcomes/journeys.ts'
import { minorDigits } from '../../vocabulary/currencies.ts'
import { dayOf } from '../../vocabulary/time.ts'
import type { Cells } from '../store/outcomes/events.ts'
import { countOf } from './count-events.ts'
import { UNKNOWN_EXPERIMENT } from './known-events.ts'
import { viewsAfter } from './viewed-pages.ts'

/** Clicks and additions are kept before views when a journey becomes too long. */
const byImportance = (a: Touch, b: Touch) =>
  Number(b.kind !== 'seen') - Number(a.kind !== 'seen') || b.at - a.at

/** An exposure: an arm, and the keyed hash of the visitor drawn into it. */
export type Met = { experiment_id: string; arm: string; drawn: string }

/** What of a shop matters here: its currency, for purchases without one, and whether it learns from views. */
export type CountedShop = { currency: string; keepsViews: boolean }

/** The visitors of a fold: what they saw and did, their purchases, and their arms. */
export class Visitors {
  private readonly followed = new Map<string, Cells<Journey>>()
  private readonly bought = new Map<string, Cells<Purchase>>()
  /** Purchases of each visitor in the last day. */
  private readonly purchasesOf: Map<string, number>
  private readonly explored: Touch[] = []
  private readonly met: (Met & { visitor: string; known: string | null; event: StoredEvent })[] = []
  private readonly shop: CountedShop
  /** Events that do not count, by reason. */
  readonly refused: Record<string, number> = {}

  /**
   * @param purchases stored purchases of each visitor in the last day
   */
  constructor(journeys: readonly Journey[], purchases: ReadonlyMap<string, number>, shop: CountedShop) {
    this.shop = shop
    this.purchasesOf = new Map(purchases)
    for (const { shop_id: _, ...journey } of journeys) this.followed.set(journey.visitor, journey)
  }

  /** @param arm the arm that the event names correctly; undefined without one */
  follow(row: BeaconRow, event: StoredEvent, arm: Met | undefined): void {
    const { visitor, customer } = row
    if (visitor === null) return
    const journey = this.journeyOf(visitor, event.at)
    journey.customer = customer ?? journey.customer
    journey.first_at = Math.min(journey.first_at, event.at)
    journey.last_at = Math.max(journey.last_at, event.at)
    journey.views = this.shop.keepsViews ? viewsAfter(journey, row, event) : []
    const touches = touchesOf(event, journey.touches)
    this.explored.push(...touches.filter((touch) => isFreshDraw(touch, journey.touches)))
    journey.touches.push(...touches)
    const { placement, items, name } = event
    if (name === 'rec_viewable' && placement) {
      if (items.length > 0 && event.experiment_id !== UNKNOWN_EXPERIMENT) {
        const sight = viewKey(event)
        journey.seen_at[sight] = Math.min(journey.seen_at[sight] ?? event.at, event.at)
      }
      if (arm) this.met.push({ ...arm, visitor, known: journey.customer, event })
    }
    if (name === 'purchase') this.buy({ ...row, visitor }, event)
  }

  journeys(): Cells<Journey>[] {
    return Array.from(this.followed.values(), (journey) => {
      const kept = journey.touches.sort(byImportance).slice(0, MAX_TOUCHES)
      return { ...journey, touches: kept.sort((a, b) => a.at - b.at) }
    })
  }

  purchases(): Cells<Purchase>[] {
    return [...this.bought.values()]
  }

  /** Each visitor's first exposure to an experiment; the table keeps the earliest. */
  exposures(): Cells<Exposure>[] {
    const first = new Map<string, Cells<Exposure>>()
    for (const { experiment_id, arm, drawn, visitor, known, event } of this.met) {
      // A customer with two browsers may have seen a panel in either.
      const key = JSON.stringify([experiment_id, drawn, visitor])
      const before = first.get(key)
      if (before && before.at <= event.at) continue
      const { customer: signed_in = null, seen_at = {} } = this.followed.get(visitor) ?? {}
      const isCustomer = drawn !== visitor
      first.set(key, {
        ...{ experiment_id, visitor: drawn, arm, at: event.at },
        customer: isCustomer ? drawn : signed_in,
        customer_at_draw: isCustomer ? drawn : known,
        first_seen_at: firstSight(seen_at, event),
      })
    }
    return [...first.values()]
  }

  /** Views of positions that the widget draws. */
  exploredDays(): Cells<ExploredDay>[] {
    const days = new Map<string, Cells<ExploredDay>>()
    for (const { at, placement, intent, seed_item_id, item_id, explore = 0 } of this.explored) {
      const key = {
        day: dayOf(at),
        placement,
        intent,
        seed_item_id,
        item_id,
        chance: Math.round(explore * 1e6),
      }
      const name = JSON.stringify(Object.values(key))
      const row = days.get(name) ?? { ...key, seen: 0 }
      days.set(name, { ...row, seen: row.seen + 1 })
    }
    return [...days.values()]
  }

  private journeyOf(visitor: string, at: number): Cells<Journey> {
    const journey = this.followed.get(visitor) ?? {
      visitor,
      customer: null,
      first_at: at,
      last_at: at,
      seen_at: {},
      touches: [],
      views: [],
    }
    this.followed.set(visitor, journey)
    return journey
  }

  private buy(from: BeaconRow & { visitor: string }, event: StoredEvent): void {
    const { transaction_id, currency, value, tax, items, at, proof } = event
    if (transaction_id === undefined) return
    const { visitor, customer, network, received_at } = from
    const order = plainId(transaction_id)
    const name = JSON.stringify([order, visitor])
    const before = this.bought.get(name)
    if (before) {
      before.proof ??= proof ?? null
      // The earliest report of an order is from its purchase.
      if (before.at <= at) return
    } else if (!this.mayBuy(visitor)) return
    const digits = 10 ** minorDigits(currency ?? this.shop.currency)
    const minor = (amount: number | undefined) => (amount === undefined ? null : Math.round(amount * digits))
    this.bought.set(name, {
      transaction_id: order,
      ...{ visitor, customer, network, at },
      received_at: before?.received_at ?? received_at,
      proof: before?.proof ?? proof ?? null,
      currency: currency ?? null,
      value: minor(value),
      tax: minor(tax),
      item_ids: [...new Set(items.map(({ item_id }) => item_id))].sort(),
    })
  }

  private mayBuy(visitor: string): boolean {
    const number = this.purchasesOf.get(visitor) ?? 0
    if (number >= MAX_PURCHASES_A_DAY) {
      this.refused.too_many_purchases = (this.refused.too_many_purchases ?? 0) + 1
      return false
    }
    this.purchasesOf.set(visitor, number + 1)
    return true
  }
}

/** A page may have several panels, and an experiment concerns one. */
const panelOf = ({ placement, intent = 'complementary' }: StoredEvent) => `${placement ?? ''} ${intent}`

/** Key of a view: the panel and the experiment that the event names, if that is known, even if its arm is not valid. */
const viewKey = (event: StoredEvent): string =>
  event.experiment_id === undefined ? panelOf(event) : `${panelOf(event)} ${event.experiment_id}`

/** Time at which a panel was first seen outside the experiment that an event names; null if never. */
function firstSight(seen_at: Journey['seen_at'], event: StoredEvent): number | null {
  const panel = panelOf(event)
  const others = Object.entries(seen_at).filter(
    ([sight]) => (sight === panel || sight.startsWith(`${panel} `)) && sight !== viewKey(event),
  )
  return others.length === 0 ? null : Math.min(...others.map(([, at]) => at))
}

/** Shopify's global ids end in the number: gid://shopify/Order/1234. */
const plainId = (transaction_id: string) => transaction_id.replace(/^gid:\/\/.*\//, '')

const TOUCH = { seen: 'seen', clicked: 'clicked', added: 'added', dismissed: 'dismissed' } as const

/** @param before earlier touches of the visitor */
function touchesOf(event: StoredEvent, before: readonly Touch[]): Touch[] {
  const column = countOf(event)
  if (!column || column === 'shown') return []
  const last = Math.max(...event.items.map(({ index = 0 }) => index))
  /** Only the last position is drawn; the panel's view names the item and its probability. */
  const chanceOf = (item_id: string, index: number): number | undefined => {
    if (event.explore === undefined) return undefined
    if (column === 'seen') return index === last ? event.explore : undefined
    return before.findLast(
      (touch) =>
        touch.kind === 'seen' &&
        touch.item_id === item_id &&
        touch.recommendation_id === event.recommendation_id,
    )?.explore
  }
  return event.items.map(({ item_id, source = '', index = 0 }) => ({
    at: event.at,
    kind: TOUCH[column],
    placement: event.placement ?? '',
    intent: event.intent ?? 'complementary',
    source,
    seed_item_id: event.seed_item_id ?? '',
    item_id,
    recommendation_id: event.recommendation_id ?? '',
    index,
    ...withChance(chanceOf(item_id, index)),
  }))
}

const withChance = (explore: number | undefined) => (explore === undefined ? {} : { explore })

/** Whether this is the first view of the day in a drawn position: the same visitor always draws the same item. */
const isFreshDraw = (touch: Touch, before: readonly Touch[]): boolean =>
  touch.kind === 'seen' &&
  touch.explore !== undefined &&
  !before.some(
    (other) =>
      other.kind === 'seen' &&
      other.explore !== undefined &&
      dayOf(other.at) === dayOf(touch.at) &&
      other.item_id === touch.item_id &&
      other.seed_item_id === touch.seed_item_id &&
      other.placement === touch.placement &&
      other.intent === touch.intent,
  )
