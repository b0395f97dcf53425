import { expect, it } from 'vitest'
import { moved } from '../../worker/accounts/move-buyer.ts'

const stint = (account_id: string, since: number, until: number | null, role = '') => ({
  account_id,
  role,
  since,
  until,
})
const move = (account_id: string, more: object = {}) => ({ account_id, role: '', ...more })

it('somebody new has always bought for the account', () => {
  expect(moved([], move('A'), 100)).toEqual([stint('A', 0, null)])
})

it('somebody who is known moves now, unless it is said when', () => {
  expect(moved([stint('A', 0, null)], move('B'), 100)).toEqual([stint('A', 0, 100), stint('B', 100, null)])
  expect(moved([stint('A', 0, null)], move('B', { since: 40 }), 100)).toEqual([
    stint('A', 0, 40),
    stint('B', 40, null),
  ])
})

it('saying again where somebody is changes the role, and nothing else', () => {
  const before = [stint('A', 0, 50), stint('B', 50, null, 'user')]
  expect(moved(before, { account_id: 'B', role: 'purchasing' }, 100)).toEqual([
    stint('A', 0, 50),
    stint('B', 50, null, 'purchasing'),
  ])
  expect(moved(before, move('B'), 100)).toEqual(before)
})

it('somebody who leaves buys for nobody from then on', () => {
  expect(moved([stint('A', 10, null)], move('A', { until: 60 }), 100)).toEqual([stint('A', 10, 60)])
})

it('what is said of a time replaces what was said of it, and leaves what follows', () => {
  const before = [stint('A', 0, 50), stint('B', 50, 80), stint('C', 80, null)]
  expect(moved(before, move('D', { since: 20, until: 80 }), 100)).toEqual([
    stint('A', 0, 20),
    stint('D', 20, 80),
    stint('C', 80, null),
  ])
})
