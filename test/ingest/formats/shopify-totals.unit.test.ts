import { expect, it } from 'vitest'
import { BERLIN } from '../import/a-file.ts'
import { NOTHING_SAID, totalsIn, totalsOfOne } from '../import/order-totals.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

type Cells = Record<string, string>
const file = (...rows: Cells[]) => fileOf(HEADERS.shopifyOrders, ...rows)
const line = (name: string, quantity: number, price: string, more: Cells = {}): Cells => ({
  ...{ 'Lineitem name': name, 'Lineitem sku': name.toUpperCase() },
  ...{ 'Lineitem quantity': String(quantity), 'Lineitem price': price, ...more },
})
const order = (more: Cells): Cells => ({
  ...{ Name: '#1', Email: 'ann@example.org', 'Financial Status': 'paid', Currency: 'EUR' },
  ...{ 'Created at': '2024-05-01 10:11:12 +0200', 'Discount Amount': '0.00', 'Refunded Amount': '0.00' },
  ...more,
})

it('an order with a discount, shipping, and tax on top', async () => {
  const first = order({
    ...line('Tea', 2, '10.00'),
    ...{ Subtotal: '22.50', Shipping: '4.90', Taxes: '2.19', Total: '29.59' },
    ...{ 'Discount Code': 'TEN', 'Discount Amount': '2.50', 'Refunded Amount': '5.00', Source: 'web' },
    ...{ 'Billing Company': 'Lee & Sons', 'Billing Country': 'DE', 'Shipping Country': 'AT' },
  })
  const { totals, adds_up } = await totalsOfOne(file(first, { Name: '#1', ...line('Mug', 1, '5.00') }))
  expect(adds_up).toBe('exact')
  expect(totals).toEqual({
    ...NOTHING_SAID,
    ...{ subtotal: 2_500, discount: 250, shipping: 490, tax: 219, tax_included: false, total: 2_959 },
    ...{ refunded: 500, coupons: ['TEN'], channel: 'web', market: 'AT' },
    account: BERLIN.people.byAccount('lee & sons'),
  })
})

it('prices with tax are recognised by the total, because the file does not say it', async () => {
  const { totals, adds_up } = await totalsOfOne(
    file(
      order({
        ...line('Tea', 2, '11.90'),
        ...{ Subtotal: '23.80', Shipping: '4.90', Taxes: '4.58', Total: '28.70' },
      }),
    ),
  )
  expect(adds_up).toBe('exact')
  expect(totals).toMatchObject({ subtotal: 2_380, discount: 0, tax: 458, tax_included: true, total: 2_870 })
})

it('without tax it stays unknown whether prices would contain it', async () => {
  const { totals, adds_up } = await totalsOfOne(
    file(
      order({
        ...line('Tea', 1, '9.00'),
        ...{ Subtotal: '9.00', Shipping: '0.00', Taxes: '0.00', Total: '9.00' },
      }),
    ),
  )
  expect([adds_up, totals.tax_included]).toEqual(['exact', null])
})

it('a code for free shipping is no discount on the goods', async () => {
  const { totals, adds_up } = await totalsOfOne(
    file(
      order({
        ...line('Tea', 2, '10.00'),
        ...{ Subtotal: '20.00', Shipping: '0.00', Taxes: '0.00', Total: '20.00' },
        ...{ 'Discount Code': 'SHIPFREE', 'Discount Amount': '4.90' },
      }),
    ),
  )
  expect(adds_up).toBe('exact')
  expect(totals).toMatchObject({ subtotal: 2_000, discount: 0, shipping: 0, coupons: ['SHIPFREE'] })
})

it('a discount on a line belongs to that line and is part of the discount', async () => {
  const { totals, adds_up } = await totalsOfOne(
    file(
      order({
        ...line('Tea', 2, '10.00', { 'Lineitem discount': '3.00' }),
        ...{ Subtotal: '17.00', Shipping: '0.00', Taxes: '0.00', Total: '17.00' },
      }),
    ),
  )
  expect(adds_up).toBe('exact')
  expect(totals).toMatchObject({ subtotal: 2_000, discount: 300, line_discounts: [['s:TEA', 300]] })
})

it('tips and duties are neither goods nor shipping', async () => {
  const { totals, adds_up } = await totalsOfOne(
    file(
      order({
        ...line('Tea', 1, '10.00'),
        ...{ Subtotal: '10.00', Shipping: '5.00', Taxes: '1.00', Duties: '2.50', Total: '20.50' },
      }),
      { Name: '#1', 'Lineitem name': 'Tip', 'Lineitem quantity': '1', 'Lineitem price': '2.00' },
    ),
  )
  expect(adds_up).toBe('exact')
  expect(totals).toMatchObject({ subtotal: 1_000, fees: 450, total: 2_050 })
})

it.each([
  ['JPY', '450', '500', '140', '1540', { subtotal: 900, shipping: 500, tax: 140, total: 1_540 }],
  ['KWD', '1.250', '1.000', '0.175', '3.675', { subtotal: 2_500, shipping: 1_000, tax: 175, total: 3_675 }],
])('amounts in %s have its digits', async (code, price, shipping, taxes, total, expected) => {
  const { totals, adds_up } = await totalsOfOne(
    file(
      order({
        ...line('Tea', 2, price),
        ...{ Currency: code, Shipping: shipping, Taxes: taxes, Total: total },
      }),
    ),
  )
  expect(adds_up).toBe('exact')
  expect(totals).toMatchObject({ ...expected, tax_included: false })
})

it('later rows of an order in another currency have no currency of their own', async () => {
  const first = order({
    ...line('Tea', 2, '450'),
    ...{ Currency: 'JPY', Shipping: '500', Taxes: '0', Total: '1650', 'Discount Amount': '0' },
  })
  // 2 × 450 + 250 + 500 = 1,650 yen
  const { totals, adds_up } = await totalsOfOne(file(first, { Name: '#1', ...line('Mug', 1, '250') }))
  expect(adds_up).toBe('exact')
  expect(totals.subtotal).toBe(1_150)
})

it('an order that does not add up keeps what it states', async () => {
  const { totals, adds_up } = await totalsOfOne(
    file(
      order({
        ...line('Tea', 1, '10.00'),
        ...{ Subtotal: '10.00', Shipping: '5.00', Taxes: '1.00', Total: '18.00' },
      }),
    ),
  )
  expect(adds_up).toBe('different')
  expect(totals).toMatchObject({ subtotal: 1_000, tax: 100, tax_included: null, total: 1_800 })
})

it('one cent of rounding is no difference, two are', async () => {
  const off = async (total: string) =>
    (
      await totalsOfOne(
        file(order({ ...line('Tea', 1, '10.00'), Shipping: '5.00', Taxes: '1.00', Total: total })),
      )
    ).adds_up
  expect([await off('16.01'), await off('15.99'), await off('16.02')]).toEqual([
    'exact',
    'exact',
    'different',
  ])
})

it('an amount that cannot be read is noted, and costs the order neither its lines nor its other totals', async () => {
  const one = file(order({ ...line('Tea', 1, '10.00'), Shipping: 'free', Taxes: '1.00', Total: '11.00' }))
  const { totals, adds_up, unreadable } = await totalsOfOne(one)
  expect([adds_up, unreadable]).toEqual([undefined, true])
  expect(totals).toMatchObject({ subtotal: 1_000, shipping: null, tax: 100, total: 1_100 })
})

it.each([
  ['web', 'web'],
  ['pos', 'pos'],
  ['shopify_draft_order', 'draft'],
  ['subscription_contract', 'subscription'],
  ['Amazon', 'marketplace'],
  ['1830279', null],
  ['', null],
])('the source %s is the channel %s', async (source, channel) => {
  const { totals } = await totalsOfOne(file(order({ ...line('Tea', 1, '1.00'), Source: source })))
  expect(totals.channel).toBe(channel)
})

it('no name of a company is kept, and none at all of a buyer who asked to be forgotten', async () => {
  const { totals } = await totalsOfOne(
    file(order({ ...line('Tea', 1, '1.00'), 'Billing Company': 'Lee & Sons', Email: 'gone@site.invalid' })),
  )
  expect(totals.account).toBeNull()
  const kept = await totalsIn(
    file(order({ ...line('Tea', 1, '1.00'), 'Billing Company': ' LEE  & sons', Email: '' })),
  )
  expect(JSON.stringify([...kept])).not.toMatch(/lee|sons/i)
  expect([...kept.values()][0]?.totals.account).toBe(BERLIN.people.byAccount('Lee & Sons'))
})
