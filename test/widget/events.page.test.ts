import type { BrowserContextOptions, Page } from 'playwright-core'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { beacon } from '../../schema/outcomes/events.ts'
import { draw } from '../../widget/lazy/arms.ts'
import { shopOfFile } from './a-file.ts'
import { json, type Sheet, type Visit } from './a-shop.ts'
import { item, PAIR, pageOf, panel } from './answers.ts'

const shop = await shopOfFile()

let visit: Visit

const BODY = '<pairwell-panel item-id="tea"></pairwell-panel>'
const GRANTED = 'data-key="pk_test" data-consent="granted"'
async function open(
  sheet: Sheet = {},
  answer: unknown = pageOf(panel(PAIR)),
  options: BrowserContextOptions = {},
) {
  visit = await shop.visit({ body: BODY, ...sheet }, json(answer), options)
  return visit.page
}
/** All that was sent so far, checked against the API's own shape. */
const events = () => shop.api.beacons.flatMap((sent) => v.parse(beacon, sent).events)
const named = (name: string) => events().filter((event) => event.name === name)
const stored = (page: Page) =>
  page.evaluate(() => [
    document.cookie,
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
  ])
/** Hides the page, and again, for what it notices only after that. */
const leave = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true })
    const hide = () => document.dispatchEvent(new Event('visibilitychange'))
    hide()
    setInterval(hide, 100)
  })

it('a panel that was rendered and seen is one beacon, as the API documents it, without a preflight', async () => {
  await open()
  await expect.poll(() => named('rec_viewable').length, { timeout: 8_000 }).toBe(1)
  expect(shop.api.beacons).toHaveLength(1)
  const [sent] = shop.api.beacons
  expect(sent).toMatchObject({
    consent: false,
    events: [{ name: 'view_item_list' }, { name: 'rec_viewable' }],
  })
  expect(sent && 'visitor_id' in sent).toBe(false)
  const [list, seen] = events()
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

it('a panel that stays out of view was rendered, not seen', async () => {
  const page = await open({ head: '<style>pairwell-panel{margin-top:105vh}</style>' })
  await page.getByRole('region').waitFor({ state: 'attached' })
  await page.waitForTimeout(1_300)
  await leave(page)
  await expect.poll(() => events().map(({ name }) => name)).toEqual(['view_item_list'])
})

it('a click, an addition and what is not wanted name their item and its place', async () => {
  const head =
    '<script>window.pairwell = { onAdd: async () => {} }; addEventListener("click", (e) => e.preventDefault())</script>'
  const page = await open({ head }, pageOf(panel(PAIR, { not_for_me: true })))
  await page.getByRole('link', { name: 'The pot' }).click()
  await page.getByRole('button', { name: 'Add to cart: The pot' }).click()
  await page.getByRole('button', { name: 'Added: The pot' }).waitFor()
  await page.getByRole('button', { name: 'Not for me: The mug' }).click()
  await leave(page)
  await expect.poll(() => named('rec_dismissed').length).toBe(1)
  const about = (name: string) =>
    named(name).map(({ items }) => items.map(({ item_id, index }) => [item_id, index]))
  expect(about('select_item')).toEqual([[['pot', 1]]])
  expect(about('add_to_cart')).toEqual([[['pot', 1]]])
  expect(about('rec_dismissed')).toEqual([[['mug', 0]]])
})

it('the page tells of its own events', async () => {
  const page = await open({ body: '' })
  await page.waitForFunction('window.pairwell')
  await page.evaluate(
    'pairwell.track("purchase", { transaction_id: "1001", currency: "EUR", value: 20, items: [{ item_id: "tea" }] })',
  )
  await expect
    .poll(() => named('purchase'), { timeout: 8_000 })
    .toMatchObject([{ transaction_id: '1001', value: 20 }])
})

it('at most 50 events go together', async () => {
  const page = await open({ body: '' })
  await page.waitForFunction('window.pairwell')
  await page.evaluate('for (let n = 0; n < 60; n += 1) pairwell.track("view_item", { items: [] })')
  await leave(page)
  await expect.poll(() => shop.api.beacons.map((sent) => sent.events.length).sort()).toEqual([10, 50])
})

it.each<[string, Sheet, BrowserContextOptions?]>([
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
])('with consent %s nothing is stored or named', async (_name, sheet) => {
  const page = await open(sheet, pageOf(panel(PAIR, { not_for_me: true })))
  await page.evaluate('pairwell.customer("token.of.ann")')
  await page.getByRole('button', { name: 'Not for me: The mug' }).click()
  await leave(page)
  await expect.poll(() => named('rec_dismissed').length).toBe(1)
  const keys = shop.api.beacons.map((sent) => Object.keys(sent).sort().join())
  expect(new Set(keys)).toEqual(new Set(['consent,events,sent_at']))
  expect(await stored(page)).toEqual(['', '{}', '{}'])
})

it('with consent one key holds the browser’s id and what is not wanted, until consent is taken back', async () => {
  const page = await open(
    { tag: GRANTED },
    pageOf(panel(PAIR, { not_for_me: true }, { spare: [item('jar')] })),
  )
  await page.evaluate('pairwell.customer("token.of.ann")')
  await page.getByRole('button', { name: 'Not for me: The mug' }).click()
  await leave(page)
  await expect.poll(() => named('rec_dismissed').length).toBe(1)
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

it('what was seen three times in a week without a press rests, and a spare takes its place', async () => {
  const answer = pageOf(panel(PAIR, {}, { spare: [item('jar')] }))
  const page = await open({ tag: GRANTED }, answer)
  const kept = async () => JSON.parse(JSON.parse((await stored(page))[1] ?? '').pairwell ?? '{}')
  await page.evaluate(
    'localStorage.setItem("pairwell", JSON.stringify({ seen: { mug: [Date.now() - 6e8, Date.now() - 5e8] } }))',
  )
  await expect.poll(kept, { timeout: 8_000 }).toMatchObject({ resting: { mug: [expect.any(Number)] } })
  await page.reload()
  await page.getByRole('link', { name: 'The jar' }).waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The pot', 'The jar'])
  await page.evaluate('pairwell.consent(false)')
  expect((await stored(page))[1]).toBe('{}')
})

it('a spare that was drawn into the last place is reported with its chance', async () => {
  const explored = pageOf(panel(PAIR, { explore: 1 }, { spare: [item('jar'), item('lid')] }))
  const page = await open({ tag: GRANTED }, explored)
  await page.getByRole('region').waitFor()
  const [, last] = await page.getByRole('link').allInnerTexts()
  expect(['The jar', 'The lid']).toContain(last)
  await leave(page)
  await expect.poll(() => named('view_item_list')).toMatchObject([{ explore: 0.5 }])
})

it('the id that the shop’s server has set goes before one of ours', async () => {
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
/** A visitor whose draw falls between these. */
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

it.each<[string, number, number, string[], string | undefined, string]>([
  ['of the control', 0, 0.4, ['The mug', 'The pot'], 'control', 'mug+pot'],
  ['of another arm', 0.4, 0.7, ['The jar', 'The cup'], 'other', 'r_other'],
  ['beyond the shares', 0.9, 1, ['The mug', 'The pot'], undefined, 'mug+pot'],
])('a visitor %s sees its list, and the events name the arm', async (_name, from, to, titles, arm, id) => {
  const page = await open(cookieOf(drawn(from, to)), tested(ARMS))
  await page.getByRole('region').waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(titles)
  await leave(page)
  await expect
    .poll(() => named('view_item_list').map((event) => [event.arm, event.recommendation_id]))
    .toEqual([[arm, id]])
})

it('a visitor of the holdout sees nothing, and is counted when the panel would have been seen', async () => {
  const page = await open(cookieOf(drawn(0.7, 0.9)), tested(ARMS))
  await expect
    .poll(() => events(), { timeout: 8_000 })
    .toMatchObject([{ name: 'rec_viewable', experiment_id: 'x1', arm: 'none', items: [] }])
  expect(await page.getByRole('listitem').count()).toBe(0)
})

const ALIKE = [
  { arm: 'grid', share: 0.25, holdout: false },
  { arm: 'list', share: 0.25, holdout: false, panel: panel(PAIR, { layout: 'list' }).panel },
  { arm: 'empty', share: 0.25, holdout: false, recommendation_id: 'r_empty', items: [], spare: [] },
  { arm: 'none', share: 0.25, holdout: true },
]
/** A page on which so much of the panel's place is in view. */
const below = (inView: number, style = ''): Pick<Sheet, 'body'> => ({
  body: `<div style="height: calc(100vh - ${inView}px)"></div>
    <div style="${style}"><pairwell-panel item-id="tea"></pairwell-panel></div>`,
})
const OWN = `<script>window.pairwell = { render: () => {
  window.rendered = true
  return document.createElement('p')
} }</script>`

it.each<[string, number, object, string]>([
  ['a grid', 0, {}, ''],
  ['a list', 0.25, {}, ''],
  ['a list of nothing', 0.5, {}, ''],
  ['a holdout', 0.75, {}, ''],
  ['a holdout in a wrapper that clips', 0.75, below(220, 'overflow: hidden'), ''],
  ['a grid that the shop draws itself', 0, {}, OWN],
  ['a holdout of a shop that draws itself', 0.75, {}, OWN],
])('%s is counted from the same line on as every other arm', async (_name, from, wrapped, own) => {
  const sheet = cookieOf(drawn(from, from + 0.25))
  const page = await open({ ...sheet, head: `${sheet.head}${own}`, ...below(220), ...wrapped }, tested(ALIKE))
  await expect
    .poll(() => named('rec_viewable').map(({ arm }) => arm), { timeout: 8_000 })
    .toEqual([ALIKE[from * 4]?.arm])
  expect(await page.evaluate('window.rendered')).toBe(own && from === 0 ? true : undefined)
})

it.each([
  ['a grid', 0],
  ['a holdout', 0.75],
])('%s whose place has hardly come into view is not counted', async (_name, from) => {
  const page = await open({ ...cookieOf(drawn(from, from + 0.25)), ...below(120) }, tested(ALIKE))
  await expect.poll(() => shop.api.asked.length).toBe(1)
  await page.waitForTimeout(1_500)
  await leave(page)
  await page.waitForTimeout(300)
  expect(named('rec_viewable')).toEqual([])
})

/** As the merchant's server makes it, but for the signature, which only the Worker looks at. */
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

it('where customers are drawn, who has signed in sees the list of their arm, whatever the browser has drawn', async () => {
  const page = await open(signedIn(drawn(0.4, 0.7)), byCustomer)
  await page.getByRole('region').waitFor()
  expect(await page.getByRole('link').allInnerTexts()).toEqual(['The jar', 'The cup'])
  await leave(page)
  await expect.poll(() => named('view_item_list').map(({ arm }) => arm)).toEqual(['other'])
  expect(shop.api.beacons[0]).toMatchObject({ customer_token: tokenOf(drawn(0.4, 0.7)) })
})

it('where customers are drawn, who has not signed in sees what everybody sees, and is in no arm', async () => {
  const page = await open(cookieOf(drawn(0.7, 0.9)), byCustomer)
  await page.getByRole('region').waitFor()
  await leave(page)
  await expect.poll(() => named('view_item_list').map(({ arm }) => arm)).toEqual([undefined])
})

it('without consent everybody sees the same, and nobody is in the experiment', async () => {
  const page = await open({}, tested([{ arm: 'none', share: 1, holdout: true }]))
  await page.getByRole('region').waitFor()
  await leave(page)
  await expect
    .poll(() => events().map(({ arm, experiment_id }) => [arm, experiment_id]))
    .toEqual([[undefined, undefined]])
  expect(shop.api.loaded).toEqual(['/pairwell.js'])
})

it('a beacon that is blocked is nobody’s error', async () => {
  visit = await shop.visit(
    {
      body: BODY,
      csp: `default-src 'unsafe-inline' ${shop.apiOrigin}; connect-src ${shop.apiOrigin}/p/pk_test/recommendations; img-src *`,
    },
    json(pageOf(panel(PAIR))),
  )
  const { page } = visit
  await page.getByRole('region').waitFor()
  await leave(page)
  await page.waitForTimeout(200)
  const mine = visit.faults.filter((fault) => !/Content Security Policy/.test(fault))
  visit.faults.length = 0
  expect(mine).toEqual([])
})
