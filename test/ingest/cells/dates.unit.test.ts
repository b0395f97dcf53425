import { describe, expect, it } from 'vitest'
import { readDate } from '../../../worker/ingest/import/cells/dates.ts'
import { refusal } from '../import/refusal.ts'

const berlin = (text: string) => {
  const at = readDate(text, 'Created at', 'Europe/Berlin')
  return at === undefined ? undefined : new Date(at).toISOString()
}

it.each([
  ['2024-05-01 10:11:12 +0200', '2024-05-01T08:11:12.000Z'],
  ['2024-05-01T10:11:12+02:00', '2024-05-01T08:11:12.000Z'],
  ['2024-05-01 10:11:12+02', '2024-05-01T08:11:12.000Z'],
  ['2024-05-01 10:11:12 -0330', '2024-05-01T13:41:12.000Z'],
  ['2024-05-01T10:11:12Z', '2024-05-01T10:11:12.000Z'],
  ['2024-05-01 10:11:12 UTC', '2024-05-01T10:11:12.000Z'],
  ['2024-05-01t10:11z', '2024-05-01T10:11:00.000Z'],
  ['2024-05-01T10:11:12.345678Z', '2024-05-01T10:11:12.345Z'],
  ['2024-05-01T10:11:12,5Z', '2024-05-01T10:11:12.500Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ['2024/05/01 10:11Z', '2024-05-01T10:11:00.000Z'],
  ['01.05.2024 10:11:12Z', '2024-05-01T10:11:12.000Z'],
  ['1700000000', '2023-11-14T22:13:20.000Z'],
  ['1700000000123', '2023-11-14T22:13:20.123Z'],
])('%s is %s in every time zone', (text, utc) => {
  expect(berlin(text)).toBe(utc)
})

it.each([
  ['in winter', '2026-01-15 12:00', '2026-01-15T11:00:00.000Z'],
  ['in summer', '2026-07-15 12:00', '2026-07-15T10:00:00.000Z'],
  ['a day alone, at its start', '2026-07-15', '2026-07-14T22:00:00.000Z'],
  ['a day of one digit', '2026-7-5 9:05', '2026-07-05T07:05:00.000Z'],
  ['day, month and year with dots', '22.11.2026', '2026-11-21T23:00:00.000Z'],
  ['the same with a time', '5.7.2026, 9:05', '2026-07-05T07:05:00.000Z'],
  ['the year in front of slashes', '2026/7/5 9:05', '2026-07-05T07:05:00.000Z'],
])('a time without a zone is in the shop’s time zone: %s', (_name, text, utc) => {
  expect(berlin(text)).toBe(utc)
})

// EU summer time 2026: 29 March 01:00 UTC to 25 October 01:00 UTC (directive 2000/84/EC).
it.each([
  ['the last minute before the clock is put forward', '2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
  ['a time that it skips, by the clock of before', '2026-03-29 02:30:00', '2026-03-29T01:30:00.000Z'],
  ['the first minute after it', '2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z'],
  ['the last before the clock is put back', '2026-10-25 01:59:59', '2026-10-24T23:59:59.000Z'],
  ['a time that comes twice, as the first', '2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z'],
  ['the first that comes once again', '2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z'],
])('reads %s', (_name, text, utc) => {
  expect(berlin(text)).toBe(utc)
})

it('reads the same text in the given time zone', () => {
  const noon = (zone: string) => new Date(readDate('2026-01-15 12:00', '', zone) ?? 0).getUTCHours()
  expect(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'].map(noon)).toEqual([12, 11, 17, 3])
})

it('supports time zones with an offset of a quarter of an hour', () => {
  const at = readDate('2026-01-15 12:00', '', 'Asia/Kathmandu')
  expect(new Date(at ?? 0).toISOString()).toBe('2026-01-15T06:15:00.000Z')
})

it('keeps every millisecond', () => {
  const wrong = Array.from({ length: 1_000 }, (_, ms) => ms).filter(
    (ms) => readDate(`1970-01-01T00:00:00.${String(ms).padStart(3, '0')}Z`, '', 'UTC') !== ms,
  )
  expect(wrong).toEqual([])
})

it('an empty cell is no date', () => expect(berlin('')).toBeUndefined())

it.each([
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '0026-11-22',
  '2026-11-22 24:00:00',
  '2026-11-22 10:60:00',
  '2026-11-22 10:00:61',
  '2026-11-22 10:00 CET',
  '11/22/2026',
  '2026',
  '31.02.2026',
  '11.22.2026',
  '22.11.26',
  '1.2.3.2026',
  '1/2.2026',
  '170000000',
  '17000000001',
  '0700000000',
  '-1700000000',
  '1700000000.5',
  'yesterday',
  '2026-11-22T',
  '2026-11-22 and more',
])('%s is no date', (text) => {
  const { code, column } = refusal(() => berlin(text))
  expect([code, column]).toEqual(['bad_date', 'Created at'])
})

describe('a date with slashes', () => {
  const read = (text: string, order: 'DMY' | 'MDY') =>
    new Date(readDate(text, 'Date', 'UTC', order) ?? 0).toISOString()

  it.each([
    ['3/4/2026', '2026-04-03T00:00:00.000Z', '2026-03-04T00:00:00.000Z'],
    ['03/04/2026 10:11:12', '2026-04-03T10:11:12.000Z', '2026-03-04T10:11:12.000Z'],
    ['3/4/26, 1:30 PM', '2026-04-03T13:30:00.000Z', '2026-03-04T13:30:00.000Z'],
    ['3/4/2026 12:05 AM', '2026-04-03T00:05:00.000Z', '2026-03-04T00:05:00.000Z'],
    ['2026/3/4', '2026-03-04T00:00:00.000Z', '2026-03-04T00:00:00.000Z'],
  ])('%s has the order of day and month that the mapping states', (text, dmy, mdy) => {
    expect([read(text, 'DMY'), read(text, 'MDY')]).toEqual([dmy, mdy])
  })

  it.each(['3/4/2026', '22/11/2026', '11/22/26'])(
    '%s is refused without a mapping, and the error states what to do',
    (text) => {
      const { code, message } = refusal(() => readDate(text, 'Date', 'UTC'))
      expect(code).toBe('bad_date')
      expect(message).toMatch(/date_order \(DMY or MDY\)/)
    },
  )

  it('is refused when it is no date in the mapped order', () => {
    expect(refusal(() => read('22/11/2026', 'MDY')).code).toBe('bad_date')
  })
})
