import { expect, it } from 'vitest'
import { type CampaignRow, comparisonOf } from '../../../engine/uplift/campaign.ts'

const row = (more: Partial<CampaignRow>): CampaignRow => ({
  ...{ key: 'ann', features: [0, 0], treatment: 'mail', outcome: 0, at: 1 },
  ...more,
})

/** Each row comes before the next by one part alone: customer, time, treatment, outcome, first or second feature. */
const SORTED = [
  row({ treatment: null }),
  row({}),
  row({ features: [0, 3] }),
  row({ features: [1, 2] }),
  row({ outcome: 5 }),
  row({ outcome: 5 }),
  row({ at: 2, treatment: null }),
  row({ key: 'bob', at: 0 }),
]

it('customers come by key, time, treatment, outcome and features, in whatever order the rows are', () => {
  const sorted = comparisonOf(SORTED, 'mail')
  expect(sorted.keys).toEqual(SORTED.map(({ key }) => key))
  expect([...sorted.features]).toEqual(SORTED.flatMap(({ features }) => features))
  expect([...sorted.contacted]).toEqual([0, 1, 1, 1, 1, 1, 0, 1])
  expect([...sorted.outcomes]).toEqual([0, 0, 0, 0, 5, 5, 0, 0])
  expect([...(sorted.times ?? [])]).toEqual([1, 1, 1, 1, 1, 1, 2, 0])
  for (const [at] of SORTED.entries()) {
    const turned = [...SORTED.slice(at), ...SORTED.slice(0, at)]
    expect(comparisonOf(turned, 'mail')).toEqual(sorted)
    expect(comparisonOf(turned.reverse(), 'mail')).toEqual(sorted)
  }
})

it('where rows leave out their time there are no times, and the other parts decide the order', () => {
  const rows = SORTED.map(({ at: _, ...rest }) => rest)
  const found = comparisonOf(rows, 'mail')
  expect(found.times).toBe(null)
  expect([...found.outcomes]).toEqual([0, 0, 0, 0, 0, 5, 5, 0])
  expect(comparisonOf(rows.toReversed(), 'mail')).toEqual(found)
  expect(
    comparisonOf([...SORTED, { key: 'cid', features: [0, 0], treatment: 'mail', outcome: 0 }], 'mail').times,
  ).toBe(null)
})
