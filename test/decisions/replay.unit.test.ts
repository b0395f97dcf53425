import { describe, expect, it } from 'vitest'
import type { ContactPolicy } from '../../engine/decide/policy.ts'
import { type MadeContact, type Replayed, replay } from '../../engine/decide/replay.ts'
import type { DecisionStatus } from '../../vocabulary/decisions/offers.ts'

const DAY = 86_400_000
const NOON = Date.UTC(2026, 0, 5, 12)

const NO_RESTS = { accepted: 0, rejected: 0, rejected_category: 0, ignored: 0, seen: 0 }
const policy = (more: Partial<ContactPolicy> = {}): ContactPolicy => ({
  ...{ windows: [], rests: NO_RESTS, times: { blackout: new Set() }, least_gap_hours: 0 },
  ...more,
})

/** A contact on a day at noon, UTC. */
const on = (day: number, offer_id = `o${day}`, more: Partial<MadeContact> = {}): MadeContact => ({
  ...{
    at: NOON + day * DAY,
    channel: 'email',
    offer_id,
    categories: [],
    follow_up_of: [],
    expires_at: Number.POSITIVE_INFINITY,
  },
  ...{ decision_id: `d${day}-${offer_id}`, ...more },
})

const decided = ({ decision_id, offer_id, at }: MadeContact, status: DecisionStatus, days = 1) => ({
  ...{ decision_id, offer_id, categories: [], status, seen_at: [] },
  ...{ created_at: at - DAY, ended_at: at + days * DAY },
})

/** The days of the contacts that are kept, and the codes of the others. */
const outcome = (contacts: MadeContact[], one: ContactPolicy, decisions: ReturnType<typeof decided>[] = []) =>
  kept(replay([{ contacts, decisions, zone: 'UTC', policy: one }])[0])

const kept = (replayed: Replayed[] = []) =>
  replayed.map(({ contact, withheld, moved }) =>
    withheld ? withheld.code : `${(contact.at - NOON) / DAY}${moved ? ' moved' : ''}`,
  )

describe('past contacts under another policy', () => {
  it('are all kept by a policy without limits', () => {
    expect(outcome([on(3), on(0), on(1)], policy())).toEqual(['0', '1', '3'])
  })

  it('take places only when they are kept: of one a day, every third stays within three days', () => {
    const windows = [{ max: 1, days: 3 }]
    const days = [0, 1, 2, 3, 4, 5, 6].map((day) => on(day))
    const kept = outcome(days, policy({ windows })).map((one) => (one === 'window' ? '–' : one))
    expect(kept).toEqual(['0', '–', '–', '3', '–', '–', '6'])
  })

  it('rest after a refusal only when what was refused would have been sent', () => {
    const [first, again, third] = [on(0, 'a'), on(5, 'a', { decision_id: 'again' }), on(9, 'b')]
    const rests = { ...NO_RESTS, rejected: 30 }
    const answers = [decided(first, 'rejected')]
    expect(outcome([first, again, third], policy({ rests }), answers)).toEqual(['0', 'rejected_lately', '9'])
    // With a blackout on the first day nobody was there to refuse.
    const times = { blackout: new Set(['2026-01-05']) }
    const windows = [{ max: 0, days: 1, offer_ids: ['none'] }]
    const without = outcome([first, again, third], policy({ rests, times, windows }), answers)
    expect(without).toEqual(['0 moved', 'rejected_lately', '9'])
    const none = policy({
      rests,
      windows: [
        { max: 1, days: 1, channels: ['sms'] },
        { max: 0, days: 1, offer_ids: ['a'] },
      ],
    })
    expect(outcome([first, again, third], none, answers)).toEqual(['window', 'window', '9'])
  })

  it('do not know an answer that was given later', () => {
    const [first, again] = [on(0, 'a'), on(5, 'a', { decision_id: 'again' })]
    const rests = { ...NO_RESTS, rejected: 30 }
    expect(outcome([first, again], policy({ rests }), [decided(first, 'rejected', 7)])).toEqual(['0', '5'])
  })

  it('are moved out of the quiet hours, by the clock of the person', () => {
    const times = { quiet: { from: 11 * 60, to: 13 * 60 }, blackout: new Set<string>() }
    expect(outcome([on(0)], policy({ times }))).toEqual(['0 moved'])
    const tokyo = replay([
      { contacts: [on(0)], decisions: [], zone: 'Asia/Tokyo', policy: policy({ times }) },
    ])
    expect(tokyo[0]?.[0]?.moved).toBe(false)
  })

  it('of colleagues share a window of their account, and no other', () => {
    const windows = [
      { scope: 'account' as const, max: 2, days: 10 },
      { max: 1, days: 2 },
    ]
    const person = (days: number[], name: string) => ({
      ...{ contacts: days.map((day) => on(day, name)), decisions: [], zone: 'UTC' },
      policy: policy({ windows }),
    })
    const [ann = [], bob = []] = replay([person([0, 1, 12], 'a'), person([2, 9, 13], 'b')])
    expect(kept(ann)).toEqual(['0', 'window', '12'])
    // Days 0 and 2 are within ten days of 9; days 9 and 12 of 13.
    expect(kept(bob)).toEqual(['2', 'account_window', '13'])
  })
})
