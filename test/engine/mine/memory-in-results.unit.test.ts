import { expect, it } from 'vitest'
import { InvertedIndex } from '../../../engine/data/inverted-index.ts'
import { fitPairModels } from '../../../engine/mine/pairs/fit.ts'
import { PairTable } from '../../../engine/mine/pairs/pair-table.ts'
import { Prior } from '../../../engine/mine/pairs/prior.ts'
import { ScoreComponents } from '../../../engine/mine/score-components.ts'
import { ALL, type Bought, basketsOf, run } from './a-shop.ts'

const ITEMS = 30
/** Orders of two to four neighbouring items; sizes of 7 and 11 make votes that 24 bits do not hold. */
const ORDERS: readonly Bought[] = Array.from({ length: 600 }, (_, at) => ({
  items: Array.from({ length: 2 + (at % 3) }, (_, line) => ((at * at) % 19) + 2 * line),
  size: at % 2 === 0 ? 7 : 11,
  who: `customer ${at % 71}`,
}))
const PAGE = { lookAlike: false, mixture: false }

it('a pair’s votes are the same whether they were kept from the first count or counted again', () => {
  const baskets = basketsOf(ITEMS, ORDERS)
  const models = run(fitPairModels(baskets, ALL))
  const prior = new Prior(baskets, 1, models.popular)
  expect(models.supported.has(10)).toBe(true)
  const kept = new ScoreComponents(baskets, ALL, 1, models, prior, models.supported)
  const anew = new ScoreComponents(baskets, ALL, 1, models, prior)
  const index = new InvertedIndex(baskets)
  let compared = 0
  for (let item = 0; item < ITEMS; item += 1) {
    run(index.load(item))
    run(kept.load(item, new Uint32Array(0), PAGE))
    run(anew.load(item, index.ordersOf(item), PAGE))
    const votes = ({ candidates, size, votes: all }: ScoreComponents) =>
      new Map([...candidates.subarray(0, size)].sort((a, b) => a - b).map((other) => [other, all[other]]))
    expect(votes(kept)).toEqual(votes(anew))
    compared += kept.size
  }
  expect(compared).toBeGreaterThan(100)
})

it('the table of pairs keeps the same ones in whatever order they come', () => {
  const baskets = basketsOf(ITEMS, ORDERS)
  const counts = Array.from({ length: 40 }, (_, at) => 2 + ((at * 17) % 23))
  const keptOf = (orders: readonly number[]): number[] => {
    // Room for ten: two bytes for the number of the item, and two for its count.
    const table = new PairTable(baskets, 40)
    table.begin(0)
    for (const count of orders) table.add(1, count)
    table.begin(1)
    const kept: number[] = []
    for (let at = table.begins(0); at < table.ends(0); at += 1) kept.push(table.countAt(at))
    return [table.fewest, ...kept.sort((a, b) => a - b)]
  }
  const ascending = counts.toSorted((a, b) => a - b)
  const found = keptOf(counts)
  expect(found.length).toBeLessThanOrEqual(11)
  expect([keptOf(ascending), keptOf(ascending.toReversed())]).toEqual([found, found])
})

it('a row of the table of pairs that was not begun yet is empty', () => {
  const table = new PairTable(basketsOf(ITEMS, ORDERS), 1_000)
  table.begin(0)
  table.add(1, 5)
  expect([0, 1, 2].map((item) => table.ends(item) - table.begins(item))).toEqual([1, 0, 0])
})
