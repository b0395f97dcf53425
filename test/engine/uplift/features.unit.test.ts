import { expect, it } from 'vitest'
import { featuresOf, fitColumns } from '../../../engine/uplift/features.ts'

const customers = Array.from({ length: 100 }, (_, n) => ({
  orders: n % 2 === 0 ? 2 : 4,
  spent: n === 0 ? 10_000 : n,
  channel: n < 60 ? 'web' : n < 95 ? 'shop' : 'phone',
  member: n % 4 === 0,
}))
const columns = fitColumns(customers, ['orders', 'spent', 'channel', 'member'])

it('numbers are standardised, and an unknown one is the mean', () => {
  // Mean 3, deviation 1.
  expect(featuresOf(columns, { orders: 5 })[0]).toBe(2)
  expect(featuresOf(columns, {})[0]).toBe(0)
})

it('skewed amounts are logarithms first', () => {
  expect(columns[1]).toMatchObject({ name: 'spent', kind: 'amount' })
  const of = (spent: number) => featuresOf(columns, { spent })[1] ?? 0
  expect(of(99) - of(9)).toBeCloseTo(of(9) - of(0), 9)
})

it('a number that is the same for all customers is measured in its own unit', () => {
  const column = fitColumns([{ orders: 3 }, { orders: 3 }, {}], ['orders'])
  expect([3, 5, null].map((orders) => featuresOf(column, { orders })[0])).toEqual([0, 2, 0])
})

it('words and yes or no have a feature for each level that is frequent enough', () => {
  expect(columns.slice(2)).toEqual([
    { name: 'channel', kind: 'levels', levels: ['shop', 'web'] },
    { name: 'member', kind: 'levels', levels: ['false'] },
  ])
  const features = (channel: string | null) => featuresOf(columns, { channel, member: false }).slice(2)
  expect([features('web'), features('phone'), features(null)]).toEqual([
    [0, 1, 1],
    [0, 0, 1],
    [0, 0, 1],
  ])
})

it('every customer has the same number of features, and columns are stored as JSON', () => {
  const stored = JSON.parse(JSON.stringify(columns))
  for (const facts of [...customers, {}]) {
    expect(featuresOf(stored, facts)).toHaveLength(5)
    expect(featuresOf(stored, facts)).toEqual(featuresOf(columns, facts))
  }
})
