import { describe, expect, it } from 'vitest'
import { conflictOf, type Rests, restOf } from '../../../engine/decide/policy.ts'
import type { OfferCandidate, PastDecision } from '../../../engine/decide/types.ts'
import type { Channel, DecisionStatus } from '../../../vocabulary/decisions/offers.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { decision, history, NO_RESTS, NOON, tea } from './a-policy.ts'

/** Why an offer rests at noon, if it does. */
const rest = (
  rests: Partial<Rests>,
  decisions: PastDecision[],
  { offer = tea(), channel = 'email' as Channel }: { offer?: OfferCandidate; channel?: Channel } = {},
) => restOf(offer, channel, history({ decisions }), { ...NO_RESTS, ...rests }, NOON)

const ended = (status: DecisionStatus, days: number, change: Partial<PastDecision> = {}) =>
  decision({ status, ended_at: NOON - days * DAY, ...change })

describe.each([
  ['accepted', 'accepted_lately'],
  ['rejected', 'rejected_lately'],
] as const)('after it was %s', (status, code) => {
  it('an offer rests for so many days, and not longer', () => {
    expect(rest({ [status]: 30 }, [ended(status, 29)])).toEqual({ stage: 'policy', code, days: 30 })
    expect(rest({ [status]: 30 }, [ended(status, 30)])).toBeUndefined()
  })

  it('an offer does not rest where the merchant wants no rest', () => {
    expect(rest({ [status]: 0 }, [ended(status, 0)])).toBeUndefined()
  })

  it('another offer does not rest, nor this one after other answers', () => {
    expect(rest({ [status]: 30 }, [ended(status, 1, { offer_id: 'pot', categories: [] })])).toBeUndefined()
    expect(rest({ [status]: 30 }, [ended('expired', 1), ended('ignored', 1)])).toBeUndefined()
    expect(rest({ [status]: 30 }, [decision({ status: 'delivered' })])).toBeUndefined()
  })

  it('the latest answer counts, whichever decision comes first', () => {
    const found = rest({ [status]: 30 }, [ended(status, 40), ended(status, 20)])
    expect(found?.code).toBe(code)
  })
})

describe('after an offer was refused', () => {
  const refused = (categories: string[], days = 1) => ended('rejected', days, { offer_id: 'pot', categories })
  const RESTS = { stage: 'policy', code: 'category_rejected_lately', days: 30 }

  it.each([
    ['in its category', ['Drinks > Tea > Green'], RESTS],
    ['below its category', ['Drinks > Tea'], RESTS],
    ['in one of its categories', ['Food', 'drinks > tea'], RESTS],
    ['above its category', ['Drinks > Tea > Green > Sencha'], undefined],
    ['in another category', ['Food'], undefined],
    ['where the refused one has no category', [], undefined],
  ])('another one rests %s', (_where, categories, expected) => {
    expect(rest({ rejected_category: 30 }, [refused(categories)])).toEqual(expected)
  })

  it('an offer of several categories rests with any of them', () => {
    const offer = tea({ categories: ['Food', 'Drinks > Tea'] })
    expect(rest({ rejected_category: 30 }, [refused(['Drinks'])], { offer })).toEqual(RESTS)
  })

  it('others of the category rest for so many days, and not longer', () => {
    expect(rest({ rejected_category: 30 }, [refused(['Drinks'], 30)])).toBeUndefined()
    expect(rest({ rejected_category: 30 }, [refused(['Drinks'], 29)])).toEqual(RESTS)
  })

  it('its follow-up does not rest, as it is the other proposal in the same category', () => {
    const offer = tea({ follow_up_of: ['pot'] })
    expect(rest({ rejected_category: 30 }, [refused(['Drinks'])], { offer })).toBeUndefined()
    const third = ended('rejected', 1, { offer_id: 'cup', categories: ['Drinks'] })
    expect(rest({ rejected_category: 30 }, [refused(['Drinks']), third], { offer })).toEqual(RESTS)
  })

  it('no other answer lets the category rest', () => {
    const others = (['accepted', 'ignored', 'withdrawn'] as const).map((status) => ({
      ...refused(['Drinks']),
      status,
    }))
    expect(rest({ rejected_category: 30 }, others)).toBeUndefined()
  })
})

describe('an offer that was ignored', () => {
  const ignored = (...days: number[]) => days.map((one) => ended('ignored', one))
  const RESTS = { stage: 'policy', code: 'ignored_often', days: 60 }

  it.each([
    ['twice within 30 days', [40, 10], RESTS],
    ['twice within 30 days, the newer decision first', [10, 40], RESTS],
    ['once', [10], undefined],
    ['twice in 31 days', [41, 10], undefined],
    ['twice within 30 days, the last time less than 60 days ago', [89, 59], RESTS],
    ['twice within 30 days, the last time 60 days ago', [90, 60], undefined],
    ['twice long ago and once lately', [200, 190, 10], undefined],
    ['three times, of which two are near', [100, 30, 20], RESTS],
  ])('%s', (_when, days, expected) => {
    expect(rest({ ignored: 60 }, ignored(...days))).toEqual(expected)
  })

  it('does not rest for what became of other offers, or for other ends', () => {
    const pots = ignored(10, 20).map((one) => ({ ...one, offer_id: 'pot' }))
    expect(rest({ ignored: 60 }, pots)).toBeUndefined()
    expect(rest({ ignored: 60 }, [ended('ignored', 10), ended('expired', 20)])).toBeUndefined()
    expect(rest({ ignored: 60 }, [ended('ignored', 10), ended('withdrawn', 20)])).toBeUndefined()
  })

  it('does not rest where the merchant wants no rest', () => {
    expect(rest({ ignored: 0 }, ignored(0, 10))).toBeUndefined()
  })
})

describe('an offer that was seen on pages', () => {
  const seen = (days: number[], change: Partial<PastDecision> = {}) =>
    decision({ seen_at: days.map((one) => NOON - one * DAY), ...change })
  const RESTS = { stage: 'policy', code: 'seen_often', days: 10 }
  const onPage = (...decisions: PastDecision[]) => rest({ seen: 10 }, decisions, { channel: 'web' })

  it('rests there after three times within 7 days without an answer', () => {
    expect(onPage(seen([2, 5, 9]))).toEqual(RESTS)
    expect(onPage(seen([2, 5]))).toBeUndefined()
    expect(onPage(seen([2, 5, 10]))).toBeUndefined()
  })

  it('rests for 10 days since the last time', () => {
    expect(onPage(seen([9, 10, 11]))).toEqual(RESTS)
    expect(onPage(seen([10, 11, 12]))).toBeUndefined()
  })

  it('rests on pages only', () => {
    for (const channel of ['email', 'till', 'agent'] as const)
      expect(rest({ seen: 10 }, [seen([1, 2, 3])], { channel })).toBeUndefined()
  })

  it('counts all its decisions, and not those of other offers', () => {
    const earlier = seen([6], { status: 'ignored', ended_at: NOON - 5 * DAY })
    expect(onPage(seen([1, 2]), earlier)).toEqual(RESTS)
    expect(onPage(seen([1, 2]), seen([6], { offer_id: 'pot' }))).toBeUndefined()
  })

  it.each(['accepted', 'rejected'] as const)('does not count a decision that was %s', (status) => {
    expect(onPage(seen([1, 2, 3], { status, ended_at: NOON - DAY }))).toBeUndefined()
  })
})

it('of several rests that of the person’s own answer is named first', () => {
  const decisions = [ended('accepted', 1), ended('rejected', 1), ended('ignored', 2), ended('ignored', 3)]
  const all = { accepted: 30, rejected: 30, rejected_category: 30, ignored: 60 }
  expect(rest(all, decisions)?.code).toBe('accepted_lately')
  expect(rest({ ...all, accepted: 0 }, decisions)?.code).toBe('rejected_lately')
  expect(rest({ ...all, accepted: 0, rejected: 0 }, decisions)?.code).toBe('category_rejected_lately')
  expect(rest({ ignored: 60 }, decisions)?.code).toBe('ignored_often')
})

describe('an offer in conflict with another', () => {
  const offer = tea({ conflicts: [{ offer_id: 'pot', days: 30 }] })
  const CONFLICT = { stage: 'policy', code: 'conflict', offer_id: 'pot' }
  const pot = (days: number, status: DecisionStatus = 'delivered') =>
    decision({ offer_id: 'pot', status, created_at: NOON - days * DAY })
  const conflict = (decisions: PastDecision[], of = offer) => conflictOf(of, history({ decisions }), NOON)

  it('is withheld for so many days after the other one', () => {
    expect(conflict([pot(29)])).toEqual(CONFLICT)
    expect(conflict([pot(30)])).toBeUndefined()
  })

  it('is withheld for ever where no days are given', () => {
    expect(conflict([pot(5_000)], tea({ conflicts: [{ offer_id: 'pot', days: null }] }))).toEqual(CONFLICT)
  })

  it.each([
    ['open', CONFLICT],
    ['accepted', CONFLICT],
    ['rejected', CONFLICT],
    ['ignored', CONFLICT],
    ['expired', undefined],
    ['withdrawn', undefined],
  ] as const)('conflicts with what the person got, so a decision that is %s gives %o', (status, expected) => {
    expect(conflict([pot(1, status)])).toEqual(expected)
  })

  it('is made when the person got only others', () => {
    expect(conflict([decision({ offer_id: 'cup', created_at: NOON - DAY })])).toBeUndefined()
    expect(conflict([])).toBeUndefined()
    expect(conflict([pot(1)], tea())).toBeUndefined()
  })

  it('names the one that the person got', () => {
    const two = tea({ conflicts: ['cup', 'pot'].map((offer_id) => ({ offer_id, days: 30 })) })
    const older = decision({ offer_id: 'cup', created_at: NOON - 40 * DAY })
    expect(conflict([older, pot(1)], two)).toEqual(CONFLICT)
  })
})
