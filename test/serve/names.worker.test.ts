import { expect, it } from 'vitest'
import type { Item, Variant } from '../../schema/catalogue/items.ts'
import type { RecommendedItem } from '../../schema/serving/recommendations.ts'
import { aShop, ordersFile, type TestShop, times } from '../a-shop.ts'

type Given = Partial<Item> & { item_id: string }

const given = ({ item_id, ...more }: Given): Given => ({
  ...{ item_id, title: `The ${item_id}`, url: `/i/${item_id}`, image_url: `/i/${item_id}.png` },
  variants: [{ variant_id: item_id, price: 990, availability: 'in_stock' }],
  ...more,
})

const KETTLE: Given = {
  item_id: 'kettle',
  platform_id: '7001',
  aliases: ['bouilloire'],
  variants: [
    {
      variant_id: 'kettle-red',
      sku: 'K-RED',
      gtin: '4006381333931',
      platform_id: '41000000000111',
      availability: 'in_stock',
      price: 4990,
    },
    { variant_id: 'kettle-blue', sku: 'K-BLUE', availability: 'in_stock', price: 4990 },
  ],
}

async function shopWith(...items: Given[]): Promise<TestShop> {
  const shop = await aShop()
  const all = [...items, { item_id: 'tea' }, { item_id: 'mug' }, { item_id: 'pot' }].map(given)
  await shop.call('/v1/items', 'PUT', { items: all })
  await shop.give(
    'orders',
    ordersFile([...times(8, 'kettle tea mug'), ...times(4, 'kettle pot'), ...times(4, 'pot mug')]),
  )
  return shop
}

const idsOf = (items: RecommendedItem[]) => items.map(({ item_id }) => item_id)
const NAMES = [
  'kettle',
  'kettle-red',
  'K-RED',
  'K-BLUE',
  '41000000000111',
  '7001',
  '4006381333931',
  'bouilloire',
]

it('a page may call its item by any of its names: the answer is the same, and never the item itself', async () => {
  const shop = await shopWith(KETTLE)
  const answers = await Promise.all(
    NAMES.map(async (name) => (await shop.ask(`placement=product&item_id=${name}&limit=3`)).body),
  )
  for (const { items, spare } of answers) {
    expect(idsOf(items)).toEqual(idsOf(answers[0].items))
    expect(idsOf([...items, ...spare])).not.toContain('kettle')
    expect(items.map((item: RecommendedItem) => item.evidence.seed_item_id)).toContain('kettle')
  }
  expect(answers[0].items.length).toBeGreaterThan(1)
})

it('a cart may call its items by any of their names, and two variants are one item', async () => {
  const shop = await shopWith(KETTLE)
  const ofCart = async (names: string) =>
    (await shop.call(`/v1/recommendations?placement=cart&limit=3&cart_item_ids=${names}`)).body.items.map(
      ({ item_id, score }: RecommendedItem) => [item_id, score],
    )
  const expected = await ofCart('kettle')
  expect(expected.length).toBeGreaterThan(1)
  for (const names of [...NAMES, 'K-RED,K-BLUE', 'kettle,7001', 'kettle,nobody-knows']) {
    expect([names, await ofCart(names)]).toEqual([names, expected])
  }
})

it('the id of an item is never the name of another, whichever came first', async () => {
  const thief = { item_id: 'thief', aliases: ['tea', 'kettle'], title: 'Thief' }
  const shop = await shopWith(thief, KETTLE)
  const before = idsOf((await shop.ask('placement=product&item_id=kettle')).body.items)
  expect(before).toContain('mug')
  await shop.call('/v1/items', 'PUT', { items: [given({ ...thief, aliases: ['kettle', 'new'] })] })
  await shop.call('/v1/items', 'PUT', { items: [given({ item_id: 'new' })] })
  expect(idsOf((await shop.ask('placement=product&item_id=kettle')).body.items)).toEqual(before)
  expect((await shop.table('item_aliases')).filter(({ item_id }) => item_id === 'thief')).toEqual([])
})

it('a name goes with the item or variant that had it', async () => {
  const shop = await shopWith(KETTLE)
  const [red] = KETTLE.variants ?? []
  await shop.call('/v1/items', 'PUT', { items: [given({ ...KETTLE, variants: red ? [red] : [] })] })
  const names = (await shop.table('item_aliases')).map(({ alias }) => alias).sort()
  expect(names).toEqual(['4006381333931', '41000000000111', '7001', 'K-RED', 'bouilloire', 'kettle-red'])
})

it('what nobody knows gets nothing, and the status says how often and for example what', async () => {
  const shop = await shopWith(KETTLE)
  for (const query of ['placement=product&item_id=WOO-77', 'placement=cart&cart_item_ids=WOO-77,WOO-78']) {
    const { status, body } = await shop.ask(query)
    expect([status, body.items, body.spare]).toEqual([200, [], []])
  }
  const { pages, next_steps } = (await shop.call('/v1/status')).body
  expect(pages).toMatchObject({ asked: 1, unknown: 1, unknown_ids: ['WOO-77'] })
  const { text } = next_steps.find(({ code }: { code: string }) => code === 'unknown_items_asked')
  expect(text).toContain('100 % of the questions of the last 7 days (1 of 1)')
})

it('a card brings the ids that the shop system’s cart takes, and nothing is added from more than it offers', async () => {
  const blinds = Array.from(
    { length: 120 },
    (_, n): Variant => ({
      variant_id: `tea-${n}`,
      title: `${n} cm`,
      price: 4900 + n,
      availability: 'in_stock',
    }),
  )
  const mug: Variant = {
    variant_id: 'M',
    sku: 'MUG-1',
    platform_id: '99',
    availability: 'in_stock',
    price: 1,
  }
  const shop = await shopWith({ ...KETTLE, action: 'view' })
  const changed: Given[] = [
    { item_id: 'tea', variants: blinds },
    { item_id: 'mug', variants: [mug] },
  ]
  await shop.call('/v1/items', 'PUT', { items: changed.map(given) })
  const { items } = (await shop.ask('placement=product&item_id=pot&limit=8')).body
  const card = (id: string) => items.find(({ item_id }: RecommendedItem) => item_id === id)
  expect(card('mug')).toMatchObject({ variant_id: 'M', sku: 'MUG-1', platform_id: '99' })
  expect(card('mug').action).toBeUndefined()
  expect(card('kettle')).toMatchObject({
    action: 'view',
    variants: [{ sku: 'K-RED', platform_id: '41000000000111' }, { sku: 'K-BLUE' }],
  })
  const ofTea = (await shop.ask('placement=product&item_id=kettle&limit=8')).body.items.find(
    ({ item_id }: RecommendedItem) => item_id === 'tea',
  )
  expect([ofTea.action, ofTea.variants]).toEqual(['choose', undefined])
})

it('titles and links are those of the page’s language, and of its region first', async () => {
  const translations = {
    de: { title: 'Wasserkocher', url: '/de/wasserkocher' },
    'de-at': { title: 'Wasserkessel' },
  }
  const shop = await shopWith({ ...KETTLE, translations })
  const inLanguage = async (locale: string) => {
    const { items } = (await shop.ask(`placement=product&item_id=pot&limit=8&locale=${locale}`)).body
    const { title, url } = items.find(({ item_id }: RecommendedItem) => item_id === 'kettle')
    return [title, url]
  }
  expect(await inLanguage('de')).toEqual(['Wasserkocher', '/de/wasserkocher'])
  expect(await inLanguage('de-CH')).toEqual(['Wasserkocher', '/de/wasserkocher'])
  expect(await inLanguage('de-AT')).toEqual(['Wasserkessel', '/i/kettle'])
  expect(await inLanguage('fr')).toEqual(['The kettle', '/i/kettle'])
})

it('"Why this?" names the item that led to the suggestion, on a product page and in a cart, in the language of the page', async () => {
  const shop = await shopWith({ ...KETTLE, translations: { de: { title: 'Wasserkocher' } } })
  const whyOf = async (query: string) =>
    (await shop.ask(query)).body.items.find(({ item_id }: RecommendedItem) => item_id === 'tea')?.why
  expect(await whyOf('placement=product&item_id=kettle&limit=8')).toMatch(
    /^Bought together with “The kettle” in .*orders.* since [A-Z][a-z]+ 20\d\d\. No data about you was used\.$/,
  )
  expect(await whyOf('placement=cart&cart_item_ids=kettle&limit=8&locale=de')).toContain(
    'zusammen mit „Wasserkocher“ gekauft',
  )
})
