import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isWorthwhile } from '../../../engine/alternatives/alternative.ts'
import { findAlternatives } from '../../../engine/alternatives/find-alternatives.ts'
import { Switches } from '../../../engine/alternatives/switches.ts'
import { recentSince, Trend } from '../../../engine/alternatives/trend.ts'
import { always } from '../../always.ts'
import { type Bought, basketsOf, ITEMS, placesOf, run, someOrders } from '../mine/a-shop.ts'
import { alternativesOf, featuresOf, NO_LINKS, type TestItem } from './some-features.ts'

const MUGS = ['Kitchen > Mugs']
const mug = (price: number | null, rest: TestItem = {}): TestItem => ({ in: MUGS, price, ...rest })
const items = (tails: readonly { item: number }[]) => tails.map(({ item }) => item)

it.each([
  { switches: 1, owners: 3, is: false },
  { switches: 2, owners: 3, is: true },
  { switches: 2, owners: 200, is: true },
  { switches: 2, owners: 201, is: false },
  { switches: 9, owners: 1_000, is: false },
  { switches: 10, owners: 1_000, is: true },
  { switches: 0, owners: 1_000, clear: true, is: true },
])(
  'two customers, and one in a hundred owners, make an upgrade without a gain: $switches of $owners',
  (pair) => {
    expect(isWorthwhile(pair)).toBe(pair.is)
  },
)

it('an upgrade costs 10 to 60 % more, both included', () => {
  const prices = [1_000, 1_000, 1_099, 1_100, 1_350, 1_600, 1_601, 5_000, null]
  const { upgrade } = alternativesOf(prices.map((price) => mug(price))).of(0)
  // 1,099 and 1,601 are in the wide band, which fills the list.
  expect(items(upgrade).sort()).toEqual([2, 3, 4, 5, 6])
})

it('the wide band is not used when the narrow band has eight items', () => {
  const prices = [1_000, ...Array(9).fill(1_200), 1_080, 1_900]
  const { upgrade } = alternativesOf(prices.map((price) => mug(price))).of(0)
  expect(items(upgrade)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

it('a downgrade costs 10 to 40 % less, or else 5 to 60 %', () => {
  const prices = [1_000, 960, 950, 900, 600, 400, 399]
  const { downgrade } = alternativesOf(prices.map((price) => mug(price))).of(0)
  expect(items(downgrade).sort()).toEqual([2, 3, 4, 5])
})

it('a related item may have any price, and may be of another category where the titles are similar', () => {
  const shop = [
    mug(1_000, { title: 'Zebra mug' }),
    mug(9_000, { title: 'Lion mug' }),
    { in: ['Garden > Chairs'], title: 'Zebra mug chair', price: 1_200 },
    { in: ['Garden > Chairs'], title: 'Deck chair', price: 1_200 },
  ]
  const { related, upgrade } = alternativesOf(shop).of(0)
  expect(items(related).sort()).toEqual([1, 2])
  expect(items(upgrade)).toEqual([])
})

it('items that may not be suggested are left out', () => {
  const { upgrade, related } = alternativesOf([mug(1_000), mug(1_200, { offered: false })]).of(0)
  expect([upgrade, related]).toEqual([[], []])
})

it('an item without a price has no upgrades, and is not one', () => {
  const tails = alternativesOf([mug(null), mug(1_200), mug(0)])
  expect([0, 1, 2].map((item) => tails.of(item).upgrade)).toEqual([[], [], []])
})

it('items that owners switched to come first, with the number of switches and of owners', () => {
  const later = (who: string, ...bought: number[]) =>
    bought.map((item, day): Bought => ({ who, day, items: [item] }))
  const orders = [
    later('ann', 0, 2),
    later('bob', 0, 2),
    later('cid', 0, 1),
    later('dee', 0),
    later('eve', 1),
  ]
  const [first, second] = alternativesOf([mug(1_000), mug(1_200), mug(1_200)], orders.flat()).of(0).upgrade
  expect(first).toMatchObject({ item: 2, switches: 2, owners: 4 })
  expect(second).toMatchObject({ item: 1, switches: 1, owners: 4 })
})

/** Counts the owners of the seed and what they first bought in a later order, in the simplest way. */
function switchesOf(orders: readonly Bought[], seed: number): { owners: number; times: Map<number, number> } {
  // The sort by day keeps the order of orders of one day.
  const sorted = orders
    .map((order, n) => ({ ...order, who: order.who ?? `nobody ${n}` }))
    .sort((a, b) => (a.day ?? 0) - (b.day ?? 0))
  const times = new Map<number, number>()
  let owners = 0
  for (const who of new Set(sorted.map((order) => order.who))) {
    const own = sorted.filter((order) => order.who === who)
    const first = own.findIndex((order) => order.items.includes(seed))
    if (first < 0) continue
    owners += 1
    const before = new Set(own.slice(0, first + 1).flatMap((order) => order.items))
    for (const item of new Set(own.slice(first + 1).flatMap((order) => order.items)))
      if (!before.has(item)) times.set(item, (times.get(item) ?? 0) + 1)
  }
  return { owners, times }
}

it('a switch is the first purchase of the other item by an owner in a later order', () => {
  const agrees = fc.property(someOrders, (orders) => {
    const baskets = basketsOf(ITEMS, orders)
    const switches = new Switches(baskets)
    for (let seed = 0; seed < ITEMS; seed += 1) {
      switches.count(Uint32Array.from(placesOf(baskets, seed)))
      const { owners, times } = switchesOf(orders, seed)
      expect(switches.owners).toBe(owners)
      expect([...switches.times]).toEqual(Array.from({ length: ITEMS }, (_, item) => times.get(item) ?? 0))
    }
  })
  always(agrees)
})

it('customers with more than 300 items are ignored', () => {
  const shop = Array.from({ length: 310 }, () => mug(1_000))
  const wholesaler = (count: number): Bought[] => [
    { who: 'ann', day: 1, items: Array.from({ length: count }, (_, n) => n) },
    { who: 'ann', day: 2, items: [309] },
  ]
  const switched = (count: number) => {
    const baskets = basketsOf(shop.length, wholesaler(count))
    const switches = new Switches(baskets)
    switches.count(Uint32Array.from(placesOf(baskets, 0)))
    return [switches.owners, switches.times[309]]
  }
  expect([switched(299), switched(300)]).toEqual([
    [1, 1],
    [0, 0],
  ])
})

it('an item that sells now comes before one that no longer sells', () => {
  const orders = [...Array(20).fill(1), ...Array(20).fill(2)].map((item, day) => ({ day, items: [item] }))
  const trend = new Trend(3, recentSince(0, 39))
  for (const { day, items: held } of orders) trend.add(day, held)
  const shop = [mug(1_000), mug(1_200), mug(1_200)]
  const first = (options = {}) => items(alternativesOf(shop, orders, {}, options).of(0).upgrade)
  expect([first(), first({ trend })]).toEqual([
    [1, 2],
    [2, 1],
  ])
  // The newest four days of 40 are a tenth of all orders; item 2 has them all: (4 + 2) / (20 + 20) over a tenth.
  expect([trend.of(2), trend.of(1), trend.of(0)]).toEqual(
    [1.5, 0.5, 1].map((value) => expect.closeTo(value, 9)),
  )
})

it('without a date no item is recent', () => {
  const trend = new Trend(1, 5)
  trend.add(null, [0])
  expect(trend.of(0)).toBe(1)
})

it('without orders the similarity of texts decides, unless an item has gains', () => {
  const shop = (handle: string) => [
    mug(1_000, { title: 'Zebra mug', has: { features: 'Lid, Spout' } }),
    mug(1_200, { title: 'Lion pot', has: { features: 'Lid, Spout' } }),
    mug(1_200, { title: 'Zebra mug tall', has: { features: 'Lid, Spout' } }),
    mug(1_200, { title: 'Lion jar', has: { features: handle } }),
  ]
  const first = (handle: string, orders: Bought[] = []) =>
    items(alternativesOf(shop(handle), orders).of(0).upgrade)[0]
  expect([first('Lid, Spout'), first('Lid, Spout, Handle')]).toEqual([2, 3])
  // With orders the orders decide.
  expect(first('Lid, Spout, Handle', [{ items: [0] }])).toBe(2)
})

it('an item that the merchant links to comes before equal ones', () => {
  const shop = [mug(1_000), mug(1_200), mug(1_200), mug(1_200)]
  const links = { complement: [[3, 2] as const] }
  expect(items(alternativesOf(shop, [], links).of(0).upgrade)).toEqual([2, 1, 3])
})

it('of equal items the smaller price difference comes first, then the smaller number', () => {
  const { upgrade } = alternativesOf([1_000, 1_500, 1_200, 1_200].map((price) => mug(price))).of(0)
  expect(items(upgrade)).toEqual([2, 3, 1])
})

it('scores decrease along the list, so that sorting by score keeps the order', () => {
  const tails = alternativesOf([1_000, 1_200, 1_200, 1_200, 800, 800].map((price) => mug(price))).of(0)
  for (const tail of [tails.upgrade, tails.downgrade, tails.related]) {
    const scores = tail.map(({ score }) => score)
    expect(scores).toEqual([...new Set(scores)].sort((a, b) => b - a))
    expect(Math.min(...scores)).toBeGreaterThan(0)
  }
})

it('the result does not depend on the customers’ keys', () => {
  const same = fc.property(someOrders, (orders) => {
    const shop = Array.from({ length: ITEMS }, (_, n) => mug(1_000 + 50 * n))
    const renamed = orders.map(({ who, ...rest }) => ({
      ...rest,
      ...(who !== undefined && { who: `${who}'s key` }),
    }))
    const [one, other] = [alternativesOf(shop, orders), alternativesOf(shop, renamed)]
    for (const [item] of shop.entries()) expect(one.of(item)).toEqual(other.of(item))
    expect(one.family_lift).toBe(other.family_lift)
  })
  always(same, 100)
})

it('releases all its arrays when it is closed', () => {
  const baskets = basketsOf(2, [{ items: [0, 1] }])
  const before = baskets.arena.used
  const alternatives = run(findAlternatives(baskets, featuresOf([mug(1_000), mug(1_200)]), NO_LINKS))
  expect(baskets.arena.used).toBeGreaterThan(before)
  alternatives.close()
  expect(baskets.arena.used).toBe(before)
})
