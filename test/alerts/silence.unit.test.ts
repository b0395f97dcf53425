import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { allowedSilence } from '../../worker/alerts/silence.ts'

const days = (numbers: readonly number[]) =>
  numbers.flatMap((events, day): [number, number][] => (events === 0 ? [] : [[day, events]]))

it.each([
  ['a busy shop may be silent for a day', Array.from({ length: 14 }, () => 100), 1],
  ['a shop of 10 events a day for two days', Array.from({ length: 14 }, () => 10), 2],
  [
    'a shop that rests on weekends for three days',
    [50, 50, 50, 50, 50, 0, 0, 50, 50, 50, 50, 50, 0, 0, 50],
    3,
  ],
  ['a shop of two events a day for ten', Array.from({ length: 28 }, () => 2), 10],
])('%s', (_, numbers, expected) => {
  expect(allowedSilence(days(numbers))).toBe(expected * DAY)
})

it('says nothing about a shop with hardly any events, or none', () => {
  expect(allowedSilence([])).toBeNull()
  expect(allowedSilence(days([1, 1, 1]))).toBeNull()
})

it('old traffic does not count as usual: only the fortnight before the last event does', () => {
  const numbers = [...Array.from({ length: 14 }, () => 1_000), ...Array.from({ length: 14 }, () => 10)]
  expect(allowedSilence(days(numbers))).toBe(2 * DAY)
})
