import { expect, it } from 'vitest'
import { benjaminiHochberg } from '../../../engine/measure/false-discovery.ts'

it('equals the example of its authors: four of fifteen', () => {
  // Benjamini and Hochberg (1995), section 3.2.
  const ps = [
    ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459],
    ...[0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
  ]
  expect(benjaminiHochberg(ps).filter(Boolean)).toHaveLength(4)
  expect(benjaminiHochberg(ps).slice(0, 5)).toEqual([true, true, true, true, false])
})

it('keeps the order, and returns nothing for an empty list', () => {
  expect(benjaminiHochberg([0.9, 0.001])).toEqual([false, true])
  expect(benjaminiHochberg([])).toEqual([])
})
