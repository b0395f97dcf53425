import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { USUAL_POLICY } from '../../console/pages/offers/usual-policy.ts'
import { holds } from '../../engine/customer/condition.ts'
import { acceptance, arbitrated } from '../../engine/decide/arbitrate.ts'
import { bareFacts } from '../../engine/rules/rule.ts'
import { type Condition, customerCondition } from '../../schema/customers/condition.ts'
import { contactPolicy } from '../../schema/decisions/policy.ts'
import { DAY } from '../../vocabulary/time.ts'
import { detailsOfPerson } from '../../worker/customers/details.ts'

it('the console shows the policy that holds without a decision of the merchant', () => {
  expect(v.parse(contactPolicy, {})).toMatchObject({ ...USUAL_POLICY, rests: {} })
  expect(v.parse(contactPolicy, { rests: {} }).rests).toEqual(USUAL_POLICY.rests)
})

describe('a condition on customers', () => {
  const now = 1_000 * DAY
  const tea = { ...bareFacts('tea', 900), category: 'Drinks > Tea' }
  const facts = {
    numbers: { orders: 3 },
    bought: [{ item: tea, at: [now - 10 * DAY, now - 400 * DAY] }],
    tags: ['VIP'],
    attributes: { pets: 'Dog' },
    consents: { email: true, sms: false },
    segments: new Map([['seg_1', { number: 'orders' as const, from: 3 }]]),
  }
  const yes: Condition = { number: 'orders', from: 2 }
  const no: Condition = { number: 'orders', to: 2 }
  const unknown: Condition = { number: 'age', from: 18 }

  it.each<[Condition, boolean | 'unknown']>([
    [{ all: [yes, unknown] }, 'unknown'],
    [{ all: [no, unknown] }, false],
    [{ any: [yes, unknown] }, true],
    [{ any: [no, unknown] }, 'unknown'],
    [{ not: unknown }, 'unknown'],
    [{ not: no }, true],
    [{ bought: { categories: ['drinks'] } }, true],
    [{ bought: { categories: ['Drinks'] }, times: 2, within_days: 365 }, false],
    [{ bought: { item_ids: ['pot'] } }, false],
    [{ tag: ['vip'] }, true],
    [{ group: ['trade'] }, false],
    [{ account: 'any' }, false],
    [{ attribute: 'pets', values: ['dog'] }, true],
    [{ attribute: 'car', values: ['red'] }, 'unknown'],
    [{ consent: 'sms' }, false],
    [{ consent: 'push' }, 'unknown'],
    [{ segment: 'seg_1' }, true],
    [{ segment: 'seg_gone' }, 'unknown'],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition, facts, now)).toBe(expected)
    expect(v.parse(customerCondition, condition)).toEqual(condition)
  })

  it('is refused when it is nested deeper than anybody means it', () => {
    let deep: Condition = yes
    for (let level = 0; level < 1_000; level += 1) deep = { not: deep }
    expect(v.safeParse(customerCondition, deep).success).toBe(false)
  })
})

describe('arbitration', () => {
  it('corrects what is expected of a person by the answers of all, and keeps who is likelier than whom', () => {
    expect(acceptance({ accepted: 0, expected: 0 }, 0.05)).toBeCloseTo(0.05, 12)
    // Accepted as often as expected: nothing changes.
    expect(acceptance({ accepted: 40, expected: 40 }, 0.05)).toBeCloseTo(0.05, 12)
    // The odds, 1 to 19, times (29 + 1) / (9 + 1) are 3 to 19.
    expect(acceptance({ accepted: 29, expected: 9 }, 0.05)).toBeCloseTo(3 / 22, 12)
    const [likely, unlikely] = [0.2, 0.01].map((own) => acceptance({ accepted: 0, expected: 500 }, own))
    expect([likely, unlikely].map((one) => one?.toFixed(6))).toEqual(['0.000499', '0.000020'])
  })

  it('draws as often as it says, and never an offer that may not be drawn', () => {
    const offers = [
      { offer_id: 'a', priority: 5, may_explore: true },
      { offer_id: 'b', priority: 9, may_explore: false },
      { offer_id: 'c', priority: 5, may_explore: true },
    ]
    const names = (share: number, dice: [number, number]) => {
      const { ranked, chance } = arbitrated(offers, share, dice)
      return [ranked.map(({ offer_id }) => offer_id).join(''), chance]
    }
    expect(names(0, [0, 0])).toEqual(['bac', 1])
    expect(names(0.04, [0.5, 0])).toEqual(['bac', 0.96])
    expect(names(0.04, [0.01, 0])).toEqual(['abc', 0.02])
    expect(names(0.04, [0.01, 0.99])).toEqual(['cba', 0.02])
  })
})

it('of a person’s keys the newer word counts, and what forbids an offer under any of them', () => {
  const older = {
    ...{ group: 'trade', locale: 'de', complaint_open: true, do_not_offer_until: 9 },
    consents: { email: { given: false, source: '', at: 5 }, sms: { given: true, source: '', at: 5 } },
  }
  const newer = {
    ...{ locale: 'en', complaint_open: false, do_not_offer_until: 3 },
    consents: { email: { given: true, source: '', at: 4 }, sms: { given: false, source: '', at: 5 } },
  }
  expect(detailsOfPerson([older, newer])).toMatchObject({
    ...{ group: 'trade', locale: 'en', complaint_open: true, do_not_offer_until: 9 },
    consents: { email: { given: false }, sms: { given: false } },
  })
})
