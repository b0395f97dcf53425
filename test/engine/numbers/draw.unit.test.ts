import { expect, it } from 'vitest'
import { drawOf } from '../../../engine/numbers/draw.ts'

const visitors = Array.from({ length: 20_000 }, (_, n) => `visitor-${n}`)

it('a visitor draws the same number each time', () => {
  expect(drawOf('x_1', 'visitor-7')).toBe(drawOf('x_1', 'visitor-7'))
})

it('draws are spread evenly: each tenth gets a tenth', () => {
  const tenths = new Array(10).fill(0)
  for (const visitor of visitors) tenths[Math.floor(drawOf('x_1', visitor) * 10)] += 1
  // Four standard deviations of 2,000.
  for (const tenth of tenths) expect(Math.abs(tenth - 2_000)).toBeLessThan(170)
})

it('another experiment draws independently: half of one half is in the other half', () => {
  const low = visitors.filter((visitor) => drawOf('x_1', visitor) < 0.5)
  const both = low.filter((visitor) => drawOf('x_2', visitor) < 0.5)
  expect(both.length / low.length).toBeCloseTo(0.5, 1)
})
