import { afterEach, expect, it, vi } from 'vitest'
import { livePolicy } from '../../bench/inside/policy-life.ts'
import { aCustomer, anOffer, answer, aPolicyShop, ask } from './a-policy-shop.ts'

const START = Date.UTC(2030, 0, 7, 9)

afterEach(() => {
  vi.useRealTimers()
})

/** The full form, with 100,000 rounds, is `npm run bench -- policy`. */
it('300 random rounds of questions, deliveries, answers and clock moves, many at once, break no limit', async () => {
  const windows = [
    { channels: ['email', 'sms', 'push', 'post', 'call'], max: 2, days: 30 },
    { channels: ['email'], max: 1, days: 7 },
  ]
  const shop = await aPolicyShop({
    windows,
    rests: { rejected: 20, rejected_category: 0, accepted: 1, ignored: 0, seen: 0 },
  })
  for (const [at, item] of ['pot', 'mug', 'tin', 'tea'].entries()) {
    await shop.call('/v1/offers', 'POST', anOffer(item, { margin: 100 * (at + 1) }))
  }
  const customers = await Promise.all(['ann', 'bob', 'cid', 'dan', 'eve'].map((id) => aCustomer(shop, id)))
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  const api = {
    ask: (customer: string, channel: string) => ask(shop, customer, channel),
    deliver: (id: string, channel: string) => shop.call(`/v1/decisions/${id}/deliver`, 'POST', { channel }),
    respond: (id: string, response: string, channel: string) => answer(shop, id, response, { channel }),
    setClock: (now: number) => void vi.setSystemTime(now),
  }
  const limits = { windows, rejected_days: 20 }
  const { violations, decided, contacts, refused } = await livePolicy(api, customers, limits, {
    ...{ rounds: 300, seed: 5, start: START },
  })
  expect(violations).toEqual([])
  // The life did something: it decided, sent, and was refused.
  expect([decided > 60, contacts > 30, refused > 60]).toEqual([true, true, true])
})
