import { dueOf } from '../../engine/customer/due.ts'
import { usualGap } from '../../engine/customer/purchasing.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { TriggerRow } from '../../schema/triggers/triggers.ts'
import { DAY, DAYS_PER_YEAR } from '../../vocabulary/time.ts'
import { readOptionsOf } from '../decisions/question.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { listBuyerKeys } from '../store/customers/propensities.ts'
import { readShared, readSituations } from '../store/decisions/people.ts'
import type { Situation } from '../store/decisions/situation.ts'
import type { Store } from '../store/open.ts'
import { readRepeatDays } from '../store/triggers/walks.ts'
import { type Cause, firingOf, ofType } from './causes.ts'
import { dayNumber, yearsLater } from './dates.ts'
import { walk } from './walk.ts'

/** Customers of a page: with their purchases about 1 MB. */
const PAGE = 100

/** Finds, once a day, the customers to whom something is due, who have lapsed, or whose first order has its anniversary. */
export async function walkCustomers(
  store: Store,
  shop: Shop,
  triggers: readonly TriggerRow[],
  now: number,
  lease: JobLease,
): Promise<void> {
  const due = ofType(triggers, 'due')
  const lapse = ofType(triggers, 'lapse')
  const anniversaries = ofType(triggers, 'anniversary')
  if (due.length + lapse.length + anniversaries.length === 0) return
  const shared = await readShared(store, [])
  await walk(store, 'customers', dayNumber(now, shop.time_zone), lease, async (after) => {
    const buyers = await listBuyerKeys(store, after, PAGE)
    const persons = buyers.filter(({ isFirst }) => isFirst).map(({ person }) => person)
    const situations = await readSituations(store, persons, shared, readOptionsOf(shop), now)
    const bought = new Set(situations.flatMap((one) => one.bought.map(({ item_id }) => item_id)))
    const repeats = due.length > 0 ? await readRepeatDays(store, bought) : new Map<string, number>()
    const firings = situations.flatMap((situation, at) => {
      const customer = persons[at] ?? ''
      const of = (trigger: TriggerRow, causes: readonly Cause[]) =>
        causes.flatMap((cause) => firingOf(trigger, cause, now) ?? [])
      return [
        ...due.flatMap(({ trigger }) => of(trigger, dueItems(customer, situation, repeats, now))),
        ...lapse.flatMap(({ trigger }) => of(trigger, lapseOf(customer, situation))),
        ...anniversaries.flatMap(({ trigger, on }) =>
          of(trigger, anniversaryOf(customer, situation, on.years, now)),
        ),
      ]
    })
    return { firings, next: buyers.length < PAGE ? null : (buyers.at(-1)?.key ?? null) }
  })
}

/** The items that the person usually buys again by now. */
export function dueItems(
  customer: string,
  { bought }: Pick<Situation, 'bought'>,
  repeats: ReadonlyMap<string, number>,
  now: number,
): Cause[] {
  return bought.flatMap(({ item_id, at }) => {
    const days = repeats.get(item_id)
    const times = (JSON.parse(at) as number[]).filter((time) => time > 0).sort((a, b) => a - b)
    const due = days === undefined ? undefined : dueOf({ item_id, at: times }, days, now)
    const last = times.at(-1)
    if (!due || last === undefined || due.due_at > now) return []
    const cause = `due:${item_id}:${last}`
    return [{ customer, cause, caused_at: due.due_at, since: last, item_ids: [item_id] }]
  })
}

/** The time at which the person's next order was to be expected, from the usual gap of two orders or more. */
export function lapseOf(customer: string, { purchases }: Pick<Situation, 'purchases'>): Cause[] {
  const { last_at } = purchases.totals
  const gap = usualGap(purchases.days)
  if (last_at === null || gap === undefined) return []
  return [{ customer, cause: `lapse:${last_at}`, caused_at: last_at + gap * DAY, since: last_at }]
}

/** The last anniversary of the person's first order. @param years only this one; null for each */
export function anniversaryOf(
  customer: string,
  { purchases }: Pick<Situation, 'purchases'>,
  years: number | null,
  now: number,
): Cause[] {
  const { first_at } = purchases.totals
  if (first_at === null) return []
  const passed = Math.floor((now - first_at) / (DAYS_PER_YEAR * DAY) + 0.01)
  const last = yearsLater(first_at, passed) > now ? passed - 1 : passed
  if (last < 1 || (years !== null && years !== last)) return []
  return [{ customer, cause: `anniversary:${last}`, caused_at: yearsLater(first_at, last) }]
}
