import { Arena } from '../../engine/data/arena.ts'
import { OrderTable } from '../../engine/data/order-table.ts'
import { dice } from '../quality/tasks.ts'

/** A generated shop: lines, items and lines per order. */
export type Shape = { lines: number; items: number; size: number }

/** The four shapes that are measured. */
export const SHAPES: readonly Shape[] = [
  { lines: 300_000, items: 5_000, size: 3 },
  { lines: 1_000_000, items: 20_000, size: 3.3 },
  { lines: 5_000_000, items: 50_000, size: 3.3 },
  { lines: 1_000_000, items: 20_000, size: 12 },
]

/** Orders as two columns: the order and the item of each line. An item occurs once per order. */
export type Lines = { orders: number; order: Int32Array; item: Int32Array; customer: Int32Array }

/** Items of one theme, such as a category. */
const THEME = 40
/** Share of lines from the order's theme; the others are from the whole shop. */
const OF_THEME = 0.6
/** Orders of one customer, on average. */
const ORDERS_A_CUSTOMER = 3

/** Draws orders: sizes by a geometric law, items by Zipf's within a theme and over the shop. The same each time. */
export function drawLines({ lines, items, size }: Shape): Lines {
  const draw = dice(items)
  const uniform = () => (draw(2 ** 30) + 0.5) / 2 ** 30
  const order = new Int32Array(lines)
  const item = new Int32Array(lines)
  const customer: number[] = []
  const customers = Math.ceil(lines / size / ORDERS_A_CUSTOMER)
  const zipf = (most: number) => Math.min(most - 1, Math.floor(most ** uniform()) - 1)
  for (let line = 0; line < lines; ) {
    const wanted = 1 + Math.floor(Math.log(uniform()) / Math.log(1 - 1 / size))
    const theme = draw(Math.ceil(items / THEME))
    const held = new Set<number>()
    for (let tries = 0; held.size < wanted && tries < 4 * wanted; tries += 1) {
      const place = uniform() < OF_THEME ? (theme * THEME + zipf(THEME)) % items : zipf(items)
      // A step without a common factor with the number of items spreads the best sellers.
      held.add((place * 7_919) % items)
    }
    for (const one of held) {
      if (line === lines) break
      order[line] = customer.length
      item[line++] = one
    }
    customer.push(draw(customers))
  }
  return { orders: customer.length, order, item, customer: Int32Array.from(customer) }
}

/** Words of a title. */
const WORDS = 5
/** Different words of all titles: Online Retail has 2,300 for 3,900 items, and a larger shop has more. */
const vocabulary = (items: number): number => Math.round(10 * items ** 0.65)

/** Titles of five words each, by Zipf's law: the neighbours of a theme share their first word. */
export function drawTitles({ items }: Shape): string[] {
  const draw = dice(items)
  const most = vocabulary(items)
  const zipf = () => Math.floor(most ** ((draw(2 ** 30) + 0.5) / 2 ** 30))
  return Array.from({ length: items }, (_, item) => {
    const theme = `theme${Math.floor(item / THEME)}`
    return [theme, ...Array.from({ length: WORDS - 1 }, () => `word${zipf()}`)].join(' ')
  })
}

/** The orders in the engine's table, not yet closed. */
export function fillTable(
  { items }: Shape,
  { orders, order, item, customer }: Lines,
  arena = new Arena(),
): OrderTable {
  const ids = Array.from({ length: items }, (_, number) => String(number))
  const table = new OrderTable(ids, orders, order.length, arena)
  for (let from = 0; from < order.length; ) {
    const number = order[from] ?? 0
    let to = from
    while (order[to] === number) to += 1
    table.add({
      at: number * 60_000,
      customer: `customer ${customer[number]}`,
      items: [...item.subarray(from, to)],
      size: to - from,
    })
    from = to
  }
  return table
}
