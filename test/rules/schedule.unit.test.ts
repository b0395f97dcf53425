import * as v from 'valibot'
import { expect, it } from 'vitest'
import { newRule, type RuleRow } from '../../schema/shop/rules.ts'
import { compileRules } from '../../worker/rules/compile.ts'
import { clockIn } from '../../worker/serve/rules.ts'

/** The schedule of a rule in a time zone, as ISO times. */
function schedule(start: string, end: string, time_zone: string): (string | null)[] {
  const row: RuleRow = {
    ...{ shop_id: 's', rule_id: 'r', version: 1, actor_kind: 'key', actor_id: 'k', created_at: 0 },
    rule: {
      ...{ name: 'A rule', note: '', status: 'live', priority: 0, when: {}, start, end },
      action: { kind: 'least_stock', pieces: 1 },
    },
  }
  const [rule] = compileRules([row], time_zone)
  return [rule?.starts_at ?? null, rule?.ends_at ?? null].map((at) =>
    at === null ? null : new Date(at).toISOString(),
  )
}

// Changes of the clock by the IANA time zone database: Berlin 2027-03-28 and 2027-10-31, New York 2027-03-14,
// Lord Howe 2027-04-04 by half an hour, Kathmandu none.
it.each([
  ['Europe/Berlin', '2027-01-01T00:00', '2027-07-01T00:00', '2026-12-31T23:00Z', '2027-06-30T22:00Z'],
  ['Europe/Berlin', '2027-03-28T01:59', '2027-03-28T03:00', '2027-03-28T00:59Z', '2027-03-28T01:00Z'],
  // 02:30 does not exist that night, and is half past the hour that follows.
  ['Europe/Berlin', '2027-03-28T02:30', '2027-03-28T03:30', '2027-03-28T01:30Z', '2027-03-28T01:30Z'],
  // 02:30 comes twice; the first one counts, so a rule that lasts an hour by the clock lasts two.
  ['Europe/Berlin', '2027-10-31T02:30', '2027-10-31T03:30', '2027-10-31T00:30Z', '2027-10-31T02:30Z'],
  ['America/New_York', '2027-03-14T00:00', '2027-03-15T00:00', '2027-03-14T05:00Z', '2027-03-15T04:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T12:00', '2027-04-04T12:00', '2027-04-03T01:00Z', '2027-04-04T01:30Z'],
  ['Asia/Kathmandu', '2027-03-28T00:00', '2027-03-29T00:00', '2027-03-27T18:15Z', '2027-03-28T18:15Z'],
])('in %s from %s to %s', (time_zone, start, end, from, to) => {
  expect(schedule(start, end, time_zone)).toEqual([from, to].map((at) => new Date(at).toISOString()))
})

it.each([
  // A Sunday, on which 01:59 is followed by 03:00.
  ['Europe/Berlin', '2027-03-28T00:59Z', 7, 119],
  ['Europe/Berlin', '2027-03-28T01:00Z', 7, 180],
  // The hour from 02:00 comes twice.
  ['Europe/Berlin', '2027-10-31T00:30Z', 7, 150],
  ['Europe/Berlin', '2027-10-31T01:30Z', 7, 150],
  ['America/Los_Angeles', '2027-01-01T07:59Z', 4, 1_439],
  ['America/Los_Angeles', '2027-01-01T08:00Z', 5, 0],
  ['Asia/Kathmandu', '2027-01-03T18:15Z', 1, 0],
])('the clock in %s at %s', (time_zone, at, weekday, minute) => {
  expect(clockIn(time_zone, Date.parse(at))).toEqual({ weekday, minute })
})

it.each(['2027-02-30T00:00', '2027-13-01T00:00', '2027-04-31T12:00', '2027-01-01T24:00', '2026-02-29T10:00'])(
  'a rule cannot begin at %s, which does not exist',
  (start) => {
    const rule = { name: 'A rule', action: { kind: 'least_stock', pieces: 1 }, start }
    expect(v.safeParse(newRule, rule).issues?.map(({ message }) => message)).toEqual([
      'There is no such day or time. Give one such as 2026-11-27T00:00.',
    ])
    expect(v.safeParse(newRule, { ...rule, start: '2028-02-29T23:59' }).success).toBe(true)
  },
)
