import { expect, it } from 'vitest'
import { mine } from '../../../engine/mine/mine.ts'
import { otherThresholds, popularityOf, supportThresholds } from '../../../engine/mine/settings.ts'
import { MAX_FALLBACK_COMPANIONS } from '../../../vocabulary/lists.ts'
import { ALL, type Bought, basketsOf, listsOf, run } from './a-shop.ts'

const GREEN = 0
const BLACK = 1
const MUG = 2
const CATEGORIES = ['Tea', 'Tea', '']
const orders = [{ items: [GREEN, MUG] }, { items: [BLACK, MUG] }, { items: [GREEN, BLACK] }]

it('items come first by number, then categories by name, then the shop', () => {
  const lists = listsOf(basketsOf(3, orders), ['Tea', 'Cups > Ä', 'Cups'])
  expect(lists.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
    'item 0',
    'item 1',
    'item 2',
    'category Cups',
    'category Cups > Ä',
    'category Tea',
    'shop ',
    'shop now',
  ])
})

it('a category counts each order once, and never suggests itself', () => {
  const tea = listsOf(basketsOf(3, orders), CATEGORIES).find(({ kind }) => kind === 'category')
  expect(tea?.seed_orders).toBe(3)
  expect(tea?.companions.map(({ item, co_orders }) => [item, co_orders])).toEqual([[MUG, 2]])
})

it('a category without orders has no list', () => {
  expect(listsOf(basketsOf(4, orders), ['', '', '', 'Pots']).map(({ kind }) => kind)).not.toContain(
    'category',
  )
})

it('the shop lists its best sellers, by their share of orders', () => {
  const [shop] = listsOf(basketsOf(3, [...orders, { items: [MUG] }])).slice(-2)
  expect(shop).toEqual({
    kind: 'shop',
    key: '',
    seed_orders: 4,
    companions: [
      { item: MUG, score: 0.75, cart_weight: 0, co_orders: 3, item_orders: 3 },
      { item: GREEN, score: 0.5, cart_weight: 0, co_orders: 2, item_orders: 2 },
      { item: BLACK, score: 0.5, cart_weight: 0, co_orders: 2, item_orders: 2 },
    ],
  })
})

it('a shop without orders has no list at all', () => {
  expect(listsOf(basketsOf(3, []), CATEGORIES)).toEqual([])
})

it('orders of one item give a best seller and no pair', () => {
  expect(listsOf(basketsOf(1, [{ items: [GREEN] }])).map(({ kind }) => kind)).toEqual(['shop', 'shop'])
})

it('categories and the shop keep 24', () => {
  const items = Array.from({ length: 60 }, (_, n) => n)
  const categories = items.map((item) => (item < 30 ? 'Tea' : ''))
  const lists = listsOf(basketsOf(60, [{ items }]), categories).filter(({ kind }) => kind !== 'item')
  expect(lists.map(({ companions }) => companions.length)).toEqual(Array(3).fill(MAX_FALLBACK_COMPANIONS))
})

it('a pair needs two customers in a small shop and three from 3,000 orders on, unless configured', () => {
  const needed = (min_customers: number | null, count: number) =>
    supportThresholds({ min_co_orders: 2, min_customers }, count).min_customers
  expect([needed(null, 2_999), needed(null, 3_000), needed(1, 3_000), needed(5, 10)]).toEqual([2, 3, 1, 5])
})

it('tuning tries two customers instead of three or the other way round, and no support in a small shop', () => {
  const other = (min_customers: number, orders: number) =>
    otherThresholds({ min_co_orders: 2, min_customers }, orders)
  expect(other(3, 1_000)).toEqual({ min_co_orders: 2, min_customers: 2 })
  expect(other(2, 1_000)).toEqual({ min_co_orders: 2, min_customers: 3 })
  expect(other(2, 999)).toEqual({ min_co_orders: 1, min_customers: 1 })
})

it('an order adds to its items in carts by the popularity and by the mixture; without orders nothing does', () => {
  const cart = { popularity: 0.5, mixture: 1.5 }
  expect(popularityOf(cart, { orders: 100, lines: 300 })).toBeCloseTo(0.5 / 100 + 1.5 / 300, 15)
  expect(popularityOf(cart, { orders: 0, lines: 0 })).toBe(0)
})

it('counts the pairs with enough support, and those of three orders, in both directions, without categories', () => {
  const often = { items: [GREEN, BLACK] }
  const counts = run(mine(basketsOf(3, [...orders, often, often]), CATEGORIES, ALL))
  expect(counts).toEqual({ pairs: 6, in_three_orders: 2 })
})

it('pauses regularly, so that shoppers are served during mining', () => {
  // An order of 1,000 items: a million pairs are counted.
  const one: Bought = { items: Array.from({ length: 1_000 }, (_, n) => n) }
  const rests = [...mine(basketsOf(1_000, [one]), [], ALL)].filter((list) => list === undefined)
  expect(rests.length).toBeGreaterThan(3)
})
