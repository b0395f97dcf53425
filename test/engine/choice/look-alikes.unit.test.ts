import { expect, it } from 'vitest'
import { dice } from '../../../bench/quality/tasks.ts'
import { fitLookAlikes } from '../../../engine/choice/look-alikes.ts'
import { drained } from './drained.ts'

/** People with one feature that differs between good ones and others, and one that does not. */
const people = (count: number, middle: number, seed: number) => {
  const draw = dice(seed)
  const noise = () => (draw(1_000) + draw(1_000) + draw(1_000)) / 1_000 - 1.5
  return {
    width: 2,
    features: Float32Array.from({ length: 2 * count }, (_, at) => noise() + (at % 2 === 0 ? middle : 0)),
  }
}

it('good customers whom the fit has not seen are found among all', () => {
  const { lift, model } = drained(fitLookAlikes(people(100, 1.5, 1), people(2_000, 0, 2)))
  expect(lift).toBeGreaterThan(5)
  expect(model.weights[0]).toBeGreaterThan(Math.abs(model.weights[1] ?? 0))
})

it('customers who have nothing in common have a lift of about 1, and few have none', () => {
  const { lift } = drained(fitLookAlikes(people(400, 0, 1), people(4_000, 0, 2)))
  expect(lift).toBeGreaterThan(0.5)
  expect(lift).toBeLessThan(1.7)
  expect(drained(fitLookAlikes(people(15, 1.5, 1), people(500, 0, 2))).lift).toBeNull()
})
