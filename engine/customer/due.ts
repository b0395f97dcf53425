import { DAY } from '../../vocabulary/time.ts'

/** An item is due from this part of the interval before its end … */
const EARLY = 0.2
/** … to this part after its end. */
const LATE = 1
/** Purchases from which a customer's own median gap predicts better than everybody's. */
const MIN_OWN_PURCHASES = 4

/** When a known customer bought an item: UTC milliseconds, oldest first. */
export type Purchases = { item_id: string; at: readonly number[] }

/** An item that a customer may need again. */
export type Due = { item_id: string; due_at: number; times: number; score: number }

/**
 * When a customer needs an item again: the last purchase and one interval, which is the customer's own median gap from four
 * purchases on, else that of all customers who buy it again. Undefined while it is too early, and once it is so late that
 * the customer must have replaced it.
 * @param days usual interval of the item, > 0
 * @param now  UTC milliseconds
 * @returns `score` 0 to 1: higher with more purchases, and the nearer the due day is
 */
export function dueOf({ item_id, at }: Purchases, days: number, now: number): Due | undefined {
  const last = at.at(-1)
  if (last === undefined) return undefined
  const interval = at.length >= MIN_OWN_PURCHASES ? medianGap(at) : days * DAY
  const due_at = last + interval
  const past = (now - due_at) / interval
  if (past < -EARLY || past > LATE) return undefined
  const times = at.length
  return { item_id, due_at, times, score: (times / (times + 1)) * Math.exp(-Math.abs(past)) }
}

function medianGap(at: readonly number[]): number {
  const gaps = at.slice(1).map((time, before) => time - (at[before] ?? 0))
  const sorted = gaps.sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0]
  return Math.max(DAY, (low + high) / 2)
}
