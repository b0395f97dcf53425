import { expect, it } from 'vitest'
import { findPrices } from '../../../engine/allocate/find-prices.ts'
import { KeptCustomers } from '../../../engine/allocate/kept-customers.ts'
import { limitsOf } from '../../../engine/allocate/limits.ts'
import { drawSample } from '../../../engine/allocate/sample.ts'
import { limitCosts } from '../../../engine/allocate/sensitivity.ts'
import { Arena } from '../../../engine/data/arena.ts'
import { chunkOf, type Row, sourceOf } from './a-wave.ts'
import { NO_LIMITS } from './planned.ts'

const BUDGETED = { ...NO_LIMITS, budget: 10 }

it('a limit that is not given, and a minimum of 0, ask for nothing', () => {
  const { bounds, names } = limitsOf({ ...BUDGETED, capacities: [null, 3], minimums: [0, 7] })
  const none = Number.POSITIVE_INFINITY
  expect([...bounds]).toEqual([10, none, 3, none, none, none, -7])
  expect(names.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
    ...['budget 0', 'channel 0', 'channel 1', 'offer 0', 'offer 1', 'segment 0', 'segment 1'],
  ])
})

it.each([Number.NaN, Number.POSITIVE_INFINITY])('a value of %d leaves the prices as they are', (value) => {
  const rows: Row[] = ['ann', 'bob'].map((key) => ({ key, options: [[0, key === 'ann' ? value : 5, 10]] }))
  const start = Float64Array.of(0.5, 0, 0, 0, 0)
  const found = findPrices(chunkOf(rows), limitsOf(BUDGETED), start, { from: 0.3, to: 0.01 })
  expect([...found]).toEqual([...start])
})

it('customers with the same hash are in the order of their keys, whatever the order of the source', () => {
  for (const keys of [
    ['ann', 'bob', 'cleo'],
    ['cleo', 'bob', 'ann'],
    ['bob', 'cleo', 'ann'],
  ]) {
    const chunk = chunkOf(keys.map((key) => ({ key, options: [[0, 1, 1]] })))
    const kept = new KeptCustomers(1, { customers: 10, entries: 10 }, new Arena(), () => {})
    for (const at of keys.keys()) kept.add(chunk, at, 42, 0)
    expect(kept.sorted().keys).toEqual(['ann', 'bob', 'cleo'])
  }
})

it('limits of a wave without customers cost nothing', async () => {
  const limited = { ...BUDGETED, stocks: [4, null] }
  expect(limitCosts(limited, await drawSample(limited, sourceOf([])))).toEqual([
    { kind: 'budget', at: 0, limit: 10, lost: 0 },
    { kind: 'offer', at: 0, limit: 4, lost: 0 },
  ])
})
