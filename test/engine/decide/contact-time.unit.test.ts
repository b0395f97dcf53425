import { describe, expect, it } from 'vitest'
import { type ContactPolicy, type ContactWindow, contactTime } from '../../../engine/decide/policy.ts'
import type { Contact, OfferCandidate } from '../../../engine/decide/types.ts'
import type { Channel } from '../../../vocabulary/decisions/offers.ts'
import { DAY, HOUR, MINUTE } from '../../../vocabulary/time.ts'
import { email, history, NOON, policy, tea } from './a-policy.ts'

type Asked = {
  offer?: OfferCandidate
  channel?: Channel
  until?: number
  contacts?: Contact[]
  colleagues?: Contact[]
  policy?: Partial<ContactPolicy>
}

/** When an offer of tea asked for on a Monday at noon can be sent, or why it cannot. */
const asked = ({ offer = tea(), channel = 'email', until = Infinity, ...more }: Asked = {}) => {
  const { contacts = [], colleagues = [] } = more
  const past = history({ contacts, colleagues })
  return contactTime(offer, channel, until, past, policy(more.policy), { now: NOON, zone: 'UTC' })
}
const NOW = { at: NOON }
/** From 11:00 to 13:00. */
const LUNCH = { quiet: { from: 11 * 60, to: 13 * 60 }, blackout: new Set<string>() }

describe('a contact', () => {
  it('is made at once by a policy without limits', () => {
    expect(asked()).toEqual(NOW)
  })

  it('is planned for the end of the quiet hours', () => {
    expect(asked({ policy: { times: LUNCH } })).toEqual({ at: NOON + HOUR })
  })

  it('is not made when the first allowed time is too late for the offer', () => {
    const noTime = { withheld: { stage: 'policy', code: 'no_time' } }
    expect(asked({ until: NOON + HOUR, policy: { times: LUNCH } })).toEqual(noTime)
    expect(asked({ until: NOON + HOUR + MINUTE, policy: { times: LUNCH } })).toEqual({ at: NOON + HOUR })
    const days = Array.from({ length: 60 }, (_, day) => new Date(NOON + day * DAY).toISOString().slice(0, 10))
    expect(asked({ policy: { times: { blackout: new Set(days) } } })).toEqual(noTime)
  })

  it.each<Channel>(['web', 'till', 'rep', 'agent'])(
    'is none on channel %s, on which the customer has come: nothing is counted there and no hour is quiet',
    (channel) => {
      const limits = { times: LUNCH, windows: [{ max: 0, days: 30 }], least_gap_hours: 48 }
      expect(asked({ channel, until: NOON, contacts: [email(NOON)], policy: limits })).toEqual(NOW)
    },
  )
})

describe('the least gap between two contacts', () => {
  const halfADay = { least_gap_hours: 12 }
  const TOO_NEAR = { withheld: { stage: 'policy', code: 'least_gap', days: 0.5 } }

  it('withholds a contact that comes sooner, on whichever outbound channel the other one was', () => {
    const other = email(NOON - 12 * HOUR + 1, { channel: 'sms', offer_id: 'other', categories: [] })
    expect(asked({ contacts: [other], policy: halfADay })).toEqual(TOO_NEAR)
  })

  it('is kept by two contacts that are exactly so far apart', () => {
    const [before, after] = [email(NOON - 12 * HOUR), email(NOON + 12 * HOUR)]
    expect(asked({ contacts: [before, after], policy: halfADay })).toEqual(NOW)
  })

  it('holds towards a contact that is planned', () => {
    expect(asked({ contacts: [email(NOON + 12 * HOUR - 1)], policy: halfADay })).toEqual(TOO_NEAR)
  })

  it('counts from the time for which the contact is planned, not from that of the question', () => {
    const contacts = [email(NOON - 11 * HOUR)]
    expect(asked({ contacts, policy: halfADay })).toEqual(TOO_NEAR)
    expect(asked({ contacts, policy: { ...halfADay, times: LUNCH } })).toEqual({ at: NOON + HOUR })
  })

  it('of 0 hours allows two contacts at the same moment', () => {
    expect(asked({ contacts: [email(NOON)], policy: { least_gap_hours: 0 } })).toEqual(NOW)
  })
})

describe('a window', () => {
  const once = (change: Partial<ContactWindow> = {}): { windows: ContactWindow[] } => ({
    windows: [{ max: 1, days: 7, ...change }],
  })
  const FULL = { withheld: { stage: 'policy', code: 'window', max: 1, days: 7 } }
  /** Three days ago: another offer by SMS. */
  const other = email(NOON - 3 * DAY, { channel: 'sms', offer_id: 'cake', categories: ['Food > Cake'] })

  it('withholds a contact for which it has no place, and says its limit', () => {
    expect(asked({ contacts: [other], policy: once() })).toEqual(FULL)
    expect(asked({ contacts: [other], policy: once({ max: 2 }) })).toEqual(NOW)
    expect(asked({ contacts: [other], policy: once({ days: 3 }) })).toEqual(NOW)
  })

  it('of no contacts forbids each', () => {
    expect(asked({ policy: once({ max: 0 }) })).toEqual({
      withheld: { stage: 'policy', code: 'window', max: 0, days: 7 },
    })
  })

  it('of some channels neither counts others nor holds for them', () => {
    const emails = once({ channels: ['email', 'push'] })
    expect(asked({ contacts: [other], policy: emails })).toEqual(NOW)
    expect(asked({ contacts: [email(NOON - 3 * DAY)], policy: emails })).toEqual(FULL)
    expect(asked({ channel: 'sms', contacts: [email(NOON - 3 * DAY)], policy: emails })).toEqual(NOW)
  })

  it('of some offers neither counts others nor holds for them', () => {
    const teas = once({ offer_ids: ['pot', 'tea'] })
    expect(asked({ contacts: [other], policy: teas })).toEqual(NOW)
    expect(asked({ contacts: [email(NOON - 3 * DAY)], policy: teas })).toEqual(FULL)
    const cake = tea({ offer_id: 'cake' })
    expect(asked({ offer: cake, contacts: [email(NOON - 3 * DAY)], policy: teas })).toEqual(NOW)
  })

  it('of a category counts what is in it or below it, however the merchant writes it', () => {
    const drinks = once({ categories: ['Toys', ' drinks>TEA '] })
    expect(asked({ contacts: [other], policy: drinks })).toEqual(NOW)
    expect(asked({ contacts: [email(NOON - 3 * DAY)], policy: drinks })).toEqual(FULL)
    const inTwo = email(NOON - 3 * DAY, { categories: ['Food > Cake', 'Drinks > Tea'] })
    expect(asked({ contacts: [inTwo], policy: drinks })).toEqual(FULL)
    const above = email(NOON - 3 * DAY, { categories: ['Drinks'] })
    expect(asked({ contacts: [above], policy: drinks })).toEqual(NOW)
    const teapots = email(NOON - 3 * DAY, { categories: ['Drinks > Teapots'] })
    expect(asked({ contacts: [teapots], policy: drinks })).toEqual(NOW)
  })

  it('of a category does not hold for an offer of others, or of a service, which has none', () => {
    const drinks = once({ categories: ['Drinks > Tea'] })
    const contacts = [email(NOON - 3 * DAY)]
    expect(asked({ offer: tea({ categories: ['Food'] }), contacts, policy: drinks })).toEqual(NOW)
    expect(asked({ offer: tea({ categories: [] }), contacts, policy: drinks })).toEqual(NOW)
    expect(asked({ offer: tea({ categories: ['Food', 'Drinks > Tea'] }), contacts, policy: drinks })).toEqual(
      FULL,
    )
  })

  it('with several parts counts what all of them name', () => {
    const both = once({ channels: ['email'], categories: ['Drinks'] })
    const byText = email(NOON - 3 * DAY, { channel: 'sms' })
    const ofCake = email(NOON - 3 * DAY, { categories: ['Food'] })
    expect(asked({ contacts: [byText, ofCake], policy: both })).toEqual(NOW)
    expect(asked({ contacts: [byText, email(NOON - 3 * DAY)], policy: both })).toEqual(FULL)
  })

  it('that is full withholds, although the windows before it have room', () => {
    const windows = [{ max: 5, days: 30 }, ...once().windows]
    expect(asked({ contacts: [other], policy: { windows } })).toEqual(FULL)
  })

  it('counts at the time for which the contact is planned', () => {
    const contacts = [email(NOON - 7 * DAY + HOUR)]
    expect(asked({ contacts, policy: once() })).toEqual(FULL)
    expect(asked({ contacts, policy: { ...once(), times: LUNCH } })).toEqual({ at: NOON + HOUR })
  })
})

describe('a window of accounts', () => {
  const windows: ContactWindow[] = [{ scope: 'account', categories: ['Drinks'], max: 1, days: 7 }]
  const FULL = { withheld: { stage: 'policy', code: 'account_window', max: 1, days: 7 } }

  it('counts the contacts of colleagues beside those of the person', () => {
    expect(asked({ colleagues: [email(NOON - 3 * DAY)], policy: { windows } })).toEqual(FULL)
    expect(asked({ contacts: [email(NOON - 3 * DAY)], policy: { windows } })).toEqual(FULL)
  })

  it('does not count what it does not name', () => {
    const ofCake = email(NOON - 3 * DAY, { categories: ['Food'] })
    expect(asked({ colleagues: [ofCake], policy: { windows } })).toEqual(NOW)
  })

  it('is the only one that counts colleagues', () => {
    const own: ContactWindow[] = windows.map((one) => ({ ...one, scope: 'customer' }))
    const colleagues = [email(NOON - 3 * DAY)]
    expect(asked({ colleagues, policy: { windows: own, least_gap_hours: 24 } })).toEqual(NOW)
  })
})
