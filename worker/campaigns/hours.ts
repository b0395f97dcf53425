import { localTime } from '../../engine/decide/allowed-time.ts'
import { bestHour, HOURS } from '../../engine/decide/best-hour.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { readResponseTimes } from '../store/campaigns/response-times.ts'
import type { Store } from '../store/open.ts'

/** When contacts are planned. */
export type Hours = {
  /** First moment from which a contact of a customer is planned, UTC milliseconds; now where their hour is not known. */
  nextFor(customer: string, now: number): number
}

/** Days of responses that are read, the newest 5,000 of them. */
const DAYS = 365

/** Reads at which hours of the shop's clock customers responded, all of them and each. */
export async function readHours(store: Store, { time_zone }: Shop, now: number): Promise<Hours> {
  const rows = await readResponseTimes(store, now - DAYS * DAY)
  const all = new Float64Array(HOURS)
  const own = new Map<string, Float64Array>()
  for (const { customer, at } of rows) {
    const hour = Math.floor(localTime(at, time_zone).minute / 60)
    const counts = own.get(customer) ?? new Float64Array(HOURS)
    counts[hour] = (counts[hour] ?? 0) + 1
    all[hour] = (all[hour] ?? 0) + 1
    own.set(customer, counts)
  }
  return {
    nextFor: (customer, from) => {
      const hour = bestHour(own.get(customer) ?? NONE, all)
      if (hour === undefined) return from
      const { minute } = localTime(from, time_zone)
      const wait = (hour * 60 - minute + 24 * 60) % (24 * 60)
      // Within the hour itself a contact need not wait for the next day.
      return Math.floor(minute / 60) === hour ? from : from + wait * (HOUR / 60)
    },
  }
}

const NONE = new Float64Array(HOURS)
