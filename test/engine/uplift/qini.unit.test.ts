import { expect, it } from 'vitest'
import { drawOf } from '../../../engine/numbers/draw.ts'
import {
  gainAt,
  qiniCurve,
  qiniEstimate,
  qiniOf,
  type Scored,
  upliftAt,
} from '../../../engine/uplift/qini.ts'

/** Four customers, best first: contacted and bought; control, did not; contacted, did not; control, bought. */
const four: Scored = {
  keys: ['a', 'b', 'c', 'd'],
  contacted: [1, 0, 1, 0],
  outcomes: [1, 0, 0, 1],
  scores: [4, 3, 2, 1],
}

it('the curve of four customers is the one by hand', () => {
  // After b: one purchase of one contacted, none of one control: (1 − 0 · 1/1) / 2. After d: (1 − 1 · 2/2) / 2.
  expect(qiniCurve(four)).toEqual([
    { share: 0, gain: 0 },
    { share: 0.25, gain: 0 },
    { share: 0.5, gain: 0.5 },
    { share: 0.75, gain: 0.5 },
    { share: 1, gain: 0 },
  ])
})

it('the coefficient is the mean height over the chance line', () => {
  // Trapezoids of width 1/4: 0, 1/4, 1/2 and 1/4 high; the average effect is 0.
  expect(qiniOf(four)).toBeCloseTo(0.25, 12)
  // The other way round the heights are 0, −1/2, −1/4 and 0: the control begins before the contacted.
  expect(qiniOf({ ...four, scores: [1, 2, 3, 4] })).toBeCloseTo(-0.1875, 12)
})

it('the chance line is subtracted where the average effect is not 0', () => {
  // Everybody who was contacted buys, and nobody else: the curve is the chance line once the control has begun.
  const all = { ...four, outcomes: [1, 0, 1, 0] }
  // Gains 0, 1/2, 1, 1 at quarters: area 1/2 · 1/4 · (0 + 1/2 + 3/2 + 2) = 1/2, less half of the average effect 1.
  expect(qiniOf(all)).toBeCloseTo(0, 12)
})

it('uplift at a share is the effect among the best', () => {
  expect(upliftAt(four, 0.5)).toBeCloseTo(1, 12)
  expect(upliftAt(four, 1)).toBeCloseTo(0, 12)
  // Between two points the curve is straight.
  expect(gainAt(qiniCurve(four), 0.375)).toBeCloseTo(0.25, 12)
})

it('equal scores are one group, so everybody alike has a coefficient of 0', () => {
  const alike = { ...four, scores: [7, 7, 7, 7] }
  expect(qiniOf(alike)).toBe(0)
  expect(qiniCurve(alike)).toHaveLength(2)
})

it('at a share of 0, and on a curve without points, nothing is gained', () => {
  expect(gainAt(qiniCurve(four), 0)).toBe(0)
  expect(gainAt([], 0.5)).toBe(0)
})

/** Customers of whom the half with a score of 1 buys in one of two cases when contacted, and nobody else does. */
const many = (customers: number): Scored => {
  const keys = Array.from({ length: customers }, (_, n) => `customer ${n}`)
  const scores = keys.map((key) => (drawOf('good', key) < 0.5 ? 1 : 0))
  const contacted = keys.map((key) => (drawOf('arm', key) < 0.5 ? 1 : 0))
  const outcomes = keys.map((key, n) =>
    contacted[n] === 1 && scores[n] === 1 && drawOf('buys', key) < 0.5 ? 1 : 0,
  )
  return { keys, contacted, outcomes, scores }
}

it('the bootstrap interval contains the truth, and is the same each time', () => {
  // The curve rises to 1/4 at the half and stays: a triangle of height 1/8 over the chance line, whose mean is 1/16.
  const found = qiniEstimate(many(4_000))
  expect(found.low).toBeLessThan(1 / 16)
  expect(found.high).toBeGreaterThan(1 / 16)
  expect(found.high - found.low).toBeLessThan(0.01)
  expect(qiniEstimate(many(4_000))).toEqual(found)
})

it('the bootstrap error is that of a large sample', () => {
  // 16 times the customers have a quarter of the error.
  const ratio = qiniEstimate(many(500)).error / qiniEstimate(many(8_000)).error
  expect(ratio).toBeGreaterThan(3.3)
  expect(ratio).toBeLessThan(4.8)
})
