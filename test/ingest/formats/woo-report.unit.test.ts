import { expect, it } from 'vitest'
import { readFile, wholeOrders } from '../import/a-file.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

const ORDER = {
  Date: '2024-05-01 10:11:12',
  'Order #': '1001',
  'N. Revenue (formatted)': '€21.00',
  Status: 'completed',
  Customer: 'Ann Lee',
  'Customer type': 'returning',
}
const read = async (names: string) =>
  (await readFile('orders', fileOf(HEADERS.wooReport, { ...ORDER, 'Product(s)': names }))).rows
const linesOf = async (names: string) => wholeOrders(await read(names))[0]?.lines

it('a row is an order, with its products by name', async () => {
  expect(wholeOrders(await read('2× Tea, 1× Mug'))).toEqual([
    {
      order_id: '1001',
      ordered_at: Date.UTC(2024, 4, 1, 8, 11, 12),
      customer: null,
      status: 'paid',
      currency: 'EUR',
      lines: [
        ['n:Mug', 1, null],
        ['n:Tea', 2, null],
      ],
    },
  ])
})

it('nothing is kept of the customers, because the file has only their names', async () => {
  expect(JSON.stringify(await read('1× Tea'))).not.toMatch(/ann|lee/i)
})

it.each([
  ['1× Tea, green, loose, 12× Mug', ['n:Mug', 'n:Tea, green, loose']],
  ['1× Frame, 30 × 40 cm', ['n:Frame, 30 × 40 cm']],
  ['1× Glue, 2x stronger, 3× Rope', ['n:Glue, 2x stronger', 'n:Rope']],
  ['1× 2× Tea', ['n:2× Tea']],
])('a comma separates products only before a quantity: %s', async (names, references) => {
  expect((await linesOf(names))?.map(([reference]) => reference)).toEqual(references)
})

it('a product that is listed twice is one line', async () => {
  expect(await linesOf('1× Tea, 2× Tea')).toEqual([['n:Tea', 3, null]])
})

it('returned pieces and lines that are not items are left out', async () => {
  expect(await linesOf('1× Tea, -1× Mug, 1× Tip')).toEqual([['n:Tea', 1, null]])
})

it.each([
  ['no_item', ''],
  ['not_goods', '1× Tip, 1× Gift wrap'],
  ['quantity_not_positive', '-1× Tea'],
])('an order with only such lines is left out as %s', async (dropped, names) => {
  expect((await read(names))[0]?.dropped).toBe(dropped)
})

it.each(['Tea', 'Tea, 1× Mug', '2×Tea', '1× '])(
  'names without quantities refuse the row: %s',
  async (names) => {
    const [row] = await read(names)
    expect([row?.problem?.code, row?.problem?.column]).toEqual(['bad_line', 'Product(s)'])
  },
)
