import { expect, it } from 'vitest'
import type { Baskets } from '../../../engine/data/baskets.ts'
import { emptyNeighbours, findNeighbours } from '../../../engine/mine/pairs/neighbours.ts'
import { PairCounter } from '../../../engine/mine/pairs/pair-counter.ts'
import { type FoundRows, PairRecord, writeRows } from '../../../engine/mine/pairs/pair-record.ts'
import { PairTable } from '../../../engine/mine/pairs/pair-table.ts'
import { SupportedPairs } from '../../../engine/mine/pairs/supported-pairs.ts'
import { ALL, type Bought, basketsOf, run } from './a-shop.ts'

const ITEMS = 60
const LIMITS = { ridge: 20, mixture: 20 }
const ROOM = 1_000_000
/** Every pair of 50 items in two orders and more; item 50 alone, and the last nine items in none. Sizes of 7 leave fractions of votes. */
const ORDERS: readonly Bought[] = [
  ...[7, 2].map((size) => ({ items: Array.from({ length: 50 }, (_, item) => item), size: 48 + size })),
  ...Array.from({ length: 30 }, (_, n) => ({ items: [n, n + 7, n + 20], size: 7 })),
  { items: [50] },
]

/** The rows of both tables. */
function read(baskets: Baskets, pairs: PairTable, supported: SupportedPairs) {
  return Array.from({ length: ITEMS }, (_, item) => {
    const places = Array.from(
      { length: pairs.ends(item) - pairs.begins(item) },
      (_, n) => pairs.begins(item) + n,
    )
    const [from, to] = supported.starts.subarray(item, item + 2)
    return {
      orders: baskets.ordersOf(item),
      pairs: places.map((at) => [pairs.otherAt(at), pairs.countAt(at)]),
      supported: [...supported.items.subarray(from, to)],
      coOrders: [...supported.coOrders.subarray(from, to)],
      votes: [...supported.votes.subarray(from, to)],
    }
  })
}

const tablesOf = (baskets: Baskets, room: number) =>
  [new PairTable(baskets, ROOM), new SupportedPairs(baskets, room)] as const

/** What a part of the search records. */
function recorded(baskets: Baskets, from: number, to: number, most: number): FoundRows {
  const record = new PairRecord(baskets, from, to, most)
  const part = { from, to, neighbours: emptyNeighbours(baskets, LIMITS) }
  run(findNeighbours(baskets, ALL, LIMITS, record.pairs, record.supported, [], part))
  return record.result()
}

// Entries of the supported pairs have ten bytes: room for all of them, and for the first hundred.
it.each([ROOM, 1_000])(
  'parts that are recorded and written one after the other are the whole search, with room for %d bytes',
  (room) => {
    const baskets = basketsOf(ITEMS, ORDERS)
    const whole = tablesOf(baskets, room)
    run(findNeighbours(baskets, ALL, LIMITS, ...whole))
    const parts = tablesOf(baskets, room)
    for (const [from, to] of [
      [0, 17],
      [17, 51],
      [51, ITEMS],
    ] as const) {
      writeRows(baskets, recorded(baskets, from, to, Math.floor(room / 10)), ...parts)
    }
    const expected = read(baskets, ...whole)
    expect(expected.flatMap(({ pairs }) => pairs)).toHaveLength((50 * 49) / 2)
    expect(read(baskets, ...parts)).toEqual(expected)
    expect(parts[1].rows).toBe(whole[1].rows)
  },
)

it('one supported pair more than the table takes is recorded, which tells the table that it is full', () => {
  const { supported, pairs } = recorded(basketsOf(ITEMS, ORDERS), 0, ITEMS, 5)
  expect(supported).toHaveLength(3 * 6)
  expect(pairs).toHaveLength(50 * 49)
})

it('counting many lines pauses on the way and counts the same', () => {
  // 60 orders of 1,000 items are a slice of 60,000 lines.
  const items = Array.from({ length: 1_000 }, (_, item) => item)
  const baskets = basketsOf(1_000, Array<Bought>(130).fill({ items }))
  const counter = new PairCounter(baskets, 0)
  const orders = Uint32Array.from({ length: 130 }, (_, order) => order)
  expect([...counter.counting(orders)]).toHaveLength(2)
  expect([counter.seen, counter.coOrders[0], counter.coOrders[999]]).toEqual([1_000, 130, 130])
  expect([...counter.counting(orders.subarray(0, 60))]).toEqual([])
  expect(counter.coOrders[0]).toBe(60)
})
