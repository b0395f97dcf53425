import type { ServerResponse } from 'node:http'
import type { Page } from '@playwright/test'
import { expect, test as pageTest, twoFrames } from '../page-test.ts'
import { json, type Reply, type Sheet } from './a-shop.ts'
import { answer, item, PAIR } from './answers.ts'

const test = pageTest.extend<{ open: (sheet: Sheet, reply?: Reply) => Promise<Page> }>({
  open: async ({ shop }, use) => {
    await use(async (sheet, reply = json(answer(PAIR))) => (await shop.visit(sheet, reply)).page)
  },
})
const ask = (about: string, rest = '', panels = 'complementary') =>
  `GET /p/pk_test/recommendations?placement=${about}&panels=${panels}${rest}`
const cart = (ids = '') =>
  `<pairwell-panel placement="cart" ${ids && `cart-item-ids="${ids}"`}></pairwell-panel>`
const tell = (page: Page, item_ids: unknown) =>
  page.evaluate(
    (item_ids) => document.dispatchEvent(new CustomEvent('rec:cart', { detail: { item_ids } })),
    item_ids,
  )
const setCart = (page: Page, ids: string) =>
  page.evaluate((ids) => document.querySelector('pairwell-panel')?.setAttribute('cart-item-ids', ids), ids)
/** Answers with two cards that name the cart. */
const echo: Reply = (question, response) => {
  const ids = question.searchParams.get('cart_item_ids') ?? ''
  json(answer([item(`with ${ids}`), item(`also ${ids}`)]))(question, response)
}

test('requests the items of the cart, sorted, with the tag’s language and market', async ({ open, shop }) => {
  const page = await open({
    body: cart('B,A,B'),
    tag: 'data-key="pk_test" data-market="at" data-locale="de"',
  })
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([ask('cart&cart_item_ids=A,B', '&locale=de&market=at')])
})

test('panels with the same question share one request', async ({ open, shop }) => {
  const page = await open({ body: cart('A,B') + cart('B,A') })
  await page.getByRole('listitem').nth(3).waitFor()
  expect(shop.api.asked).toHaveLength(1)
})

test('an empty cart sends no request, and a cart that becomes empty clears the panel without a shift', async ({
  open,
  shop,
}) => {
  const page = await open({ body: cart() })
  await page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
  expect(shop.api.asked).toEqual([])
  await setCart(page, 'A')
  await page.getByRole('listitem').first().waitFor()
  const height = () =>
    page.locator('pairwell-panel').evaluate((panel) => panel.getBoundingClientRect().height)
  const full = await height()
  await setCart(page, '')
  await page.getByRole('listitem').first().waitFor({ state: 'detached' })
  expect(await height()).toBe(Math.round(full))
  expect(shop.api.asked).toHaveLength(1)
})

test('drops the answer for a cart that has changed meanwhile', async ({ open }) => {
  const held: ServerResponse[] = []
  const holdFirst: Reply = (question, response) =>
    held.length === 0 ? held.push(response) : echo(question, response)
  const page = await open({ body: cart('A') }, holdFirst)
  await expect.poll(() => held.length).toBe(1)
  await setCart(page, 'A,B')
  await page.getByRole('link', { name: 'The with A,B' }).waitFor()
  const late = page.waitForResponse(/cart_item_ids=A&/)
  for (const response of held) echo(new URL('http://api/?cart_item_ids=A'), response)
  await (await late).finished()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect(await page.getByRole('link').first().innerText()).toBe('The with A,B')
})

test('attributes that change together cause one request', async ({ open, shop }) => {
  const page = await open({ body: cart() }, echo)
  await page.evaluate(() => {
    const panel = document.querySelector('pairwell-panel')
    panel?.setAttribute('cart-item-ids', 'A')
    panel?.setAttribute('cart-item-ids', 'A,B')
    panel?.setAttribute('limit', '2')
  })
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([ask('cart&cart_item_ids=A,B', '', 'complementary:2')])
})

test('follows the cart that the page reports, now and in panels that are added later', async ({ open }) => {
  const product = '<pairwell-panel placement="product" item-id="tea"></pairwell-panel>'
  const page = await open({ body: cart('A') + product }, echo)
  await page.getByRole('link', { name: 'The with A', exact: true }).waitFor()
  await tell(page, ['C', 'B'])
  await page.getByRole('link', { name: 'The with B,C' }).waitFor()
  await page.evaluate((late) => document.body.insertAdjacentHTML('beforeend', late), cart())
  await page.getByRole('link', { name: 'The with B,C' }).nth(1).waitFor()
  expect(await page.locator('[item-id]').getAttribute('cart-item-ids')).toBeNull()
})

for (const detail of [null, 'A', { item_ids: 1 }] as const) {
  test(`ignores ${JSON.stringify(detail)} as a cart`, async ({ open }) => {
    const page = await open({ body: cart('A') }, echo)
    await page.getByRole('listitem').first().waitFor()
    await page.evaluate((detail) => document.dispatchEvent(new CustomEvent('rec:cart', { detail })), detail)
    await page.evaluate(() => document.dispatchEvent(new Event('rec:cart')))
    expect(await page.locator('pairwell-panel').getAttribute('cart-item-ids')).toBe('A')
  })
}

test('sends a new request when the page calls for it', async ({ open, shop }) => {
  const page = await open({ body: cart('A') })
  await page.getByRole('link', { name: 'The mug' }).waitFor()
  shop.api.reply = json(answer([item('jar'), item('pot')]))
  await page.evaluate(() => Reflect.get(Object(window.pairwell), 'refresh')())
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  expect(shop.api.asked).toHaveLength(2)
})

test('finds the item in the page’s structured data, also when it comes after the panel', async ({
  open,
  shop,
}) => {
  const data = { '@context': 'https://schema.org', '@graph': [{ '@type': 'Product', sku: 'tea-7' }] }
  const body = `<pairwell-panel></pairwell-panel><script type="application/ld+json">${JSON.stringify(data)}</script>`
  const page = await open({ body })
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([ask('product&item_id=tea-7')])
})

test('waits for structured data while the page is loading, and keeps its space', async ({ open, shop }) => {
  const rest = Promise.withResolvers<string>()
  const head = '<style>pairwell-panel{--rec-min-height:300px} h1{height:100vh}</style>'
  const page = await open({ head, body: '<h1>Tea</h1><pairwell-panel></pairwell-panel>', rest: rest.promise })
  await page.waitForFunction(() => Object(window.pairwell).version)
  await twoFrames(page)
  // The shop's style sheet keeps the space of an element that is not defined yet.
  await expect(page.locator('pairwell-panel:not(:defined)')).toHaveCount(1)
  await expect(page.locator('pairwell-panel[hidden]')).toHaveCount(0)
  rest.resolve('<script type="application/ld+json">{"@type":"Product","sku":"tea"}</script>')
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([ask('product&item_id=tea')])
})

test('a product page that names no item sends no request', async ({ open, shop }) => {
  const page = await open({
    body: '<pairwell-panel></pairwell-panel><script type="application/ld+json">{</script>',
  })
  await page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
  expect(shop.api.asked).toEqual([])
})

test('puts a panel into the target of the tag, as its last child', async ({ open, shop }) => {
  const tag =
    'data-key="pk_test" data-target="#here" data-placement="product" data-item-id="tea" data-limit="3"'
  const page = await open({ body: '<div id="here"><p>Text</p></div>', tag })
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([ask('product&item_id=tea', '', 'complementary:3')])
  expect(await page.evaluate(() => document.querySelector('#here')?.lastElementChild?.localName)).toBe(
    'pairwell-panel',
  )
})

for (const target of ['#nowhere', '###', ''] as const) {
  test(`a target "${target}" that does not exist causes no error`, async ({ open }) => {
    const page = await open({ body: '<p>Text</p>', tag: `data-key="pk_test" data-target="${target}"` })
    await page.waitForLoadState('load')
    expect(await page.locator('body').innerHTML()).toBe('<p>Text</p>')
  })
}

test('continues to work when the page moves it', async ({ open }) => {
  const page = await open({ body: `${cart('A')}<aside></aside>` }, echo)
  await page.getByRole('listitem').first().waitFor()
  await page.evaluate(() => {
    const panel = document.querySelector('pairwell-panel')
    if (panel) document.querySelector('aside')?.append(panel)
  })
  await setCart(page, 'B')
  await page.getByRole('link', { name: 'The with B' }).waitFor()
  await expect(page.getByRole('listitem')).toHaveCount(2)
})
