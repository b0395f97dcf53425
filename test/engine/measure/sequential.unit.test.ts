import { expect, it } from 'vitest'
import { dice } from '../../../demo/shop/orders/random.ts'
import { alwaysValid } from '../../../engine/measure/sequential.ts'

/** Tests a random walk of fair steps of ±1 after every hundred. @returns the number of intervals without 0 */
function falseAlarms(
  seed: number,
  interval: (mean: number, n: number) => { low: number; high: number },
): number {
  const { chance } = dice(seed)
  let sum = 0
  let alarms = 0
  for (let n = 1; n <= 5_000; n += 1) {
    sum += chance() < 0.5 ? 1 : -1
    if (n % 100 !== 0) continue
    const { low, high } = interval(sum / n, n)
    if (low > 0 || high < 0) alarms += 1
  }
  return alarms
}

const runs = Array.from({ length: 400 }, (_, at) => at + 1)

it('looking fifty times misleads in at most 5 of 100 experiments', () => {
  const alarmed = runs.filter(
    (seed) => falseAlarms(seed, (mean, n) => alwaysValid(mean, 1 / n, n, 5_000)) > 0,
  )
  expect(alarmed.length / runs.length).toBeLessThanOrEqual(0.05)
})

it('looking fifty times at a fixed-horizon interval misleads in every fourth experiment', () => {
  const once = (mean: number, n: number) => ({
    low: mean - 1.96 / Math.sqrt(n),
    high: mean + 1.96 / Math.sqrt(n),
  })
  const alarmed = runs.filter((seed) => falseAlarms(seed, once) > 0)
  expect(alarmed.length / runs.length).toBeGreaterThan(0.25)
})

it('the interval is narrowest where it was planned, at 1.55 times the fixed-horizon interval', () => {
  const reach = (planned: number) => alwaysValid(0, 1, 10_000, planned).high
  expect(reach(10_000) / 1.959964).toBeCloseTo(1.5486, 4)
  for (const other of [1_000, 5_000, 20_000, 100_000]) expect(reach(other)).toBeGreaterThan(reach(10_000))
})

it('its p-value is 0.05 where the interval just touches 0', () => {
  const reach = alwaysValid(0, 1, 10_000, 10_000).high
  expect(alwaysValid(reach, 1, 10_000, 10_000).p).toBeCloseTo(0.05, 10)
})

it('without variance the estimate is certain', () => {
  expect(alwaysValid(0, 0, 1_000, 1_000)).toEqual({ value: 0, error: 0, low: 0, high: 0, p: 1 })
  expect(alwaysValid(2, 0, 1_000, 1_000)).toEqual({ value: 2, error: 0, low: 2, high: 2, p: 0 })
})
