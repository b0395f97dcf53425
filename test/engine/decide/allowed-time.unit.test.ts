import { describe, expect, it } from 'vitest'
import { firstAllowedTime, type QuietTimes } from '../../../engine/decide/allowed-time.ts'
import { DAY } from '../../../vocabulary/time.ts'

const at = (text: string) => Date.parse(text)
const NO_DAY: ReadonlySet<string> = new Set()

/** The first allowed time for quiet hours such as 21:00 to 08:00. */
const first = (now: string, from: string, to: string, zone = 'UTC') => {
  const minute = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
  const times: QuietTimes = { quiet: { from: minute(from), to: minute(to) }, blackout: NO_DAY }
  return new Date(firstAllowedTime(at(now), zone, times) ?? Number.NaN).toISOString()
}

describe('quiet hours', () => {
  it.each([
    ['before they begin', '2026-01-05T11:59:59.999Z', '2026-01-05T11:59:59.999Z'],
    ['at their begin', '2026-01-05T12:00:00.000Z', '2026-01-05T13:00:00.000Z'],
    ['in their last minute', '2026-01-05T12:59:59.999Z', '2026-01-05T13:00:00.000Z'],
    ['at their end', '2026-01-05T13:00:00.000Z', '2026-01-05T13:00:00.000Z'],
  ])('within a day: %s', (_when, now, expected) => {
    expect(first(now, '12:00', '13:00')).toBe(expected)
  })

  it.each([
    ['before they begin', '2026-01-05T20:59:59.999Z', '2026-01-05T20:59:59.999Z'],
    ['at their begin', '2026-01-05T21:00:00.000Z', '2026-01-06T08:00:00.000Z'],
    ['after midnight', '2026-01-06T00:00:00.000Z', '2026-01-06T08:00:00.000Z'],
    ['in their last minute', '2026-01-06T07:59:59.999Z', '2026-01-06T08:00:00.000Z'],
    ['at their end', '2026-01-06T08:00:00.000Z', '2026-01-06T08:00:00.000Z'],
  ])('across midnight: %s', (_when, now, expected) => {
    expect(first(now, '21:00', '08:00')).toBe(expected)
  })

  it('from a time to the same time are none', () => {
    for (const now of ['2026-01-05T07:59:00.000Z', '2026-01-05T08:00:00.000Z', '2026-01-05T20:00:00.000Z'])
      expect(first(now, '08:00', '08:00')).toBe(now)
  })

  it('whose end the clock skips are over when it has skipped it', () => {
    // In Berlin 03:00 follows 01:59 on this night, at 01:00 UTC, so the clock never shows 02:30.
    expect(first('2026-03-28T22:30:00Z', '23:00', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z')
  })

  it('whose end the clock shows twice are over at the first time', () => {
    // In Berlin the hour from 02:00 comes twice on this night, first from 00:00 UTC.
    expect(first('2026-10-24T22:00:00Z', '23:00', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('that begin in the hour that the clock shows twice last an hour longer', () => {
    // 02:15 summer time is 00:15 UTC; 03:00 winter time is 02:00 UTC.
    expect(first('2026-10-25T00:15:00Z', '02:00', '03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z')
  })
})

describe('days without contacts', () => {
  const MIDNIGHT = at('2026-01-05T00:00:00Z')
  /** So many days from 5 January on are without contacts. */
  const without = (days: number) => {
    const all = Array.from({ length: days }, (_, day) =>
      new Date(MIDNIGHT + day * DAY).toISOString().slice(0, 10),
    )
    return firstAllowedTime(MIDNIGHT, 'UTC', { blackout: new Set(all) })
  }

  it('are passed over up to the 40th', () => {
    expect(without(1)).toBe(MIDNIGHT + DAY)
    expect(without(39)).toBe(MIDNIGHT + 39 * DAY)
    expect(without(40)).toBeUndefined()
  })

  it('hold in every year where no year is named, and else in theirs', () => {
    const times = { blackout: new Set(['12-24', '2026-12-31']) }
    const allowed = (now: string) => firstAllowedTime(at(now), 'UTC', times) === at(now)
    expect(
      ['2026-12-24', '2027-12-24', '2026-12-31', '2027-12-31'].map((day) => allowed(`${day}T12:00:00Z`)),
    ).toEqual([false, false, false, true])
  })

  it('are days by the clock of the customer', () => {
    const times = { blackout: new Set(['12-24']) }
    // In Tokyo, nine hours ahead, the day is from 15:00 to 15:00 UTC.
    const allowed = firstAllowedTime(at('2026-12-23T15:00:00Z'), 'Asia/Tokyo', times)
    expect(allowed).toBe(at('2026-12-24T15:00:00Z'))
    expect(firstAllowedTime(at('2026-12-24T15:00:00Z'), 'Asia/Tokyo', times)).toBe(allowed)
  })

  it('and quiet hours hold together', () => {
    const times = { quiet: { from: 21 * 60, to: 8 * 60 }, blackout: new Set(['01-06', '01-08']) }
    // 22:00 is quiet, the 6th is without contacts, and the 7th begins with quiet hours.
    expect(firstAllowedTime(at('2026-01-05T22:00:00Z'), 'UTC', times)).toBe(at('2026-01-07T08:00:00Z'))
  })
})
