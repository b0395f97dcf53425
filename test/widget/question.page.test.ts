import type { ServerResponse } from 'node:http'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { shopOfFile } from './a-file.ts'
import { json, type Reply, type Sheet, type Visit } from './a-shop.ts'
import { answer, item, PAIR } from './answers.ts'

const shop = await shopOfFile()

let visit: Visit

async function open(sheet: Sheet, reply: Reply = json(answer(PAIR))) {
  visit = await shop.visit(sheet, reply)
  return visit.page
}
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

it('asks for the cart, sorted, with the tag’s language and market', async () => {
  const page = await open({
    body: cart('B,A,B'),
    tag: 'data-key="pk_test" data-market="at" data-locale="de"',
  })
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([ask('cart&cart_item_ids=A,B', '&locale=de&market=at')])
})

it('panels with the same question share one request', async () => {
  const page = await open({ body: cart('A,B') + cart('B,A') })
  await page.getByRole('listitem').nth(3).waitFor()
  expect(shop.api.asked).toHaveLength(1)
})

it('an empty cart asks nothing, and a cart that empties clears the panel without a jump', async () => {
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

it('drops the answer to a cart that has changed meanwhile', async () => {
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

it('attributes that change together are one question', async () => {
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

it('follows the cart that the page tells, now and in panels that arrive later', async () => {
  const product = '<pairwell-panel placement="product" item-id="tea"></pairwell-panel>'
  const page = await open({ body: cart('A') + product }, echo)
  await page.getByRole('link', { name: 'The with A', exact: true }).waitFor()
  await tell(page, ['C', 'B'])
  await page.getByRole('link', { name: 'The with B,C' }).waitFor()
  await page.evaluate((late) => document.body.insertAdjacentHTML('beforeend', late), cart())
  await page.getByRole('link', { name: 'The with B,C' }).nth(1).waitFor()
  expect(await page.locator('[item-id]').getAttribute('cart-item-ids')).toBeNull()
})

it.each([null, 'A', { item_ids: 1 }])('ignores %j as a cart', async (detail) => {
  const page = await open({ body: cart('A') }, echo)
  await page.getByRole('listitem').first().waitFor()
  await page.evaluate((detail) => document.dispatchEvent(new CustomEvent('rec:cart', { detail })), detail)
  await page.evaluate(() => document.dispatchEvent(new Event('rec:cart')))
  expect(await page.locator('pairwell-panel').getAttribute('cart-item-ids')).toBe('A')
})

it('asks again when the page calls for it', async () => {
  const page = await open({ body: cart('A') })
  await page.getByRole('link', { name: 'The mug' }).waitFor()
  shop.api.reply = json(answer([item('jar'), item('pot')]))
  await page.evaluate(() => Reflect.get(Object(window.pairwell), 'refresh')())
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  expect(shop.api.asked).toHaveLength(2)
})

it('finds the item in the page’s own data, also when it follows the panel', async () => {
  const data = { '@context': 'https://schema.org', '@graph': [{ '@type': 'Product', sku: 'tea-7' }] }
  const body = `<pairwell-panel></pairwell-panel><script type="application/ld+json">${JSON.stringify(data)}</script>`
  const page = await open({ body })
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([ask('product&item_id=tea-7')])
})

it('waits for the page’s data while the page is still arriving, and keeps its space', async () => {
  const rest = Promise.withResolvers<string>()
  const head = '<style>pairwell-panel{min-height:300px} h1{height:100vh}</style>'
  const page = await open({ head, body: '<h1>Tea</h1><pairwell-panel></pairwell-panel>', rest: rest.promise })
  await page.waitForFunction(() => customElements.get('pairwell-panel'))
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect(await page.locator('pairwell-panel[hidden]').count()).toBe(0)
  rest.resolve('<script type="application/ld+json">{"@type":"Product","sku":"tea"}</script>')
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([ask('product&item_id=tea')])
})

it('a product page that names no item asks nothing', async () => {
  const page = await open({
    body: '<pairwell-panel></pairwell-panel><script type="application/ld+json">{</script>',
  })
  await page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
  expect(shop.api.asked).toEqual([])
})

it('puts a panel into the target of the tag, as its last child', async () => {
  const tag =
    'data-key="pk_test" data-target="#here" data-placement="product" data-item-id="tea" data-limit="3"'
  const page = await open({ body: '<div id="here"><p>Text</p></div>', tag })
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([ask('product&item_id=tea', '', 'complementary:3')])
  expect(await page.evaluate(() => document.querySelector('#here')?.lastElementChild?.localName)).toBe(
    'pairwell-panel',
  )
})

it.each(['#nowhere', '###', ''])('a target "%s" that is not there is no fault', async (target) => {
  const page = await open({ body: '<p>Text</p>', tag: `data-key="pk_test" data-target="${target}"` })
  await page.waitForLoadState('load')
  expect(await page.locator('body').innerHTML()).toBe('<p>Text</p>')
})

it('lives on when the page moves it', async () => {
  const page = await open({ body: `${cart('A')}<aside></aside>` }, echo)
  await page.getByRole('listitem').first().waitFor()
  await page.evaluate(() => {
    const panel = document.querySelector('pairwell-panel')
    if (panel) document.querySelector('aside')?.append(panel)
  })
  await setCart(page, 'B')
  await page.getByRole('link', { name: 'The with B' }).waitFor()
  expect(await page.getByRole('listitem').count()).toBe(2)
})
