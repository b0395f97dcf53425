import { expect, it } from 'vitest'
import { priceBandFilter } from '../../../engine/rank/filters.ts'
import { itemsInBand } from '../../../engine/rank/price-bands.ts'
import { rank } from '../../../engine/rank/rank.ts'
import { DEFAULT_PRICE_BANDS } from '../../../vocabulary/price-bands.ts'
import { candidate } from './a-candidate.ts'

const { upgrade, downgrade } = DEFAULT_PRICE_BANDS
const within = (prices: (number | null)[], own: number | null, bands = upgrade) =>
  [
    ...itemsInBand(
      prices.map((price) => ({ item_id: String(price), price })),
      own,
      bands,
    ),
  ].map(Number)

it('an upgrade costs 10 to 60 % more', () => {
  expect(within([1000, 1099, 1100, 1300, 1600, 1601], 1000)).toEqual([1100, 1300, 1600])
})

it('two items within the narrow band are enough', () => {
  expect(within([1050, 1100, 1300, 2000], 1000)).toEqual([1100, 1300])
  expect(within([1050, 1300, 2000], 1000)).toEqual([1050, 1300, 2000])
})

it('where fewer than two items do, 5 to 100 % more', () => {
  expect(within([1040, 1050, 1300, 2000, 2001], 1000)).toEqual([1050, 1300, 2000])
})

it('a downgrade costs 10 to 40 % less, or else 5 to 60 %', () => {
  expect(within([950, 900, 700, 600, 590], 1000, downgrade)).toEqual([900, 700, 600])
  expect(within([960, 950, 400, 399], 1000, downgrade)).toEqual([950, 400])
})

it('without a price no item is within a band', () => {
  expect(within([1300, null], null)).toEqual([])
  expect(within([null], 1000)).toEqual([])
  expect(within([1300], 0)).toEqual([])
  // Not even within one that reaches down to nothing.
  const all = { narrow: [-1, 0], wide: [-1, 1] } as const
  expect(within([0, null, 500], 1000, all)).toEqual([0, 500])
})

it('the filter rejects items outside the band, except those that the merchant stated', () => {
  const alternatives = [110, 150, 400, 500].map((price) => candidate(`at ${price}`, { price }))
  const filters = [priceBandFilter(alternatives, 100, upgrade, new Set(['at 500']))]
  const { trace } = rank(alternatives, { filters, limit: 4, spares: 0 })
  expect(Object.fromEntries(trace.map(({ candidate: { item_id }, outcome }) => [item_id, outcome]))).toEqual({
    'at 110': 'shown',
    'at 150': 'shown',
    'at 400': 'outside_the_price_band',
    'at 500': 'shown',
  })
})
