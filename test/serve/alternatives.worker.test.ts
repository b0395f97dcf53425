import { expect, it } from 'vitest'
import { aShop, asOperator, itemsFile, ordersFile, type TestShop, times } from '../a-shop.ts'

/** Kettles of one category by price, and two other items. */
const KETTLES: readonly [id: string, title: string, price: string][] = [
  ['k20', 'Steel kettle 1.0 l', '20.00'],
  ['k24', 'Steel kettle 1.5 l', '24.00'],
  ['k28', 'Steel kettle 1.7 l', '28.00'],
  ['k38', 'Steel kettle 2.0 l', '38.00'],
  ['k60', 'Steel kettle with thermometer 3.0 l', '60.00'],
  ['k13', 'Steel kettle 0.7 l', '13.00'],
]
const row = ([id, title, price]: (typeof KETTLES)[number], shelf: string) =>
  `${id},${title},/i/${id},/i/${id}.png,${price},${shelf}`
const CATALOGUE = itemsFile([
  ...KETTLES.map((kettle) => row(kettle, 'Home > Kitchen > Kettles')),
  row(['tea', 'Green tea', '5.00'], 'Food > Tea'),
  row(['mug', 'Stone mug', '9.00'], 'Home > Mugs'),
])

async function kettleShop(settings: object = {}): Promise<TestShop> {
  const shop = await aShop({ locale: 'en', ...settings })
  await shop.give('items', CATALOGUE)
  await shop.give(
    'orders',
    ordersFile([...times(12, 'k20 tea'), ...times(12, 'k24 tea mug'), ...times(6, 'k28')]),
  )
  return shop
}
type Item = { item_id: string; source: string; gain?: { text: string; price_difference?: object } }
const ids = (panel: { items: Item[] }) => panel.items.map(({ item_id }) => item_id)

it('upgrades are at most two items of the same family that cost 10 to 60 % more', async () => {
  const { body } = await (await kettleShop()).ask('placement=product&item_id=k20&intent=upgrade')
  expect(ids(body).sort()).toEqual(['k24', 'k28'])
  expect(body).toMatchObject({ intent: 'upgrade', panel: { title: 'Worth the upgrade' } })
})

it('an upgrade states its gains and how much more it costs', async () => {
  const { body } = await (await kettleShop()).ask('placement=product&item_id=k20&intent=upgrade')
  const dearer = body.items.find((item: Item) => item.item_id === 'k24')
  expect(dearer.gain).toMatchObject({
    text: '1.5 l instead of 1, 20% less per l',
    price_difference: { amount: 400, currency: 'EUR' },
  })
})

it('more expensive without a gain is no upgrade, until customers switch to it; then it states the price difference', async () => {
  const shop = await aShop()
  await shop.give(
    'items',
    itemsFile([
      row(['a', 'Plain oak table', '100.00'], 'Tables'),
      row(['b', 'Plain ash table', '120.00'], 'Tables'),
      row(['c', 'Plain elm table', '130.00'], 'Tables'),
      row(['d', 'Garden chair', '30.00'], 'Chairs'),
      row(['e', 'Oak stool', '25.00'], 'Chairs'),
    ]),
  )
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  const upgrades = async () => {
    const { body } = await shop.ask('placement=product&item_id=a&intent=upgrade&locale=de')
    return body.items.map((item: Item) => [item.item_id, item.gain?.text.replaceAll('\u00a0', ' ')])
  }
  expect(await upgrades()).toEqual([])
  const { body } = await shop.call('/v1/recommendations?placement=product&item_id=a&intent=upgrade&trace=1')
  const outcomes = body.trace.map((step: { item_id: string; outcome: string }) => [
    step.item_id,
    step.outcome,
  ])
  expect(outcomes.sort()).toEqual([
    ['b', 'no_gain'],
    ['c', 'no_gain'],
  ])
  const switchers = ['x', 'y'].flatMap((who) => [
    `${who}1,2026-01-01,${who},a`,
    `${who}2,2026-02-01,${who},b`,
  ])
  await shop.give(
    'orders',
    ['order_id,order_date,customer_id,item_id', ...switchers, 'z1,2026-01-01,z,a', 'z2,2026-02-01,z,c'].join(
      '\n',
    ),
  )
  expect(await upgrades()).toEqual([['b', '20,00 € mehr']])
})

/** A tea in packs; the mug comes in sizes and colours. */
const PACKS = {
  tea: {
    ...{ item_id: 'tea', title: 'Assam tea', url: '/i/tea', image_url: '/i/tea.png' },
    translations: { de: { title: 'Assam-Tee', url: '/de/tee' } },
    variants: [
      { variant_id: 't100', sku: 'T-100', title: 'Loose / 100 g', price: 900, availability: 'in_stock' },
      { variant_id: 't250', sku: 'T-250', title: 'Loose / 250 g', price: 1700, availability: 'in_stock' },
      { variant_id: 't1k', title: 'Loose / 1 kg', price: 5900, availability: 'in_stock' },
      { variant_id: 'b250', title: 'Bags / 250 g', price: 1200, availability: 'in_stock' },
      { variant_id: 't150', title: 'Loose / 150 g', price: 1000, availability: 'out_of_stock' },
    ],
  },
  mug: {
    ...{ item_id: 'mug', title: 'Mug', url: '/i/mug', image_url: '/i/mug.png' },
    variants: [
      { variant_id: 'm1', title: 'Blue', price: 900, availability: 'in_stock' },
      { variant_id: 'm2', title: 'Red', price: 1000, availability: 'in_stock' },
      { variant_id: 'm3', title: 'Large', price: 1300, availability: 'in_stock' },
    ],
  },
}

it('the next larger pack of the same item is an upgrade; another kind, flavour or colour is none', async () => {
  const shop = await aShop()
  await shop.call('/v1/items', 'PUT', { items: Object.values(PACKS) })
  await shop.settle()
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  const upgradeOf = async (name: string, more = '') =>
    (await shop.ask(`placement=product&item_id=${name}&intent=upgrade${more}`)).body.items
  expect(await upgradeOf('mug')).toEqual([])
  const [pack, ...others] = await upgradeOf('T-100')
  expect(others).toEqual([])
  expect(pack).toMatchObject({
    ...{ item_id: 'tea', variant_id: 't250', sku: 'T-250', title: 'Assam tea – Loose / 250 g' },
    price: { amount: 1700 },
    reason: 'The same item in a larger pack',
    gain: { text: '250 g instead of 100, 24% less per g', price_difference: { amount: 800 } },
    why: 'No data about you was used.',
  })
  expect(pack.variants).toBeUndefined()
  // The page's own variant counts, and a kilo costs more than twice as much as 250 g.
  expect(await upgradeOf('t250')).toEqual([])
  expect((await upgradeOf('tea', '&locale=de'))[0]).toMatchObject({
    title: 'Assam-Tee – Loose / 250 g',
    url: '/de/tee',
  })
})

it('price bands use current prices', async () => {
  const shop = await kettleShop()
  const k28 = (await shop.call('/v1/items/k28')).body
  await shop.call('/v1/items', 'PUT', {
    items: [{ ...k28, variants: [{ ...k28.variants[0], price: 9_900 }] }],
  })
  const { body } = await shop.ask('placement=product&item_id=k20&intent=upgrade')
  // Only one is within 60 %, so the band extends to twice the price.
  expect(ids(body).sort()).toEqual(['k24', 'k38'])
})

it('the merchant’s own price band applies', async () => {
  const shop = await kettleShop({ panel_rules: { upgrade: { from: 80, to: 100 } } })
  expect(ids((await shop.ask('placement=product&item_id=k20&intent=upgrade')).body)).toEqual(['k38'])
})

it('an upgrade that the merchant stated comes first, whatever it costs', async () => {
  const shop = await kettleShop()
  await shop.give('relations', 'item_id,related_item_id,relationship_type\nk20,k60,up_sell')
  const { body } = await shop.ask('placement=product&item_id=k20&intent=upgrade')
  expect(body.items[0]).toMatchObject({ item_id: 'k60', source: 'relation' })
})

it('downgrades cost less than the seed; related items may have any price', async () => {
  const shop = await kettleShop()
  expect(ids((await shop.ask('placement=product&item_id=k20&intent=downgrade')).body)).toEqual(['k13'])
  const related = (await shop.ask('placement=product&item_id=k20&intent=related&limit=24')).body
  expect(ids(related).sort()).toEqual(['k13', 'k24', 'k28', 'k38', 'k60'])
})

it('several panels of a page come in one answer, and no item appears twice', async () => {
  const shop = await kettleShop()
  const { body, headers } = await shop.ask(
    'placement=product&item_id=k20&panels=complementary:4,upgrade:1,related:3,downgrade',
  )
  expect(body.panels.map(({ intent }: { intent: string }) => intent)).toEqual([
    'complementary',
    'upgrade',
    'related',
    'downgrade',
  ])
  const all = body.panels.flatMap(ids)
  expect(new Set(all).size).toBe(all.length)
  const spares = body.panels.flatMap(({ spare }: { spare: Item[] }) => spare.map(({ item_id }) => item_id))
  expect(spares.filter((id: string) => all.includes(id))).toEqual([])
  expect(headers.get('ETag')).toBe(`"${body.recommendation_id}"`)
  expect(
    (await shop.ask('placement=product&item_id=k20&panels=complementary:4,upgrade:1,related:3,downgrade'))
      .body,
  ).toEqual(body)
})

it('a switch from one item to another is counted exactly for the merchant and shown to the public as a rounded share', async () => {
  const shop = await aShop()
  await shop.give('items', CATALOGUE)
  const buyers = Array.from({ length: 30 }, (_, n) => [
    `${n}a,2026-01-01,c${n},k20`,
    ...(n % 3 === 0 ? [`${n}b,2026-03-01,c${n},k28`] : []),
  ])
  await shop.give('orders', ['order_id,order_date,customer_id,item_id', ...buyers.flat()].join('\n'))
  const query = 'placement=product&item_id=k20&intent=upgrade'
  const merchant = (await shop.call(`/v1/recommendations?${query}&trace=1`)).body
  const chosen = merchant.items.find((item: Item) => item.item_id === 'k28')
  expect(chosen.switching).toMatchObject({ owners: 30, switches: 10, share: { value: 0.3333 } })
  expect(merchant.items[0].item_id).toBe('k28')
  const shopper = (await shop.ask(query)).body.items[0]
  expect(shopper).toMatchObject({
    evidence: { level: 'share', share: 3 },
    reason: 'About 1 in 3 buyers later switched to this',
  })
  expect(JSON.stringify(shopper)).not.toContain('owners')
})

it('the trace states for every candidate what moved or rejected it, and which properties are lost', async () => {
  const { body } = await (await kettleShop()).call(
    '/v1/recommendations?placement=product&item_id=k20&intent=upgrade&trace=1',
  )
  const outcome = Object.fromEntries(
    body.trace.map((step: { item_id: string; outcome: string }) => [step.item_id, step.outcome]),
  )
  expect(outcome).toMatchObject({ k24: 'shown', k28: 'shown', k38: 'outside_the_price_band' })
  expect(body.trace.every((step: { parts: object }) => Object.keys(step.parts).length > 0)).toBe(true)
})

it('the answer states the families of items only where cards can be dismissed', async () => {
  const shop = await aShop()
  const others = Array.from({ length: 12 }, (_, n) =>
    row([`o${n}`, `Other thing ${n}`, '3.00'], `Shelf ${n}`),
  )
  await shop.give('items', `${CATALOGUE}\n${others.join('\n')}`)
  await shop.give('orders', ordersFile([...times(12, 'tea k20 k24 mug'), ...times(12, 'o1 o2')]))
  const familiesOf = async () => {
    const { body } = await shop.ask('placement=product&item_id=tea')
    return new Map(body.items.map((item: Item & { family?: number }) => [item.item_id, item.family]))
  }
  expect([...(await familiesOf()).values()].filter((family) => family !== undefined)).toEqual([])
  await shop.call('/v1/settings', 'PATCH', { panels: { product: { not_for_me: true } } })
  const families = await familiesOf()
  expect(families.get('k20')).toEqual(expect.any(Number))
  expect(families.get('mug')).not.toBe(families.get('k20'))
})

/** Three jackets of one family; the more expensive ones suit more climates. */
const JACKETS = itemsFile(
  [
    'j1,Plain jacket one,/i/j1,/i/j1.png,100.00,Jackets,"{""climate"": ""Cool, Mild""}"',
    'j2,Plain jacket two,/i/j2,/i/j2.png,120.00,Jackets,"{""climate"": ""Cool, Mild, Rainy""}"',
    'j3,Plain jacket three,/i/j3,/i/j3.png,130.00,Jackets,"{""climate"": ""Cool, Mild, Windy""}"',
    'j4,Plain jacket four,/i/j4,/i/j4.png,190.00,Jackets,"{""climate"": ""Cool, Mild, Windy""}"',
    'c,Garden chair,/i/c,/i/c.png,30.00,Chairs,',
    's,Oak stool,/i/s,/i/s.png,25.00,Chairs,',
  ],
  'id,title,link,image_link,price,product_type,attributes',
)

it.each([
  [{}, []],
  [{ upgrade: { gain_attributes: ['climate'] } }, ['Climate: Rainy', 'Climate: Windy']],
])(
  'an attribute that the merchant counts as a gain makes an upgrade and is stated, within the default price band (%#)',
  async (panel_rules, gains) => {
    const shop = await aShop({ panel_rules })
    await shop.give('items', JACKETS)
    await shop.call('/v1/models', 'POST')
    await shop.settle()
    const { body } = await shop.ask('placement=product&item_id=j1&intent=upgrade')
    expect(body.items.map((item: Item) => item.gain?.text).sort()).toEqual(gains)
  },
)

it.each([
  [{ from: 10, to: 500 }, 'to', 'The maximum is 100: a model keeps no upgrade at more than twice the price.'],
  [{ from: 0, to: 10 }, 'from', 'Give at least 1.'],
  [{ from: 60, to: 10 }, 'from', 'Give a "from" that is not above "to".'],
  [{ from: 10 }, 'to', 'Give "to" as well, or leave "from" out.'],
  [{ to: 60 }, 'from', 'Give "from" as well, or leave "to" out.'],
])('an upgrade rule %o is refused with the name of the field', async (upgrade, name, message) => {
  const shop = await aShop()
  const field = `panel_rules.upgrade.${name}`
  const change = await shop.call('/v1/settings', 'PATCH', { panel_rules: { upgrade } })
  expect(change.body).toMatchObject({ status: 400, code: 'invalid_input', issues: [{ field, message }] })
  expect(change.body.detail).toContain(`"${field}": ${message}`)
  const opened = await asOperator('/v1/shops', 'POST', {
    name: 'x',
    currency: 'EUR',
    panel_rules: { upgrade },
  })
  expect(opened.body.issues).toMatchObject([{ field }])
})

it.each([{ from: 1, to: 100 }, { from: 20, to: 20 }, {}, { gain_attributes: [] }])(
  'an upgrade rule %o is accepted',
  async (upgrade) => {
    const shop = await aShop()
    const rules = { panel_rules: { upgrade } }
    expect((await shop.call('/v1/settings', 'PATCH', rules)).body).toMatchObject(rules)
  },
)
