import type { BrowserContextOptions, Page } from '@playwright/test'
import { draw } from '../../widget/lazy/arms.ts'
import {
  dismiss,
  eventsOf,
  expect,
  leave,
  moveOnUntil,
  nameOfPart,
  test as pageTest,
  sendAll,
} from '../page-test.ts'
import { json, type Sheet, type Shop } from './a-shop.ts'
import { item, PAIR, pageOf, panel } from './answers.ts'

const BODY = '<pairwell-panel item-id="tea"></pairwell-panel>'
const GRANTED = 'data-key="pk_test" data-consent="granted"'
type Open = (sheet?: Sheet, answer?: unknown, options?: BrowserContextOptions) => Promise<Page>

const test = pageTest.extend<{ open: Open }>({
  open: async ({ shop }, use) => {
    await use(async (sheet = {}, answer = pageOf(panel(PAIR)), options = {}) => {
      const { page } = await shop.visit({ body: BODY, ...sheet }, json(answer), options)
      return page
    })
  },
})

const named = (shop: Shop, name: string) => eventsOf(shop).filter((event) => event.name === name)
const stored = (page: Page) =>
  page.evaluate(() => [
    document.cookie,
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
  ])
/** A panel without experiment at the top of the page: after its view the other panels had time to be viewed. */
const CONTROL = '<pairwell-panel item-id="tea" intent="upgrade"></pairwell-panel>'
const control = panel([item('samovar')], {}, { intent: 'upgrade', recommendation_id: 'control' })
const controlIsSeen = (shop: Shop) => () =>
  named(shop, 'rec_viewable').some(({ recommendation_id }) => recommendation_id === 'control')

test('a panel that was rendered and in view is one beacon, as the API documents it, without a preflight', async ({
  open,
  shop,
}) => {
  await open()
  await expect.poll(() => named(shop, 'rec_viewable').length).toBe(1)
  expect(shop.api.beacons).toHaveLength(1)
  const [sent] = shop.api.beacons
  expect(sent).toMatchObject({
    consent: false,
    events: [{ name: 'view_item_list' }, { name: 'rec_viewable' }],
  })
  expect(sent && 'visitor_id' in sent).toBe(false)
  const [list, seen] = eventsOf(shop)
  expect(list).toMatchObject({
    recommendation_id: 'mug+pot',
    placement: 'product',
    intent: 'complementary',
    seed_item_id: 'tea',
    currency: 'EUR',
    items: [
      { item_id: 'mug', item_name: 'The mug', index: 0, price: 19.99, source: 'mined' },
      { item_id: 'pot', index: 1 },
    ],
  })
  expect(seen?.view_id).toBe(list?.view_id)
  expect(seen?.event_id).not.toBe(list?.event_id)
})

test('a page that is rendered in advance reports nothing until it is opened, then each panel once', async ({
  open,
  shop,
}) => {
  const page = await open({
    clock: true,
    before: () => Object.defineProperty(document, 'prerendering', { value: true, configurable: true }),
  })
  await page.getByRole('listitem').first().waitFor()
  const panels = page.locator('pairwell-panel')
  await panels.evaluate((panel) => panel.setAttribute('limit', '2'))
  await expect.poll(() => shop.api.asked.length).toBe(2)
  await page.clock.runFor(5_000)
  expect(eventsOf(shop)).toEqual([])

  await page.evaluate(() => {
    Object.defineProperty(document, 'prerendering', { value: false })
    document.dispatchEvent(new Event('prerenderingchange'))
  })
  await moveOnUntil(page, () => named(shop, 'rec_viewable').length > 0)
  await sendAll(shop, page)
  const names = eventsOf(shop).map(({ name }) => name)
  expect(names).toEqual(['view_item_list', 'rec_viewable', 'view_item'])
})

test('a panel that stays out of view is reported as rendered, not as viewable', async ({ open, shop }) => {
  const page = await open(
    { body: `${CONTROL}<div style="height: 105vh"></div>${BODY}`, clock: true },
    pageOf(control, panel(PAIR)),
  )
  await moveOnUntil(page, controlIsSeen(shop))
  await sendAll(shop, page)
  const about = eventsOf(shop).filter(({ recommendation_id }) => recommendation_id === 'mug+pot')
  expect(about.map(({ name }) => name)).toEqual(['view_item_list'])
})

test('a click, an addition and a dismissal name their item and its position', async ({ open, shop }) => {
  const head =
    '<script>window.pairwell = { onAdd: async () => {} }; addEventListener("click", (e) => e.preventDefault())</script>'
  const page = await open({ head }, pageOf(panel(PAIR, { not_for_me: true })))
  await page.getByRole('link', { name: 'The pot' }).click()
  await page.getByRole('button', { name: 'Add to cart: The pot' }).click()
  await page.getByRole('button', { name: 'Added: The pot' }).waitFor()
  await dismiss(page, 'The mug')
  await leave(page)
  await expect.poll(() => named(shop, 'rec_dismissed').length).toBe(1)
  const about = (name: string) =>
    named(shop, name).map(({ items }) => items.map(({ item_id, index }) => [item_id, index]))
  expect(about('select_item')).toEqual([[['pot', 1]]])
  expect(about('add_to_cart')).toEqual([[['pot', 1]]])
  expect(about('rec_dismissed')).toEqual([[['mug', 0]]])
})

test('the page reports its own events', async ({ open, shop }) => {
  const page = await open({ body: '' })
  await page.waitForFunction('window.pairwell')
  await page.evaluate(
    'pairwell.track("purchase", { transaction_id: "1001", currency: "EUR", value: 20, items: [{ item_id: "tea" }] })',
  )
  await expect.poll(() => named(shop, 'purchase')).toMatchObject([{ transaction_id: '1001', value: 20 }])
})

test('one beacon has at most 50 events', async ({ open, shop }) => {
  const page = await open({ body: '' })
  await page.waitForFunction('window.pairwell')
  await page.evaluate('for (let n = 0; n < 60; n += 1) pairwell.track("view_item", { items: [] })')
  await leave(page)
  await expect.poll(() => shop.api.beacons.map((sent) => sent.events.length).sort()).toEqual([10, 50])
})

const REFUSALS: [string, Sheet, BrowserContextOptions?][] = [
  ['nothing said', {}],
  ['denied', { tag: 'data-key="pk_test" data-consent="denied"' }],
  [
    'granted, in a browser that says no',
    { tag: GRANTED, before: () => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }) },
  ],
  [
    'denied at Shopify’s banner',
    {
      head: '<script>window.Shopify = { customerPrivacy: { analyticsProcessingAllowed: () => false } }</script>',
    },
  ],
  [
    'taken back',
    { tag: GRANTED, head: '<script>window.pairwell = { q: [(p) => p.consent(false)] }</script>' },
  ],
]

for (const [name, sheet] of REFUSALS) {
  test(`with consent ${name} nothing is stored, and events have no visitor`, async ({ open, shop }) => {
    const page = await open(sheet, pageOf(panel(PAIR, { not_for_me: true })))
    await page.evaluate('pairwell.customer("token.of.ann")')
    await dismiss(page, 'The mug')
    await leave(page)
    await expect.poll(() => named(shop, 'rec_dismissed').length).toBe(1)
    const keys = shop.api.beacons.map((sent) => Object.keys(sent).sort().join())
    expect(new Set(keys)).toEqual(new Set(['consent,events,sent_at']))
    expect(await stored(page)).toEqual(['', '{}', '{}'])
  })
}

test('with consent one key stores the browser’s id and the dismissals, until consent is withdrawn', async ({
  open,
  shop,
}) => {
  const page = await open(
    { tag: GRANTED },
    pageOf(panel(PAIR, { not_for_me: true }, { spare: [item('jar')] })),
  )
  await page.evaluate('pairwell.customer("token.of.ann")')
  await dismiss(page, 'The mug')
  await leave(page)
  await expect.poll(() => named(shop, 'rec_dismissed').length).toBe(1)
  const [sent] = shop.api.beacons
  const kept = JSON.parse(JSON.parse((await stored(page))[1] ?? '').pairwell)
  expect(sent).toMatchObject({ consent: true, visitor_id: kept.visitor, customer_token: 'token.of.ann' })
  expect(kept.visitor).toMatch(/^\w{16,64}$/)
  expect(Object.keys(kept.dismissed)).toEqual(['mug'])
  await page.reload()
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The pot', 'The jar'])
  await page.evaluate('pairwell.consent(false)')
  expect(await stored(page)).toEqual(['', '{}', '{}'])
})

test('an item seen three times in a week without a press pauses, and a spare takes its position', async ({
  open,
}) => {
  const answer = pageOf(panel(PAIR, {}, { spare: [item('jar')] }))
  const page = await open({ tag: GRANTED }, answer)
  const kept = async () => JSON.parse(JSON.parse((await stored(page))[1] ?? '').pairwell ?? '{}')
  await page.evaluate(
    'localStorage.setItem("pairwell", JSON.stringify({ seen: { mug: [Date.now() - 6e8, Date.now() - 5e8] } }))',
  )
  await expect.poll(kept).toMatchObject({ resting: { mug: [expect.any(Number)] } })
  await page.reload()
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The pot', 'The jar'])
  await page.evaluate('pairwell.consent(false)')
  expect((await stored(page))[1]).toBe('{}')
})

test('a spare that was drawn for the last position is reported with its propensity', async ({
  open,
  shop,
}) => {
  const explored = pageOf(panel(PAIR, { explore: 1 }, { spare: [item('jar'), item('lid')] }))
  const page = await open({ tag: GRANTED }, explored)
  await page.getByRole('region').waitFor()
  const [, last] = await page.getByRole('link').allInnerTexts()
  expect(['The jar', 'The lid']).toContain(last)
  await leave(page)
  await expect.poll(() => named(shop, 'view_item_list')).toMatchObject([{ explore: 0.5 }])
})

test('the id that the shop’s server has set is used before one of ours', async ({ open, shop }) => {
  const cookie = 'pairwell_visitor=set-by-the-server-1'
  const page = await open({ tag: GRANTED, head: `<script>document.cookie = '${cookie}'</script>` })
  await page.getByRole('region').waitFor()
  await leave(page)
  await expect.poll(() => shop.api.beacons[0]?.visitor_id).toBe('set-by-the-server-1')
  expect((await stored(page))[1]).toBe('{}')
})

const tested = (arms: object[]) =>
  pageOf(panel(PAIR, {}, { experiment: { experiment_id: 'x1', arms } as never }))
const cookieOf = (visitor: string): Sheet => ({
  tag: GRANTED,
  head: `<script>document.cookie = 'pairwell_visitor=${visitor}'</script>`,
})
/** Returns a visitor whose draw is between these limits. */
const drawn = (from: number, to: number) =>
  Array.from({ length: 1_000 }, (_, n) => `visitor-number-${n}`).find(
    (id) => draw('x1', id) >= from && draw('x1', id) < to,
  ) ?? ''
const ARMS = [
  { arm: 'control', share: 0.4, holdout: false },
  {
    arm: 'other',
    share: 0.3,
    holdout: false,
    recommendation_id: 'r_other',
    items: [item('jar'), item('cup')],
  },
  { arm: 'none', share: 0.2, holdout: true },
]

const LISTS: [string, number, number, string[], string | undefined, string][] = [
  ['of the control', 0, 0.4, ['The mug', 'The pot'], 'control', 'mug+pot'],
  ['of another arm', 0.4, 0.7, ['The jar', 'The cup'], 'other', 'r_other'],
  ['beyond the shares', 0.9, 1, ['The mug', 'The pot'], undefined, 'mug+pot'],
]

for (const [name, from, to, titles, arm, id] of LISTS) {
  test(`a visitor ${name} sees the list of its arm, and the events name the arm`, async ({ open, shop }) => {
    const page = await open(cookieOf(drawn(from, to)), tested(ARMS))
    await page.getByRole('region').waitFor()
    expect(await page.getByRole('link').allInnerTexts()).toEqual(titles)
    await leave(page)
    await expect
      .poll(() => named(shop, 'view_item_list').map((event) => [event.arm, event.recommendation_id]))
      .toEqual([[arm, id]])
  })
}

test('a visitor in the holdout sees no panel, and is counted when the panel would have come into view', async ({
  open,
  shop,
}) => {
  const page = await open(cookieOf(drawn(0.7, 0.9)), tested(ARMS))
  await expect
    .poll(() => eventsOf(shop))
    .toMatchObject([{ name: 'rec_viewable', experiment_id: 'x1', arm: 'none', items: [] }])
  await expect(page.getByRole('listitem')).toHaveCount(0)
})

const ALIKE = [
  { arm: 'grid', share: 0.25, holdout: false },
  { arm: 'list', share: 0.25, holdout: false, panel: panel(PAIR, { layout: 'list' }).panel },
  { arm: 'empty', share: 0.25, holdout: false, recommendation_id: 'r_empty', items: [], spare: [] },
  { arm: 'none', share: 0.25, holdout: true },
]
/** Returns a page on which `inView` pixels of the panel's space are in view. @param above content at the top of the page */
const below = (inView: number, style = '', above = ''): Pick<Sheet, 'body'> => ({
  body: `<div style="height: calc(100vh - ${inView}px)">${above}</div>
    <div style="${style}"><pairwell-panel item-id="tea"></pairwell-panel></div>`,
})
const OWN = `<script>window.pairwell = { render: () => {
  window.rendered = true
  return document.createElement('p')
} }</script>`

const PLACES: [string, number, object, string][] = [
  ['a grid', 0, {}, ''],
  ['a list', 0.25, {}, ''],
  ['a list of nothing', 0.5, {}, ''],
  ['a holdout', 0.75, {}, ''],
  ['a holdout in a wrapper that clips', 0.75, below(220, 'overflow: hidden'), ''],
  ['a grid that the shop draws itself', 0, {}, OWN],
  ['a holdout of a shop that draws itself', 0.75, {}, OWN],
]

for (const [name, from, wrapped, own] of PLACES) {
  test(`${name} is counted at the same line of the page as every other arm`, async ({ open, shop }) => {
    const sheet = cookieOf(drawn(from, from + 0.25))
    const page = await open(
      { ...sheet, head: `${sheet.head}${own}`, ...below(220), ...wrapped },
      tested(ALIKE),
    )
    await expect.poll(() => named(shop, 'rec_viewable').map(({ arm }) => arm)).toEqual([ALIKE[from * 4]?.arm])
    expect(await page.evaluate('window.rendered')).toBe(own && from === 0 ? true : undefined)
  })
}

for (const [name, from] of [
  ['a grid', 0],
  ['a holdout', 0.75],
] as const) {
  test(`${name} is not counted when its space has hardly come into view`, async ({ open, shop }) => {
    const page = await open(
      { ...cookieOf(drawn(from, from + 0.25)), ...below(120, '', CONTROL), clock: true },
      pageOf(control, ...tested(ALIKE).panels),
    )
    await moveOnUntil(page, controlIsSeen(shop))
    await sendAll(shop, page)
    expect(shop.api.asked).toHaveLength(1)
    const seen = named(shop, 'rec_viewable').map(({ recommendation_id }) => recommendation_id)
    expect(seen).toEqual(['control'])
  })
}

/** Returns a token without a valid signature, which only the Worker checks. */
const tokenOf = (sub: string) => `e30.${btoa(JSON.stringify({ sub }))}.signature`
const byCustomer = pageOf(
  panel(PAIR, {}, { experiment: { experiment_id: 'x1', unit: 'customer', arms: ARMS } as never }),
)
const signedIn = (sub: string): Sheet => ({
  tag: GRANTED,
  head: `<script>
    document.cookie = 'pairwell_visitor=${drawn(0.7, 0.9)}'
    window.pairwell = { q: [(p) => p.customer('${tokenOf(sub)}')] }
  </script>`,
})

test('where customers are drawn, a signed-in visitor sees the list of the customer’s arm, whatever the browser has drawn', async ({
  open,
  shop,
}) => {
  const page = await open(signedIn(drawn(0.4, 0.7)), byCustomer)
  await page.getByRole('region').waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The jar', 'The cup'])
  await leave(page)
  await expect.poll(() => named(shop, 'view_item_list').map(({ arm }) => arm)).toEqual(['other'])
  expect(shop.api.beacons[0]).toMatchObject({ customer_token: tokenOf(drawn(0.4, 0.7)) })
})

test('where customers are drawn, a visitor who has not signed in sees the panel without experiment, and is in no arm', async ({
  open,
  shop,
}) => {
  const page = await open(cookieOf(drawn(0.7, 0.9)), byCustomer)
  await page.getByRole('region').waitFor()
  await leave(page)
  await expect.poll(() => named(shop, 'view_item_list').map(({ arm }) => arm)).toEqual([undefined])
})

test('without consent every visitor sees the same, and is in no experiment', async ({ open, shop }) => {
  const page = await open({}, tested([{ arm: 'none', share: 1, holdout: true }]))
  await page.getByRole('region').waitFor()
  await leave(page)
  await expect
    .poll(() => eventsOf(shop).map(({ arm, experiment_id }) => [arm, experiment_id]))
    .toEqual([[undefined, undefined]])
  expect(shop.api.loaded.map(nameOfPart)).toEqual(['/pairwell.js', '/pairwell-view.js'])
})

test('a blocked beacon causes no error', async ({ shop }) => {
  const { page, violations } = await shop.visit(
    {
      body: BODY,
      csp: `default-src 'unsafe-inline' ${shop.apiOrigin}; connect-src ${shop.apiOrigin}/p/pk_test/recommendations; img-src *`,
      // The browser's message about the blocked request.
      ownFaults: /Content Security Policy/,
    },
    json(pageOf(panel(PAIR))),
  )
  await page.getByRole('region').waitFor()
  await leave(page)
  await expect.poll(violations).toContain('connect-src')
  // A second blocked request ends after the first, whose error would have been reported by then.
  const outcome = await page.evaluate(
    (url) =>
      fetch(url, { method: 'POST', mode: 'no-cors' }).then(
        () => 'sent',
        () => 'blocked',
      ),
    `${shop.apiOrigin}/p/pk_test/events`,
  )
  expect(outcome).toBe('blocked')
})
