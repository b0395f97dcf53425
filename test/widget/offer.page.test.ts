import type { PageDecision } from '../../schema/decisions/page-decision.ts'
import { expect, test } from '../page-test.ts'
import type { Reply, Shop } from './a-shop.ts'

const OFFER: PageDecision = {
  decision_id: 'dec_1',
  title: 'A pot for your tea',
  body: 'For €30.00.',
  image_url: '/pictures/pot.svg',
  url: '/items/pot',
  code: 'TEA10',
  disclosure: 'Made of clay.',
  expires_at: 1,
  accept: 'View',
  refuse: 'Not for me',
  accepted: 'Thank you, we have your answer.',
  locale: 'en',
  dir: 'ltr',
}

const SIGNED_IN = `<script>(window.pairwell ||= { q: [] }).q.push((api) => api.customer('a.token'))</script>`
const PLACE =
  '<div style="height:40px"></div><pairwell-offer style="display:block;min-height:160px"></pairwell-offer>'

/** Answers with these decisions, one after the other; answers of the customer are refused as long as `isDown`. */
const decisions = (list: readonly (PageDecision | null)[], isDown = () => false): Reply => {
  let at = 0
  return (question, response) => {
    const isAnswer = question.pathname.endsWith('/response')
    if (isAnswer && isDown()) response.statusCode = 503
    const decision = isAnswer ? undefined : (list[at++] ?? null)
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ decision }))
  }
}

const sheet = (consent = 'granted') => ({
  ...{ tag: `data-key="pk_test" data-consent="${consent}"`, head: SIGNED_IN },
  body: PLACE,
})

test('a signed-in customer gets an offer, and follows it', async ({ shop }) => {
  const { page } = await shop.visit(sheet(), decisions([OFFER]))
  const offer = page.getByRole('region', { name: OFFER.title })
  await expect(offer).toContainText('For €30.00.')
  await expect(offer).toContainText('Made of clay.')
  await expect(offer.getByRole('link', { name: 'View' })).toHaveAttribute('href', '/items/pot')
  const sent = () => shop.api.asked.filter((one) => one.endsWith('/decision/response')).length
  await expect.poll(sent).toBe(1)
  await offer.getByRole('link', { name: 'View' }).click()
  await expect(page).toHaveURL(/\/items\/pot$/)
  // Looking at the item accepts nothing.
  expect(sent()).toBe(1)
})

test('a refusal removes the offer, and another one may follow', async ({ shop }) => {
  const second = { ...OFFER, decision_id: 'dec_2', title: 'Or a mug?' }
  const { page } = await shop.visit(sheet(), decisions([OFFER, second]))
  await page.getByRole('button', { name: 'Not for me' }).click()
  await expect(page.getByRole('region', { name: 'Or a mug?' })).toBeFocused()
  await page.getByRole('button', { name: 'Not for me' }).click()
  await expect(page.locator('pairwell-offer')).toBeHidden()
})

/** A service has no page of its own. */
const SERVICE: PageDecision = { ...OFFER, title: 'Engraving?', url: null, accept: 'Ja, gern', locale: 'de' }

test('an offer without a link is accepted by its button, and says so in the language of the offer', async ({
  shop,
}) => {
  let isDown = true
  const service = { ...SERVICE, accepted: 'Danke!' }
  const { page } = await shop.visit(
    sheet(),
    decisions([service], () => isDown),
  )
  const offer = page.getByRole('region', { name: 'Engraving?' })
  await expect(offer).toHaveAttribute('lang', 'de')
  const accept = offer.getByRole('button', { name: 'Ja, gern' })
  const sent = () => shop.api.asked.filter((one) => one.endsWith('/decision/response')).length
  await expect.poll(sent).toBe(1)
  // What has not arrived can be pressed again.
  await accept.click()
  await expect.poll(sent).toBe(2)
  await expect(accept).toBeVisible()
  isDown = false
  await accept.click()
  await expect(offer).toContainText('Danke!')
  await expect(offer).toBeFocused()
  await expect(offer.getByRole('button')).toHaveCount(0)
})

test('an offer whose link is unsafe cannot be accepted by a button that says "View"', async ({ shop }) => {
  const { page } = await shop.visit(sheet(), decisions([{ ...OFFER, url: 'javascript:alert(1)' }]))
  const offer = page.getByRole('region', { name: OFFER.title })
  await expect(offer.getByRole('button')).toHaveText(['Not for me'])
  await expect(offer.getByRole('link')).toHaveCount(0)
})

test('two places of one page do not show the same decision', async ({ shop }) => {
  const two = PLACE + PLACE
  const { page } = await shop.visit({ ...sheet(), body: two }, decisions([OFFER, OFFER]))
  await expect(page.getByRole('region', { name: OFFER.title })).toHaveCount(1)
  await expect(page.locator('pairwell-offer[hidden]')).toHaveCount(1)
})

const offerParts = (shop: Shop) => shop.api.loaded.filter((one) => one.includes('offer'))

test('nobody is asked about before consent, which a banner may bring and take back', async ({ shop }) => {
  const { page } = await shop.visit(sheet('denied'), decisions([OFFER]))
  await expect.poll(() => offerParts(shop)).toHaveLength(1)
  await page.evaluate('pairwell.consent(true)')
  const offer = page.getByRole('region', { name: OFFER.title })
  await expect(offer).toBeVisible()
  const asked = () => shop.api.asked.filter((one) => one.endsWith('/decision'))
  expect(asked()).toHaveLength(1)
  // A banner says it again on each page.
  await page.evaluate('pairwell.consent(true)')
  await page.evaluate('pairwell.consent(false)')
  await expect(offer).toHaveCount(0)
  expect(asked()).toHaveLength(1)
})

test('a place that waits hidden, because nobody consented, does not hide the offer that comes with consent', async ({
  shop,
}) => {
  const { page } = await shop.visit(sheet('denied'), decisions([OFFER]))
  await expect(page.locator('pairwell-offer')).toHaveAttribute('hidden', '')
  // A page that tells its customer once more has the place looked at while it is hidden.
  await page.evaluate(`pairwell.customer('a.token')`)
  await page.evaluate('pairwell.consent(true)')
  await expect(page.getByRole('region', { name: OFFER.title })).toBeVisible()
})

test('a page without the element loads nothing of it', async ({ shop }) => {
  const { page } = await shop.visit({ ...sheet(), body: '<p>Nothing</p>' }, decisions([OFFER]))
  await page.evaluate('pairwell.customer("a.token")')
  expect(offerParts(shop)).toEqual([])
})

test('an offer without space of its own moves nothing that is in view', async ({ shop }) => {
  const body = '<pairwell-offer></pairwell-offer><p id="below">Below</p><div style="height:3000px"></div>'
  const { page } = await shop.visit({ ...sheet(), body }, decisions([OFFER]))
  const top = () => page.locator('#below').evaluate((one) => one.getBoundingClientRect().top)
  const before = await top()
  await expect.poll(() => shop.api.asked.some((one) => one.includes('/decision'))).toBe(true)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect(await top()).toBe(before)
})
