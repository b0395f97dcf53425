import { describe, expect, it } from 'vitest'
import { BERLIN, readFile, wholeOrders } from '../import/a-file.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

const TEA = {
  'Order Number': '1001',
  'Order Status': 'Completed',
  'Order Date': '2024-05-01 10:11',
  'First Name (Billing)': 'Ann',
  'Last Name (Billing)': 'Lee',
  'Email (Billing)': 'Ann@example.org',
  'Phone (Billing)': '+49 30 1',
  'Item #': '1',
  SKU: 'TEA-1',
  Name: 'Tea, green',
  Quantity: '2',
  'Quantity (- Refund)': '2',
  'Item Cost': '4.50',
}
const MUG = { ...TEA, 'Item #': '2', SKU: 'MUG-R', Name: 'Mug', Quantity: '1', 'Quantity (- Refund)': '' }
const read = async (...records: Record<string, string>[]) =>
  (await readFile('orders', fileOf(HEADERS.algolplus, ...records))).rows
const own = async (header: string, row: string) => (await readFile('orders', `${header}\n${row}\n`)).rows

it('rows with one number are one order, dated in the shop’s time zone', async () => {
  expect(wholeOrders(await read(TEA, MUG))).toEqual([
    {
      order_id: '1001',
      ordered_at: Date.UTC(2024, 4, 1, 8, 11),
      customer: BERLIN.people.byEmail('ann@example.org'),
      status: 'paid',
      currency: 'EUR',
      lines: [
        ['s:MUG-R', 1, 450],
        ['s:TEA-1', 2, 450],
      ],
    },
  ])
})

it('only a key is kept of the customers', async () => {
  expect(JSON.stringify(await read(TEA))).not.toMatch(/ann|lee|\+49/i)
})

it.each([
  ['1', 1],
  ['1.5', 1.5],
  ['', 2],
])('the quantity left after refunds applies: %s of 2', async (left, quantity) => {
  const [order] = wholeOrders(await read({ ...TEA, 'Quantity (- Refund)': left }))
  expect(order?.lines).toEqual([['s:TEA-1', quantity, 450]])
})

it('a returned line is left out, and its order is kept', async () => {
  const rows = await read({ ...TEA, 'Quantity (- Refund)': '0' })
  expect(rows[0]?.dropped).toBe('quantity_not_positive')
  expect(wholeOrders(rows)).toMatchObject([{ order_id: '1001', status: 'paid', lines: [] }])
})

it.each([
  ['Completed', 'paid'],
  ['Processing', 'paid'],
  ['On hold', 'pending'],
  ['On-Hold', 'pending'],
  ['Pending payment', 'pending'],
  ['Cancelled', 'cancelled'],
  ['Refunded', 'refunded'],
  ['Failed', 'cancelled'],
  ['Draft', 'cancelled'],
  ['wc-completed', 'paid'],
  ['wc-on-hold', 'pending'],
  ['wc-checkout-draft', 'cancelled'],
])('%s is %s', async (written, status) => {
  const [order] = wholeOrders(await read({ ...TEA, 'Order Status': written }))
  expect(order?.status).toBe(status)
})

it('an unknown status of a plugin refuses the row', async () => {
  const [row] = await read({ ...TEA, 'Order Status': 'Waiting for the moon' })
  expect([row?.problem?.code, row?.problem?.column]).toEqual(['bad_status', 'Order Status'])
})

it.each([
  ['SKU', "'0012", 's:0012'],
  ['Product Id', '77', 'i:77'],
  ['Product ID', '77', 'i:77'],
  ['Name', 'Tea', 'n:Tea'],
  ['Item Name', 'Tea', 'n:Tea'],
  ['Product Name', 'Tea', 'n:Tea'],
])('an item is named by its %s alone', async (column, cell, reference) => {
  const [row] = await own(
    `${column},Order Status,Item Cost,Quantity,Order Number`,
    `${cell},Completed,4.50,1,7`,
  )
  expect(row?.named).toEqual([reference])
})

it('the SKU comes before the id, and the id before the name', async () => {
  const header = 'Order Number,Order Status,Order Date,Item Name,Product Id,SKU,Quantity (- Refund)'
  const references = ['Tea,77,T-1', 'Tea,77,', 'Tea,0,', ',,'].map(
    async (item) => (await own(header, `7,Completed,,${item},1`))[0],
  )
  expect((await Promise.all(references)).map((row) => row?.dropped ?? row?.named)).toEqual([
    ['s:T-1'],
    ['i:77'],
    ['n:Tea'],
    'no_item',
  ])
})

it('a fee is not an item', async () => {
  const rows = await read(TEA, { ...MUG, SKU: '', Name: 'Gift wrap' })
  expect(rows.map(({ dropped }) => dropped)).toEqual([undefined, 'not_goods'])
  expect(wholeOrders(rows)[0]?.lines).toHaveLength(1)
})

it.each([
  ['empty_id', 'Order Number', ''],
  ['bad_date', 'Order Date', 'yesterday'],
  ['bad_number', 'Quantity (- Refund)', 'two'],
  ['bad_money', 'Item Cost', 'cheap'],
])('refuses a row for %s, and the error names the column as in the file', async (code, column, cell) => {
  const [row] = await read({ ...TEA, [column]: cell })
  expect([row?.row, row?.problem?.code, row?.problem?.column]).toEqual([2, code, column])
})

describe('an order whose columns are filled in its first row only', () => {
  const ORDER = ['Order Number', 'Order Status', 'Order Date', 'Email (Billing)'] as const
  const blank = (record: Record<string, string>) => ({
    ...record,
    ...Object.fromEntries(ORDER.map((name) => [name, ''])),
  })

  it('has the lines of the rows below it', async () => {
    const rows = await read(TEA, blank(MUG), { ...TEA, 'Order Number': '1002' }, blank(MUG))
    const orders = wholeOrders(rows)
    expect(orders.map(({ order_id, lines }) => [order_id, lines.length])).toEqual([
      ['1001', 2],
      ['1002', 2],
    ])
    expect(orders[0]).toMatchObject({ ordered_at: Date.UTC(2024, 4, 1, 8, 11), status: 'paid' })
  })

  it('loses those lines when it is refused: they do not join the previous order', async () => {
    const rows = await read(TEA, { ...TEA, 'Order Number': '1002', 'Order Status': 'Moon' }, blank(MUG))
    expect(rows.map(({ problem }) => problem?.code)).toEqual([undefined, 'bad_status', 'empty_id'])
  })

  it('does not take rows of another file', async () => {
    await read(TEA)
    expect((await read(blank(MUG)))[0]?.problem?.code).toBe('empty_id')
  })

  it('keeps its own currency', async () => {
    const header = 'Order Number,Order Status,Order Currency,SKU,Quantity,Item Cost'
    const { rows } = await readFile('orders', `${header}\n7,Completed,JPY,T,1,450\n,,,M,1,900\n`)
    expect(wholeOrders(rows)).toMatchObject([
      {
        currency: 'JPY',
        lines: [
          ['s:M', 1, 900],
          ['s:T', 1, 450],
        ],
      },
    ])
  })
})
