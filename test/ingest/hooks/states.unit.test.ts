import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { item } from '../../../schema/catalogue/items.ts'
import { itemOf } from '../../../worker/ingest/hooks/compose.ts'
import { orderOf } from '../../../worker/ingest/hooks/compose-order.ts'
import {
  goneSince,
  joinOrders,
  joinProducts,
  joinStocks,
  type OrderState,
  type ProductState,
  type StockState,
} from '../../../worker/ingest/hooks/states.ts'
import { always } from '../../always.ts'

/** Few values of each, so that equal ones occur. */
const time = fc.integer({ min: 1, max: 6 })
const id = fc.constantFrom('1', '2', '3')
const ends = fc.dictionary(id, fc.record({ at: time, gone: fc.boolean() }), { maxKeys: 2 })
const availability = fc.constantFrom('in_stock' as const, 'out_of_stock' as const)
const variant = fc.record({ variant_id: id, availability, price: fc.integer({ min: 1, max: 3 }) })
const word = { as_of: time, tie: fc.integer({ min: 0, max: 1 }) }

const product: fc.Arbitrary<ProductState> = fc.record(
  {
    word: fc.record({
      ...word,
      item_id: fc.constant('9'),
      fields: fc.record({ title: fc.constantFrom('Tea', 'Mug') }),
      variants: fc
        .array(variant, { minLength: 1, maxLength: 2 })
        .map((all) => all.map((one) => ({ variant: one }))),
      count: fc.constant(1),
    }),
    ends,
    variations: fc.dictionary(
      id,
      fc.record({ word: fc.record({ ...word, variant }), ends }, { requiredKeys: [] }),
    ),
  },
  { requiredKeys: [] },
)
const stock: fc.Arbitrary<StockState> = fc.record({
  levels: fc.dictionary(id, fc.record({ as_of: time, available: fc.option(fc.integer({ min: 0, max: 3 })) })),
})
const quantity = fc.integer({ min: 1, max: 3 })
const money = fc.integer({ min: 0, max: 2 })
const order: fc.Arbitrary<OrderState> = fc.record(
  {
    word: fc.record({
      ...word,
      order_id: fc.constant('#1'),
      status: fc.constantFrom('paid' as const, 'pending' as const, 'cancelled' as const),
      lines: fc.array(
        fc.record(
          {
            id,
            line: fc.tuple(fc.constantFrom('s:TEA', 's:MUG'), quantity, fc.constant(null)),
            current: fc.integer({ min: 0, max: 3 }),
          },
          { requiredKeys: ['id', 'line'] },
        ),
        { maxLength: 3 },
      ),
      refunds: fc.uniqueArray(id, { maxLength: 2 }),
      stated: fc.record({ total: money, discount: money, coupons: fc.constant(['A']) }, { requiredKeys: [] }),
      sums: fc.record({ goods: fc.option(money), rounding: fc.constantFrom(0, 0.5) }),
    }),
    refunds: fc.dictionary(
      id,
      fc.record(
        {
          as_of: time,
          paid_back: money,
          lines: fc.array(fc.oneof(fc.tuple(id, quantity), fc.tuple(id, quantity, money)), { maxLength: 2 }),
        },
        { requiredKeys: ['as_of', 'lines'] },
      ),
    ),
    ends,
    redacted: fc.constant(true),
  },
  { requiredKeys: [] },
)

const KINDS: [string, fc.Arbitrary<object>, (a: never, b: never) => object, object][] = [
  ['products', product, joinProducts, {}],
  ['stock', stock, joinStocks, { levels: {} }],
  ['orders', order, joinOrders, {}],
]

it.each(KINDS)(
  'messages about %s give the same state in any order and repeated any number of times',
  (_kind, one, joined, none) => {
    const join = joined as (a: object, b: object) => object
    const all = (messages: readonly object[]) => JSON.stringify(messages.reduce(join, none))
    const shuffledTwice = fc
      .array(one, { minLength: 1, maxLength: 6 })
      .chain((messages) =>
        fc.tuple(
          fc.constant(messages),
          fc.shuffledSubarray([...messages, ...messages], { minLength: 2 * messages.length }),
        ),
      )
    always(
      fc.property(shuffledTwice, ([messages, again]) => {
        expect(all(again)).toBe(all(messages))
      }),
      1_000,
    )
  },
)

it.each(KINDS)(
  'joining states of %s in groups equals joining them one by one',
  (_kind, one, joined, none) => {
    const join = joined as (a: object, b: object) => object
    always(
      fc.property(one, one, one, (a, b, c) => {
        const start = join(none, a)
        expect(join(start, join(b, c))).toEqual(join(join(start, b), c))
        expect(join(start, start)).toEqual(start)
      }),
      1_000,
    )
  },
)

it('a line never has more pieces than were ordered, and a line without pieces is left out', () => {
  always(
    fc.property(order, (state) => {
      const whole = orderOf(state, 'EUR', 0)
      const ordered = (reference: string) =>
        state.word?.lines.reduce((sum, { line }) => sum + (line[0] === reference ? line[1] : 0), 0) ?? 0
      for (const [reference, quantity] of whole?.lines ?? []) {
        expect(quantity).toBeGreaterThan(0)
        expect(quantity).toBeLessThanOrEqual(ordered(reference))
      }
    }),
    1_000,
  )
})

it('what a file has set is not overwritten by any older message', () => {
  always(
    fc.property(product, time, (state, base) => {
      const before = itemOf('9', { word: { ...WORD, as_of: base } }, new Map(), { before: undefined, base })
      const after = itemOf('9', state, new Map(), { before: { ...BEFORE, ...before }, base })
      if ((state.word?.as_of ?? 0) < base) expect(after?.title).toBe('Tea')
    }),
    500,
  )
})

const VARIANT = { variant_id: '1', availability: 'in_stock' as const }
const WORD = {
  as_of: 1,
  tie: 0,
  item_id: '9',
  fields: { title: 'Tea' },
  variants: [{ variant: VARIANT }],
  count: 1,
}
const BEFORE = v.parse(item, { item_id: '9', title: 'Tea', variants: [VARIANT] })
const around = (base = 0) => ({ before: BEFORE, base })

it('fields that no message contains are kept: cost, attributes, disclosure', () => {
  const before = { ...BEFORE, disclosure: 'Contains caffeine', variants: [{ ...VARIANT, cost: 100 }] }
  const made = itemOf('9', { word: { ...WORD, fields: { title: 'Green tea' } } }, new Map(), {
    before,
    base: 0,
  })
  expect(made).toMatchObject({
    title: 'Green tea',
    disclosure: 'Contains caffeine',
    variants: [{ ...VARIANT, cost: 100 }],
  })
})

it.each([
  ['a path from a file stays', 'Home > Tea', {}, undefined, 'Home > Tea'],
  ['the type of product stands in for none', undefined, { product_type: 'Tea' }, undefined, 'Tea'],
  [
    'a category of the message’s own counts',
    'Home > Tea',
    { category: 'Food > Tea' },
    undefined,
    'Food > Tea',
  ],
  ['a path stays while one of the names can be its end', 'Home > Tea', {}, ['Green', 'Tea'], 'Home > Tea'],
  ['a path goes when none of the names is its end', 'Home > Tea', {}, ['Mugs'], 'Mugs'],
])('category: %s', (_name, category, fields, names, expected) => {
  const before = { ...BEFORE, ...(category && { category }) }
  const made = itemOf('9', { word: { ...WORD, fields, ...(names && { names }) } }, new Map(), {
    before,
    base: 0,
  })
  expect(made?.category).toBe(expected)
})

it('variants that a message leaves out because of its limit of a hundred are kept', () => {
  const before = { ...BEFORE, variants: [VARIANT, { ...VARIANT, variant_id: '101' }] }
  const ids = (count: number) =>
    itemOf('9', { word: { ...WORD, count } }, new Map(), { before, base: 0 })?.variants.map(
      (one) => one.variant_id,
    )
  expect([ids(1), ids(101)]).toEqual([['1'], ['1', '101']])
})

const counted = (counted: boolean | null, pieces: number) => ({
  ...WORD,
  as_of: 5,
  variants: [{ variant: { ...VARIANT, stock: pieces }, stock: { id: '7', counted, oversells: false } }],
})
const level = (...levels: [place: string, as_of: number, available: number | null][]) =>
  new Map([
    [
      '7',
      {
        levels: Object.fromEntries(levels.map(([place, as_of, available]) => [place, { as_of, available }])),
      },
    ],
  ])

it.each([
  ['the message when no place has been counted since', true, 3, level(['a', 4, 9]), 3],
  ['all places when one has been counted since', true, 3, level(['a', 4, 9], ['b', 6, 2]), 11],
  ['nothing when no place counts', true, 3, level(['a', 6, null]), undefined],
  ['nothing when the message says so', false, 3, new Map(), undefined],
  ['nothing when it does not say and its place does not count', null, 0, level(['a', 4, null]), undefined],
])('the stock is that of %s', (_name, isCounted, pieces, levels, expected) => {
  const made = itemOf('9', { word: counted(isCounted, pieces) }, levels, { before: undefined, base: 0 })
  expect(made?.variants[0]?.stock).toBe(expected)
})

it('a file decides whether stock is tracked when messages no longer state it', () => {
  const made = (stock: object) =>
    itemOf('9', { word: counted(null, 0) }, new Map(), {
      before: { ...BEFORE, variants: [{ ...VARIANT, ...stock }] },
      base: 0,
    })?.variants[0]?.availability
  expect([made({}), made({ stock: 4 })]).toEqual(['in_stock', 'out_of_stock'])
})

const ordered = (more: object = {}): OrderState => ({
  word: {
    as_of: 5,
    tie: 0,
    order_id: '#1',
    status: 'paid',
    lines: [
      { id: '1', line: ['s:TEA', 3, 450, 'r_1'] },
      { id: '2', line: ['s:MUG', 1, 900] },
    ],
    refunds: [],
  },
  ...more,
})

it.each<[string, OrderState, string, unknown[]]>([
  [
    'stands as ordered',
    ordered(),
    'paid',
    [
      ['s:MUG', 1, 900],
      ['s:TEA', 3, 450, 'r_1'],
    ],
  ],
  [
    'loses what was given back',
    ordered({ refunds: { a: { as_of: 6, lines: [['1', 2]] } } }),
    'paid',
    [
      ['s:MUG', 1, 900],
      ['s:TEA', 1, 450, 'r_1'],
    ],
  ],
  [
    'loses a line that was given back whole',
    ordered({ refunds: { a: { as_of: 6, lines: [['2', 1]] } } }),
    'paid',
    [['s:TEA', 3, 450, 'r_1']],
  ],
  [
    'given back whole teaches nothing, and stays to be read',
    ordered({
      refunds: {
        a: {
          as_of: 6,
          lines: [
            ['1', 3],
            ['2', 1],
          ],
        },
      },
    }),
    'refunded',
    [
      ['s:MUG', 1, 900],
      ['s:TEA', 3, 450, 'r_1'],
    ],
  ],
  [
    'deleted is cancelled',
    ordered({ ends: { x: { at: 6, gone: true } } }),
    'cancelled',
    [
      ['s:MUG', 1, 900],
      ['s:TEA', 3, 450, 'r_1'],
    ],
  ],
])('an order %s', (_name, state, status, lines) => {
  expect(orderOf(state, 'EUR', 0)).toMatchObject({ status, lines })
})

it('pieces that an edit removed without a refund are gone, and a later refund is subtracted as well', () => {
  const state = ordered({
    refunds: { old: { as_of: 4, lines: [['1', 1]] }, late: { as_of: 6, lines: [['1', 1]] } },
  })
  const word = state.word && {
    ...state.word,
    refunds: ['old'],
    lines: [{ id: '1', line: ['s:TEA', 5, null] as [string, number, null], current: 3 }],
  }
  expect(orderOf({ ...state, ...(word && { word }) }, 'EUR', 0)?.lines).toEqual([['s:TEA', 2, null]])
})

it('a file that came after the message keeps its order', () => {
  expect(orderOf(ordered(), 'EUR', 6)).toBeUndefined()
})

it.each([
  ['a deletion', { a: { at: 5, gone: true } }, 4, 5],
  ['a word after it', { a: { at: 5, gone: true } }, 6, undefined],
  ['a restoration after it', { a: { at: 5, gone: true }, b: { at: 6, gone: false } }, 4, undefined],
  ['a deletion after a restoration', { a: { at: 7, gone: true }, b: { at: 6, gone: false } }, 4, 7],
])('gone: %s', (_name, gone, as_of, expected) => {
  expect(goneSince({ word: { as_of, tie: 0 }, ends: gone })).toBe(expected)
})

it('a product that was deleted before it was known is not published by an older message', () => {
  const state = joinProducts({ ends: { x: { at: 9, gone: true } } }, { word: WORD })
  expect(itemOf('9', state, new Map(), { before: undefined, base: 0 })?.published).toBe(false)
  expect(itemOf('9', { word: WORD }, new Map(), around())?.published).toBe(true)
})
