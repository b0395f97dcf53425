import { expect, it } from 'vitest'
import { fitTiming, timingFeatures } from '../../../engine/choice/timing.ts'
import { drained } from './drained.ts'
import { bought, purchasesOf } from './some-purchases.ts'

const DAY = 100
const fitted = (...people: Parameters<typeof purchasesOf>) =>
  drained(fitTiming(purchasesOf(...people), [DAY], 30, 3))

it('the usual gap is that of people who came back, and 30 days where nobody did', () => {
  const [once, twice] = [[bought(10, 0)], [bought(10, 0), bought(30, 0), bought(60, 0)]]
  expect(fitted(once, twice).usualGap).toBe(25)
  expect(fitted(once, once).usualGap).toBe(30)
})

it('people whose first purchase is on the day or later are no cases', () => {
  const people = [[bought(10, 0), bought(105, 0)], [bought(50, 0)], [bought(20, 0), bought(40, 0)]]
  expect(fitted(...people, [bought(DAY, 0)], [bought(140, 0)])).toEqual(fitted(...people))
})

it('where too few came back, expected purchases and activity are left out', () => {
  const people = [[bought(10, 0), bought(60, 0)], [bought(50, 0)]]
  const model = fitted(...people)
  expect(model.bgNbd).toBeNull()
  const features = new Float64Array(9).fill(7)
  timingFeatures(purchasesOf(...people), 0, 2, DAY, model, features)
  expect([...features.subarray(7)]).toEqual([0, 0])
  // 40 days since the last purchase of two; the first was 90 days ago.
  expect([features[0], features[1], features[5]]).toEqual([Math.log1p(40), Math.log(2), Math.log1p(90)])
})
