import { env } from 'cloudflare:workers'
import { afterEach, expect, it, vi } from 'vitest'
import { livePolicy } from '../../bench/inside/policy-life.ts'
import { aCustomer, anOffer, answer, aPolicyShop, ask } from './a-policy-shop.ts'

const START = Date.UTC(2030, 0, 7, 9)
const WINDOWS = [
  { channels: ['email', 'sms', 'push', 'post', 'call'], max: 2, days: 30 },
  { channels: ['email'], max: 1, days: 7 },
]
const REJECTED_DAYS = 20
const CUSTOMERS = 5
const ROUNDS = 250

afterEach(() => {
  vi.useRealTimers()
})

/** Each group is a shop with five customers; more groups live in `npm run bench -- policy`. */
it.each(Array.from({ length: Number(env.POLICY_GROUPS) }, (_, n) => n + 1))(
  'random questions, deliveries, answers and clock moves, many at once, break no limit: group %i',
  async (seed) => {
    const rests = { rejected: REJECTED_DAYS, rejected_category: 0, accepted: 1, ignored: 0, seen: 0 }
    const shop = await aPolicyShop({ windows: WINDOWS, rests })
    for (const [at, item] of ['pot', 'mug', 'tin', 'tea'].entries()) {
      await shop.call('/v1/offers', 'POST', anOffer(item, { margin: 100 * (at + 1) }))
    }
    const ids = Array.from({ length: CUSTOMERS }, (_, n) => `c${n}`)
    const customers = await Promise.all(ids.map((id) => aCustomer(shop, id)))
    vi.useFakeTimers({ toFake: ['Date'], now: START })
    const api = {
      ask: (customer: string, channel: string) => ask(shop, customer, channel),
      deliver: (id: string, channel: string) => shop.call(`/v1/decisions/${id}/deliver`, 'POST', { channel }),
      respond: (id: string, response: string, channel: string) => answer(shop, id, response, { channel }),
      setClock: (now: number) => void vi.setSystemTime(now),
    }
    const limits = { windows: WINDOWS, rejected_days: REJECTED_DAYS }
    const lived = await livePolicy(api, customers, limits, { rounds: ROUNDS, seed, start: START })
    expect(lived.violations).toEqual([])
    // The life did something: it decided, sent, and was refused.
    const { decided, contacts, refused } = lived
    expect([decided > 40, contacts > 20, refused > 40]).toEqual([true, true, true])
  },
)
