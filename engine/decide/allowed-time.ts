import { DAY, MINUTE } from '../../vocabulary/time.ts'

/** When nobody is contacted, by the clock of the customer's time zone. */
export type QuietTimes = {
  /** Minutes since midnight, from ≤ t < to; across midnight if `to` is below `from`. None where they are equal, or undefined. */
  quiet?: { from: number; to: number }
  /** Days as 2026-12-24, or 12-24 for every year. */
  blackout: ReadonlySet<string>
}

const DAY_MINUTES = 24 * 60
/** Days that are looked at for an allowed time. */
const MAX_DAYS = 40

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  })
  formats.set(zone, made)
  return made
}

/** A day such as 2026-11-29, and the minute of the day. */
export type LocalTime = { day: string; minute: number }

/** What the clock shows at a moment. @param zone IANA name */
export function localTime(at: number, zone: string): LocalTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? ''
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  }
}

/** Minutes until the clock shows the end of what forbids a contact at this local time; undefined when nothing does. */
function minutesToEnd(local: LocalTime, { quiet, blackout }: QuietTimes): number | undefined {
  const { day, minute } = local
  if (blackout.has(day) || blackout.has(day.slice(5))) return DAY_MINUTES - minute
  if (!quiet) return undefined
  const { from, to } = quiet
  const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to
  return isQuiet ? (to - minute + DAY_MINUTES) % DAY_MINUTES : undefined
}

/**
 * The first moment from `now` on at which a contact is allowed: `now` itself, or a whole minute after it; undefined when there is none
 * in the next 40 days.
 * @param now UTC milliseconds
 */
export function firstAllowedTime(now: number, zone: string, times: QuietTimes): number | undefined {
  const latest = now + MAX_DAYS * DAY
  for (let at = now; at < latest; ) {
    const wait = minutesToEnd(localTime(at, zone), times)
    if (wait === undefined) return at
    const start = Math.floor(at / MINUTE) * MINUTE
    // The clock may have been changed meanwhile: what it shows too much or too little at the end is taken back or added.
    const end = start + wait * MINUTE
    const over = elapsed(localTime(start, zone), localTime(end, zone)) - wait
    at = Math.max(start + MINUTE, end - over * MINUTE)
  }
  return undefined
}

/** Minutes by which the clock has moved, from the past to less than two days later. */
function elapsed(from: LocalTime, to: LocalTime): number {
  const days = (Date.parse(to.day) - Date.parse(from.day)) / DAY
  return days * DAY_MINUTES + to.minute - from.minute
}
