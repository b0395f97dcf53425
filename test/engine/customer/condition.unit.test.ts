import { expect, it } from 'vitest'
import { type CustomerCondition, type CustomerFacts, holds } from '../../../engine/customer/condition.ts'

const NOBODY: CustomerFacts = {
  ...{ numbers: { orders: 3 }, bought: [], tags: ['VIP'], attributes: {}, consents: {}, segments: new Map() },
}
const TRADE: CustomerFacts = { ...NOBODY, group: 'Trade', cluster: 'large', account: 'acc_1' }

const YES: CustomerCondition = { number: 'orders', from: 2 }
const NO: CustomerCondition = { number: 'orders', to: 2 }

it.each<[CustomerCondition, ofTrade: boolean, ofNobody: boolean | 'unknown']>([
  [{ group: ['retail', 'trade'] }, true, false],
  [{ group: ['retail'] }, false, false],
  [{ cluster: ['large', 'average'] }, true, 'unknown'],
  [{ cluster: ['small'] }, false, 'unknown'],
  [{ account: 'any' }, true, false],
  [{ account: ['acc_1'] }, true, false],
  [{ account: ['acc_2'] }, false, false],
])('%j is %s of a trade customer and %s of one of whom nothing is known', (condition, ofTrade, ofNobody) => {
  expect(holds(condition, TRADE, 0)).toBe(ofTrade)
  expect(holds(condition, NOBODY, 0)).toBe(ofNobody)
})

it.each<[CustomerCondition, boolean]>([
  [{ all: [YES, { tag: ['vip'] }] }, true],
  [{ all: [] }, true],
  [{ any: [NO, { tag: ['new'] }] }, false],
  [{ any: [] }, false],
])('%j is %s', (condition, expected) => {
  expect(holds(condition, TRADE, 0)).toBe(expected)
})

it('a segment that asks for another segment is unknown', () => {
  const segments = new Map<string, CustomerCondition>([
    ['a', { segment: 'b' }],
    ['b', YES],
  ])
  expect(holds({ segment: 'b' }, { ...NOBODY, segments }, 0)).toBe(true)
  expect(holds({ segment: 'a' }, { ...NOBODY, segments }, 0)).toBe('unknown')
})
