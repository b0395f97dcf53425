import type { Page } from '@playwright/test'
import { call } from '../../tools/demo-shop.ts'
import { buyersOf, hasOneOf } from './buyers.ts'
import { lookAt } from './look-at.ts'
import { enter, expect, type Server, type TestShop, test } from './server.ts'

/** Milliseconds of the duty's pause and more, so that a run of the cron finds it due. */
const NEXT_RUN = 30 * 60_000

/** A call of the shop's own server. */
const tell = (server: Server, { secret_key }: TestShop, path: string, json: object, method = 'POST') =>
  call(server.api, path, secret_key, { method, body: JSON.stringify(json) })

/** Which of the customers refuses e-mail. */
const REFUSES = 1

/** What the trigger offers. */
const OFFERED = ['house-blend', 'moor-mug']

/** Three customers who ordered, and have nothing of what is offered. */
const customersOf = (server: Server): string[] =>
  buyersOf(server)
    .filter((buyer) => !hasOneOf(buyer, OFFERED))
    .slice(-3)
    .map(({ customer_id }) => customer_id)

/** Two approved offers, a policy without quiet hours, and customers of whom one refused e-mail. */
async function prepare(server: Server, shop: TestShop): Promise<void> {
  for (const item_id of OFFERED) {
    const offer = { name: `Try ${item_id}`, kind: 'cross_sell', status: 'approved', margin: 500 }
    const words = { texts: [{ title: 'Try {item}' }], proposal: { type: 'item', item_ids: [item_id] } }
    await tell(server, shop, '/v1/offers', { ...offer, ...words })
  }
  const customers = customersOf(server).map((customer_id, at) => ({
    customer_id,
    consents: { email: { given: at !== REFUSES, at: 1 } },
  }))
  await tell(server, shop, '/v1/customers', { customers }, 'PUT')
  // The same time twice: nothing is quiet at whatever hour this runs.
  const contact_policy = { quiet_hours: { from: '08:00', to: '08:00' } }
  await tell(server, shop, '/v1/settings', { contact_policy }, 'PATCH')
}

/** Fills the form of a new trigger, with a mistake that the API names at its field. */
async function writeTrigger(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Cart that was left')
  await page.getByLabel('When it fires').selectOption('event')
  await page.getByLabel('Name of the event').fill('Cart left')
  await page.getByRole('button', { name: 'Save the trigger' }).click()
  await expect(page.getByLabel('Name of the event')).toHaveAccessibleDescription(
    /Give a name of small letters/,
  )
  await expect(page.getByLabel('Offer', { exact: true })).toHaveAccessibleDescription(/Choose an offer/)
  await expect(page.getByText(/Correct the fields that are marked/)).toBeVisible()
  await expect(page.getByLabel('Name of the event')).toBeFocused()
  await lookAt(page, 'trigger-refused')
  await page.getByLabel('Name of the event').fill('cart_left')
  await page.getByLabel('Offer', { exact: true }).selectOption({ label: 'Try house-blend' })
  await page.getByRole('button', { name: 'Add a step' }).click()
  const second = page.getByRole('group', { name: 'Step 2' })
  await second.getByLabel('Offer', { exact: true }).selectOption({ label: 'Try moor-mug' })
  await second.getByLabel('Wait, in hours').fill('24')
  await page.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).first().click()
  await page.getByLabel('Control, in percent').fill('0')
  await lookAt(page, 'trigger-form')
  await page.getByRole('button', { name: 'Save the trigger' }).click()
}

test('a trigger is written, turned on, fires, is changed, turned off and deleted', async ({
  server,
  browser,
}) => {
  const { shop, page, context } = await enter(server, browser)
  await prepare(server, shop)
  await page.goto(`${server.api}/console/campaigns`)
  await page.getByRole('link', { name: 'Triggers', exact: true }).click()
  await expect(page.getByText(/nothing is offered before you turn the trigger on/)).toBeVisible()
  await lookAt(page, 'triggers-empty')
  await page.getByRole('link', { name: 'Add the first trigger' }).click()
  await writeTrigger(page)

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cart that was left')
  const written = page.getByRole('region', { name: 'As it was written' })
  await expect(written.getByText('“Try house-blend” by E-mail, at once')).toBeVisible()
  await expect(written.getByText(/nobody answered the step before for 7 days, after 24 hours/)).toBeVisible()
  await page.getByRole('button', { name: 'Turn on' }).click()
  await lookAt(page, 'trigger-turn-on')
  await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByText(/approved by Owner\. On since/)).toBeVisible()
  await expect(page.getByText('Nothing has set it off yet.')).toBeVisible()

  const [ada, ben, cleo] = customersOf(server).map((customer_id, at) => ({
    ...{ name: 'cart_left', key: `c-${at + 1}`, customer_id },
  }))
  await tell(server, shop, '/v1/events/custom', { events: [ada, ben, cleo, { ...cleo, cancel: true }] })
  await server.tick(Date.now() + NEXT_RUN)
  const counts = page.getByRole('region', { name: 'What it has done' })
  await expect(async () => {
    await page.reload()
    await expect(counts.getByText('1: the customer refused this channel')).toBeVisible({ timeout: 4_000 })
  }).toPass({ timeout: 120_000 })
  await expect(counts.getByText('1: your systems cancelled the event')).toBeVisible()
  const firings = page.getByRole('region', { name: 'Who set it off' })
  const offered = firings.getByRole('row').filter({ hasText: 'Event “cart_left”: c-1' })
  await expect(offered.getByText('Offer was made')).toBeVisible()
  await lookAt(page, 'trigger')
  await firings.getByLabel('Show').selectOption('withheld')
  await expect(firings.getByText('Event “cart_left”: c-2')).toBeVisible()
  await expect(offered).toHaveCount(0)
  await firings.getByLabel('Show').selectOption('')
  await offered.getByRole('link').click()
  await expect(page.getByRole('region', { name: 'Contacts', exact: true })).toBeVisible()

  await page.goto(`${server.api}/console/campaigns/triggers`)
  await expect(page.getByText('when your systems post the event “cart_left”')).toBeVisible()
  await lookAt(page, 'triggers')
  await readAsAnalyst(server, shop, browser)
  await endIt(page)
  await context.close()
})

/** An analyst sees in German what a trigger did, without customers and buttons. */
async function readAsAnalyst(
  server: Server,
  shop: TestShop,
  browser: Parameters<typeof enter>[1],
): Promise<void> {
  const ann = await tell(server, shop, '/v1/members', { name: 'Ann', role: 'analyst' })
  const reader = await browser.newContext({ locale: 'de-DE', bypassCSP: true })
  const page = await reader.newPage()
  await page.goto(ann.sign_in_link.url)
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await page.getByRole('link', { name: 'Kampagnen' }).click()
  await page.getByRole('link', { name: 'Auslöser', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Neuer Auslöser' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Cart that was left' }).click()
  await expect(page.getByText('1: der Kunde lehnt diesen Kanal ab')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ausschalten' })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Bei wem er ausgelöst wurde' })).toHaveCount(0)
  await lookAt(page, 'trigger-de')
  await reader.close()
}

/** Changes the trigger while it is on, turns it off, and deletes it. */
async function endIt(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Cart that was left' }).click()
  await page.getByRole('link', { name: 'Change', exact: true }).click()
  await expect(page.getByText(/what you save holds at once/)).toBeVisible()
  await page.getByLabel('When it fires').selectOption('viewed_item')
  await page.getByLabel('What happens to the item').selectOption('back_in_stock')
  await lookAt(page, 'trigger-change')
  await page.getByRole('button', { name: 'Save the trigger' }).click()
  await expect(page.getByText('when an item that a customer viewed is in stock again').first()).toBeVisible()
  await page.getByRole('button', { name: 'Turn off' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByText('Nothing sets it off while it is off.')).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText(/nothing is offered before you turn the trigger on/)).toBeVisible()
}
