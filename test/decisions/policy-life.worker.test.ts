import { env } from 'cloudflare:workers'
import { afterEach, expect, it, vi } from 'vitest'
import { livePolicy, type PolicyApi, type SeenDecision } from '../../bench/inside/policy-life.ts'
import { postKilled } from '../an-interrupted-env.ts'
import { aCustomer, anOffer, answer, aPolicyShop, ask } from './a-policy-shop.ts'

const START = Date.UTC(2030, 0, 7, 9)
const WINDOWS = [
  { channels: ['email', 'sms', 'push', 'post', 'call'], max: 2, days: 30 },
  { channels: ['email'], max: 1, days: 7 },
]
/** Every other customer buys for one account, which gets so many contacts of all channels. */
const OF_ACCOUNT = { max: Math.ceil(Number(env.POLICY_CUSTOMERS) / 2) + 1, days: 30 }
const REJECTED_DAYS = 20
const CUSTOMERS = Number(env.POLICY_CUSTOMERS)
const ROUNDS = 250

afterEach(() => {
  vi.useRealTimers()
})

/** Each group is a shop; more of them, with more customers, live in `npm run bench -- policy`. */
it.each(Array.from({ length: Number(env.POLICY_GROUPS) }, (_, n) => n + 1))(
  'random questions, deliveries, answers and clock moves, many at once and some killed, break no limit: group %i',
  async (seed) => {
    const rests = { rejected: REJECTED_DAYS, rejected_category: 0, accepted: 1, ignored: 0, seen: 0 }
    const shop = await aPolicyShop({ windows: [...WINDOWS, { scope: 'account', ...OF_ACCOUNT }], rests })
    await shop.call('/v1/accounts', 'PUT', { accounts: [{ account_id: 'A', name: 'Alpha' }] })
    for (const [at, item] of ['pot', 'mug', 'tin', 'tea'].entries()) {
      await shop.call('/v1/offers', 'POST', anOffer(item, { margin: 100 * (at + 1) }))
    }
    const ids = Array.from({ length: CUSTOMERS }, (_, n) => `c${n}`)
    const customers = await Promise.all(ids.map((id) => aCustomer(shop, id)))
    const colleagues = customers.filter((_, at) => at % 2 === 0)
    const buyers = colleagues.map((customer) => ({ customer }))
    await shop.call('/v1/accounts/A/buyers', 'PUT', { buyers })
    vi.useFakeTimers({ toFake: ['Date'], now: START })
    const done = (body: object | undefined) => body && { status: 200 }
    const api: PolicyApi = {
      ask: (customer, channel, kill) =>
        kill ? postKilled(shop, '/v1/decisions', { customer, channel }, kill) : ask(shop, customer, channel),
      deliver: async (id, channel, { key, kill } = { key: '' }) => {
        const path = `/v1/decisions/${id}/deliver`
        const headers: Record<string, string> = key ? { 'Idempotency-Key': key } : {}
        const madeAt = (decision: SeenDecision) =>
          decision.contacts.find((one) => one.channel === channel && one.made)?.at
        if (kill) {
          const decision = await postKilled<SeenDecision>(shop, path, { channel }, kill, headers)
          return decision && { status: 200, at: madeAt(decision) }
        }
        const { status, body } = await shop.call(path, 'POST', { channel }, headers)
        return { status, at: status === 200 ? madeAt(body) : undefined }
      },
      respond: async (decision_id, response, channel, kill) =>
        kill
          ? done(await postKilled(shop, '/v1/responses', { decision_id, response, channel }, kill))
          : await answer(shop, decision_id, response, { channel }),
      setClock: (now) => void vi.setSystemTime(now),
    }
    const account = { customers: colleagues, ...OF_ACCOUNT }
    const limits = { windows: WINDOWS, account, rejected_days: REJECTED_DAYS }
    const lived = await livePolicy(api, customers, limits, { rounds: ROUNDS, seed, start: START })
    // What the bench adds up over its groups.
    console.log(JSON.stringify({ races: lived.races, violations: lived.violations.length }))
    expect(lived.violations).toEqual([])
    // The life did something: it decided, sent, was refused, and was killed.
    const { decided, contacts, refused, killed } = lived
    expect([decided > 40, contacts > 20, refused > 40, killed > 40]).toEqual([true, true, true, true])
  },
)
