import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Dice, dice } from '../../demo/shop/orders/random.ts'
import { openLocalShop } from '../../tools/mine/local-shop.ts'
import { mineFiles } from '../../tools/mine/mine-files.ts'
import { assembleRows } from '../../tools/mine/orders-in-place/assemble-rows.ts'
import {
  Cells,
  COLUMNS,
  type Column,
  columnsIn,
  NeedsImport,
} from '../../tools/mine/orders-in-place/cells.ts'
import { unpackedOrder } from '../../tools/mine/orders-in-place/packed-orders.ts'
import { ordersInPlace } from '../../tools/mine/orders-in-place/source.ts'
import { wholeOrders } from '../../tools/mine/orders-in-place/whole-orders.ts'
import { openParquet } from '../../tools/mine/parquet.ts'
import { type MinedOrder, type OrderSource, storedOrders } from '../../worker/store/orders/orders.ts'

// Orders that are mined where they lie must be those that an import of the same rows stores. The tables of test/mine/parquet were written
// by DuckDB 1.5.6 and ClickHouse 26.7 with the statement of `npm run warehouse`, in several groups of rows: 4,000 lines with returns,
// repeated items, and orders without date or customer; one of them is not sorted.
const FIXTURES = join(import.meta.dirname, 'parquet')
const table = (name: string) => join(FIXTURES, `${name}.parquet`)
const folder = mkdtempSync(join(tmpdir(), 'pairwell-in-place-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** Tables that are drawn. */
const TABLES = Number(process.env.TABLES ?? 60)
const SHOP = { currency: 'EUR', locale: 'en', time_zone: 'Europe/Berlin' }

/** The orders with a number for each customer, because an import hashes their keys. */
async function ordersFrom(source: OrderSource, from = 0): Promise<MinedOrder[]> {
  const orders: MinedOrder[] = []
  for await (const page of source.pages(from, 100)) orders.push(...page)
  const numbers = new Map<string, number>()
  return orders.map((order) => {
    if (order.customer === null) return order
    const number = numbers.get(order.customer) ?? numbers.size
    numbers.set(order.customer, number)
    return { ...order, customer: String(number) }
  })
}

/** The orders of a file after an import. */
async function imported(path: string, from = 0) {
  const shop = await openLocalShop(':memory:', SHOP)
  const row = await shop.importFile('orders', path)
  const source = storedOrders(shop.store)
  const found = { row, days: await source.days(), orders: await ordersFrom(source, from) }
  shop.close()
  return found
}

async function asNdjson(path: string): Promise<string> {
  const copy = join(folder, 'rows.ndjson')
  let text = ''
  for await (const block of (await openParquet(path)).lines()) text += new TextDecoder().decode(block)
  writeFileSync(copy, text)
  return copy
}

describe.each(['sorted-duckdb', 'sorted-clickhouse'])('%s', (name) => {
  it.each([1, 3])('with %i threads, the orders are those of an import', async (threads) => {
    const from = Date.UTC(2025, 6, 1)
    const { days, orders } = await imported(await asNdjson(table(name)), from)
    const source = await ordersInPlace([table(name)], { ...SHOP, now: Date.now() }, threads)
    expect(await source.days()).toEqual(days)
    expect(await ordersFrom(source, from)).toEqual(orders)
    expect(orders.length).toBeGreaterThan(300)
  })
})

async function mined(orders: string[]) {
  const items = join(folder, 'items.csv')
  writeFileSync(
    items,
    `id,title,price\n${Array.from({ length: 100 }, (_, at) => `item-${at},Thing ${at},9.50\n`).join('')}`,
  )
  const said: string[] = []
  const { model } = await mineFiles({
    ...{ files: { items: [items], orders, relations: [] }, shop: SHOP, settings: undefined, threads: 2 },
    ...{ database: ':memory:', out: undefined, tell: (text: string) => said.push(text) },
  })
  const { hash, status, counts } = model
  return { model: { hash, status, counts }, said }
}

it('the model is that of an import, and it is said how the orders were read', async () => {
  const inPlace = await mined([table('sorted-duckdb')])
  const { model } = await mined([await asNdjson(table('sorted-duckdb'))])
  expect(inPlace.model).toEqual(model)
  expect(model.counts?.orders).toBeGreaterThan(900)
  expect(inPlace.said.join('\n')).toMatch(/sorted-duckdb\.parquet: read where it lies, \d+ rows, \d+ orders/)
})

it('a table that is not sorted is imported, and it is said why', async () => {
  const { said, model } = await mined([table('unsorted')])
  expect(said.join('\n')).toMatch(/imported, which takes longer, because orders are not sorted by their ids/)
  expect(model.counts?.orders).toBeGreaterThan(30)
})

it('a table without rows is refused', async () => {
  await expect(mined([table('empty')])).rejects.toThrow(/empty\.parquet has no rows/)
})

it.each([
  ['order_id,item_id', true],
  ['ORDER_ID,CUSTOMER_ID,ORDERED_AT,ITEM_ID,QUANTITY,PRICE', true],
  ['order_id,item_id,status', true],
  ['order_id,item_id,currency', false],
  ['order_id,item_id,Item_id', false],
  ['order_id,customer_id,ordered_at', false],
  ['order,item_id', false],
])('columns %s are read where they lie: %s', (header, expected) => {
  expect(columnsIn(header.split(',')) !== undefined).toBe(expected)
})

/** Values of each column: usual ones, and those that an import trims, refuses, leaves out or reads in another way. */
const VALUES: Readonly<Record<Column, { usual(roll: Dice): unknown; odd: readonly unknown[] }>> = {
  order_id: {
    usual: (roll) => `o${Math.floor(roll.chance() * 6)}`,
    odd: [
      7,
      8n,
      Number.NaN,
      ' o3 ',
      '',
      null,
      'o&amp;1',
      '="o4"',
      '1E+5',
      'ö5',
      "'o6",
      'o 7',
      'o'.repeat(129),
      '\u0000',
    ],
  },
  // Of several customers of an order an import keeps one by its hash, which differs between shops, so that an order has one here.
  customer_id: { usual: () => undefined, odd: [null, '', ' ', '0', 0, Number.NaN, ['c1']] },
  ordered_at: {
    usual: (roll) => new Date(Date.UTC(2025, 2, 30) + Math.floor(roll.chance() * 1e10)),
    odd: [
      ...[null, '', '2025-10-26 02:30', '2025-03-30T02:30:00', '2025-05-01', '1/2/2025', 'May 1, 2025'],
      ...[1_750_000_000, 1_750_000_000_123n, 42, new Date(0), new Date(-1), new Date('2999-01-01'), 'soon'],
    ],
  },
  item_id: {
    usual: (roll) => `i${Math.floor(roll.chance() * 5)}`,
    odd: [
      11,
      12n,
      ' i1 ',
      '',
      null,
      Number.NaN,
      'i<b>2</b>',
      'i&eacute;',
      '1,5E+9',
      'i'.repeat(128),
      'ï3',
      true,
      ['i1'],
    ],
  },
  quantity: {
    usual: (roll) => 1 + Math.floor(roll.chance() * 3),
    odd: [0, -1, 0.5, 0.0004, null, '', '2', '1,000', '1,5', '3.0', 'two', 1e15, 2n, 1e-7],
  },
  price: {
    usual: (roll) => Math.round(roll.chance() * 10_000) / 100,
    odd: [null, '', '9.99', '9,99 €', '1.234,50', 0, -5, 1e13, 1e-7, 0.005, 'free', 'USD 5', Number.NaN, 3n],
  },
  status: {
    usual: (roll) => [null, '', 'paid', 'wc-processing', 'On hold', 'cancelled'][roll.below(6)],
    odd: ['cancelled', ' Refunded ', 'storniert', 'test', 'no idea', 3],
  },
}

type Row = Record<Column, unknown>
const drawnRow = (roll: Dice): Row => {
  const cell = (name: Column) => {
    const { usual, odd } = VALUES[name]
    return roll.chance() < 0.99 ? usual(roll) : odd[Math.floor(roll.chance() * odd.length)]
  }
  const row = Object.fromEntries(COLUMNS.map((name) => [name, cell(name)])) as Row
  const order = String(row.order_id).trim()
  if (row.customer_id === undefined) row.customer_id = order < 'o3' ? `c${order.length}` : ' ann@example.com'
  return row
}

const asJson = (row: Row): string =>
  JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value))

/** The rows as groups that end anywhere, read where they lie. @throws {NeedsImport} */
async function inPlace(rows: readonly Row[], roll: Dice): Promise<MinedOrder[]> {
  const cells = new Cells(new Map(COLUMNS.map((name) => [name, {}])), { ...SHOP, now: Date.now() })
  const groups: Row[][] = []
  for (const row of rows) {
    if (groups.length === 0 || roll.chance() < 0.3) groups.push([])
    groups.at(-1)?.push(row)
  }
  const orders: MinedOrder[] = []
  const parts = wholeOrders(
    (async function* () {
      for (const group of groups) {
        const values = new Map(COLUMNS.map((name) => [name, group.map((row) => row[name])]))
        const packed = assembleRows(values, group.length, cells)
        const read = packed.ids.map((_, order) => unpackedOrder(packed, order))
        const [first, ...others] = read
        const last = others.pop()
        yield { edges: [first, last].filter((one) => one !== undefined), inner: others }
      }
    })(),
  )
  for await (const { edges, inner = [] } of parts) {
    const mined = [...edges, ...inner.filter(({ counts, lines }) => counts && lines.length > 0)]
    orders.push(...mined.map(({ counts: _, ...order }) => order))
  }
  return orders
}

const bySortedIds = (rows: Row[]) =>
  rows.sort((a, b) => (String(a.order_id).trim() < String(b.order_id).trim() ? -1 : 1))
const listed = (orders: readonly MinedOrder[]): OrderSource => ({
  days: async () => [],
  pages: async function* () {
    yield [...orders]
  },
})

it('rows of any kind are read as an import reads them, or left to it', async () => {
  const outcomes = { same: 0, left: 0 }
  for (let seed = 1; seed <= TABLES; seed += 1) {
    const roll = dice(seed)
    const rows = bySortedIds(Array.from({ length: 1 + Math.floor(roll.chance() * 12) }, () => drawnRow(roll)))
    let found: MinedOrder[]
    try {
      found = await inPlace(rows, roll)
    } catch (thrown) {
      if (!(thrown instanceof NeedsImport)) throw thrown
      outcomes.left += 1
      continue
    }
    const path = join(folder, 'drawn.ndjson')
    writeFileSync(path, rows.map((row) => `${asJson(row)}\n`).join(''))
    const { row, orders } = await imported(path)
    expect([seed, row.errors, await ordersFrom(listed(found))]).toEqual([seed, 0, orders])
    outcomes.same += 1
  }
  expect(outcomes.same).toBeGreaterThan(TABLES / 4)
  expect(outcomes.left).toBeGreaterThan(TABLES / 20)
})
