import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { aShop, type TestShop } from '../a-shop.ts'

type Given = Record<string, unknown> & { item_id: string }

/** Writes items that panels can show unless the test says otherwise. */
const put = (shop: TestShop, ...given: Given[]) =>
  shop.call('/v1/items', 'PUT', {
    items: given.map(({ variant, ...item }) => ({
      title: item.item_id,
      url: 'https://shop.example/x',
      image_url: 'https://shop.example/x.png',
      variants: [
        { variant_id: `${item.item_id}-v`, price: 500, availability: 'in_stock', ...Object(variant) },
      ],
      ...item,
    })),
  })

const search = async (shop: TestShop, query: Record<string, string>) => {
  const { status, body } = await shop.call(`/v1/items?${new URLSearchParams(query)}`)
  expect([status, body.detail]).toEqual([200, undefined])
  return { ...body, ids: body.items.map(({ item_id }: { item_id: string }) => item_id) }
}
const idsFor = async (shop: TestShop, q: string) => (await search(shop, { q })).ids

it('words find items by the beginnings of the words of id, title, brand, category, SKU and GTIN', async () => {
  const shop = await aShop()
  await put(
    shop,
    { item_id: 'ket-1', title: 'Gooseneck Kettle', brand: 'Café Müller', category: 'Home > Kitchen' },
    { item_id: 'mug-1', title: 'Mug for a kettle', variant: { sku: 'AB-12/c', gtin: '4006381333931' } },
    { item_id: 'cup-1', title: 'Cup' },
  )
  expect(await idsFor(shop, 'kett')).toEqual(['ket-1', 'mug-1'])
  expect(await idsFor(shop, 'KETTLE goo')).toEqual(['ket-1'])
  expect(await idsFor(shop, 'cafe muller')).toEqual(['ket-1'])
  expect(await idsFor(shop, 'kitch')).toEqual(['ket-1'])
  expect(await idsFor(shop, 'ab-12')).toEqual(['mug-1'])
  expect(await idsFor(shop, '4006381')).toEqual(['mug-1'])
  expect(await idsFor(shop, 'cup-1')).toEqual(['cup-1'])
  expect(await idsFor(shop, 'ettle')).toEqual([])
  // Nothing but spaces restricts nothing.
  expect(await idsFor(shop, '  ')).toEqual(['cup-1', 'ket-1', 'mug-1'])
})

it('the item whose id is typed comes first, then matches in names, then those in brand and category', async () => {
  const shop = await aShop()
  await put(
    shop,
    { item_id: 'a', title: 'Coffee', brand: 'Fern & Kettle' },
    { item_id: 'b', title: 'Mug', category: 'Kettles' },
    { item_id: 'c', title: 'Kettle' },
    { item_id: 'd', title: 'Travel kettle', brand: 'Kettle' },
    { item_id: 'kettle', title: 'Lid' },
  )
  expect(await idsFor(shop, 'kettle')).toEqual(['kettle', 'c', 'd', 'a', 'b'])
})

it('nothing that is typed is an operator or an error', async () => {
  const shop = await aShop()
  await put(shop, { item_id: 'tea', title: 'Tea AND "mug"' }, { item_id: 'cup', title: 'Cup' })
  for (const q of [
    'tea AND',
    'tea "mug',
    '"mug"',
    'AND',
    'te*',
    'tea)',
    '(tea',
    'tea -',
    'tea : +',
    'tea\u0000cup"',
  ])
    expect([q, (await shop.call(`/v1/items?q=${encodeURIComponent(q)}`)).status]).toEqual([q, 200])
  expect(await idsFor(shop, 'tea "mug')).toEqual(['tea'])
  expect(await idsFor(shop, 'tea OR cup')).toEqual([])
  expect(await idsFor(shop, 'title:tea')).toEqual([])
  for (const q of ['-', '"', '***', '()', '\u0000', '\ud800', '😀', 'NEAR(', '{ids}:', '^tea', "'; --"])
    expect([q, (await search(shop, { q })).ids.length <= 1]).toEqual([q, true])
})

it('every way of writing an item keeps the index: PUT, PATCH, an upload, DELETE, and a complete catalogue', async () => {
  const shop = await aShop()
  await put(shop, { item_id: 'a', title: 'Oolong' }, { item_id: 'b', title: 'Oolong' })
  await shop.call('/v1/items/a', 'PATCH', { title: 'Sencha' })
  expect(await idsFor(shop, 'oolong')).toEqual(['b'])
  expect(await idsFor(shop, 'sencha')).toEqual(['a'])
  await shop.call('/v1/items/b', 'DELETE')
  expect(await idsFor(shop, 'oolong')).toEqual([])
  await shop.give(
    'items',
    'item_id,title,price,url,image_url\na,Matcha,5.00,https://s.example/a,https://s.example/a.png\nc,Matcha,5.00,https://s.example/c,https://s.example/c.png\n',
    '&confirm=1',
  )
  expect(await idsFor(shop, 'sencha')).toEqual([])
  expect(await idsFor(shop, 'matcha')).toEqual(['a', 'c'])
  await shop.give(
    'items',
    'item_id,title,price,url,image_url\nc,Matcha,5.00,https://s.example/c,https://s.example/c.png\n',
    '&confirm=1',
  )
  expect((await search(shop, { q: 'matcha' })).not_shown).toEqual({ a: 'unpublished' })
})

it('a shop finds nothing of another, and leaves no word behind when it is deleted', async () => {
  const [one, other] = [await aShop(), await aShop()]
  await put(one, { item_id: 'x', title: 'Zanzibar' })
  await put(other, { item_id: 'x', title: 'Zanzibar' })
  expect(await idsFor(one, 'zanzi')).toEqual(['x'])
  expect((await search(one, { q: other.shop_id })).total).toBe(0)
  const words = async () =>
    (await env.DB.prepare(`select count(*) as n from item_words where item_words match 'zanzibar'`).first())
      ?.n
  expect(await words()).toBe(2)
  const { results } = await env.DB.prepare('delete from items where shop_id = ?1 returning item_id')
    .bind(one.shop_id)
    .all()
  expect(results).toEqual([{ item_id: 'x' }])
  expect(await words()).toBe(1)
  // Also where the narrow rows go first, as when a shop is deleted table by table.
  await env.DB.prepare('delete from item_search where shop_id = ?1').bind(other.shop_id).run()
  expect(await words()).toBe(0)
})

it('filters name what they keep, and why an item is not shown', async () => {
  const shop = await aShop()
  await put(
    shop,
    { item_id: 'a', brand: 'Acme', category: 'Home > Kitchen', variant: { price: 1_000 } },
    {
      item_id: 'b',
      brand: 'Acme',
      category: 'Home > Kitchen > Mugs',
      variant: { availability: 'out_of_stock' },
    },
    { item_id: 'c', brand: 'Other', category: 'Home > Kitchenware', image_url: undefined },
    { item_id: 'd', published: false, variant: { price: undefined } },
    { item_id: 'e', tags: ['exclude_rec'] },
    { item_id: 'f', variant: { price: 0 } },
  )
  const found = async (query: Record<string, string>) => (await search(shop, query)).ids
  expect(await found({ brand: 'Acme' })).toEqual(['a', 'b'])
  expect(await found({ category: 'Home > Kitchen' })).toEqual(['a', 'b'])
  expect(await found({ availability: 'out_of_stock' })).toEqual(['b'])
  expect(await found({ price_from: '500', price_to: '999' })).toEqual(['b', 'c', 'e'])
  expect(await found({ shown: 'yes' })).toEqual(['a'])
  expect(await found({ shown: 'no', brand: 'Acme' })).toEqual(['b'])
  expect(await found({ reason: 'no_picture' })).toEqual(['c'])
  expect(await found({ q: 'acme', price_to: '500' })).toEqual(['b'])
  await shop.call('/v1/exclusions', 'PUT', { exclusions: [{ item_id: 'a', status: 'excluded' }] })
  expect(await search(shop, {})).toMatchObject({
    total: 6,
    not_shown: {
      a: 'excluded',
      b: 'out_of_stock',
      c: 'no_picture',
      d: 'unpublished',
      e: 'excluded',
      f: 'price_zero',
    },
  })
  await shop.call('/v1/settings', 'PATCH', { pictures: 'optional' })
  expect(await found({ shown: 'yes' })).toEqual(['c'])
  expect((await shop.call('/v1/catalogue/facets')).body).toEqual({
    brands: [
      { value: 'Acme', items: 2 },
      { value: 'Other', items: 1 },
    ],
    categories: [
      { value: 'Home > Kitchen', items: 1 },
      { value: 'Home > Kitchen > Mugs', items: 1 },
      { value: 'Home > Kitchenware', items: 1 },
    ],
    availability: [
      { value: 'in_stock', items: 5 },
      { value: 'out_of_stock', items: 1 },
    ],
    reasons: [
      { value: 'excluded', items: 2 },
      { value: 'out_of_stock', items: 1 },
      { value: 'price_zero', items: 1 },
      { value: 'shown', items: 1 },
      { value: 'unpublished', items: 1 },
    ],
  })
})

it.each([
  'colour=red',
  'shown=maybe',
  'reason=bored',
  'price_from=-1',
  'price_to=9.99',
  'availability=soon',
  'brand=',
])('refuses %s, which is no filter', async (query) => {
  const shop = await aShop()
  expect((await shop.call(`/v1/items?${query}`)).body.code).toBe('invalid_input')
})

it('pages hold every match once, also with words, and say how many there are', async () => {
  const shop = await aShop()
  const ids = Array.from({ length: 7 }, (_, at) => `item-${7 - at}`)
  await put(shop, ...ids.map((item_id) => ({ item_id, title: 'Same words' })))
  await put(shop, { item_id: 'same', title: 'Other' }, { item_id: 'z', title: 'Z', brand: 'same' })
  const all = [...ids, 'same', 'z'].toSorted()
  for (const [query, order] of [
    [{ q: 'same' }, ['same', ...ids, 'z']],
    [{}, all],
    [{ brand: 'none' }, []],
  ] as const) {
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page = await search(shop, { ...query, limit: '3', ...(after && { after }) })
      expect(page.total).toBe(order.length)
      seen.push(...page.ids)
      after = page.next
    }
    expect([query, seen]).toEqual([query, order])
  }
})
