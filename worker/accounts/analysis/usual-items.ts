import type { LineColumns } from './line-columns.ts'

/** An item that an account orders often: pieces of a usual order, and the day of the last one. */
export type UsualItem = { item: number; quantity: number; last: number }

/** Items that are kept of an account, and orders from which an item is usual. */
const MOST = 30
const LEAST_ORDERS = 2

/** The items that an account orders most often, with the median of the pieces. @param from first line of the account, which is the last one */
export function usualItems(lines: LineColumns, from: number): UsualItem[] {
  const found = new Map<number, { quantities: number[]; orders: Set<number>; last: number }>()
  for (let at = from; at < lines.length; at += 1) {
    const item = lines.item[at] ?? 0
    const held = found.get(item) ?? { quantities: [], orders: new Set<number>(), last: 0 }
    found.set(item, held)
    held.quantities.push(lines.pieces[at] ?? 0)
    held.orders.add(lines.order[at] ?? 0)
    held.last = Math.max(held.last, lines.day[at] ?? 0)
  }
  const often = [...found].filter(([, { orders }]) => orders.size >= LEAST_ORDERS)
  // Of equally frequent items the one that was ordered last comes first.
  often.sort(([a, x], [b, y]) => y.orders.size - x.orders.size || y.last - x.last || a - b)
  return often.slice(0, MOST).map(([item, { quantities, last }]) => ({
    ...{ item, last },
    quantity: Math.max(1, median(quantities)),
  }))
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
