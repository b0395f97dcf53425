import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sixDigits } from '../../../engine/numbers/round.ts'
import { always } from '../../always.ts'

it.each([
  [0, 0],
  [1 / 3, 0.333333],
  [-2 / 3, -0.666667],
  [123_456.7, 123_457],
  [1e-6 / 3, 3.33333e-7],
  [1_234_567, 1_234_570],
  [1e-300 / 3, 3.33333e-301],
])('%d rounds to %d', (value, rounded) => expect(sixDigits(value)).toBe(rounded))

it('equals toPrecision, to the last bit or, at a tie, to the last digit', () => {
  const agrees = fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (value) => {
    const expected = Number(value.toPrecision(6))
    expect(Math.abs(sixDigits(value) - expected)).toBeLessThanOrEqual(1.0001e-5 * Math.abs(expected))
    expect(sixDigits(sixDigits(value))).toBe(sixDigits(value))
  })
  always(agrees, 1_000)
})
