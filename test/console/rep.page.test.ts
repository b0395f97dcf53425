import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { call, upload } from '../../tools/demo-shop.ts'
import { addWholesale } from '../../tools/demo-wholesale.ts'
import { lookAt, pictureForHandbook } from './look-at.ts'
import { expect, type Server, type TestShop, test } from './server.ts'

/** A phone. */
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }

/** A shop with the wholesale side of the demo, and a browser in which one of its reps is signed in. */
async function aRepsDay(server: Server, browser: Browser, options: BrowserContextOptions = {}) {
  const shop = await server.open('Fern & Kettle')
  await upload(server.api, shop.secret_key, 'items', server.files.items)
  await addWholesale(server.api, shop.secret_key, () => {})
  const { items } = await call(server.api, '/v1/members', shop.secret_key)
  const rep = items.find(({ name }: { name: string }) => name === 'Mara Lindt')
  const { url } = await call(server.api, `/v1/members/${rep.member_id}/sign-in-links`, shop.secret_key, {
    method: 'POST',
  })
  const context = await browser.newContext({ ...PHONE, ...options })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Calls of today' })).toBeVisible()
  return { shop, context, page }
}

const outcomesOf = async (server: Server, { secret_key }: TestShop, account_id: string) =>
  (await call(server.api, `/v1/accounts/${account_id}/brief`, secret_key)).outcomes

const openingsOf = (page: Page) =>
  page.getByRole('region', { name: 'What to open' }).getByRole('heading', { level: 3 })

test('a rep’s day on a phone: calls, a page without a connection, outcomes that are sent later, once', async ({
  server,
  browser,
}) => {
  const { shop, context, page } = await aRepsDay(server, browser, { bypassCSP: true })
  // A rep sees accounts, and nothing else of the shop.
  await page.getByRole('button', { name: 'Menu' }).click()
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link')).toHaveText(['Accounts'])
  await page.getByRole('button', { name: 'Menu' }).click()
  const calls = page.locator('.calls > li')
  await expect(calls).toHaveCount(3)
  await expect(page.getByText(/3 pages are kept on this device/)).toBeVisible({ timeout: 60_000 })
  await lookAt(page, 'rep-calls')
  await page.setViewportSize(PHONE.viewport)

  await server.kill()
  await page.getByRole('link', { name: 'Café Morgenrot' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Café Morgenrot')
  await expect(page.getByText(/There is no connection\. This is what was known on/)).toBeVisible()
  const first = (await openingsOf(page).first().textContent()) ?? ''
  await lookAt(page, 'rep-offline')
  await page.setViewportSize(PHONE.viewport)
  await refuse(page)
  await expect(page.getByText('1 outcome waits for a connection.')).toBeVisible()
  // The phone may close the page meanwhile.
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Café Morgenrot')
  await expect(page.getByText('1 outcome waits for a connection.')).toBeVisible()

  await server.start()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('1 outcome waits for a connection.')).toBeHidden({ timeout: 30_000 })
  await expect(page.getByText(/There is no connection/)).toBeHidden()
  await expect(openingsOf(page).filter({ hasText: first })).toHaveCount(0)
  const blocked = page.getByRole('region', { name: 'Not now' })
  await expect(blocked.getByText(/refused \(Too dear\)/)).toBeVisible()
  const told = await outcomesOf(server, shop, 'W-101')
  expect(told.filter(({ outcome }: { outcome: string }) => outcome === 'rejected')).toHaveLength(1)
  await lookAt(page, 'rep-brief')
  await pictureForHandbook(page, 'rep')
  await context.close()
})

/** Refuses the first opening, in two presses. */
async function refuse(page: Page): Promise<void> {
  const opening = page.locator('.openings > li').first()
  await opening.getByRole('button', { name: 'Refused' }).click()
  await lookAt(page, 'rep-refused')
  await page.setViewportSize(PHONE.viewport)
  await opening.getByRole('button', { name: 'Too dear' }).click()
  await expect(opening.getByText(/Recorded: Refused \(Too dear\)\. It will be sent/)).toBeVisible()
}

test('what a buyer refuses at the till is gone from the page at the next load; paper has no buttons', async ({
  server,
  browser,
}) => {
  const { shop, context, page } = await aRepsDay(server, browser)
  await page.goto(`${server.api}/console/accounts/of/W-102`)
  // The policy of the page lets the one worker in.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  const first = (await openingsOf(page).first().textContent()) ?? ''
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Accepted' }).first()).toBeHidden()
  await expect(openingsOf(page).first()).toBeVisible()
  if (process.env.PICTURES) {
    await page.setViewportSize({ width: 794, height: 1_123 })
    await page.screenshot({ path: `${process.env.PICTURES}/rep-paper.png`, fullPage: true })
  }
  await page.emulateMedia({ media: 'screen' })
  await refuseAtTill(server, shop, first)
  await page.reload()
  await expect(page.getByRole('region', { name: 'Not now' }).getByText(first)).toBeVisible()
  await expect(openingsOf(page).filter({ hasText: first })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Last contacts' }).getByText(/Till/)).toBeVisible()
  await closed(context, page, server)
})

/** Another rep's account is as good as none; the session is over when the rep signs out, and nothing stays on the device. */
async function closed(context: BrowserContext, page: Page, server: Server): Promise<void> {
  await page.goto(`${server.api}/console/accounts/of/W-110`)
  await expect(page.getByText(/There is no such account/)).toBeVisible()
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Menu' })).toBeHidden()
  expect(await page.evaluate(async () => await caches.has('pairwell-data'))).toBe(false)
  await context.close()
}

/** An offer of the family is made to a buyer at the till, and refused. */
async function refuseAtTill(server: Server, { secret_key }: TestShop, family: string): Promise<void> {
  const post = (path: string, json: object) =>
    call(server.api, path, secret_key, { method: 'POST', body: JSON.stringify(json) })
  const { openings } = await call(server.api, '/v1/accounts/W-102/brief', secret_key)
  const [opening] = openings.filter((one: { family: string }) => one.family.endsWith(family))
  await post('/v1/offers', {
    ...{ name: 'Try it', kind: 'cross_sell', status: 'live', margin: 500, texts: [{ title: 'Try {item}' }] },
    proposal: { type: 'item', item_ids: [opening.items[0].item_id] },
  })
  const { customer } = await post('/v1/customers/lookup', { customer_id: 'W-102-chef' })
  const { decision } = await post('/v1/decisions', { customer, channel: 'till' })
  await post('/v1/responses', { decision_id: decision.decision_id, response: 'rejected', channel: 'till' })
}
