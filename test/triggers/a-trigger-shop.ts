import { vi } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../vocabulary/time.ts'
import { queueTriggers } from '../../worker/store/triggers/triggers.ts'
import type { TestShop } from '../a-shop.ts'
import { anOffer, aPolicyShop } from '../decisions/a-policy-shop.ts'

/** A Monday morning in the shop's time zone, from which tests move the clock on. */
export const START = Date.UTC(2030, 0, 7, 9)

/** A shop whose clock stands at START, without rests and windows, and with customers of these ids who allow e-mail. */
export async function aTriggerShop(customers: readonly string[], policy: object = {}): Promise<TestShop> {
  vi.useFakeTimers({ toFake: ['Date'], now: START - 40 * DAY })
  const rests = { rejected: 0, rejected_category: 0, accepted: 0, ignored: 0, seen: 0 }
  const shop = await aPolicyShop({ windows: [], rests, ...policy })
  vi.setSystemTime(START)
  await shop.call('/v1/customers', 'PUT', {
    customers: customers.map((customer_id) => ({ customer_id, consents: { email: { given: true, at: 1 } } })),
  })
  return shop
}

/** Adds an approved offer of an item. */
export const addOffer = async (shop: TestShop, item_id: string, more: object = {}): Promise<string> =>
  (await shop.call('/v1/offers', 'POST', anOffer(item_id, { status: 'approved', margin: 500, ...more }))).body
    .offer_id

/** Adds a trigger that offers something by e-mail, and turns it on. */
export async function addTrigger(shop: TestShop, on: object, more: object = {}): Promise<string> {
  const steps = [{ offer_id: await addOffer(shop, 'pot'), channels: ['email'] }]
  const added = await shop.call('/v1/triggers', 'POST', { name: 'A trigger', on, steps, ...more })
  const { trigger_id } = added.body
  await shop.call(`/v1/triggers/${trigger_id}/actions`, 'POST', { action: 'on' })
  return trigger_id
}

/** Moves the clock on. */
export const later = (hours: number): void => void vi.setSystemTime(Date.now() + hours * HOUR)

/** Lets the job of the triggers run, as it does each quarter of an hour. */
export async function runTriggers(shop: TestShop): Promise<void> {
  vi.setSystemTime(Date.now() + MINUTE)
  await queueTriggers(shop.store, Date.now())
  await shop.settle()
}

export const post = async (shop: TestShop, ...events: object[]) =>
  (await shop.call('/v1/events/custom', 'POST', { events })).body

export type Firing = { cause: string; step: number; state: string; reason: string | null; customer: string }

/** All firings of a trigger. */
export const firingsOf = async (shop: TestShop, trigger_id: string) =>
  (await shop.call(`/v1/triggers/${trigger_id}/firings?limit=200`)).body.items

/** What became of its firings, in words. */
export const toldOf = async (shop: TestShop, trigger_id: string): Promise<string[]> =>
  (await firingsOf(shop, trigger_id)).map(({ cause, step, state, reason }: Firing) =>
    [cause, step, state, reason].filter((part) => part !== null).join(' '),
  )

export const placeOrder = (
  shop: TestShop,
  order_id: string,
  customer_id: string,
  item_id: string,
  at: number,
) =>
  shop.call('/v1/orders', 'POST', {
    orders: [
      { order_id, customer_id, ordered_at: new Date(at).toISOString(), lines: [{ item_id, price: 1_000 }] },
    ],
  })
