import { describe, expect, it } from 'vitest'
import type { ContactPolicy } from '../../../engine/decide/policy.ts'
import { type MadeContact, type PersonHistory, replay } from '../../../engine/decide/replay.ts'
import type { PastDecision } from '../../../engine/decide/types.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../vocabulary/time.ts'
import { decision, email, NO_RESTS, NOON, policy } from './a-policy.ts'

type Made = PastDecision & { decision_id: string }

/** A contact so many days after a Monday at noon, about the decision of the same name. */
const made = (decision_id: string, days: number, change: Partial<MadeContact> = {}): MadeContact => ({
  ...email(NOON + days * DAY),
  ...{ decision_id, follow_up_of: [], expires_at: Infinity, ...change },
})
const answered = (decision_id: string, days: number, change: Partial<PastDecision> = {}): Made => ({
  ...decision({ status: 'rejected', created_at: NOON - DAY, ended_at: NOON + days * DAY, ...change }),
  decision_id,
})
const person = (
  contacts: MadeContact[],
  change: Partial<ContactPolicy>,
  decisions: Made[] = [],
): PersonHistory => ({ contacts, decisions, zone: 'UTC', policy: policy(change) })

/** The decisions whose contacts each person keeps, in the order of time; a withheld one with its reason. */
const outcomes = (...people: PersonHistory[]) =>
  replay(people).map((of) =>
    of.map(({ contact, withheld }) => contact.decision_id + (withheld ? ` ${withheld.code}` : '')),
  )

const ONCE_A_WEEK = { windows: [{ max: 1, days: 7 }] }
const NO_REFUSED_CATEGORY = { rests: { ...NO_RESTS, rejected_category: 30 } }

describe('contacts under another policy', () => {
  it('of the same moment take places in the order of their decisions, in whichever order they are given', () => {
    const contacts = [made('b', 0), made('a', 0), made('c', 0)]
    const expected = [['a', 'b window', 'c window']]
    expect(outcomes(person(contacts, ONCE_A_WEEK))).toEqual(expected)
    expect(outcomes(person(contacts.toReversed(), ONCE_A_WEEK))).toEqual(expected)
  })

  it('of colleagues compete in the order of time for the places of their account', () => {
    const windows = [{ scope: 'account' as const, categories: ['Drinks'], max: 1, days: 7 }]
    const [ann, bob] = [
      person([made('b', 1), made('d', 8)], { windows }),
      person([made('c', 2)], { windows }),
    ]
    expect(outcomes(ann, bob)).toEqual([['b', 'd'], ['c account_window']])
    const carl = person([made('a', 0)], { windows })
    expect(outcomes(ann, carl)).toEqual([['b account_window', 'd'], ['a']])
  })

  it('that are withheld are not moved, and say why', () => {
    const contacts = [made('a', 0), made('b', 1)]
    expect(replay([person(contacts, ONCE_A_WEEK)])).toEqual([
      [
        { contact: contacts[0], moved: false, withheld: undefined },
        {
          contact: contacts[1],
          moved: false,
          withheld: { stage: 'policy', code: 'window', max: 1, days: 7 },
        },
      ],
    ])
  })

  it('are withheld when they could only be made after their decision is over', () => {
    const times = { quiet: { from: 11 * 60, to: 13 * 60 }, blackout: new Set<string>() }
    const [late, inTime] = [HOUR, HOUR + MINUTE].map((wait) => made('a', 0, { expires_at: NOON + wait }))
    expect(outcomes(person([late as MadeContact], { times }))).toEqual([['a no_time']])
    expect(outcomes(person([inTime as MadeContact], { times }))).toEqual([['a']])
  })

  it('take the place of the time to which they were moved', () => {
    const times = { blackout: new Set(['2026-01-05']) }
    // The first one is moved from Monday noon to midnight, so the window of a week is full until the midnight a week later.
    const next = (days: number) =>
      outcomes(person([made('a', 0), made('b', days)], { ...ONCE_A_WEEK, times }))
    expect(next(7.25)).toEqual([['a', 'b window']])
    expect(next(7.5)).toEqual([['a', 'b']])
  })

  it('count as moved from a minute on, because less is the edge of an hour', () => {
    const times = { quiet: { from: 11 * 60, to: 12 * 60 }, blackout: new Set<string>() }
    const moved = [MINUTE, MINUTE - SECOND].map(
      (early) => replay([person([made('a', 0, { at: NOON - early })], { times })])[0]?.[0]?.moved,
    )
    expect(moved).toEqual([true, false])
  })
})

describe('answers under another policy', () => {
  it('bind the contacts after them, from the same moment on', () => {
    const rests = { ...NO_RESTS, rejected: 30 }
    const contacts = [made('a', 0), made('b', 5)]
    expect(outcomes(person(contacts, { rests }, [answered('a', 5)]))).toEqual([['a', 'b rejected_lately']])
    expect(outcomes(person(contacts, { rests }, [answered('a', 5.1)]))).toEqual([['a', 'b']])
  })

  it('on a page bind, too, although no contact was made about their decision', () => {
    const seen = answered('page', -1, { offer_id: 'pot', created_at: NOON - 2 * DAY })
    expect(outcomes(person([made('a', 0)], NO_REFUSED_CATEGORY, [seen]))).toEqual([
      ['a category_rejected_lately'],
    ])
  })

  it('let a follow-up be made after its parent was refused', () => {
    const seen = answered('page', -1, { offer_id: 'pot', created_at: NOON - 2 * DAY })
    const contacts = [made('a', 0, { follow_up_of: ['pot'] })]
    expect(outcomes(person(contacts, NO_REFUSED_CATEGORY, [seen]))).toEqual([['a']])
  })

  it('of a call do not bind the call in which they were given', () => {
    // A rep records the call and its outcomes at once: the decisions begin and end at the moment of the contact.
    const call = { channel: 'call' as const, at: NOON }
    const outcome = { created_at: NOON, ended_at: NOON }
    const refused = answered('a', 0, outcome)
    expect(outcomes(person([made('a', 0, call)], NO_REFUSED_CATEGORY, [refused]))).toEqual([['a']])
    const emailed = [made('a', -3), made('a', 0, call)]
    const refusedThen = answered('a', 0, { created_at: NOON - 4 * DAY })
    expect(outcomes(person(emailed, NO_REFUSED_CATEGORY, [refusedThen]))).toEqual([['a', 'a']])
    const other = answered('b', 0, { ...outcome, offer_id: 'pot', status: 'accepted' })
    const both = [made('a', 0, call), made('b', 0, { ...call, offer_id: 'pot' })]
    expect(outcomes(person(both, NO_REFUSED_CATEGORY, [refused, other]))).toEqual([['a', 'b']])
  })

  it('that are missing bind nothing', () => {
    const open = answered('page', 0, { status: 'delivered', ended_at: null })
    const rests = { accepted: 30, rejected: 30, rejected_category: 30, ignored: 30, seen: 30 }
    expect(outcomes(person([made('a', 0)], { rests }, [open]))).toEqual([['a']])
  })
})

it('without people there is nothing to replay', () => {
  expect(replay([])).toEqual([])
})
