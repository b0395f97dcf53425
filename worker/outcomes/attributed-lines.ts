import type { Path } from '../../engine/measure/attribution.ts'
import type { AnsweredPanel, Touch } from '../../schema/outcomes/journeys.ts'
import { WINDOWS, type Window } from '../../schema/outcomes/reports.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { Store } from '../store/open.ts'
import { readNamed } from '../store/outcomes/outcomes.ts'
import type { Days } from '../store/outcomes/reports.ts'
import { type OrderTotals, readTouched, type TouchedOrder } from '../store/outcomes/touched-orders.ts'
import { type LineValue, netValueOf } from './net-value.ts'

/** A touch as a channel may name it. */
export type Credit = Pick<Touch, 'at' | 'placement' | 'intent' | 'source' | 'seed_item_id' | 'item_id'> &
  Partial<Pick<Touch, 'kind' | 'explore'>>

/** A line that was bought after a panel had to do with it, and all that led to it, oldest first. */
export type TouchedLine = { order_id: string; at: number; line: LineValue; touches: Credit[] }

/** Minutes that clocks may differ. */
const SLACK = 5 * 60_000
/** How long before an order what was added from a panel counts. */
const ADDED = 30 * DAY

/**
 * Lines of orders that a panel had to do with: added from it within 30 days before, or clicked in it within the window.
 * Which they are is known by the line's own property, else by the visitor whom the browser named.
 */
export async function readAttributed(
  store: Store,
  days: Days,
  window: Window,
  currency: string,
): Promise<{ totals: OrderTotals; lines: TouchedLine[] }> {
  const { totals, orders, panels } = await readTouched(store, days, currency)
  const ours = orders.filter((order) => order.currency === currency)
  const named = await readNamed(store, ours)
  const byId = new Map(panels.map((panel) => [panel.recommendation_id, panel]))
  const lines = ours.flatMap((order) => {
    const at = order.bought_at
    return netValueOf(order, named).lines.flatMap((line) => {
      const touches = touchesOf(order, line, at, window, byId)
      return touches.length > 0 ? [{ order_id: order.order_id, at, line, touches }] : []
    })
  })
  return { totals, lines }
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
      touch.at <= at + SLACK &&
      ((touch.kind === 'added' && touch.at >= at - ADDED) ||
        (touch.kind === 'clicked' && touch.at >= at - WINDOWS[window])),
  )
  const panel = panels.get(recommendation_id ?? '')
  const told = led.some((touch) => touch.kind === 'added' && touch.recommendation_id === recommendation_id)
  // Whoever did not consent has no journey, but the line itself says where it came from.
  if (!panel || told) return led
  const { placement, intent, seed_item_id } = panel
  return [...led, { at, placement, intent, seed_item_id, item_id, source: '' }]
}

/** Paths to lines, by a channel of choice. @param value minor units; undefined leaves a line out */
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
