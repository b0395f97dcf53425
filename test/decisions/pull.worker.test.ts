import { afterEach, expect, it, vi } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { aCustomer, anOffer, aPolicyShop, ask } from './a-policy-shop.ts'

const START = Date.UTC(2030, 0, 7, 9)

afterEach(() => {
  vi.useRealTimers()
})

it('a tool asks for the decisions since a time, of a channel or a customer', async () => {
  const shop = await aPolicyShop({ windows: [] })
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const customers = await Promise.all(['ann', 'bob', 'cid'].map((id) => aCustomer(shop, id)))
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  const made: string[] = []
  for (const [day, customer] of customers.entries()) {
    vi.setSystemTime(START + day * DAY)
    made.push((await ask(shop, customer, day === 2 ? 'sms' : 'email')).decision.decision_id)
  }
  const since = async (at: number, more = '') => {
    const { body } = await shop.call(`/v1/decisions?since=${at}${more}`)
    return body.items.map(({ decision_id }: { decision_id: string }) => decision_id)
  }
  const [first, second, third] = made
  expect(await since(START)).toEqual([third, second, first])
  expect(await since(START + 1)).toEqual([third, second])
  expect(await since(START, '&channel=email')).toEqual([second, first])
  expect(await since(START + 1, `&customer=${customers[0]}`)).toEqual([])
  expect(await since(START + 2 * DAY)).toEqual([third])
  expect((await shop.call('/v1/decisions?since=yesterday')).body.code).toBe('invalid_input')
})

it('an offer of one market, asked for by its shop, is delivered with the prices of that market', async () => {
  const shop = await aPolicyShop({ windows: [] })
  await shop.call('/v1/offers', 'POST', anOffer('pot', { markets: ['ch'] }))
  const customer = await aCustomer(shop, 'ann')
  // The shop does not say of the customer in which market they buy.
  expect((await ask(shop, customer, 'email')).considered[0].blocked_by.code).toBe('market')
  const { decision } = await ask(shop, customer, 'email', { context: { market: 'ch' } })
  const sent = await shop.call(`/v1/decisions/${decision.decision_id}/deliver`, 'POST', { channel: 'email' })
  expect([sent.status, sent.body.content?.market]).toEqual([200, 'ch'])
})
