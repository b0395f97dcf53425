import { expect, it } from 'vitest'
import { DOWNGRADE_BANDS, inBand, UPGRADE_BANDS } from '../../../engine/rank/price-bands.ts'

const at = (...prices: (number | null)[]) => prices.map((price) => ({ price }))
const prices = (found: Set<{ price: number | null }>) => [...found].map(({ price }) => price)

it('an upgrade costs 10 to 60 % more', () => {
  expect(prices(inBand(at(1000, 1099, 1100, 1300, 1600, 1601), 1000, UPGRADE_BANDS))).toEqual([
    1100, 1300, 1600,
  ])
})

it('where fewer than two do, 5 to 100 % more', () => {
  expect(prices(inBand(at(1040, 1050, 1300, 2000, 2001), 1000, UPGRADE_BANDS))).toEqual([1050, 1300, 2000])
})

it('a downgrade costs 10 to 40 % less, or else 5 to 60 %', () => {
  expect(prices(inBand(at(950, 900, 700, 600, 590), 1000, DOWNGRADE_BANDS))).toEqual([900, 700, 600])
  expect(prices(inBand(at(960, 950, 400, 399), 1000, DOWNGRADE_BANDS))).toEqual([950, 400])
})

it('without a price there is no band', () => {
  expect(prices(inBand(at(1300, null), null, UPGRADE_BANDS))).toEqual([])
  expect(prices(inBand(at(null), 1000, UPGRADE_BANDS))).toEqual([])
  expect(prices(inBand(at(1300), 0, UPGRADE_BANDS))).toEqual([])
})
