import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { advance } from '../../worker/jobs/advance.ts'
import { aShop, asOperator, everythingOfShops, plainItems } from '../a-shop.ts'
import { aMember, linkOf, signedIn } from './console.ts'

it('an owner deletes the shop by typing its name; nobody else can, and a key cannot', async () => {
  const shop = await aShop({ name: 'Tea house' })
  await shop.give('items', plainItems(['tea', 'mug']))
  const owner = await signedIn(await linkOf(shop))
  const editor = await aMember(shop, 'editor')
  const path = '/v1/shop?name=Tea%20house'
  expect((await editor.call(path, 'DELETE')).body.code).toBe('not_permitted')
  expect((await shop.call(path, 'DELETE')).body.code).toBe('not_permitted')
  expect((await owner.call('/v1/shop', 'DELETE')).body.code).toBe('invalid_input')
  expect((await owner.call('/v1/shop?name=tea%20house', 'DELETE')).body.code).toBe('confirm_needed')
  expect((await shop.call('/v1/items')).body.items).toHaveLength(2)

  const me = (await owner.call('/v1/me')).body
  expect((await owner.call(path, 'DELETE')).status).toBe(204)
  for (const browser of [owner, editor]) expect((await browser.call('/v1/me')).body.code).toBe('signed_out')
  expect((await shop.call('/v1/items')).body.code).toBe('unknown_key')
  // The deletion waits until no worker of the shop can still write.
  await env.DB.prepare('update jobs set lease_until = 0 where shop_id = ?').bind(shop.shop_id).run()
  await advance(env, shop.shop_id)
  const { items } = (await asOperator(`/v1/shops/${shop.shop_id}/audit`)).body
  expect(items).toMatchObject([
    { action: 'DELETE /v1/shop', actor: { kind: 'member', id: me.id }, subject: { shop_id: shop.shop_id } },
  ])
  expect(await everythingOfShops()).not.toContain(shop.shop_id)
})

it('an e-mail address belongs to one member of a shop, also of two who ask for it at once', async () => {
  const [shop, other] = [await aShop(), await aShop()]
  const add = (to: typeof shop, email: string | null) =>
    to.call('/v1/members', 'POST', { name: 'Ann', role: 'editor', email })
  const [first, second] = await Promise.all([add(shop, 'ann@example.com'), add(shop, 'ANN@example.com')])
  expect([first.status, second.status].sort()).toEqual([201, 409])
  expect([first, second].find(({ status }) => status === 409)?.body.code).toBe('address_in_use')
  // Members without an address, and members of other shops, are no obstacle.
  expect((await add(shop, null)).status).toBe(201)
  const bea = (await add(shop, null)).body
  expect((await add(other, 'ann@example.com')).status).toBe(201)
  const change = (email: string) => shop.call(`/v1/members/${bea.member_id}`, 'PATCH', { email })
  expect((await change('ann@example.com')).body.code).toBe('address_in_use')
  expect((await change('bea@example.com')).status).toBe(200)
  expect((await change('bea@example.com')).status).toBe(200)
})
