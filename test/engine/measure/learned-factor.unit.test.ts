import { expect, it } from 'vitest'
import { dice } from '../../../demo/shop/orders/random.ts'
import { factorOf, shrunkRate } from '../../../engine/measure/learned-factor.ts'
import { inversePropensity } from '../../../engine/measure/off-policy.ts'
import { doublyRobust } from './doubly-robust.ts'

it('few responses move the factor little, many move it much', () => {
  // 10 of 50 and 400 of 2,000 where the model predicts one in ten.
  expect(shrunkRate({ visitors: 50, kept: 10 }, 0.1)).toBeCloseTo(30 / 250, 12)
  expect(shrunkRate({ visitors: 2_000, kept: 400 }, 0.1)).toBeCloseTo(420 / 2_200, 12)
})

it.each([
  ['too few visitors', { visitors: 49, kept: 49, days: 9 }, 1],
  ['too few days', { visitors: 5_000, kept: 0, days: 6 }, 1],
  ['as foretold', { visitors: 100, kept: 10, days: 7 }, 1],
  ['twice as many', { visitors: 2_000, kept: 400, days: 9 }, 1.25],
  // (150 / 1,200 − 1.645 √(0.125 × 0.875 / 1,201)) / 0.1, calculated by hand.
  ['three in ten more', { visitors: 1_000, kept: 130, days: 9 }, 1.0930169],
  ['what may be luck', { visitors: 500, kept: 62, days: 9 }, 1],
  ['nobody', { visitors: 2_000, kept: 0, days: 9 }, 0.8],
])('%s moves a score by %s', (_, responses, factor) => {
  expect(factorOf(responses, 0.1)).toBeCloseTo(factor, 6)
})

/** Returns random views of two items: the first is bought by 2 of 10, the second by 5 of 10. */
const showings = (count: number) => {
  const { chance } = dice(11)
  return Array.from({ length: count }, () => {
    const second = chance() < 0.2
    return {
      logged: second ? 0.2 : 0.8,
      other: second ? 0.9 : 0.1,
      reward: Number(chance() < (second ? 0.5 : 0.2)),
      second,
    }
  })
}

it('the effect of another ranking is estimated before it goes live', () => {
  const logs = showings(20_000)
  const pages = logs.map((card) => [card])
  const truth = 0.1 * 0.2 + 0.9 * 0.5
  const guess = logs.map(({ second }) => [{ shown: second ? 0.4 : 0.3, other: 0.1 * 0.3 + 0.9 * 0.4 }])
  for (const { low, high } of [inversePropensity(pages), doublyRobust(pages, guess)]) {
    expect([low < truth, truth < high]).toEqual([true, true])
  }
  expect(doublyRobust(pages, guess).error).toBeLessThan(inversePropensity(pages).error)
})
