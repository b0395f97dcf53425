import { sql } from 'drizzle-orm'
import { afterEach, expect, it, vi } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { postKilled } from '../an-interrupted-env.ts'
import { aCustomer, anOffer, aPolicyShop, ask } from './a-policy-shop.ts'

/** Milliseconds after which the key of a call that died may be used again (docs/API.md). */
const AGAIN = 31_000
/** More calls of the database than a delivery makes. */
const CALLS = 14

afterEach(() => {
  vi.useRealTimers()
})

it('a delivery that is killed at any call is told again that it may be sent, and makes one contact', async () => {
  const shop = await aPolicyShop({ windows: [{ channels: ['email'], max: 1, days: 7 }] })
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 7, 9) })
  const later = () => vi.setSystemTime(Date.now() + AGAIN)
  let [killed, noted] = [0, 0]
  for (let call = 1; call <= CALLS; call += 1) {
    for (const isDone of [true, false]) {
      const customer = await aCustomer(shop, `c${call}${isDone}`)
      const { decision_id } = (await ask(shop, customer, 'email')).decision
      const path = `/v1/decisions/${decision_id}/deliver`
      const made = async () =>
        (await shop.table('contacts')).filter((row) => row.decision_id === decision_id && row.made === 1)
      const key = { 'Idempotency-Key': `${call} ${isDone}` }
      const heard = await postKilled(shop, path, { channel: 'email' }, { call, isDone }, key)
      if (!heard) killed += 1
      if (!heard && (await made()).length > 0) noted += 1
      later()
      const again = await shop.call(path, 'POST', { channel: 'email' }, key)
      expect([call, isDone, again.status]).toEqual([call, isDone, 200])
      expect(await made()).toHaveLength(1)
      const other = await shop.call(path, 'POST', { channel: 'email' })
      expect([other.status, other.body.blocked_by?.code]).toEqual([409, 'already_sent'])
    }
  }
  // Some died before the contact was noted, some after it, and some needed fewer calls.
  expect([killed > noted, noted > 0, killed < 2 * CALLS]).toEqual([true, true, true])
})

it('a delivery is not allowed again when consent is gone since, nor after a day', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 7, 9) })
  const delivered = async (customer_id: string) => {
    const customer = await aCustomer(shop, customer_id)
    const { decision_id } = (await ask(shop, customer, 'email')).decision
    const path = `/v1/decisions/${decision_id}/deliver`
    const key = { 'Idempotency-Key': `send ${customer_id}` }
    await shop.call(path, 'POST', { channel: 'email' }, key)
    const again = async () => {
      // As if it had died before its answer was kept.
      await shop.store.db.run(sql`delete from replies where shop_id = ${shop.shop_id}`)
      return await shop.call(path, 'POST', { channel: 'email' }, key)
    }
    return { customer, again }
  }
  const ann = await delivered('ann')
  const bob = await delivered('bob')
  expect((await bob.again()).status).toBe(200)
  const no = { email: { given: false, at: Date.now() } }
  await shop.call('/v1/customers', 'PUT', { customers: [{ customer: ann.customer, consents: no }] })
  const withdrawn = await ann.again()
  expect([withdrawn.status, withdrawn.body.blocked_by?.stage]).toEqual([409, 'consent'])
  vi.setSystemTime(Date.now() + DAY + 1_000)
  const late = await bob.again()
  expect([late.status, late.body.blocked_by?.code]).toEqual([409, 'already_sent'])
})
