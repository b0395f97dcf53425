import { env } from 'cloudflare:workers'
import { afterEach, expect, it, vi } from 'vitest'
import { liveTriggers } from '../../bench/inside/trigger-life.ts'
import { LIFE_HOURS, LIFE_WINDOW } from '../../bench/inside/trigger-oracle.ts'
import { dice } from '../../demo/shop/orders/random.ts'
import { MINUTE } from '../../vocabulary/time.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { queueTriggers } from '../../worker/store/triggers/triggers.ts'
import type { Row, TestShop } from '../a-shop.ts'
import { interruptedEnv } from '../an-interrupted-env.ts'
import { addOffer, addTrigger, aTriggerShop, post, START } from './a-trigger-shop.ts'

/** Customers of a life; every second one is also known by an address, which an order has joined with the id. */
const CUSTOMERS = Number(env.TRIGGER_CUSTOMERS)
const ROUNDS = Number(env.TRIGGER_ROUNDS)
const BURST = Number(env.TRIGGER_BURST)

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Draws ids from the seed as well: who is in a control depends on them, so that a life would be another one each time. */
function seedIds(): void {
  const roll = dice(Number(env.TRIGGER_SEED))
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    const bytes = array as unknown as Uint8Array
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.floor(256 * roll.chance())
    return array
  })
}

/** The shop of a life, whose policy is the one that the oracle knows. */
async function aShopToLive(ids: readonly string[]): Promise<TestShop> {
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  const shop = await aTriggerShop(ids, {
    quiet_hours: { from: clock(LIFE_HOURS.to), to: clock(LIFE_HOURS.from) },
    windows: [LIFE_WINDOW],
  })
  for (const [at, id] of ids.entries()) {
    if (at % 2 === 1) continue
    const order = { order_id: `joins ${id}`, customer_id: id, customer_email: `${id}@example.com` }
    await shop.call('/v1/orders', 'POST', {
      orders: [{ ...order, ordered_at: '2029-01-01', lines: [{ item_id: 'mug' }] }],
    })
  }
  return shop
}

/** Triggers with everything that can go wrong: waits, orders that cancel, a control, and sequences. */
async function someTriggers(shop: TestShop) {
  const [pot, tin, mug] = [
    await addOffer(shop, 'pot'),
    await addOffer(shop, 'tin'),
    await addOffer(shop, 'pot'),
  ]
  const [second, third] = [await addOffer(shop, 'tin'), await addOffer(shop, 'pot')]
  const channels = ['email']
  const refused = { channels, after: 'refused', wait_hours: 1 }
  const silence = { channels, after: 'silence', silence_days: 2 }
  const cart = await addTrigger(
    shop,
    { type: 'event', name: 'cart_left' },
    {
      steps: [
        { offer_id: pot, channels, wait_hours: 3 },
        { offer_id: second, ...refused },
      ],
      cancel_on: ['order'],
    },
  )
  const delivered = await addTrigger(
    shop,
    { type: 'event', name: 'delivered' },
    {
      steps: [
        { offer_id: tin, channels },
        { offer_id: third, ...silence },
      ],
      ...{ late_after_hours: 24, control_share: 0.3 },
    },
  )
  const ordered = await addTrigger(
    shop,
    { type: 'order' },
    {
      steps: [{ offer_id: mug, channels, wait_hours: 24 }],
    },
  )
  const plain = { on_at: START, wait_hours: 0, late_hours: 48, isCancelledByOrders: false, hasControl: false }
  return [
    {
      ...plain,
      trigger_id: cart,
      on: 'cart_left',
      wait_hours: 3,
      isCancelledByOrders: true,
      after: ['refused'] as const,
    },
    {
      ...plain,
      trigger_id: delivered,
      on: 'delivered',
      late_hours: 24,
      hasControl: true,
      after: ['silence'] as const,
    },
    { ...plain, trigger_id: ordered, on: 'order', wait_hours: 24, after: [] },
  ]
}

it(`every cause fires once, or not at all for a named reason: ${ROUNDS} rounds of events and interrupted jobs`, async () => {
  const ids = Array.from({ length: CUSTOMERS }, (_, at) => `c${at}`)
  seedIds()
  const shop = await aShopToLive(ids)
  const triggers = await someTriggers(shop)
  const persons = new Map<string, number>()
  for (const [at, customer_id] of ids.entries()) {
    for (const named of [{ customer_id }, { customer_email: `${customer_id}@example.com` }]) {
      persons.set((await shop.call('/v1/customers/lookup', 'POST', named)).body.customer, at)
    }
  }
  for (const { key, person } of (await shop.table('person_keys')) as { key: string; person: string }[]) {
    persons.set(key, persons.get(person) ?? persons.get(key) ?? -1)
  }
  const personOf = (row: Row) => persons.get(String(row.customer)) ?? -1
  const table = async <T>(name: string) =>
    (await shop.table(name)).map((row) => ({ ...row, person: personOf(row) })) as unknown as T[]
  vi.setSystemTime(START + 1)
  const lived = await liveTriggers(
    {
      setClock: (now) => void vi.setSystemTime(now),
      post: (events) => post(shop, ...events),
      order: (order) => shop.call('/v1/orders', 'POST', { orders: [order] }),
      consent: (customer_id, given, at) =>
        shop.call('/v1/customers', 'PUT', {
          customers: [{ customer_id, consents: { email: { given, at } } }],
        }),
      deliver: (id) => shop.call(`/v1/decisions/${id}/deliver`, 'POST', { channel: 'email' }),
      respond: (decision_id, response) =>
        shop.call('/v1/responses', 'POST', { decision_id, response, channel: 'email' }),
      run: async (fails) => {
        await queueTriggers(shop.store, Date.now())
        if (!fails) {
          await shop.settle()
          return true
        }
        try {
          await advance(interruptedEnv(fails.call, fails.isDone), shop.shop_id)
          return true
        } catch {
          return false
        }
      },
      firings: () => table('trigger_firings'),
      decisions: () => table('decisions'),
      contacts: () => table('contacts'),
    },
    {
      ...{ seed: Number(env.TRIGGER_SEED), start: START + MINUTE, rounds: ROUNDS, burst: BURST, triggers },
      customers: ids.map((customer_id, at) => [
        { customer_id },
        ...(at % 2 === 0 ? [{ customer_email: `${customer_id}@example.com` }] : []),
      ]),
    },
  )
  console.log(JSON.stringify(lived))
  expect(lived.violations).toEqual([])
  expect(lived.interrupted).toBeGreaterThan(2)
  const { waiting: _, ...states } = lived.states
  expect(Object.keys(states).sort()).toEqual(['cancelled', 'control', 'ended', 'late', 'withheld'])
})
