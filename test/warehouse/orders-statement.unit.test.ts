import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, it } from 'vitest'
import { mineFiles } from '../../tools/mine/mine-files.ts'
import { SECOND } from '../../vocabulary/time.ts'
import { DIALECTS, type Engine } from '../../warehouse/dialects.ts'
import { MORE_COLUMNS, ordersQuery } from '../../warehouse/orders-statement.ts'
import { ordersStatementFor } from '../../warehouse/print.ts'
import { plainOrders } from '../../worker/ingest/import/formats/plain-orders.ts'
import { filesOf, SHAPES, type Shape } from '../mine/shapes.ts'

const ENGINES = Object.keys(DIALECTS) as Engine[]
const folder = mkdtempSync(join(tmpdir(), 'pairwell-warehouse-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(ENGINES)('the statement for %s is that of its golden file', async (engine) => {
  await expect(ordersStatementFor(engine, ['status'])).toMatchFileSnapshot(`golden/${engine}-orders.sql`)
})

/** The orders of a shape as a table of a warehouse. */
function warehouseOf(shape: Shape): { database: DatabaseSync; items: string; orders: string } {
  const files = filesOf(shape)
  const database = new DatabaseSync(':memory:')
  database.exec(`create table pairwell_orders
    (order_id text, customer_id text, ordered_at integer, item_id text, quantity integer, price real)`)
  const add = database.prepare('insert into pairwell_orders values (?, ?, ?, ?, ?, ?)')
  for (const line of files.orders.split('\n').slice(1)) {
    const [order = '', date = '', customer = '', item = '', quantity = '', price = ''] = line.split(',')
    const at = date === '' ? null : Date.parse(date) / SECOND
    add.run(order, customer || null, at, item, Number(quantity), Number(price))
  }
  return { database, ...files }
}

const csvOf = (rows: readonly Record<string, unknown>[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
    .map((cells) => cells.join(','))
    .join('\n')

async function hashOf(items: string, orders: string): Promise<string | null> {
  const [catalogue, lines] = [join(folder, 'items.csv'), join(folder, 'orders.csv')]
  writeFileSync(catalogue, items)
  writeFileSync(lines, orders)
  const { model } = await mineFiles({
    files: { items: [catalogue], orders: [lines], relations: [] },
    shop: { currency: 'EUR', time_zone: 'UTC', locale: 'en' },
    ...{ settings: undefined, threads: 1, database: ':memory:', out: undefined, tell: () => undefined },
  })
  return model.hash
}

it.each(SHAPES)(
  '$name: orders out of a warehouse give the model of the orders as they are',
  async (shape) => {
    const { database, items, orders } = warehouseOf(shape)
    const rows = database.prepare(ordersQuery(DIALECTS.sqlite)).all()
    expect(await hashOf(items, csvOf(rows))).toBe(await hashOf(items, orders))
  },
)

it('customers are numbers: one for each, none without a customer, in the order of their first orders', () => {
  const database = new DatabaseSync(':memory:')
  database.exec(`create table pairwell_orders
    (order_id text, customer_id text, ordered_at integer, item_id text, quantity integer, price real);
    insert into pairwell_orders values ('b', 'ann@example.com', 1, 'tea', 1, 2.5), ('a', 'zoe', 1, 'tea', 1, 2.5),
      ('c', 'zoe', 1, 'mug', 1, 5), ('d', null, 1, 'mug', 1, 5), ('c', 'zoe', 1, 'tea', 2, 2.5)`)
  const rows = database.prepare(ordersQuery(DIALECTS.sqlite)).all()
  expect(rows.map(({ order_id, customer_id }) => [order_id, customer_id])).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['c', '1'],
    ['c', '1'],
    ['d', null],
  ])
  expect(JSON.stringify(rows)).not.toMatch(/ann|zoe|example/)
})

it.each([null, '', ' ', '0'])('a customer %o is nobody, as in an import', async (guest) => {
  const [shape] = SHAPES
  if (!shape) throw new Error('There is no shape.')
  const { database, items, orders } = warehouseOf(shape)
  database
    .prepare('update pairwell_orders set customer_id = ? where substr(order_id, -1) < ?')
    .run(guest, '5')
  const [header, ...lines] = orders.split('\n')
  const asUploaded = lines.map((line) => {
    const [order = '', date, customer, ...rest] = line.split(',')
    return [order, date, order.slice(-1) < '5' ? (guest ?? '') : customer, ...rest].join(',')
  })
  const rows = database.prepare(ordersQuery(DIALECTS.sqlite)).all()
  expect(await hashOf(items, csvOf(rows))).toBe(await hashOf(items, [header, ...asUploaded].join('\n')))
})

it('further columns are those of a plain file, without what names a person or company', () => {
  const names = Object.keys(plainOrders.columns)
  expect(MORE_COLUMNS.filter((name) => !names.includes(name))).toEqual([])
  expect(
    names.filter(
      (name) => /customer|email|account|coupon/.test(name) && MORE_COLUMNS.some((one) => one === name),
    ),
  ).toEqual([])
})

const command = (...args: string[]) =>
  spawnSync(process.execPath, ['warehouse/cli.ts', ...args], { encoding: 'utf8' })

it('npm run warehouse prints the statement, and says what it does not know', () => {
  expect(command('--engine', 'duckdb', '--columns', 'status').stdout).toBe(
    ordersStatementFor('duckdb', ['status']),
  )
  expect(command('--engine', 'duckdb', '--counts').stdout).toContain('-- pairs:')
  const refused = command('--engine', 'duckdb', '--columns', 'status,customer_email')
  expect([refused.status, refused.stdout]).toEqual([2, ''])
  expect(refused.stderr).toContain('customer_email')
  expect(command('--engine', 'oracle').stderr).toContain('--engine duckdb|')
})
