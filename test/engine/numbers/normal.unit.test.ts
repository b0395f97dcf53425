import { expect, it } from 'vitest'
import { normalAbove, normalBeyond, normalQuantile } from '../../../engine/numbers/normal.ts'

// From SciPy 1.17: stats.norm.sf and stats.norm.ppf.
it.each([
  [0.5, 0.3085375387259869],
  [1.959963984540054, 0.025],
  [3.5, 0.00023262907903552502],
  [6, 9.865876450376946e-10],
])('a standard normal exceeds %s with the known probability', (z, chance) => {
  expect(normalAbove(z) / chance).toBeCloseTo(1, 10)
  expect(normalAbove(-z)).toBeCloseTo(1 - chance, 12)
  expect(normalBeyond(-z) / (2 * chance)).toBeCloseTo(1, 10)
})

it.each([
  [0.975, 1.959963984540054],
  [0.8, 0.8416212335729143],
  [0.001, -3.090232306167813],
  [0.3, -0.5244005127080409],
])('the quantile of %s is the known value', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 11)
})

it.each([0, 1, -1, Number.NaN])('there is no quantile of %s', (p) => {
  expect(() => normalQuantile(p)).toThrow(RangeError)
})
