import { describe, expect, it } from 'vitest'
import { arbitrated, priorityOf } from '../../../engine/decide/arbitrate.ts'

const offer = (offer_id: string, priority: number, may_explore = true) => ({
  ...{ offer_id, priority, may_explore },
})
type Offer = ReturnType<typeof offer>

/** The offers in their order, and the probability with which the first one became the first. */
const order = (offers: Offer[], share: number, dice: [number, number]) => {
  const { ranked, chance } = arbitrated(offers, share, dice)
  return [ranked.map(({ offer_id }) => offer_id).join(''), chance] as const
}

describe('the priority of an offer', () => {
  it('is propensity × context × value × lever', () => {
    // 5 % of 1,200 cents are 60; on a page of its category half more, 90; set to a fifth, 18.
    expect(priorityOf({ propensity: 0.05, context: 1.5, value: 1_200, lever: 0.2 })).toBe(18)
  })

  it('has six digits', () => {
    expect(priorityOf({ propensity: 1 / 3, context: 1, value: 1, lever: 1 })).toBe(0.333333)
  })
})

describe('the offers', () => {
  it('come by priority, and equal ones by id, in whichever order they are given', () => {
    const offers = [offer('a', 5), offer('b', 9), offer('c', 5), offer('d', 7)]
    expect(order(offers, 0, [0, 0])).toEqual(['bdac', 1])
    expect(order(offers.toReversed(), 0, [0, 0])).toEqual(['bdac', 1])
  })

  it('may be none', () => {
    expect(order([], 0.02, [0, 0])).toEqual(['', 1])
    expect(order([], 0.02, [0.5, 0])).toEqual(['', 1])
  })
})

describe('one of the offers is drawn instead', () => {
  const two = [offer('a', 9), offer('b', 5)]
  const [DRAWN, NOT_DRAWN] = [0.01, 0.5]

  it('in the share of the decisions that the merchant wants, and in no other', () => {
    expect(order(two, 0.04, [0.0399, 0.9])[0]).toBe('ba')
    expect(order(two, 0.04, [0.04, 0.9])[0]).toBe('ab')
    expect(order(two, 0, [0, 0.9])[0]).toBe('ab')
  })

  it('evenly', () => {
    const four = [offer('a', 9), offer('b', 5), offer('c', 4), offer('d', 3)]
    const firsts = [0, 0.24, 0.25, 0.49, 0.5, 0.74, 0.75, 0.99].map((which) =>
      order(four, 0.04, [DRAWN, which])[0].charAt(0),
    )
    expect(firsts.join('')).toBe('aabbccdd')
  })

  it('and the others follow by priority', () => {
    const four = [offer('a', 9), offer('b', 5), offer('c', 4), offer('d', 3)]
    expect(order(four, 0.04, [DRAWN, 0.6])[0]).toBe('cabd')
  })

  it('so the best is the first in all decisions without a draw, and in its part of the draws', () => {
    // 0.96 + 0.04 / 2, whether it was drawn or not.
    expect(order(two, 0.04, [NOT_DRAWN, 0])).toEqual(['ab', 0.98])
    expect(order(two, 0.04, [DRAWN, 0])).toEqual(['ab', 0.98])
    expect(order(two, 0.04, [DRAWN, 0.5])).toEqual(['ba', 0.02])
  })

  it('unless none, or only one, may be drawn: then the best is always the first', () => {
    const none = [offer('a', 9, false), offer('b', 5, false)]
    expect(order(none, 0.04, [DRAWN, 0])).toEqual(['ab', 1])
    expect(order(none, 0.04, [NOT_DRAWN, 0])).toEqual(['ab', 1])
    const one = [offer('a', 9, false), offer('b', 5)]
    expect(order(one, 0.04, [DRAWN, 0])).toEqual(['ab', 1])
    expect(order(one, 0.04, [NOT_DRAWN, 0])).toEqual(['ab', 1])
  })
})
