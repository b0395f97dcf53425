import { gzipSync } from 'node:zlib'
import { DAY } from '../../vocabulary/time.ts'
import { drawLines, drawTitles } from '../mining/shapes.ts'
import { catalogueFile, catalogueOf } from '../quality/catalogues.ts'
import type { RealSet } from '../quality/sets.ts'
import { ordersFile } from '../quality/through-http.ts'

/** Files that a merchant would upload: a catalogue, and orders in one file or several. */
export type ShopFiles = { items: string; orders: Iterable<string | Uint8Array<ArrayBuffer>> }

/** All orders of a real set with its catalogue. */
export function realFiles({ name, train, test }: RealSet): ShopFiles {
  const all = [...train, ...test]
  const ids = [...new Set(all.flatMap(({ items }) => items))].sort()
  return { items: catalogueFile(ids, catalogueOf(name)), orders: [ordersFile(all)] }
}

/** Orders in one file. */
const ORDERS_A_FILE = 200_000
/** Days over which the orders are spread: all are in the window. */
const DAYS = 700
const FIRST_DAY = Date.UTC(2024, 0, 1)

/** A generated shop, with dates and customers. */
export function generatedFiles(lines: number, items: number): ShopFiles {
  const shape = { lines, items, size: 3.3 }
  const titles = drawTitles(shape)
  const idOf = (item: number) => `item-${String(item).padStart(7, '0')}`
  const rows = titles.map((title, item) => `${idOf(item)},${title},${(item % 90) + 1}.50`)
  return { items: ['id,title,price', ...rows].join('\n'), orders: ordersOf(shape, idOf) }
}

function* ordersOf(
  shape: { lines: number; items: number; size: number },
  idOf: (item: number) => string,
): Generator<Uint8Array<ArrayBuffer>> {
  const drawn = drawLines(shape)
  let file = ['order_id,order_date,customer_id,item_id']
  for (let line = 0; line < shape.lines; line += 1) {
    const order = drawn.order[line] ?? 0
    const isFirst = line > 0 && order !== drawn.order[line - 1]
    if (isFirst && order % ORDERS_A_FILE === 0) {
      yield gzipSync(file.join('\n'))
      file = [file[0] ?? '']
    }
    const at = new Date(FIRST_DAY + Math.floor((order / drawn.orders) * DAYS * DAY)).toISOString()
    file.push(
      `o${String(order).padStart(8, '0')},${at},c${drawn.customer[order]},${idOf(drawn.item[line] ?? 0)}`,
    )
  }
  yield gzipSync(file.join('\n'))
}
