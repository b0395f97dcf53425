import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, nameOfPart, test as pageTest } from '../page-test.ts'
import { json, type Reply, type Sheet } from './a-shop.ts'
import { item, PAIR, pageOf, panel } from './answers.ts'

const test = pageTest.extend<{ open: (sheet: Sheet, reply: Reply) => Promise<Page> }>({
  open: async ({ shop }, use) => {
    await use(async (sheet, reply) => (await shop.visit(sheet, reply)).page)
  },
})

const VERSION = JSON.parse(readFileSync('package.json', 'utf8')).version
const COMPANIONS = '<pairwell-panel item-id="tea" limit="4"></pairwell-panel>'
const UPGRADE = '<pairwell-panel item-id="tea" intent="upgrade"></pairwell-panel>'
const BOTH = pageOf(
  panel(PAIR),
  panel([item('samovar')], { title: 'Worth the upgrade' }, { intent: 'upgrade', recommendation_id: 'up' }),
)
const seen = (page: Page, name: string) => page.getByRole('region', { name }).waitFor()

test('all panels of a page are one request, and the views are loaded once', async ({ open, shop }) => {
  const head = '<style>footer{height:300vh}</style>'
  const body = `${COMPANIONS}<footer></footer>${UPGRADE}`
  const page = await open({ head, body }, json(BOTH))
  await seen(page, 'Goes well with')
  await page.getByRole('region', { name: 'Worth the upgrade' }).waitFor({ state: 'attached' })
  expect(shop.api.asked).toEqual([
    'GET /p/pk_test/recommendations?placement=product&item_id=tea&panels=complementary:4,upgrade',
  ])
  expect(shop.api.loaded.map(nameOfPart)).toEqual(['/pairwell.js', '/pairwell-view.js'])
})

test('each panel shows its own part of the answer, and nothing if its part is missing', async ({ open }) => {
  const page = await open({ body: COMPANIONS + UPGRADE }, json(pageOf(panel(PAIR))))
  await seen(page, 'Goes well with')
  await page.locator('pairwell-panel[intent][hidden]').waitFor({ state: 'attached' })
  await expect(page.getByRole('listitem')).toHaveCount(2)
})

test('a panel that is added later sends its own request', async ({ open, shop }) => {
  const page = await open({ body: COMPANIONS }, (question, response) =>
    json(question.searchParams.get('panels') === 'upgrade' ? pageOf(...BOTH.panels.slice(1)) : BOTH)(
      question,
      response,
    ),
  )
  await seen(page, 'Goes well with')
  await page.evaluate((late) => document.body.insertAdjacentHTML('beforeend', late), UPGRADE)
  await seen(page, 'Worth the upgrade')
  expect(shop.api.asked.at(-1)).toMatch(/panels=upgrade$/)
  expect(shop.api.asked).toHaveLength(2)
})

test('calls that the page queued before the script loaded are run in order', async ({ open }) => {
  const head = `<script>window.heard = []; window.pairwell = { q: [
    (pairwell) => heard.push(pairwell.version), null, () => { throw new Error('mine') }, () => heard.push('last')] }</script>`
  const page = await open({ head, body: COMPANIONS }, json(BOTH))
  await seen(page, 'Goes well with')
  await page.evaluate('pairwell.q.push(() => heard.push("now"))')
  expect(await page.evaluate('heard')).toEqual([VERSION, 'last', 'now'])
})

test('returns data to a script, and null when there is no answer', async ({ open, shop }) => {
  const page = await open({ body: '' }, json(pageOf(panel(PAIR))))
  await page.waitForFunction('window.pairwell')
  const ids =
    'pairwell.recommend({ item_id: "tea", limit: 2 }).then((a) => a && a.items.map((i) => i.item_id))'
  expect(await page.evaluate(ids)).toEqual(['mug', 'pot'])
  expect(shop.api.asked).toEqual([
    'GET /p/pk_test/recommendations?placement=product&item_id=tea&panels=complementary:2',
  ])
  expect(await page.evaluate('pairwell.recommend({ placement: "cart", cart_item_ids: [] })')).toBeNull()
  shop.api.reply = json({})
  expect(await page.evaluate('pairwell.recommend({ placement: "home" })')).toBeNull()
})

test('a shop may render items itself, and the panel may have the shop’s own texts', async ({ open }) => {
  const head = `<script>window.pairwell = { render: (answer, element) => {
    if (answer.intent !== 'upgrade') return undefined
    const list = document.createElement('ol')
    list.textContent = answer.items.map((item) => item.title).join()
    return list
  } }</script>`
  const body = `<pairwell-panel item-id="tea"><h3 slot="title">Our picks</h3></pairwell-panel>${UPGRADE}`
  const page = await open({ head, body }, json(BOTH))
  await page.getByRole('heading', { name: 'Our picks', level: 3 }).waitFor()
  expect(
    await page
      .getByRole('heading', { level: 2 })
      .isVisible()
      .catch(() => false),
  ).toBe(false)
  expect(await page.locator('pairwell-panel[intent] ol').innerText()).toBe('The samovar')
})

test('a second copy of the tag adds only its own panel', async ({ open, shop }) => {
  const asked: Reply = (question, response) => {
    const isLater = question.searchParams.get('panels')?.startsWith('upgrade')
    json(isLater ? { ...BOTH, panels: BOTH.panels.slice(1) } : BOTH)(question, response)
  }
  const page = await open({ body: `${COMPANIONS}<div id="here"></div>` }, asked)
  // Wait for the first copy, because two that arrive together may run in either order.
  await page.waitForFunction('window.pairwell')
  await page.evaluate((src) => {
    const again = Object.assign(document.createElement('script'), { src })
    Object.assign(again.dataset, { key: 'pk_other', target: '#here', itemId: 'tea', intent: 'upgrade' })
    document.head.append(again)
  }, `${shop.apiOrigin}/pairwell.js`)
  await seen(page, 'Worth the upgrade')
  await seen(page, 'Goes well with')
  expect(shop.api.asked.every((asked) => asked.includes('/pk_test/'))).toBe(true)
  await expect(page.locator('pairwell-panel')).toHaveCount(2)
})

test('a new route of a single-page shop sends a new request, and so does new data', async ({
  open,
  shop,
}) => {
  const data = (sku: string) =>
    `<script type="application/ld+json">{"@type":"Product","sku":"${sku}"}</script>`
  const reply: Reply = (question, response) =>
    json(pageOf(panel([item(`${question.searchParams.get('item_id')}-mug`), item('pot')])))(
      question,
      response,
    )
  const page = await open({ body: `<pairwell-panel></pairwell-panel>${data('tea')}` }, reply)
  await page.getByRole('link', { name: 'The tea-mug' }).waitFor()
  await page.evaluate(() => {
    const script = document.querySelector('[type="application/ld+json"]')
    if (script) script.textContent = '{"@type":"Product","sku":"coffee"}'
    history.pushState({}, '', '/items/coffee')
  })
  await page.getByRole('link', { name: 'The coffee-mug' }).waitFor()
  await page.goBack()
  expect(shop.api.asked).toHaveLength(2)
})

test('a browser without the Navigation API notices at least going back', async ({ shop }) => {
  const reply: Reply = (question, response) =>
    json(pageOf(panel([item(`${question.searchParams.get('item_id')}-mug`), item('pot')])))(
      question,
      response,
    )
  const visit = await shop.visit(
    {
      body: '<pairwell-panel></pairwell-panel><script type="application/ld+json">{"@type":"Product","sku":"tea"}</script>',
      before: () => Reflect.deleteProperty(window, 'navigation'),
    },
    reply,
  )
  const { page } = visit
  await page.getByRole('link', { name: 'The tea-mug' }).waitFor()
  await page.evaluate(() => {
    const show = (sku: string) => {
      const script = document.querySelector('[type="application/ld+json"]')
      if (script) script.textContent = JSON.stringify({ '@type': 'Product', sku })
    }
    history.pushState({}, '', '/items/cup')
    addEventListener('popstate', () => show('coffee'), { capture: true })
  })
  await page.evaluate(() => history.back())
  await page.getByRole('link', { name: 'The coffee-mug' }).waitFor()
  expect(await page.evaluate(() => 'navigation' in window)).toBe(false)
})

test('a page restored from the back/forward cache shows its panel at once, and checks that it is current', async ({
  open,
  shop,
}) => {
  const page = await open({ body: COMPANIONS }, json(BOTH))
  await seen(page, 'Goes well with')
  // Simulates the back/forward cache, which Chromium does not use while it is automated.
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect(page.getByRole('listitem')).toHaveCount(2)
  await expect.poll(() => shop.api.asked.length).toBe(2)
})

test('logs what happened for developers, in debug mode only', async ({ shop }) => {
  const visit = await shop.visit(
    { body: COMPANIONS + UPGRADE, path: '/items/tea?pairwell=debug' },
    json(pageOf(panel(PAIR))),
  )
  const { page } = visit
  const told = await page.waitForEvent('console', (message) => message.type() === 'table')
  const rows: unknown = await told.args()[0]?.evaluate((all) => JSON.parse(JSON.stringify(all)))
  expect(rows).toMatchObject([
    {
      question: 'placement=product&item_id=tea&panels=complementary:4',
      items: 'mug (mined), pot (mined)',
      empty: '',
    },
    { empty: 'no answer' },
  ])
  expect(shop.api.loaded.some((file) => file.startsWith('/pairwell-extras-'))).toBe(true)
})

test('shows developers the events that the API refuses, in debug mode', async ({ shop }) => {
  shop.api.receipt = {
    refused: [{ event: 0, name: 'purchase', field: 'items.0.item_id', message: 'missing' }],
  }
  const { page } = await shop.visit(
    { body: COMPANIONS, path: '/items/tea?pairwell=debug' },
    json(pageOf(panel(PAIR))),
  )
  const told = page.waitForEvent('console', async (message) => {
    if (message.type() !== 'table') return false
    return JSON.stringify(await message.args()[0]?.jsonValue()).includes('items.0.item_id')
  })
  await page.getByRole('listitem').first().waitFor()
  await expect.poll(() => shop.api.loaded.some((file) => file.startsWith('/pairwell-extras-'))).toBe(true)
  await page.evaluate('pairwell.track("purchase", { transaction_id: "1" })')
  await told
})

test('two panels that are asked separately show no item twice: a spare takes its place', async ({ shop }) => {
  const body =
    '<pairwell-panel item-id="tea"></pairwell-panel><pairwell-panel item-id="coffee"></pairwell-panel>'
  const [mug, pot, jar, cup] = [item('mug'), item('pot'), item('jar'), item('cup')]
  const reply: Reply = (question, response) => {
    const isTea = question.searchParams.get('item_id') === 'tea'
    const shown = isTea
      ? panel([mug, pot], {}, { recommendation_id: 'tea' })
      : panel([pot, jar], {}, { recommendation_id: 'coffee', spare: [mug, cup] })
    // The second panel is drawn when the first is.
    if (isTea) json(pageOf(shown))(question, response)
    else first.then(() => json(pageOf(shown))(question, response))
  }
  const { promise: first, resolve } = Promise.withResolvers<void>()
  const { page } = await shop.visit({ body }, reply)
  await page.getByRole('link', { name: 'The mug' }).waitFor()
  resolve()
  await page.getByRole('link', { name: 'The cup' }).waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The mug', 'The pot', 'The jar', 'The cup'])
})
