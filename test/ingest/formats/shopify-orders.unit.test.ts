import { expect, it } from 'vitest'
import { BERLIN, readFile, wholeOrders as whole } from '../import/a-file.ts'

const HEADER =
  'Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,' +
  'Lineitem sku,Billing Name,Shipping Phone,Cancelled at,Payment Method\n'
const read = async (...rows: string[]) => (await readFile('orders', `${HEADER}${rows.join('\n')}\n`)).rows

const FIRST =
  '#1001,ann@example.org,paid,EUR,2024-05-01 10:11:12 +0200,1,Tea,4.50,TEA-1,Ann Lee,+49 30 1,,Card'

it('fields that only the first row has apply to the whole order', async () => {
  const rows = await read(FIRST, '#1001,,,,,2,Mug - Red / L,12.00,MUG-R,,,,')
  expect(whole(rows)).toEqual([
    {
      order_id: '#1001',
      ordered_at: Date.UTC(2024, 4, 1, 8, 11, 12),
      customer: BERLIN.people.byEmail('ann@example.org'),
      status: 'paid',
      currency: 'EUR',
      lines: [
        ['s:MUG-R', 2, 1_200],
        ['s:TEA-1', 1, 450],
      ],
    },
  ])
})

it('only a key is kept of the customers', async () => {
  expect(JSON.stringify(await read(FIRST))).not.toMatch(/ann|lee|\+49/i)
})

it('a line without a SKU is identified by its name', async () => {
  const [row] = await read('#1,,paid,EUR,,1,"Mug - Red / L",12,,,,,')
  expect(row?.named).toEqual(['n:Mug - Red / L'])
})

it('a quote before a SKU is for spreadsheets and is removed', async () => {
  const [row] = await read("#1,,paid,EUR,,1,Tea,4,'0012,,,,")
  expect(row?.named).toEqual(['s:0012'])
})

it.each([
  ['paid', 'paid'],
  ['partially_refunded', 'paid'],
  ['pending', 'pending'],
  ['authorized', 'pending'],
  ['partially_paid', 'pending'],
  ['refunded', 'refunded'],
  ['voided', 'cancelled'],
  ['Expired', 'cancelled'],
])('%s is %s', async (written, status) => {
  const [order] = whole(await read(`#1,,${written},EUR,,1,Tea,4,T,,,,`))
  expect(order?.status).toBe(status)
})

it('an order with a cancellation date is cancelled, whatever its payment status', async () => {
  const [order] = whole(await read('#1,,paid,EUR,,1,Tea,4,T,,,2024-05-02 10:00:00 +0200,'))
  expect(order?.status).toBe('cancelled')
})

it('an order paid through the bogus gateway is a test', async () => {
  const [order] = whole(await read('#1,,paid,EUR,,1,Tea,4,T,,,,Bogus (for testing)'))
  expect(order?.status).toBe('test')
})

it('an unknown status refuses the row, because a wrong guess would count orders that never happened', async () => {
  const [row] = await read('#1,,teapot,EUR,,1,Tea,4,T,,,,')
  expect([row?.problem?.code, row?.problem?.column]).toEqual(['bad_status', 'Financial Status'])
})

it.each([
  ['quantity_not_positive', '#1,,paid,EUR,,0,Tea,4,T,,,,'],
  ['no_item', '#1,,paid,EUR,,1,,4,,,,,'],
  ['not_goods', '#1,,paid,EUR,,1,Tip,5,,,,,'],
  ['not_goods', '#1,,paid,EUR,,1,Shipping Protection - 1.95,1.95,ROUTEINS10,,,,'],
])('leaves a line out as %s, and keeps the order’s fields of that row', async (dropped, line) => {
  const rows = await read(line)
  expect(rows[0]?.dropped).toBe(dropped)
  expect(whole(rows)).toMatchObject([{ order_id: '#1', status: 'paid', lines: [] }])
})

it('an order in another currency keeps that currency, and its prices are read in it', async () => {
  const [order] = whole(await read('#1,,paid,JPY,,1,Tea,450,T,,,,'))
  expect([order?.currency, order?.lines]).toEqual(['JPY', [['s:T', 1, 450]]])
})

it('a row without an order is refused', async () => {
  const [row] = await read(',,paid,EUR,,1,Tea,4,T,,,,')
  expect([row?.row, row?.problem?.code, row?.problem?.column]).toEqual([2, 'empty_id', 'Name'])
})
