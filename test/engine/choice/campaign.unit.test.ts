import { expect, it } from 'vitest'
import { type CampaignRow, LEAKING } from '../../../bench/choice/campaign-data.ts'
import { ownFeatures, referenceFeatures } from '../../../bench/choice/campaign-features.ts'

const ROW: CampaignRow = {
  ...{ household_key: '7', campaign: '13', campaign_type: 'TypeA', start_day: '504', end_day: '551' },
  ...{
    pre_spend: '80.5',
    prior_campaigns_received: '6',
    prior_same_type_received: '2',
    prior_redemptions: '3',
  },
  ...Object.fromEntries(LEAKING.map((column) => [column, '1'])),
}
const DATA = {
  rows: [],
  categories: new Map([['13', new Set(['BREAD'])]]),
  bought: new Map([
    [
      '7',
      [
        { day: 500, category: 'BREAD' },
        { day: 502, category: 'MILK' },
        { day: 504, category: 'BREAD' },
      ],
    ],
  ]),
  surveyed: new Set(['7']),
}

it('no feature of a campaign reads a column that was made after it began', () => {
  const read = new Set<string>()
  const watched = new Proxy(ROW, {
    get: (row, column) => {
      read.add(String(column))
      return Reflect.get(row, column)
    },
  })
  expect([...referenceFeatures(watched), ...ownFeatures(watched, DATA)].every(Number.isFinite)).toBe(true)
  expect(LEAKING.filter((column) => read.has(column))).toEqual([])
  expect(read).not.toContain('end_day')
})

it('of what a household bought only purchases before the campaign count', () => {
  // One of two earlier purchases is in a category of the coupons; that of the first day is none of them.
  expect(ownFeatures(ROW, DATA).at(-1)).toBeCloseTo(Math.log(2 / 12), 10)
})
