import { expect, it } from 'vitest'
import { accountOf, draftOf } from '../../console/pages/accounts/edit/draft.ts'
import { partsOf, roughMoney, sayCell, shadeOf, shortAgo } from '../../console/pages/accounts/grid/say.ts'
import type { AccountView } from '../../schema/accounts/accounts.ts'
import { DAY } from '../../vocabulary/time.ts'

it('an estimate has no cents from one unit on, and a large one is short in a field', () => {
  expect([40, 12_345, 123_456_700].map((amount) => roughMoney(amount, 'EUR'))).toEqual([
    '€0.40',
    '€123',
    '€1.23M',
  ])
  expect(roughMoney(123_456_700, 'EUR', false)).toBe('€1,234,567')
  expect(roughMoney(1_500, 'JPY')).toBe('¥1,500')
})

it('a field says in words what it shows', () => {
  const opening = { probability: 0.234, margin: 42_000, margin_low: 1, margin_high: 2, gap: 3 }
  const cell = { family: 0, state: 'never' as const, mark: null, orders: null, last_at: null, spent: null }
  expect(sayCell(undefined, 'EUR')).toBe('has never bought it')
  expect(sayCell({ ...cell, opening }, 'EUR')).toBe(
    'has never bought it; expected margin €420 a year, probability 23%',
  )
  const lapsed = { ...cell, state: 'lapsed' as const, last_at: Date.now() - 40 * DAY, opening: null }
  expect(sayCell(lapsed, 'EUR')).toBe('has stopped buying it, last bought 40 d ago')
  expect(sayCell({ ...lapsed, mark: 'not_eligible' }, 'EUR')).toBe('it is not for this account')
  expect(shortAgo(0, 365 * DAY)).toBe('12 mo')
  expect(partsOf('Tea > Loose leaf > Green')).toEqual({ last: 'Green', before: 'Tea › Loose leaf' })
  expect([0, 11, 26, 100].map((margin) => shadeOf(margin, 100))).toEqual([1, 2, 3, 4])
})

it('an account that is saved unchanged stays as it was, with what the form does not show', () => {
  const account: AccountView = {
    ...{ account_id: 'A/1', name: 'Café', companies: ['Café GmbH', 'DE123'], tier: 'A', rep: 'mem_1' },
    ...{ group: null, terms: '30 days', contract_ends_at: 1_800_000_123_456 },
    locations: [{ name: 'Ulm', city: 'Ulm', country: 'DE' }],
    quotes: [
      {
        ...{ quote_id: 'Q', status: 'won', at: 5, valid_until: 1_800_000_000_001, amount: 48_050 },
        lines: [{ item_id: 'x', quantity: 2 }],
      },
    ],
    plans: [{ at: 1_810_000_000_007, text: 'A bar' }],
    attributes: { seats: 40 },
    ...{ from_orders: false, version: 3, created_at: 1, changed_at: 2, rep_name: 'Ada' },
  }
  const { from_orders: _, version: __, created_at: ___, changed_at: ____, rep_name, ...written } = account
  expect(rep_name).toBe('Ada')
  expect(accountOf(draftOf(account), account)).toEqual(written)
})
