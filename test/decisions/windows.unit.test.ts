import { describe, expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import { firstAllowedTime, localTime } from '../../engine/decide/allowed-time.ts'
import { fitsWindow } from '../../engine/decide/windows.ts'
import { MINUTE } from '../../vocabulary/time.ts'

describe('a sliding window', () => {
  it('counts two contacts that are exactly one length apart in no interval together', () => {
    expect(fitsWindow([0], 10, 1, 10)).toBe(true)
    expect(fitsWindow([0], 9, 1, 10)).toBe(false)
    expect(fitsWindow([20], 10, 1, 10)).toBe(true)
    expect(fitsWindow([], 0, 0, 10)).toBe(false)
  })

  it('sees an interval around the new contact that neither begins nor ends with it', () => {
    // 2 + 1 contacts within 10: from 6 to 15.
    expect(fitsWindow([6, 15], 10, 2, 10)).toBe(false)
    expect(fitsWindow([5, 15], 10, 2, 10)).toBe(true)
  })

  it('agrees with a count of every interval, for random contacts', () => {
    const roll = dice(7)
    for (let round = 0; round < 3_000; round += 1) {
      const times = Array.from({ length: Math.floor(roll.chance() * 6) }, () =>
        Math.floor(roll.chance() * 30),
      )
      const [at, max, length] = [
        Math.floor(roll.chance() * 30),
        Math.floor(roll.chance() * 4),
        1 + Math.floor(roll.chance() * 12),
      ]
      const all = [...times, at]
      // Every half-open interval (start, start + length] with the new contact in it.
      const most = Math.max(
        ...Array.from({ length: length }, (_, shift) => at - 1 - shift).map(
          (start) => all.filter((time) => time > start && time <= start + length).length,
        ),
      )
      expect([times, at, max, length, fitsWindow(times, at, max, length)]).toEqual([
        times,
        at,
        max,
        length,
        most <= max,
      ])
    }
  })
})

describe('the first allowed time', () => {
  const none: ReadonlySet<string> = new Set()
  const night = { quiet: { from: 21 * 60, to: 8 * 60 }, blackout: none }
  const at = (text: string) => Date.parse(text)
  const first = (now: string, zone: string, times = night) =>
    new Date(firstAllowedTime(at(now), zone, times) ?? Number.NaN).toISOString()

  it('is now outside of the quiet hours, and else their end by the clock of the customer', () => {
    expect(first('2026-11-29T12:34:56.789Z', 'Europe/Berlin')).toBe('2026-11-29T12:34:56.789Z')
    expect(first('2026-11-29T20:00:30Z', 'Europe/Berlin')).toBe('2026-11-30T07:00:00.000Z')
    expect(first('2026-11-29T20:00:00Z', 'America/New_York')).toBe('2026-11-29T20:00:00.000Z')
    // Nepal is 5:45 ahead.
    expect(first('2026-11-29T17:00:00Z', 'Asia/Kathmandu')).toBe('2026-11-30T02:15:00.000Z')
  })

  it('is eight by the clock in the nights in which the clock is changed', () => {
    expect(first('2026-03-28T22:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T06:00:00.000Z')
    expect(first('2026-10-24T21:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T07:00:00.000Z')
  })

  it('leaves out the days without contacts, and gives up after forty', () => {
    const christmas = { ...night, blackout: new Set(['12-25', '2026-12-24', '12-26']) }
    expect(first('2026-12-24T09:00:00Z', 'UTC', christmas)).toBe('2026-12-27T08:00:00.000Z')
    const days = Array.from({ length: 31 }, (_, n) => String(n + 1).padStart(2, '0'))
    const year = new Set(['11', '12', '01'].flatMap((month) => days.map((day) => `${month}-${day}`)))
    expect(firstAllowedTime(at('2026-11-29T09:00:00Z'), 'UTC', { blackout: year })).toBeUndefined()
  })

  it('agrees with a search minute by minute, for random quiet hours in zones that change their clock', () => {
    const roll = dice(11)
    for (let round = 0; round < 60; round += 1) {
      const zone = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'][
        round % 4
      ] as string
      const quiet = { from: Math.floor(roll.chance() * 1440), to: Math.floor(roll.chance() * 1440) }
      const now = at('2026-03-07T00:00:00Z') + Math.floor(roll.chance() * 60 * 1440) * MINUTE
      const isQuiet = (time: number) => {
        const { minute } = localTime(time, zone)
        const { from, to } = quiet
        return from < to ? minute >= from && minute < to : minute >= from || minute < to
      }
      let expected = now
      while (quiet.from !== quiet.to && isQuiet(expected)) expected += MINUTE
      expect([zone, quiet, now, firstAllowedTime(now, zone, { quiet, blackout: none })]).toEqual([
        zone,
        quiet,
        now,
        expected,
      ])
    }
  })
})
