import type { Path } from '../../engine/measure/attribution.ts'
import type { AnsweredPanel, Touch } from '../../schema/outcomes/journeys.ts'
import { WINDOWS, type Window } from '../../schema/outcomes/reports.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { Store } from '../store/open.ts'
import { readLineItems } from '../store/outcomes/outcomes.ts'
import type { Days } from '../store/outcomes/reports.ts'
import { type OrderTotals, readTouched, type TouchedOrder } from '../store/outcomes/touched-orders.ts'
import { type LineValue, netValueOf } from './net-value.ts'
import { provedOf } from './proved-orders.ts'

/** The properties of a touch by which a channel may be named. */
export type Credit = Pick<Touch, 'at' | 'placement' | 'intent' | 'source' | 'seed_item_id' | 'item_id'> &
  Partial<Pick<Touch, 'kind' | 'explore'>>

/** An order line bought after a touch of a panel, with all its touches, oldest first. */
export type TouchedLine = { order_id: string; at: number; line: LineValue; touches: Credit[] }

/** Milliseconds by which clocks may differ: 5 minutes. */
const CLOCK_SKEW = 5 * 60_000
/** Milliseconds before an order within which an addition from a panel counts: 30 days. */
const ADDED_WINDOW = 30 * DAY

/** Counts of the claims on the orders of a range. */
export type ClaimCounts = {
  /** Orders linked to a visitor with a proof. */
  proved: number
  /** Orders that are claimed without one. */
  unproved: number
}

/**
 * Order lines attributed to a panel: added from it within 30 days before, or clicked in it within the window. They are found by
 * the line's own property, else by the visitor who proved that the order is theirs.
 */
export async function readAttributed(
  store: Store,
  days: Days,
  window: Window,
  currency: string,
): Promise<{ totals: OrderTotals; claims: ClaimCounts; lines: TouchedLine[] }> {
  const { totals, claimed, marked, panels } = await readTouched(store, days, currency)
  const { rows, unproved } = await provedOf(store, claimed)
  const taken = new Set(rows.map(({ order_id }) => order_id))
  const orders: TouchedOrder[] = [...rows, ...marked.filter(({ order_id }) => !taken.has(order_id))]
  const inCurrency = orders.filter((order) => order.currency === currency)
  const lineItems = await readLineItems(store, inCurrency)
  const byId = new Map(panels.map((panel) => [panel.recommendation_id, panel]))
  const lines = inCurrency.flatMap((order) => {
    const at = order.bought_at
    return netValueOf(order, lineItems).lines.flatMap((line) => {
      const touches = touchesOf(order, line, at, window, byId)
      return touches.length > 0 ? [{ order_id: order.order_id, at, line, touches }] : []
    })
  })
  return { totals, claims: { proved: rows.length, unproved }, lines }
}

function touchesOf(
  { touches }: TouchedOrder,
  { item_id, recommendation_id }: LineValue,
  at: number,
  window: Window,
  panels: ReadonlyMap<string, AnsweredPanel>,
): Credit[] {
  const led = touches.filter(
    (touch) =>
      touch.item_id === item_id &&
      touch.at <= at + CLOCK_SKEW &&
      ((touch.kind === 'added' && touch.at >= at - ADDED_WINDOW) ||
        (touch.kind === 'clicked' && touch.at >= at - WINDOWS[window])),
  )
  const panel = panels.get(recommendation_id ?? '')
  const isListed = led.some(
    (touch) => touch.kind === 'added' && touch.recommendation_id === recommendation_id,
  )
  // A visitor without consent has no journey, but the line's property names its panel.
  if (!panel || isListed) return led
  const { placement, intent, seed_item_id } = panel
  return [...led, { at, placement, intent, seed_item_id, item_id, source: '' }]
}

/**
 * Paths of touches to lines, grouped by the given channel.
 * @param value minor units; undefined leaves a line out
 */
export const pathsOf = (
  lines: readonly TouchedLine[],
  channel: (touch: Credit) => string,
  value: (line: LineValue) => number | null,
): Path[] =>
  lines.flatMap(({ at, line, touches }) => {
    const worth = value(line)
    if (worth === null) return []
    return [
      { at, value: worth, touches: touches.map((touch) => ({ at: touch.at, channel: channel(touch) })) },
    ]
  })
