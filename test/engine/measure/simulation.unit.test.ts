import { describe, expect, it } from 'vitest'
import { coverageOf } from '../../../bench/measure/coverage.ts'

// A small version; `npm run bench -- measure` runs 2,000 logs of each with narrow limits.
const LOGS = 200

describe.each([
  ['4 % more margin a visitor', 0.04],
  ['nothing', 0],
])('of a change of %s', (_, effect) => {
  const found = coverageOf({ visitors: 10_000, effect, returning: 0.3 }, LOGS)

  it('the fixed-horizon interval covers the truth in 95 of 100 cases', () => {
    // Three standard errors of 200 logs are 4.6 %.
    expect(Math.abs(found.covered - 0.95)).toBeLessThan(0.046)
  })

  it('the always-valid interval covers the truth at all of twenty looks together', () => {
    expect(found.always_covered).toBeGreaterThanOrEqual(0.94)
  })

  it('the past removes a part of the variance, and none of the effect', () => {
    expect(found.left).toBeLessThan(0.95)
  })
})
