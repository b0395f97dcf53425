import { expect, it } from 'vitest'
import { clickLines } from '../../console/pages/results/series.ts'

const row = (period: string, placement: string, seen: number, rate: number | null) => ({
  ...{ period, placement, seen, click_rate: rate },
  ...{ click_rate_low: rate === null ? null : rate / 2, click_rate_high: rate === null ? null : rate * 2 },
})
const NOW = { colour: 0, isEarlier: false }
const earlier = (name: string) => `${name}, before`
const nameOf = ({ placement }: Record<string, unknown>) => String(placement)

it('lines are in the order of views, with a gap where nothing was seen', () => {
  const rows = [
    row('2026-03-02', 'product', 10, 0.2),
    row('2026-03-01', 'product', 5, 0.1),
    row('2026-03-02', 'cart', 40, 0.4),
  ]
  expect(clickLines(rows, nameOf, earlier)).toEqual({
    times: [Date.UTC(2026, 2, 1, 12), Date.UTC(2026, 2, 2, 12)],
    lines: [
      { name: 'cart', ...NOW, values: [null, { value: 0.4, low: 0.2, high: 0.8 }] },
      {
        ...{ name: 'product', ...NOW, colour: 1 },
        values: [
          { value: 0.1, low: 0.05, high: 0.2 },
          { value: 0.2, low: 0.1, high: 0.4 },
        ],
      },
    ],
  })
})

it('at most four groups are drawn, none of which was never seen', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map((name, at) => row('2026-03-01', name, at, at === 0 ? null : 0.1))
  expect(clickLines(rows, nameOf, earlier).lines.map(({ name }) => name)).toEqual(['e', 'd', 'c', 'b'])
  expect(clickLines([], nameOf, earlier)).toEqual({ times: [], lines: [] })
})

it('beside each line stands that of the range before in the same colour, and two groups are drawn', () => {
  const rows = ['a', 'b', 'c'].map((name, at) => ({
    ...row('2026-03-01', name, 10 - at, 0.1),
    seen_before: at === 1 ? 0 : 5,
    ...{ click_rate_before: 0.2, click_rate_before_low: 0.1, click_rate_before_high: 0.3 },
  }))
  const { lines } = clickLines(rows, nameOf, earlier)
  expect(lines.map(({ name, colour, isEarlier }) => [name, colour, isEarlier])).toEqual([
    ['a', 0, false],
    ['a, before', 0, true],
    // Nothing of it was seen before.
    ['b', 1, false],
  ])
  expect(lines[1]?.values).toEqual([{ value: 0.2, low: 0.1, high: 0.3 }])
})
