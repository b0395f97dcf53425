import { expect, it } from 'vitest'
import { aShop, type TestShop } from '../../a-shop.ts'

const CASES = import.meta.glob<string>('../../../../shared/cases/*', { query: '?raw', import: 'default' })

/** Runs a test with the text of a shared case, and skips it where the folder is missing. */
function itReads(file: string, title: string, run: (text: string) => Promise<void>): void {
  const load = CASES[`../../../../shared/cases/${file}`]
  it.skipIf(!load)(`${file}${load ? '' : ' (the folder of shared cases is missing)'}: ${title}`, async () => {
    await run((await load?.()) ?? '')
  })
}

const relate = (shop: TestShop, item_id: string, related_item_id: string) =>
  shop.call('/v1/relations', 'PUT', {
    relations: [{ item_id, related_item_id, relationship_type: 'accessory', position: 1 }],
  })
const onPage = async (shop: TestShop, item_id: string, more = '') =>
  (await shop.ask(`placement=product&item_id=${item_id}${more}`)).body

itReads('plain-item-with-120-variants.csv', 'no add without a choice', async (file) => {
  const shop = await aShop()
  await shop.give('items', file)
  await relate(shop, 'TEA', 'BLIND')
  const [blind] = (await onPage(shop, 'TEA')).items
  expect([blind.item_id, blind.action, blind.variants]).toEqual(['BLIND', 'choose', undefined])
})

it('a shoe of 60 sizes needs a choice, a cup of three does not', async () => {
  const shop = await aShop()
  const shoes = Array.from(
    { length: 60 },
    (_, at) => `SHOE-${at},SHOE,Shoe,/s,/s.jpg,90,${30 + at / 2},in_stock`,
  )
  const cups = ['S', 'M', 'L'].map((size) => `CUP-${size},CUP,Cup,/c,/c.jpg,9,${size},in_stock`)
  const head = 'id,item_group_id,title,link,image_link,price,option,availability'
  await shop.give('items', [head, 'TEA,,Tea,/t,/t.jpg,4,,in_stock', ...shoes, ...cups].join('\n'))
  await relate(shop, 'TEA', 'SHOE')
  await relate(shop, 'TEA', 'CUP')
  const { items } = await onPage(shop, 'TEA')
  const actions = Object.fromEntries(
    items.map(({ item_id, action }: Record<string, string>) => [item_id, action]),
  )
  expect([actions.SHOE, actions.CUP ?? 'add']).toEqual(['choose', 'add'])
})

itReads(
  'put-items-wholesale-price.json',
  'the group price is not to be had on the public door',
  async (body) => {
    const shop = await aShop()
    expect((await shop.call('/v1/items', 'PUT', JSON.parse(body))).status).toBe(200)
    await shop.give('items', 'id,title,link,image_link,price\nMUG,Mug,/m,/m.jpg,9\n', '&partial=1')
    await relate(shop, 'MUG', 'TEA')
    const refused = await shop.ask('placement=product&item_id=MUG&group=wholesale')
    expect(refused.status).toBe(400)
    const open = await onPage(shop, 'MUG')
    expect([open.items[0].item_id, JSON.stringify(open).includes('310')]).toEqual(['TEA', false])
    expect(JSON.stringify(open)).toContain('690')
  },
)

itReads('page-jsonld-woocommerce-sku.json', 'resolves to the item with that SKU', async (json) => {
  const { sku } = JSON.parse(json)['@graph'][0]
  const shop = await aShop()
  const rows = [
    `7,simple,${sku},Own product,1,visible,1,9`,
    '8,simple,OTHER,Other,1,visible,1,5',
    '9,simple,THIRD,Third,1,visible,1,5',
  ]
  const head = 'ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Regular price'
  await shop.give('items', [head, ...rows].join('\n'))
  await relate(shop, '7', '8')
  const { items } = await onPage(shop, encodeURIComponent(sku))
  expect(items.map(({ item_id }: { item_id: string }) => item_id)).toContain('8')
  expect(items.map(({ item_id }: { item_id: string }) => item_id)).not.toContain('7')
})

itReads(
  'woo-products-two-languages-same-sku.csv',
  'evidence of both, each page in its own language',
  async (file) => {
    const shop = await aShop()
    await shop.give('items', file)
    const orders = Array.from({ length: 30 }, (_, at) =>
      at % 2 ? `${at},244\n${at},246` : `${at},44\n${at},46`,
    )
    await shop.give('orders', ['order_id,item_id', ...orders].join('\n'))
    const english = (await onPage(shop, '44')).items[0]
    const german = (await onPage(shop, '244', '&locale=de')).items[0]
    expect([english.title, english.url, german.title, german.url]).toEqual([
      'Tea pot',
      '/?p=46',
      'Teekanne',
      '/?p=246',
    ])
    const { model } = { model: await shop.model() }
    expect(model.counts).toMatchObject({ orders: 30, items: 3, lines_unmatched: 0 })
  },
)

itReads(
  'shopify-products-with-protection.csv',
  'what is no goods stands in the report, with a way to allow it',
  async (file) => {
    const shop = await aShop()
    const view = await shop.give('items', file)
    const { items } = (await shop.call('/v1/exclusions?status=found')).body
    const found = items.map(({ item_id }: { item_id: string }) => item_id).sort()
    const goods = ['kettle', 'tea', 'mug', 'pot', 'filter']
    expect(found.filter((id: string) => goods.includes(id))).toEqual([])
    // A gift box may be goods: its name alone does not tell.
    const sure = 'bag carbon corso deposit engrave nav redo route rush sample seel shipinsure'.split(' ')
    expect(sure.filter((id) => !found.includes(id))).toEqual([])
    const { next_steps } = (await shop.call(`/v1/imports/${view.import_id}`)).body
    expect(next_steps.map(({ code }: { code: string }) => code)).toContain('non_goods')
  },
)

it('postage in German and a bag in French are no goods, a tea bag is', async () => {
  const shop = await aShop({ locale: 'de' })
  const file = [
    'id,title,link,image_link,price',
    'DHL,Versandkosten,,,4.90',
    'SAC,Sac en papier,/s,/s.jpg,0.20',
    'TB,Earl Grey Teebeutel,/t,/t.jpg,4',
    'MUG,Becher,/m,/m.jpg,9',
  ]
  await shop.give('items', file.join('\n'))
  const { items } = (await shop.call('/v1/exclusions?status=found')).body
  const found = items.map(({ item_id }: { item_id: string }) => item_id)
  expect([found.includes('DHL'), found.includes('TB'), found.includes('MUG')]).toEqual([true, false, false])
})

const LINES = ['1,tea,1', '1,mug,2', '1,pot,1']
const HEAD = 'order_id,item_id,quantity'
const linesOf = async (shop: TestShop) =>
  (await shop.table('orders')).map(({ lines }) => JSON.parse(String(lines)).length)

it.each([
  ['within a row', `${HEAD}\n9,cup,1\n1,tea,1\n1,mu`, [3, 1], 'cut_off'],
  ['within a quote', `${HEAD}\n9,cup,1\n1,tea,1\n1,"mug`, [3, 1], 'cut_off'],
  ['after a row, with a part of the stored order', `${HEAD}\n9,cup,1\n1,tea,1`, [3, 1], 'cut_off'],
])('an upload cut %s does not replace a whole order', async (_name, cut, left, code) => {
  const shop = await aShop()
  await shop.give('orders', `${HEAD}\n${LINES.join('\n')}\n`)
  const view = await shop.give('orders', cut)
  expect(await linesOf(shop)).toEqual(left)
  expect(view.report.dropped[code]).toBe(1)
})

it.each([
  ['with a line end', `${HEAD}\n1,tea,1\n`, 1],
  ['with another line', `${HEAD}\n1,tea,1\n1,cup,1`, 2],
  ['with more lines', `${HEAD}\n${LINES.join('\n')}\n1,cup,1`, 4],
])('a whole file replaces the order: %s', async (_name, file, lines) => {
  const shop = await aShop()
  await shop.give('orders', `${HEAD}\n${LINES.join('\n')}\n`)
  await shop.give('orders', file)
  expect(await linesOf(shop)).toEqual([lines])
})

it('with a catalogue alone, product and home pages show something, and it is called what it is', async () => {
  const shop = await aShop()
  const rows = ['Green tea', 'Black tea', 'White tea', 'Tea pot', 'Tea cup', 'Kettle'].map(
    (title, at) =>
      `i${at},${title},/i${at},/i${at}.jpg,${5 + at},${at < 3 ? 'Home > Tea' : 'Home > Kitchen'},in_stock`,
  )
  await shop.give('items', ['id,title,link,image_link,price,product_type,availability', ...rows].join('\n'))
  const page = await onPage(shop, 'i0')
  expect([page.intent, page.panel.title, page.items.length > 1]).toEqual(['related', 'Similar items', true])
  expect(page.items.map(({ item_id }: { item_id: string }) => item_id)).not.toContain('i0')
  const home = (await shop.ask('placement=home&limit=4')).body
  expect([home.panel.title, home.items[0].reason]).toEqual([
    'You may also like',
    'From the range of this shop',
  ])
  // One of each category after the other.
  expect(home.items.map(({ item_id }: { item_id: string }) => item_id)).toEqual(['i3', 'i0', 'i4', 'i1'])
  await shop.give(
    'orders',
    ['order_id,item_id', ...Array.from({ length: 20 }, (_, at) => `${at},i0\n${at},i4`)].join('\n'),
  )
  const later = await onPage(shop, 'i0')
  expect([later.intent, later.items[0].item_id, later.panel.title]).toEqual([
    'complementary',
    'i4',
    'Goes well with this',
  ])
  expect((await shop.ask('placement=home')).body.items[0].reason).toBe('A best seller in this shop')
})
