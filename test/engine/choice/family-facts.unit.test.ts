import { expect, it } from 'vitest'
import { familyFacts } from '../../../engine/choice/family-facts.ts'
import { packFacts, unpackFacts } from '../../../engine/choice/pack-facts.ts'
import { drained } from './drained.ts'
import { bought, purchasesOf } from './some-purchases.ts'

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12))

it('a season is the 21 days before and after the same day of the year before', () => {
  const seasonOn = (day: number) => [
    ...drained(familyFacts(purchasesOf([bought(day, 0)], [bought(900, 1)]), 1_000, 2, 0)).season,
  ]
  // Each family has half of all purchases. In the season: one purchase, of family 0, and 20 more spread evenly.
  const inSeason = close([Math.log(11 / 21 / 0.5), Math.log(10 / 21 / 0.5)])
  expect([614, 635, 656].map(seasonOn)).toEqual([inSeason, inSeason, inSeason])
  expect([613, 657].map(seasonOn)).toEqual([
    [0, 0],
    [0, 0],
  ])
})

it('where nobody bought twice, gaps are the usual 60 days', () => {
  const facts = drained(familyFacts(purchasesOf([bought(10, 0)], [bought(20, 1)]), 30, 2, 0))
  expect(facts.usualGap).toBe(60)
  expect([...facts.gap]).toEqual([60, 60])
})

it('prices and brands of families are packed for a row, and a family without a price stays without', () => {
  const purchases = purchasesOf(
    [
      { ...bought(10, 0), log_price: 1.23456, brands: [1] },
      { ...bought(20, 0), log_price: 1.23456, brands: [2] },
      { ...bought(30, 0), log_price: 1.23456, brands: [2] },
    ],
    [{ ...bought(10, 1), brands: [2] }],
  )
  const packed = packFacts(drained(familyFacts(purchases, 40, 3, 2)))
  expect(packed.logPrice).toEqual([1.235, null, null])
  expect(packed.brandShare).toEqual([
    [0, 1, 0.333],
    [0, 2, 0.667],
    [1, 2, 1],
  ])
  const facts = unpackFacts(JSON.parse(JSON.stringify(packed)))
  expect([...facts.logPrice]).toEqual([1.235, Number.NaN, Number.NaN])
  // Three brands with that of none, by rows.
  expect([...facts.brandShare]).toEqual([0, 0.333, 0.667, 0, 0, 1, 0, 0, 0].map(Math.fround))
})
