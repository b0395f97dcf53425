import { expect, it } from 'vitest'
import { meanEstimate, type PolicyCase, policyValues } from '../../../engine/uplift/policy.ts'

/** Half of the customers received the mail. The policy would send it to the first two. */
const cases: PolicyCase[] = [
  { received: 'mail', chance: 0.5, chosen: 'mail', outcome: 10 },
  { received: null, chance: 0.5, chosen: 'mail', outcome: 7 },
  { received: null, chance: 0.5, chosen: null, outcome: 4 },
  { received: 'mail', chance: 0.5, chosen: null, outcome: 9 },
]

it('customers who received what the policy would do stand for those who did not', () => {
  expect([...policyValues(cases)]).toEqual([20, 0, 8, 0])
  expect(meanEstimate(policyValues(cases)).value).toBe(7)
})

it('a model that expects exactly what happens removes the noise', () => {
  const known = cases.map((one) => ({
    ...one,
    expected: { received: one.outcome, chosen: one.chosen ? 10 : 4 },
  }))
  expect([...policyValues(known)]).toEqual([10, 10, 4, 4])
})

it('the error of a difference is paired', () => {
  const [a, b] = [Float64Array.of(1, 5, 9), Float64Array.of(2, 6, 10)]
  expect(meanEstimate(b.map((value, at) => value - (a[at] ?? 0)))).toMatchObject({ value: 1, error: 0 })
})
