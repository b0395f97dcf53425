import { expect, it } from 'vitest'
import { Ledger } from '../../../engine/accounts/ledger.ts'
import {
  OPENING_FEATURES,
  type OpeningFeature,
  OpeningFeatures,
} from '../../../engine/accounts/opening-features.ts'
import { openingReasons } from '../../../engine/accounts/opening-reasons.ts'
import { baseRatesAt } from '../../../engine/accounts/openings.ts'
import { snapshotAt } from '../../../engine/accounts/snapshot.ts'
import { stored } from '../../../engine/accounts/stored-row.ts'
import { linesOf, type SomeLine } from './some-lines.ts'

const TODAY = 200

/** What is known of an account in a shop with these lines and three families. */
function featuresOf(rows: readonly SomeLine[], account: number): OpeningFeatures {
  const ledger = new Ledger(linesOf(rows, { accounts: 1, families: 3, items: 1 }))
  const features = new OpeningFeatures(snapshotAt(ledger, TODAY, 90), baseRatesAt(ledger, TODAY, 90), 'index')
  features.read(account)
  return features
}

const contributing = (some: Partial<Record<OpeningFeature, number>>): Record<OpeningFeature, number> => ({
  ...(Object.fromEntries(OPENING_FEATURES.map((feature) => [feature, 0])) as Record<OpeningFeature, number>),
  ...some,
})

it('what cannot be said of an account is left out: peers, owned families and purchases that it does not have', () => {
  // The only account owns family 0, and nobody ever bought family 1.
  const features = featuresOf([[0, 0, 0, 190, 100]], 0)
  const all = contributing({ peers: 1, goes_with: 1, lapsed_times: 1 })
  expect(openingReasons(1, features, all, 0.5)).toEqual([{ code: 'popular', share: 0 }])
})

it('reasons are told with their values, the largest first and active last', () => {
  // Twelve accounts own families 0 and 1; account 0 bought family 0 on two days, and family 1 on one that is long ago.
  const rows = Array.from({ length: 12 }, (_, account): SomeLine[] => [
    [account, 0, 0, 180, 100],
    [account, 0, 0, 190, 100],
    [account, 1, 1, account === 0 ? 20 : 190, 100],
  ]).flat()
  const features = featuresOf(rows, 0)
  const reasons = (some: Partial<Record<OpeningFeature, number>>) =>
    openingReasons(1, features, contributing(some), 0.75)
  expect(reasons({ size: 3, goes_with: 0.5, lapsed_since: 1 })).toEqual([
    { code: 'bought_before', times: 1, days_ago: 180 },
    { code: 'goes_with', family: 0 },
    { code: 'active' },
  ])
  expect(reasons({ peers: 0.06, peers_own: 0.05, growth: 0.2 })).toEqual([
    { code: 'growth' },
    { code: 'peers', share: 0.75 },
  ])
  // Eleven of twelve accounts bought family 1 in the last 90 days.
  expect(reasons({ popular: 2, peers: 0.09 })).toEqual([{ code: 'popular', share: 11 / 12 }])
})

it('the compact form marks lapsed families and assumed margins by 1', () => {
  const sums = {
    account: 4,
    peers: 12,
    never: 7,
    spend: 99.6,
    gap: 10.4,
    share_of_wallet: 0.9,
    expected_margin: 2.5,
  }
  const row = {
    ...sums,
    openings: [
      {
        ...{
          family: 5,
          state: 'lapsed' as const,
          probability: 0.123456,
          yearly_spend: 80.7,
          basis: 'peers' as const,
        },
        ...{ gap: 9.5, margin_rate: 0.25, is_margin_assumed: true, contributions: null },
        expected_margin: { value: 2.4, low: -0.6, high: 4.5 },
        reasons: [{ code: 'peers' as const, share: 0.333333 }, { code: 'growth' as const }],
      },
    ],
    owned: [
      {
        ...{ family: 5, state: 'lapsed' as const, times: 3, last_day: 120, usual_days: 20.4 },
        ...{ spend: 12.3, gap: 4.6, share_of_wallet: 0.7 },
      },
    ],
  }
  expect(stored(row)).toEqual({
    ...{ account: 4, peers: 12, never: 7, spend: 100, gap: 10, expected_margin: 3 },
    openings: [
      [
        ...[5, 1, 0.1235, 81, 10, 0.25, 1, 2, -1, 5, 'peers'],
        [{ code: 'peers', share: 0.3333 }, { code: 'growth' }],
      ],
    ],
    owned: [[5, 1, 3, 120, 20, 12, 5]],
  })
})
