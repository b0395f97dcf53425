import { expect, it } from 'vitest'
import { chiSquareAbove, logGamma } from '../../../engine/numbers/gamma.ts'

// From SciPy 1.17: special.gammaln and stats.chi2.sf.
it.each([
  [0.5, 0.5723649429247],
  [1, 0],
  [4.5, 2.4537365708424423],
  [30, 71.257038967168],
])('ln Γ(%s) is the known value', (x, value) => {
  expect(logGamma(x)).toBeCloseTo(value, 11)
})

it.each([
  [16, 1, 6.334248366623988e-5],
  [0.3, 1, 0.583882420770365],
  [5.99, 2, 0.05003662708658629],
  [40, 3, 1.065509033425585e-8],
  [2.5, 7, 0.9270970650134738],
])('a chi-square exceeds %s with %s degrees of freedom with the known probability', (x, freedom, chance) => {
  expect(chiSquareAbove(x, freedom) / chance).toBeCloseTo(1, 10)
})

it('a chi-square always exceeds 0', () => {
  expect(chiSquareAbove(0, 3)).toBe(1)
})
