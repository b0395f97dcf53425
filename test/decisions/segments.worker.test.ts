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

it('finds clusters and fifths of the customers, and segments name them', async () => {
  const shop = await aPolicyShop()
  const DAY = 86_400_000
  const dated = (customer_id: string, days_ago: number, price: number) => ({
    ...{
      order_id: `${customer_id} ${days_ago}`,
      customer_id,
      ordered_at: new Date(Date.now() - days_ago * DAY).toISOString(),
    },
    lines: [{ item_id: 'tea', quantity: 1, price }],
  })
  const regular = Array.from({ length: 55 }, (_, at) =>
    [3, 20, 41, 60, 82].map((days) => dated(`regular-${at}`, days + (at % 5), 1_000 + at)),
  ).flat()
  const gone = Array.from({ length: 55 }, (_, at) => dated(`gone-${at}`, 300 + at, 900 + at))
  for (let at = 0; at < regular.length; at += 200)
    await shop.call('/v1/orders', 'POST', { orders: regular.slice(at, at + 200) })
  await shop.call('/v1/orders', 'POST', { orders: gone })
  await shop.settle()
  const found = (await shop.call('/v1/segments/clusters')).body
  expect(found.customers).toBe(110)
  const names = found.clusters.map(({ name }: { name: string }) => name)
  expect(names.filter((name: string) => name.startsWith('recent-frequent'))).toHaveLength(1)
  expect(names.filter((name: string) => name.startsWith('lapsed-rare'))).toHaveLength(1)
  const loyal = await aCustomer(shop, 'regular-1')
  const { groups } = (await shop.call(`/v1/customers/${loyal}`)).body
  expect(groups).toMatchObject({
    frequency_score: 4,
    cluster: names.find((name: string) => name.startsWith('recent')),
  })
  const condition = { all: [{ cluster: [groups.cluster] }, { number: 'recency_score', from: 3 }] }
  const size = (await shop.call('/v1/segments/size', 'POST', { condition })).body
  expect(size).toMatchObject({ sampled: 100, undecided: 0 })
  expect(Math.abs(size.share - 0.5)).toBeLessThan(0.15)
  await shop.call('/v1/offers', 'POST', anOffer('pot', { eligibility: condition }))
  expect((await ask(shop, loyal, 'web')).decision.item_ids).toEqual(['pot'])
  expect((await ask(shop, await aCustomer(shop, 'gone-1'), 'web')).considered[0].blocked_by.code).toBe(
    'not_eligible',
  )
  // Somebody without orders is in no cluster that is known.
  expect((await ask(shop, await aCustomer(shop, 'new'), 'web')).considered[0].blocked_by.code).toBe(
    'eligibility_unknown',
  )
})
