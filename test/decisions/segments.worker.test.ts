import { expect, it } from 'vitest'
import { aCustomer, anOffer, aPolicyShop, ask } from './a-policy-shop.ts'

const order = (customer_id: string, at: number) => ({
  ...{ order_id: `${customer_id} ${at}`, customer_id },
  lines: [{ item_id: 'tea' }],
})

it('a segment says its size before it is saved, lists its members, and offers name it', async () => {
  const shop = await aPolicyShop()
  // Three come twice, five once.
  const regulars = ['ann', 'bob', 'cid']
  const once = ['dan', 'eve', 'fay', 'gus', 'hal']
  const buyers = [...regulars, ...regulars, ...once]
  await shop.call('/v1/orders', 'POST', { orders: buyers.map(order) })
  const condition = { number: 'orders', from: 2 }
  const all = { name: 'Everybody', condition: { number: 'orders', from: 1 } }
  await shop.call('/v1/segments', 'POST', all)
  const size = (await shop.call('/v1/segments/size', 'POST', { condition })).body
  expect(size).toMatchObject({ sampled: 8, members: 3, undecided: 0, share: 0.375 })
  // Wilson's interval of 3 of 8 (Newcombe 1998, method 3).
  expect([size.low, size.high].map((one) => Math.round(one * 1_000) / 1_000)).toEqual([0.137, 0.694])
  expect(size.overlaps).toMatchObject([{ name: 'Everybody', members: 3 }])
  const unknown = (await shop.call('/v1/segments/size', 'POST', { condition: { number: 'age', from: 18 } }))
    .body
  expect(unknown).toMatchObject({ members: 0, undecided: 8 })

  const { body: segment } = await shop.call('/v1/segments', 'POST', { name: 'Regulars', condition })
  const handles = await Promise.all(regulars.map((id) => aCustomer(shop, id)))
  const members = (await shop.call(`/v1/segments/${segment.segment_id}/customers`)).body
  expect(members.next).toBeNull()
  expect(members.items.map(({ customer }: { customer: string }) => customer).sort()).toEqual(handles.sort())

  await shop.call('/v1/offers', 'POST', anOffer('pot', { eligibility: { segment: segment.segment_id } }))
  const stranger = await aCustomer(shop, 'new')
  expect((await ask(shop, stranger, 'web')).considered[0].blocked_by.code).toBe('not_eligible')
  expect((await ask(shop, handles[0] ?? '', 'web')).decision.item_ids).toEqual(['pot'])
  await shop.call(`/v1/segments/${segment.segment_id}`, 'DELETE')
  expect((await ask(shop, handles[1] ?? '', 'web')).considered[0].blocked_by.code).toBe('eligibility_unknown')
})

it('a segment of segments is refused, and a change from an old version too', async () => {
  const shop = await aPolicyShop()
  const nested = { name: 'Both', condition: { all: [{ segment: 'seg_1' }] } }
  const refused = await shop.call('/v1/segments', 'POST', nested)
  expect([refused.status, refused.body.code]).toEqual([400, 'invalid_input'])
  const { body } = await shop.call('/v1/segments', 'POST', { name: 'A', condition: { tag: ['a'] } })
  const path = `/v1/segments/${body.segment_id}`
  expect((await shop.call(path, 'PATCH', { name: 'B' }, { 'If-Match': '"1"' })).body.version).toBe(2)
  expect((await shop.call(path, 'PATCH', { name: 'C' }, { 'If-Match': '"1"' })).body.code).toBe(
    'changed_meanwhile',
  )
})

it('offers, segments and decisions can be taken along, without the people', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/segments', 'POST', { name: 'A', condition: { tag: ['a'] } })
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  const customer = await aCustomer(shop, 'ann')
  await ask(shop, customer, 'web')
  const lines = async (table: string) =>
    String((await shop.call(`/v1/export/${table}?form=ndjson`)).body)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  expect(await lines('segments')).toMatchObject([{ name: 'A', condition: '{"tag":["a"]}' }])
  expect(await lines('offers')).toMatchObject([{ status: 'live' }])
  const decided = await lines('decisions')
  expect(decided).toMatchObject([{ channel: 'web', status: 'open' }])
  expect(JSON.stringify(decided)).not.toContain(customer)
})
