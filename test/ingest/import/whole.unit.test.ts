import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ORDER_STATUSES } from '../../../vocabulary/orders.ts'
import { Buckets } from '../../../worker/ingest/import/buckets.ts'
import { type OrderFragment, wholeItem, wholeOrder } from '../../../worker/ingest/import/fragments.ts'
import { always } from '../../always.ts'

const whole = (...fragments: Omit<OrderFragment, 'key'>[]) =>
  wholeOrder(
    '#1',
    fragments.map((one) => ({ key: '#1', ...one })),
    'EUR',
  )

it('fields in the first row only apply to the whole order', () => {
  const order = whole(
    { at: 5_000, customer: 'k1', status: 'pending', currency: 'USD', line: ['s:T', 1, 900] },
    { line: ['s:M', 2, null] },
  )
  expect(order).toEqual({
    order_id: '#1',
    ordered_at: 5_000,
    customer: 'k1',
    status: 'pending',
    currency: 'USD',
    lines: [
      ['s:M', 2, null],
      ['s:T', 1, 900],
    ],
  })
})

it('an order without further fields is paid, in the shop’s currency, without customer and date', () => {
  const nothing = { ordered_at: null, customer: null, status: 'paid', currency: 'EUR', lines: [] }
  expect(whole({})).toEqual({ order_id: '#1', ...nothing })
})

it('lines of one item are one line with the sum of pieces and the lowest price', () => {
  const { lines } = whole({ line: ['i:A', 1, null] }, { line: ['i:A', 2, 900] }, { line: ['i:A', 3, 700] })
  expect(lines).toEqual([['i:A', 6, 700]])
})

it('a price of zero is a price', () => {
  expect(whole({ line: ['i:A', 1, 0] }, { line: ['i:A', 1, 900] }).lines).toEqual([['i:A', 2, 0]])
})

it('of several statuses the first of test, cancelled, refunded, pending, paid applies', () => {
  const gravity = ['paid', 'pending', 'refunded', 'cancelled', 'test'] as const
  expect(new Set(gravity)).toEqual(new Set(ORDER_STATUSES))
  gravity.forEach((graver, at) => {
    for (const lighter of gravity.slice(0, at)) {
      expect(whole({ status: lighter }, { status: graver }, {}).status).toBe(graver)
      expect(whole({ status: graver }, { status: lighter }).status).toBe(graver)
    }
  })
})

const row: fc.Arbitrary<Omit<OrderFragment, 'key'>> = fc.record(
  {
    at: fc.nat(3),
    customer: fc.constantFrom('k1', 'k2'),
    status: fc.constantFrom(...ORDER_STATUSES),
    currency: fc.constantFrom('USD', 'GBP'),
    line: fc.tuple(fc.constantFrom('i:A', 's:A', 'n:Tea'), fc.nat(5), fc.option(fc.nat(9))),
  },
  { requiredKeys: [] },
)
const shuffled = fc
  .array(row, { maxLength: 8 })
  .chain((rows) =>
    fc.tuple(
      fc.constant(rows),
      fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
    ),
  )

it('the order of the rows does not matter', () => {
  const same = fc.property(shuffled, ([rows, others]) => {
    expect(whole(...others)).toEqual(whole(...rows))
  })
  always(same, 1_000)
})

it('the first row with a value decides, and variants keep the order of the file', () => {
  const small = { variant_id: 'S', availability: 'in_stock' } as const
  const large = { variant_id: 'L', availability: 'out_of_stock' } as const
  const rows = [
    { key: 'tea', row: 2, fields: { title: 'Tea' }, variant: small },
    { key: 'tea', row: 9, fields: { title: 'Thé', brand: 'Acme' } },
    { key: 'tea', row: 12, fields: { brand: 'Other', published: false }, variant: large },
  ]
  const item = { title: 'Tea', brand: 'Acme', published: false, item_id: 'tea', variants: [small, large] }
  expect(wholeItem('tea', rows)).toEqual(item)
})

it('of two rows of one variant the first counts, and so does the first of two titles', () => {
  const said = (title: string, price: number) => ({
    key: 'tea',
    row: 2,
    fields: { title },
    variant: { variant_id: 'tea', availability: 'in_stock', price } as const,
  })
  const { title, variants } = wholeItem('tea', [said('Tea', 900), said('Thé', 100)])
  expect([title, variants.map(({ price }) => price)]).toEqual(['Tea', [900]])
})

it('no column of a row can change the id of its item', () => {
  const fields = { item_id: 'other', title: 'Tea' }
  expect(wholeItem('tea', [{ key: 'tea', row: 2, fields }]).item_id).toBe('tea')
})

it('joined lines of neighbouring rows count as if they were separate', () => {
  const alone: OrderFragment[] = [
    { key: '1', at: 5, customer: 'c', line: ['i:tea', 1, 100] },
    { key: '1', line: ['i:mug', 2, null] },
    { key: '1', line: ['i:tea', 3, 90] },
  ]
  const buckets = new Buckets(1)
  for (const fragment of alone) buckets.add(structuredClone(fragment))
  const [chunk] = buckets.take()
  const joined: OrderFragment[] = JSON.parse(chunk?.fragments ?? '[]')
  expect(joined).toHaveLength(1)
  expect(wholeOrder('1', joined, 'EUR')).toEqual(wholeOrder('1', alone, 'EUR'))
})

it.each([
  ['another date', { key: '1', at: 6, line: ['i:mug', 1, null] }],
  ['another buyer', { key: '1', customer: 'd', line: ['i:mug', 1, null] }],
  ['another state', { key: '1', status: 'cancelled', line: ['i:mug', 1, null] }],
  ['no line', { key: '1' }],
] satisfies [string, OrderFragment][])('a row with %s is not joined to the one before', (_, row) => {
  const buckets = new Buckets(1)
  buckets.add({ key: '1', at: 5, customer: 'c', status: 'paid', line: ['i:tea', 1, 100] })
  buckets.add(row)
  expect(JSON.parse(buckets.take()[0]?.fragments ?? '[]')).toHaveLength(2)
})

it('the SKU of a product that is bought as one of its variants is another name of it, unless a variant has it', () => {
  const variant = (variant_id: string, sku?: string) => ({
    ...{ key: 'hood', row: 2, fields: {} },
    variant: { variant_id, availability: 'in_stock' as const, ...(sku !== undefined && { sku }) },
  })
  const product = {
    ...variant('hood', 'HOOD'),
    fields: { title: 'Hoodie', aliases: ['4711'] },
    whole: true as const,
  }
  const red = variant('red', 'HOOD-R')
  expect(wholeItem('hood', [product, red])).toMatchObject({
    aliases: ['4711', 'HOOD'],
    variants: [red.variant],
  })
  expect(wholeItem('hood', [product, variant('red', 'HOOD')]).aliases).toEqual(['4711'])
  expect(wholeItem('hood', [product])).toMatchObject({ aliases: ['4711'], variants: [product.variant] })
})
