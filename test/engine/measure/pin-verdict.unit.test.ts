import { expect, it } from 'vitest'
import { pinVerdict } from '../../../engine/measure/pin-verdict.ts'

const of = (seen: number, added: number) => ({ seen, clicked: added, added })

it.each([
  ['better', of(400, 40), of(400, 8)],
  ['worse', of(400, 8), of(400, 40)],
  ['no_difference', of(400, 10), of(400, 12)],
  ['too_early', of(399, 40), of(5_000, 8)],
  ['too_early', of(5_000, 40), of(399, 8)],
] as const)('the verdict is %s', (verdict, pinned, others) => {
  expect(pinVerdict(pinned, others).verdict).toBe(verdict)
})

it('the difference is that of the two rates, with the interval of the paper', () => {
  // Newcombe 1998, table II, contrast (a), method 10: 56 of 70 and 48 of 80.
  const { difference } = pinVerdict(of(70, 56), of(80, 48))
  expect(difference?.value).toBeCloseTo(0.2, 12)
  expect(difference?.low.toFixed(4)).toBe('0.0524')
  expect(difference?.high.toFixed(4)).toBe('0.3339')
})

it.each([
  ['the pinned item', of(0, 0), of(900, 9)],
  ['the others', of(900, 9), of(0, 0)],
])('while nobody has seen %s there is no difference yet', (_, pinned, others) => {
  expect(pinVerdict(pinned, others)).toEqual({ verdict: 'too_early', difference: null })
})

it('an item that is added more often than it is seen counts as added on every view', () => {
  expect(pinVerdict(of(500, 600), of(500, 500))).toEqual(pinVerdict(of(500, 500), of(500, 500)))
})
