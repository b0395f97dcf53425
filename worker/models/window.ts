import { bytesNeeded } from '../../engine/data/capacity.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { OrderDay } from '../store/orders/orders.ts'

/** The part of the shop's orders that a run uses. */
export type Window = {
  /** UTC milliseconds of the oldest day and of the newest order; 0 when no order has a date. */
  from: number
  newest: number
  orders: number
  lines: number
  left_out: number
}

/** Selects the orders of the last `window_days` before the newest order, or fewer days if they do not fit. */
export function chooseWindow(
  days: readonly OrderDay[],
  window_days: number,
  fits: (orders: number, lines: number) => boolean,
): Window {
  const newest = days.reduce((latest, { newest: at }) => Math.max(latest, at ?? 0), 0)
  const first = Math.floor((newest - window_days * DAY) / DAY)
  const window: Window = { from: newest, newest, orders: 0, lines: 0, left_out: 0 }
  let full = false
  for (const { day, orders, lines } of days) {
    if (day !== null && day < first) continue
    full ||= !fits(window.orders + orders, window.lines + lines)
    if (full) {
      window.left_out += orders
      continue
    }
    window.orders += orders
    window.lines += lines
    if (day !== null) window.from = day * DAY
  }
  return window
}

/** Whether the engine's arrays for these orders fit into the memory. */
export const fitsInMemory =
  (items: number, bytes: number) =>
  (orders: number, lines: number): boolean =>
    bytesNeeded(orders, lines, items, bytes) <= bytes
