import { expect, it } from 'vitest'
import { BERLIN, readFile, wholeOrders } from '../import/a-file.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

const ORDER = {
  order_id: '501',
  order_date: '2024-05-01 10:11:12',
  status: 'processing',
  order_currency: 'EUR',
  customer_id: '0',
  billing_first_name: 'Ann',
  billing_email: 'ann@example.org',
  billing_phone: '+49 30 1',
}
const rest = 'subtotal_tax:0.00|total:8.00|total_tax:0.00|refunded:0.00'
const TEA = `id:1|name:Tea, green|product_id:7|sku:TEA-1|quantity:2|subtotal:9.00|${rest}|refunded_qty:0|meta:`
const MUG = `id:2|name:Mug|product_id:8|sku:|quantity:1|subtotal:12.00|${rest}|refunded_qty:0|meta:Name=Ann\\, Lee`
const read = async (...records: Record<string, string>[]) =>
  (await readFile('orders', fileOf(HEADERS.skyverge, ...records))).rows
const order = async (line_items: string) => (await read({ ...ORDER, line_items }))[0]
const lines = async (line_items: string) => wholeOrders(await read({ ...ORDER, line_items }))[0]?.lines

it('a row is an order with all its lines', async () => {
  expect(wholeOrders(await read({ ...ORDER, line_items: `${TEA};${MUG}` }))).toEqual([
    {
      order_id: '501',
      ordered_at: Date.UTC(2024, 4, 1, 8, 11, 12),
      customer: BERLIN.people.byEmail('ann@example.org'),
      status: 'paid',
      currency: 'EUR',
      lines: [
        ['i:8', 1, 1_200],
        ['s:TEA-1', 2, 450],
      ],
    },
  ])
})

it('only a key is kept of the customers, and no engraving texts', async () => {
  expect(JSON.stringify(await order(MUG))).not.toMatch(/ann|lee|\+49/i)
})

it('separators of lines and pairs may occur in a name when escaped', async () => {
  const cell =
    'id:1|name:Tea\\: green\\; 100 g \\| loose|product_id:0|sku:unknown_product|quantity:1|subtotal:4.50'
  expect(await lines(`${cell};${MUG}`)).toEqual([
    ['i:8', 1, 1_200],
    ['n:Tea: green; 100 g | loose', 1, 450],
  ])
})

it.each([
  ['refunded_qty:-1', [['s:T', 2, 300]]],
  ['refunded_qty:1', [['s:T', 2, 300]]],
  ['refunded_qty:3', []],
])('returned pieces are subtracted: %s of 3', async (refunded, left) => {
  expect(await lines(`id:1|name:Tea|sku:T|quantity:3|subtotal:9.00|${refunded}`)).toEqual(left)
})

it('the import form has its lines as JSON', async () => {
  const tea = { id: 1, name: 'Tea &quot;green&quot;', product_id: 0, sku: '', quantity: 2, subtotal: '9.00' }
  const mug = { id: 2, name: 'Mug', sku: 'M-1', quantity: 1, meta: { Name: 'Ann' }, tax_data: [] }
  expect(await lines(JSON.stringify([tea, mug]))).toEqual([
    ['n:Tea "green"', 2, 450],
    ['s:M-1', 1, null],
  ])
})

it.each(['Tea', `Tea;${TEA}`, '[{"name":', '{"name":"Tea"}', '[[[['])(
  'unreadable lines refuse the row: %s',
  async (cell) => {
    const row = await order(cell)
    expect([row?.problem?.code, row?.problem?.column]).toEqual(['bad_line', 'line_items'])
  },
)

it('an order with JSON of other things has no items', async () => {
  expect((await order('[1,null,"x",[]]'))?.dropped).toBe('no_item')
})

it('an order has the number that the buyer sees', async () => {
  const numbers = [
    { order_number_formatted: 'A-77', order_number: '77' },
    { order_number_formatted: '', order_number: '77' },
    { order_number_formatted: '', order_number: '' },
  ]
  const orders = wholeOrders(await read(...numbers.map((one) => ({ ...ORDER, ...one, line_items: TEA }))))
  expect(orders.map(({ order_id }) => order_id)).toEqual(['A-77', '77', '501'])
})

const LINE = {
  ...ORDER,
  item_id: '9001',
  item_product_id: '7',
  item_name: 'Tea',
  item_sku: 'TEA-1',
  item_quantity: '2',
  item_subtotal: '9.00',
  item_total: '8.00',
  item_refunded_qty: '0',
}

it('with one row per line, rows with one number are one order', async () => {
  const mug = { ...LINE, item_id: '9002', item_product_id: '8', item_name: 'Mug', item_sku: '' }
  const tip = { ...LINE, item_id: '9003', item_product_id: '9', item_name: 'Tip', item_sku: '' }
  const { rows } = await readFile('orders', fileOf(HEADERS.skyvergeLines, LINE, mug, tip))
  expect(rows.map(({ dropped }) => dropped)).toEqual([undefined, undefined, 'not_goods'])
  expect(wholeOrders(rows)).toMatchObject([
    {
      order_id: '501',
      lines: [
        ['i:8', 2, 450],
        ['s:TEA-1', 2, 450],
      ],
    },
  ])
})

it('the form before 2017 has only a total, and `date` is the date', async () => {
  const header = 'order_id,order_number,date,status,item_name,item_sku,item_quantity,item_tax,item_total'
  const { rows } = await readFile(
    'orders',
    `${header}\n501,77,2016-05-01 10:11:12,completed,Tea,T,2,0,8.00\n`,
  )
  expect(wholeOrders(rows)).toMatchObject([
    { order_id: '77', ordered_at: Date.UTC(2016, 4, 1, 8, 11, 12), lines: [['s:T', 2, 400]] },
  ])
})

it("WebToffee's form with one row per line is read in the same way, and an empty quantity is 0", async () => {
  const header = `${HEADERS.webtoffee.split(',line_item_1')[0]},item_product_id,item_name,item_sku,item_quantity`
  const records = [
    { order_number: '1', item_product_id: '7', item_name: 'Tea', item_quantity: '2' },
    { order_number: '2', item_product_id: '7', item_name: 'Tea', item_quantity: '' },
  ]
  const { rows } = await readFile('orders', fileOf(header, ...records))
  expect(wholeOrders(rows).map((one) => one.lines)).toEqual([[['i:7', 2, null]], []])
})
