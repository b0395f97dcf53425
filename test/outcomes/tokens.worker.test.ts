import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { forgetEvents } from '../../worker/store/outcomes/events.ts'
import { aShop, everything, type TestShop } from '../a-shop.ts'
import { anIdentifier } from '../ingest/identity/an-identifier.ts'
import { ANN, aBeacon, anEvent, count, report } from './a-beacon.ts'
import { aToken, HOUR, newTokenKey } from './a-token.ts'

/** Returns the customer that the shop stores for a visitor with this token. */
async function known(shop: TestShop, customer_token: string, more = {}): Promise<unknown[]> {
  await report(shop, { ...aBeacon([anEvent('rec_viewable')], ANN), customer_token, ...more })
  await count(shop)
  return (await shop.table('journeys')).map(({ customer }) => customer)
}

it('a token signed with the shop’s own key names the same customer as the orders', async () => {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  expect(token_key).toMatch(/^tk_[0-9a-z]{52}$/)
  const hash = anIdentifier(env.MASTER_KEY, shop.shop_id).byId('customer-7')
  expect(await known(shop, await aToken(token_key))).toEqual([hash])
  expect(await everything()).not.toContain('customer-7')
})

it.each([
  ['of another shop', async () => aToken((await newTokenKey(await aShop())).token_key)],
  ['that is over', async (key: string) => aToken(key, { age: 2 * HOUR, life: HOUR })],
  ['that is older than an hour', async (key: string) => aToken(key, { age: 2 * HOUR, life: 9 * HOUR })],
  ['of another algorithm', async (key: string) => aToken(key, { alg: 'HS384' })],
  [
    'of no algorithm',
    async () =>
      `${btoa('{"alg":"none"}')}.${btoa('{"sub":"customer-7","exp":9999999999}')}.`.replaceAll('=', ''),
  ],
  ['that is none', async () => 'hello'],
])('a token %s names no customer, and the events are kept', async (_, token) => {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  expect(await known(shop, await token(token_key))).toEqual([null])
})

it('without consent a token names no customer', async () => {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  expect(await known(shop, await aToken(token_key), { consent: false })).toEqual([])
})

it('at most two keys are live, lists do not contain the keys, and a deleted key is dead', async () => {
  const shop = await aShop()
  const [first, second] = [await newTokenKey(shop), await newTokenKey(shop)]
  expect((await shop.call('/v1/token-keys', 'POST')).body).toMatchObject({ code: 'too_many_keys' })
  const { items } = (await shop.call('/v1/token-keys')).body
  expect(items.map(({ hint }: { hint: string }) => hint)).toEqual(
    [first, second].map(({ token_key }) => token_key.slice(-4)),
  )
  expect(await everything()).not.toContain(second.token_key)
  const path = `/v1/token-keys/${first.token_key_id}`
  expect((await shop.call(path, 'DELETE')).status).toBe(204)
  expect((await shop.call(path, 'DELETE')).body).toMatchObject({ code: 'no_such_key' })
  expect(await known(shop, await aToken(first.token_key))).toEqual([null])
})

it('the journey of an erased customer is deleted too', async () => {
  const shop = await aShop()
  const { token_key } = await newTokenKey(shop)
  await known(shop, await aToken(token_key))
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'customer-7' })
  await forgetEvents(shop.store, Date.now())
  expect(await shop.table('journeys')).toEqual([])
  expect(await known(shop, await aToken(token_key))).toEqual([null])
})
