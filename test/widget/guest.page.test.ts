import { expect, test, twoFrames } from '../page-test.ts'
import { json, type Reply } from './a-shop.ts'
import { answer, item, PAIR } from './answers.ts'

const PANEL = '<pairwell-panel placement="product" item-id="tea"></pairwell-panel>'
const BODY = `<h1>Tea</h1><main>${PANEL}</main><footer>Imprint</footer>`
const plain =
  (status: number, body: string, type = 'application/json'): Reply =>
  (_question, response) =>
    response.writeHead(status, { 'Content-Type': type }).end(body)
const whole = JSON.stringify(answer(PAIR))

const FAILURES: [string, Reply][] = [
  ['an empty answer', json(answer([]))],
  ['a single item', json(answer([item('mug')]))],
  ['a 500', plain(500, whole)],
  ['a 503 with a problem', plain(503, '{"code":"unavailable"}', 'application/problem+json')],
  ['a 204', plain(204, '')],
  ['HTML', plain(200, '<!doctype html><h1>Maintenance</h1>', 'text/html')],
  ['truncated JSON', plain(200, whole.slice(0, -20))],
  ['another shape', json({ items: 'none', panel: null })],
  ['null', json(null)],
  [
    'an answer cut off on its way',
    (_question, response) => {
      response.writeHead(200, { 'Content-Length': whole.length + 1 }).write(whole)
      response.destroy()
    },
  ],
  ['a connection that breaks', (_question, response) => response.destroy()],
]

for (const [name, reply] of FAILURES) {
  test(`${name} shows no panel and changes nothing`, async ({ shop }) => {
    const visit = await shop.visit({ body: BODY }, reply)
    const { page } = visit
    await page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
    expect(await page.locator('body').innerText()).toBe('Tea\nImprint')
    const main = '<pairwell-panel placement="product" item-id="tea" hidden=""></pairwell-panel>'
    expect(await page.locator('main').innerHTML()).toBe(main)
    expect(
      await page.evaluate(() => document.querySelector('pairwell-panel')?.shadowRoot?.childNodes.length),
    ).toBe(0)
    expect(shop.api.asked.length).toBeLessThanOrEqual(2)
  })
}

/** Runs in the page: notes how long its requests may take, in milliseconds. */
function noteTimeouts(): void {
  const { timeout } = AbortSignal
  const timeouts: number[] = []
  AbortSignal.timeout = (milliseconds) => {
    timeouts.push(milliseconds)
    return timeout.call(AbortSignal, milliseconds)
  }
  Object.assign(window, { timeouts })
}

test('aborts after 1.5 s, and does not retry', async ({ shop }) => {
  const heard = Promise.withResolvers<number>()
  const visit = await shop.visit(
    { body: BODY, givesUp: true, before: noteTimeouts },
    (_question, response) => {
      const begun = performance.now()
      response.on('close', () => heard.resolve(performance.now() - begun))
    },
  )
  // The page's timer and this clock are of two processes, so the wait may look a little shorter.
  expect(await heard.promise).toBeGreaterThan(1_200)
  expect(await visit.page.evaluate('window.timeouts')).toEqual([1_500])
  await visit.page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
  expect(shop.api.asked).toHaveLength(1)
})

test('retries once when the first request failed at once', async ({ shop }) => {
  const breakOnce: Reply = (question, response) =>
    shop.api.asked.length === 1 ? response.destroy() : json(answer(PAIR))(question, response)
  const visit = await shop.visit({ body: BODY }, breakOnce)
  await visit.page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toHaveLength(2)
})

test('sends its request without preflight, cookie or referrer', async ({ shop }) => {
  const visit = await shop.visit({ body: '' }, json(answer(PAIR)))
  await visit.page.context().addCookies([{ name: 'session', value: '1', url: shop.apiOrigin }])
  const asked = visit.page.waitForRequest(/recommendations/)
  await visit.page.evaluate((panel) => {
    document.body.insertAdjacentHTML('beforeend', panel)
  }, PANEL)
  const headers = await (await asked).allHeaders()
  expect(headers.cookie).toBeUndefined()
  expect(headers.referer).toBeUndefined()
  await visit.page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toEqual([
    'GET /p/pk_test/recommendations?placement=product&item_id=tea&panels=complementary',
  ])
})

test('keeps its space in view, and closes above the view without moving what is in it', async ({ shop }) => {
  const head = '<style>pairwell-panel{--rec-min-height:300px} #mark{margin-block:2000px}</style>'
  const body = `<h1>Tea</h1><main>${PANEL}<p id="mark">Text</p></main>`
  const { page, inFlight } = await shop.visit({ head, body }, json(answer([])))
  await expect.poll(() => shop.api.asked.length).toBe(1)
  await expect.poll(() => inFlight.size).toBe(0)
  await twoFrames(page)
  expect(await page.locator('pairwell-panel').boundingBox()).toMatchObject({ height: 300 })
  const at = () =>
    page.evaluate(() => document.querySelector('#mark')?.getBoundingClientRect().top ?? Number.NaN)
  await page.evaluate(() => window.scrollTo(0, 2_000))
  const before = await at()
  await page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
  await twoFrames(page)
  // Heights have fractions of a pixel, positions of scrolling have none.
  expect(Math.abs((await at()) - before)).toBeLessThan(1)
  // By its height and by a margin that collapses with the next one.
  expect(await page.evaluate(() => window.scrollY)).toBeLessThanOrEqual(1_700)
})

test('does not shift the page when a panel below the view turns out to be empty', async ({ shop }) => {
  const head = '<style>pairwell-panel{--rec-min-height:300px} h1{height:120vh}</style>'
  const visit = await shop.visit({ head, body: BODY }, json(answer([])))
  const { page } = visit
  await page.evaluate(() => {
    new PerformanceObserver((list) => Object.assign(window, { shifts: list.getEntries().length })).observe({
      type: 'layout-shift',
      buffered: true,
    })
  })
  await page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
  expect(await page.evaluate(() => 'shifts' in window)).toBe(false)
})

test('sends no request before it is within 400 px of the view', async ({ shop }) => {
  const head = '<style>h1{height:300vh}</style>'
  const visit = await shop.visit({ head, body: BODY }, json(answer(PAIR)))
  const { page } = visit
  await page.waitForFunction(() => customElements.get('pairwell-panel'))
  expect(shop.api.asked).toEqual([])
  await page.evaluate(() => window.scrollTo(0, window.innerHeight * 2 - 300))
  await page.getByRole('listitem').first().waitFor()
  expect(shop.api.asked).toHaveLength(1)
})

test('works on a page that changes built-in objects', async ({ shop }) => {
  const head = `<script>
    Array.prototype.toJSON = function () { return '[bent]' }
    Object.prototype.extend = function () {}
    Array.prototype.last = function () {}
    window.addEventListener('load', () => { window.fetch = () => { throw new Error('wrapped badly') } })
  </script><div id="pairwell"></div>`
  const visit = await shop.visit({ head, body: BODY }, json(answer(PAIR)))
  await visit.page.getByRole('listitem').first().waitFor()
  expect(await visit.page.evaluate(() => window.pairwell instanceof Node)).toBe(false)
})

test('two copies of the tag are one widget', async ({ shop }) => {
  const again = `<script async src="${shop.apiOrigin}/pairwell.js" data-key="pk_other"></script>`
  const visit = await shop.visit({ head: again, body: BODY }, json(answer(PAIR)))
  await visit.page.getByRole('listitem').first().waitFor()
  await visit.page.waitForLoadState('load')
  expect(shop.api.asked).toHaveLength(1)
})

test('without a key it does nothing', async ({ shop }) => {
  const visit = await shop.visit({ body: BODY, tag: '' }, json(answer(PAIR)))
  await visit.page.waitForLoadState('load')
  expect(
    await visit.page.evaluate(() => [typeof customElements.get('pairwell-panel'), typeof window.pairwell]),
  ).toEqual(['undefined', 'undefined'])
})

test('a refused connection shows no panel', async ({ shop }) => {
  const visit = await shop.visit({ body: '' }, json(answer(PAIR)))
  await visit.page.waitForFunction(() => customElements.get('pairwell-panel'))
  shop.stopApi()
  await visit.page.evaluate((panel) => document.body.insertAdjacentHTML('beforeend', panel), PANEL)
  await visit.page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
  expect(shop.api.asked).toEqual([])
})
