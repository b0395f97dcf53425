import { expect, it } from 'vitest'
import { shrunkenSlope } from '../../../engine/uplift/choose.ts'
import type { CrossFit } from '../../../engine/uplift/cross-fit.ts'

/** Scores −1 and 1 of four customers, and the measured effects on them. */
const foundWith = (effects: readonly number[]): CrossFit => {
  const scores = Float64Array.of(-1, 1, -1, 1)
  const none = new Float64Array(4)
  const others = { everybody: none, two_models: none, interactions: none, transformed: none }
  return {
    numbers: Uint32Array.of(0, 1, 2, 3),
    scores: { ...others, response: scores },
    places: { ...others, response: none },
    effects: Float64Array.from(effects),
  }
}

it('a slope is shrunken by its own error', () => {
  // Slope Σ s (e − 1) / 4 = 1; all rests are ±1, so its variance is 4 / 4². Shrunken by 1 − 1/4.
  expect(shrunkenSlope(foundWith([-1, 3, 1, 1]), 'response')).toEqual({ slope: 0.75, error: 0.5 })
})

it('where the effect falls with the score the slope is 0', () => {
  expect(shrunkenSlope(foundWith([3, -1, 1, 1]), 'response')).toEqual({ slope: 0, error: 0.5 })
})

it('scores that do not differ have no slope', () => {
  expect(shrunkenSlope(foundWith([-1, 3, 1, 1]), 'everybody')).toEqual({ slope: 0, error: 0 })
})
