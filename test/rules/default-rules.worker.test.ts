import { expect, it } from 'vitest'
import { aShop, itemsFile, ordersFile, type TestShop, times } from '../a-shop.ts'

const HEADER = 'id,title,link,image_link,price,availability'
const row = (id: string, title: string, availability = 'in_stock', price = '19.90') =>
  `${id},${title},/i/${id},/i/${id}.png,${price},${availability}`
const ITEMS = [
  row('tea', 'Assam'),
  row('mug', 'Beaker', 'out_of_stock'),
  row('pot', 'Carafe'),
  row('post', 'POSTAGE', 'in_stock', '4.90'),
]
const ORDERS = [...times(9, 'tea mug'), ...times(7, 'tea pot'), ...times(6, 'tea post')]

async function aTeaShop(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', itemsFile(ITEMS, HEADER))
  await shop.give('orders', ordersFile(ORDERS))
  return shop
}

const panel = async (shop: TestShop) => (await shop.ask('placement=product&item_id=tea')).body
const ids = ({ items }: { items: { item_id: string }[] }) => items.map(({ item_id }) => item_id)
const set = async (shop: TestShop, panel_rules: object) => {
  expect((await shop.call('/v1/settings', 'PATCH', { panel_rules })).status).toBe(200)
}

it('from the first day on, sold-out items and postage are not suggested; saying so changes no answer', async () => {
  const shop = await aTeaShop()
  const before = await panel(shop)
  expect(ids(before)).toEqual(['pot'])
  await set(shop, { sold_out: 'hide', non_goods: 'hide' })
  expect(await panel(shop)).toEqual(before)
  await set(shop, { sold_out: null, non_goods: null })
  expect(await panel(shop)).toEqual(before)
})

it('switched off, a sold-out item comes last, as one that can only be looked at', async () => {
  const shop = await aTeaShop()
  const { body } = await shop.call('/v1/catalogue/facets')
  const count = (reasons: { value: string; items: number }[]) =>
    reasons.find(({ value }) => value === 'out_of_stock')?.items ?? 0
  expect(count(body.reasons)).toBe(1)
  await set(shop, { sold_out: 'last' })
  const answer = await panel(shop)
  expect(ids(answer)).toEqual(['pot', 'mug'])
  expect(answer.items[1]).toMatchObject({ availability: 'out_of_stock', action: 'view' })
  expect(answer.items[0]).not.toHaveProperty('action')
  expect(count((await shop.call('/v1/catalogue/facets')).body.reasons)).toBe(0)
  await set(shop, { sold_out: null })
  expect(ids(await panel(shop))).toEqual(['pot'])
})

it('switched off, postage is in the lists of the next model; what the merchant has excluded stays out', async () => {
  const shop = await aTeaShop()
  await set(shop, { non_goods: 'show' })
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  expect(ids(await panel(shop))).toEqual(['pot', 'post'])
  await shop.call('/v1/exclusions', 'PUT', { exclusions: [{ item_id: 'post', status: 'excluded' }] })
  expect(ids(await panel(shop))).toEqual(['pot'])
})
