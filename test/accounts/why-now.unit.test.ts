import { expect, it } from 'vitest'
import type { WrittenAccount } from '../../schema/accounts/accounts.ts'
import type { AccountOutcome } from '../../schema/accounts/outcomes.ts'
import type { StoredAudit } from '../../schema/accounts/white-space.ts'
import { DAY } from '../../vocabulary/time.ts'
import { blocksOf } from '../../worker/accounts/brief/blocks.ts'
import { risksOf, whyNow } from '../../worker/accounts/brief/why-now.ts'

const NOW = Date.UTC(2026, 5, 1)
const TODAY = NOW / DAY

const written = (more: Partial<WrittenAccount> = {}): { written: WrittenAccount } => ({
  written: {
    ...{ name: 'Alpha', companies: [], tier: null, rep: null, group: null, locations: [], terms: '' },
    ...{ contract_ends_at: null, quotes: [], plans: [], attributes: {}, ...more },
  },
})

const audit = (more: Partial<StoredAudit> = {}): StoredAudit => ({
  ...{ orders: 9, first: TODAY - 300, last: TODAY - 10, rhythm: 14, due: TODAY + 40, is_overdue: false },
  ...{ year: 1_000, year_before: 900, trend: null, largest_share: 0.3, concentration: 0.2 },
  ...{ margin_share: null, wallet_share: null, peers: 12, ...more },
})
const analysis = (more: Partial<StoredAudit> = {}) => ({ audit: audit(more), cells: [], openings: [] })

const outcome = (more: Partial<AccountOutcome>): AccountOutcome => ({
  ...{ shop_id: 's', outcome_id: 'o', account_id: 'A', family: 'Tea', item_id: null, outcome: 'later' },
  ...{ reason: null, note: null, channel: 'rep', customer: null, member_id: null, at: NOW - DAY },
  ...{ follow_up_at: null, created_at: NOW, ...more },
})

const reasonsOf = (
  ...[account, found, outcomes]: [ReturnType<typeof written>, ReturnType<typeof analysis>?, AccountOutcome[]?]
) => whyNow(account, found, outcomes ?? [], [], new Map(), NOW).map(({ reason }) => reason)

it('nothing is a reason where nothing is to be done', () => {
  expect(reasonsOf(written(), analysis())).toEqual([])
})

it('reasons come in the order of their urgency', () => {
  const account = written({
    contract_ends_at: NOW + 30 * DAY,
    plans: [{ at: NOW + 5 * DAY, text: 'Second site' }],
    quotes: [{ quote_id: 'Q', status: 'open', at: NOW - DAY, valid_until: null, amount: null, lines: [] }],
  })
  const found = analysis({ due: TODAY - 20, is_overdue: true, trend: { percent: -30, low: -40, high: -5 } })
  expect(reasonsOf(account, found, [outcome({ follow_up_at: NOW - 1 })])).toEqual([
    'follow_up',
    'quote_open',
    'contract_ends',
    'order_overdue',
    'planned',
    'spend_falls',
  ])
})

it('a quote that is old, over or decided is no reason', () => {
  const quote = {
    quote_id: 'Q',
    status: 'open' as const,
    at: NOW - DAY,
    valid_until: null,
    amount: null,
    lines: [],
  }
  expect(reasonsOf(written({ quotes: [{ ...quote, at: NOW - 61 * DAY }] }))).toEqual([])
  expect(reasonsOf(written({ quotes: [{ ...quote, valid_until: NOW - 1 }] }))).toEqual([])
  expect(reasonsOf(written({ quotes: [{ ...quote, status: 'won' }] }))).toEqual([])
})

it('a promised call is a reason until there is a newer word about the family', () => {
  const promised = outcome({ at: NOW - 9 * DAY, follow_up_at: NOW - DAY })
  expect(reasonsOf(written(), undefined, [promised])).toEqual(['follow_up'])
  expect(
    reasonsOf(written(), undefined, [promised, outcome({ outcome: 'accepted', at: NOW - DAY })]),
  ).toEqual([])
  expect(reasonsOf(written(), undefined, [outcome({ follow_up_at: NOW + DAY })])).toEqual([])
})

it('a fall that chance may explain is none', () => {
  expect(reasonsOf(written(), analysis({ trend: { percent: -30, low: -70, high: 4 } }))).toEqual([])
  expect(risksOf(null, audit({ trend: { percent: -30, low: -70, high: 4 } }), NOW)).toEqual([])
})

it('risks: one family, one buyer, an end of the contract, a complaint', () => {
  expect(risksOf(NOW + 10 * DAY, audit({ largest_share: 0.8 }), NOW, { buyers: 1, complaint: true })).toEqual(
    ['one_family', 'one_buyer', 'contract_ends', 'complaint'],
  )
})

const RESTS = { accepted: 30, rejected: 90, rejected_category: 30, ignored: 60, seen: 10 }
const blocked = (
  marks: Parameters<typeof blocksOf>[0],
  outcomes: AccountOutcome[],
  answers: Parameters<typeof blocksOf>[2] = [],
) =>
  [...blocksOf(marks, outcomes, answers, RESTS, NOW).values()].map(
    ({ family, block }) => `${family} ${block}`,
  )

it('a family rests after an answer for as long as the policy says', () => {
  expect(blocked([], [outcome({ outcome: 'rejected', at: NOW - 29 * DAY })])).toEqual(['Tea rejected'])
  expect(blocked([], [outcome({ outcome: 'rejected', at: NOW - 31 * DAY })])).toEqual([])
  expect(blocked([], [outcome({ outcome: 'accepted', at: NOW - 29 * DAY })])).toEqual(['Tea accepted'])
  const answer = {
    families: ['Tea', 'Milk'],
    status: 'rejected' as const,
    at: NOW - DAY,
    channel: 'till' as const,
    reason: null,
  }
  expect(blocked([], [], [answer])).toEqual(['Tea rejected', 'Milk rejected'])
})

it('the newest word about a family counts, and a mark above all', () => {
  const refused = outcome({ outcome: 'rejected', at: NOW - 20 * DAY })
  expect(blocked([], [refused, outcome({ outcome: 'later', at: NOW - DAY, follow_up_at: NOW - 1 })])).toEqual(
    [],
  )
  expect(blocked([{ family: 'Tea', mark: 'not_eligible', at: 1 }], [refused])).toEqual(['Tea not_eligible'])
  expect(blocked([{ family: 'Tea', mark: 'elsewhere', at: 1 }], [])).toEqual([])
})
