import type { Page } from '@playwright/test'
import { call, upload } from '../../tools/demo-shop.ts'
import { buyersOf } from './buyers.ts'
import { lookAt } from './look-at.ts'
import { enter, expect, type Server, type TestShop, test } from './server.ts'

/** Customers who allow e-mail, and those who refused it. */
const [AGREED, REFUSED] = [600, 100]
/** Customers of one call. */
const A_CALL = 200

/** Says who allows e-mail, what a contact costs, and that some of them bought something today. */
async function giveConsents(server: Server, { secret_key }: TestShop): Promise<void> {
  const [header = ''] = server.files.orders.split('\n')
  const some = buyersOf(server)
    .slice(-(AGREED + REFUSED))
    .map(({ customer_id }) => customer_id)
  for (let from = 0; from < some.length; from += A_CALL) {
    const customers = some.slice(from, from + A_CALL).map((customer_id, at) => ({
      customer_id,
      consents: { email: { given: from + at >= REFUSED, at: 1 } },
    }))
    await call(server.api, '/v1/customers', secret_key, {
      method: 'PUT',
      body: JSON.stringify({ customers }),
    })
  }
  const today = new Date().toISOString()
  const bought = some.filter((_, at) => at % 3 > 0)
  const rows = bought.map((customer, at) => `T${at},${today},${customer},cone-dripper--one,1,19.00,EUR,paid`)
  await upload(server.api, secret_key, 'orders', [header, ...rows].join('\n'))
  // The same time twice: nothing is quiet at whatever hour this runs.
  const contact_policy = { contact_costs: { email: 5 }, quiet_hours: { from: '08:00', to: '08:00' } }
  await call(server.api, '/v1/settings', secret_key, {
    method: 'PATCH',
    body: JSON.stringify({ contact_policy }),
  })
}

/** Writes an offer and approves it, without making it live. */
async function writeOffer(page: Page, api: string, name: string): Promise<void> {
  await page.goto(`${api}/console/offers/new`)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('What', { exact: true }).selectOption('companion')
  await page.getByLabel('Headline').fill('Chosen for you: {item}')
  await page.getByRole('button', { name: 'Save as a draft' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.goto(`${api}/console/offers`)
  await page.getByRole('region', { name }).getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page.getByText('Approved', { exact: true })).toBeVisible()
}

test('a campaign is planned, checked, approved, watched and stopped', async ({ server, browser }) => {
  const { shop, page, context } = await enter(server, browser)
  await giveConsents(server, shop)
  await page.goto(`${server.api}/console/campaigns`)
  await expect(page.getByText(/Nobody is contacted before you have seen the plan/)).toBeVisible()
  await lookAt(page, 'campaigns-empty')
  await page.getByRole('link', { name: 'Plan the first campaign' }).click()

  await page.getByLabel('Name', { exact: true }).fill('Winter brew')
  await page.getByLabel('Who may be contacted').selectOption('condition')
  await page.getByRole('button', { name: 'Next: What and where' }).click()
  await expect(page.getByText('Add a condition first.')).toBeVisible()
  await lookAt(page, 'campaign-who')
  await page.getByLabel('Who may be contacted').selectOption('everybody')
  await page.getByRole('button', { name: 'Next: What and where' }).click()
  await expect(page.getByText('No offer is approved or live.')).toBeVisible()

  await writeOffer(page, server.api, 'Something that fits')
  await page.goto(`${server.api}/console/campaigns/new`)
  await page.getByLabel('Name', { exact: true }).fill('Winter brew')
  await page.getByRole('button', { name: 'Next: What and where' }).click()
  await page.getByRole('button', { name: 'Next: Limits' }).click()
  await expect(page.getByText('Choose at least one offer.')).toBeVisible()
  await page.getByLabel('Something that fits').check()
  await lookAt(page, 'campaign-what')
  await page.getByRole('button', { name: 'Next: Limits' }).click()
  await page.getByLabel('Budget (EUR)').fill('4')
  await page.getByLabel('Control, in percent').fill('40')
  await lookAt(page, 'campaign-limits')
  await page.getByRole('button', { name: 'Next: Check' }).click()
  await expect(page.getByText('40% of those who are chosen')).toBeVisible()
  await lookAt(page, 'campaign-sum')
  await page.getByRole('button', { name: 'Check the plan' }).click()

  const plan = page.getByRole('region', { name: 'The plan', exact: true })
  await expect(plan).toBeVisible({ timeout: 240_000 })
  await expect(plan.getByText(/a contact causes a quarter of the acceptances/)).toBeVisible()
  await expect(plan.getByText(/The control of \d+ customers would show a difference/)).toBeVisible()
  const reach = page.getByRole('region', { name: 'Who is reached' })
  await expect(reach.getByText(`Of ${buyersOf(server).length} customers in the audience`)).toBeVisible()
  await expect(reach.getByText('the customer refused this channel')).toBeVisible()
  await expect(
    page.getByRole('region', { name: 'Budget and limits' }).getByText(/^The next .* would bring/),
  ).toBeVisible()
  await expect(page.locator('.chart canvas')).toBeVisible()
  await page.getByText('The figures of the picture').click()
  await lookAt(page, 'campaign-plan')

  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  const sure = page.getByRole('dialog')
  await expect(sure.getByText(/The first contacts are decided at once/)).toBeVisible()
  await lookAt(page, 'campaign-approve')
  await sure.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText(/^Approved by Owner on /)).toBeVisible()
  const results = page.getByRole('region', { name: 'Results' })
  await expect(results.getByText('Decided')).toBeVisible({ timeout: 240_000 })
  await lookAt(page, 'campaign-results')
  await expect(page.getByRole('region', { name: 'Contacted and control', exact: true })).toBeVisible()
  const members = page.getByRole('region', { name: 'Customers of the campaign' })
  await expect(members.getByText('Decided').first()).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    members.getByRole('link', { name: 'Download the contacts as CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('pairwell-campaign.csv')

  await members.getByRole('link').nth(1).click()
  await expect(page.getByRole('region', { name: 'Contacts', exact: true }).getByText('planned')).toBeVisible()
  await lookAt(page, 'customer-contacts')
  await page.goto(`${server.api}/console/campaigns`)
  await expect(page.getByRole('link', { name: 'Winter brew' })).toBeVisible()
  await expect(page.getByText(/\d+ made and [1-9]\d* planned in this month/)).toBeVisible()
  await lookAt(page, 'campaigns')
  await context.close()
})

/** A call of the shop's own server. */
const tell = (server: Server, { secret_key }: TestShop, path: string, json: object) =>
  call(server.api, path, secret_key, { method: 'POST', body: JSON.stringify(json) })

/** Two campaigns with all kinds of limits, the first of which runs. */
async function twoCampaigns(server: Server, shop: TestShop): Promise<string> {
  const condition = { number: 'orders', from: 2 }
  const { segment_id } = await tell(server, shop, '/v1/segments', { name: 'Came back', condition })
  const offer_ids: string[] = []
  for (const item_id of ['house-blend', 'moor-mug']) {
    const offer = { name: `Try ${item_id}`, kind: 'cross_sell', status: 'approved' }
    const words = { texts: [{ title: 'Try {item}' }], proposal: { type: 'item', item_ids: [item_id] } }
    offer_ids.push((await tell(server, shop, '/v1/offers', { ...offer, ...words })).offer_id)
  }
  const [first = '', second = ''] = offer_ids
  const shared = {
    audience: { type: 'segment', segment_id },
    offer_ids,
    ends_at: Date.now() + 10 * 86_400_000,
  }
  const limited = {
    ...{ ...shared, name: 'With many limits', channels: ['email', 'web'], goal: 'units', budget: 400 },
    ...{ capacity: { email: 5 }, stock: { [first]: 20, [second]: 30 } },
    ...{ minimums: [{ segment_id, customers: 10 }], test_share: 0.2, repeat_days: 30 },
  }
  await tell(server, shop, '/v1/campaigns', {
    ...{ ...shared, name: 'Nothing else', channels: ['email'], control_share: 0, capacity: { email: 10 } },
  })
  return (await tell(server, shop, '/v1/campaigns', limited)).campaign_id
}

test('a running campaign is changed, paused, resumed and stopped, and an analyst reads it', async ({
  server,
  browser,
}) => {
  const { shop, page, context } = await enter(server, browser)
  await giveConsents(server, shop)
  const campaign_id = await twoCampaigns(server, shop)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const inDialog = (name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  const plan = page.getByRole('region', { name: 'The plan', exact: true })

  await page.goto(`${server.api}/console/campaigns`)
  await page.getByRole('link', { name: 'Nothing else' }).click()
  await press('Check the plan')
  await expect(plan.getByText(/Without a control nothing can be said/)).toBeVisible({ timeout: 240_000 })
  await press('Approve')
  await inDialog('Approve')
  await expect(page.getByRole('heading', { name: 'Running' })).toBeVisible({ timeout: 240_000 })

  await page.goto(`${server.api}/console/campaigns/${campaign_id}`)
  await expect(page.getByText(/goes through all customers of the audience/)).toBeVisible()
  await press('Check the plan')
  await expect(plan).toBeVisible({ timeout: 240_000 })
  await page.getByRole('link', { name: 'Change', exact: true }).click()
  await press('Next: What and where')
  await press('Next: Limits')
  await page.getByLabel('Budget (EUR)').fill('6')
  await expect(page.getByLabel('Contacts with “Try house-blend” at most')).toHaveValue('20')
  await lookAt(page, 'campaign-all-limits')
  await press('Next: Check')
  await expect(page.getByText(/has to be checked and approved again/)).toBeVisible()
  await press('Check the plan')
  await expect(plan).toBeVisible({ timeout: 240_000 })
  await expect(
    page.getByRole('region', { name: 'Who is reached' }).getByText(/“Nothing else” as well/),
  ).toBeVisible()
  await expect(page.getByRole('cell', { name: /^Contacts with “Try house-blend”/ })).toBeVisible()
  await lookAt(page, 'campaign-limited-plan')

  await press('Approve')
  await inDialog('Approve')
  await expect(page.getByRole('heading', { name: 'Running' })).toBeVisible({ timeout: 240_000 })
  await press('Pause')
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible()
  await press('Resume')
  await expect(page.getByRole('heading', { name: 'Running' })).toBeVisible()
  await press('Stop')
  await page.getByLabel('Reason').fill('The picture is wrong')
  await lookAt(page, 'campaign-stop')
  await inDialog('Stop')
  await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible()
  await expect(page.getByText('Owner: Stopped it · The picture is wrong')).toBeVisible()

  const ann = await tell(server, shop, '/v1/members', { name: 'Ann', role: 'analyst' })
  const reader = await browser.newContext({ locale: 'de-DE', bypassCSP: true })
  const other = await reader.newPage()
  await other.goto(ann.sign_in_link.url)
  await other.getByRole('button', { name: 'Anmelden', exact: true }).click()
  await other.getByRole('link', { name: 'Kampagnen' }).click()
  await lookAt(other, 'campaigns-de')
  // The first is its repetition, which has no plan yet.
  await other.getByRole('link', { name: 'With many limits' }).nth(1).click()
  await expect(other.getByRole('heading', { name: 'Budget und Grenzen' })).toBeVisible()
  await expect(other.getByRole('button', { name: 'Beenden' })).toHaveCount(0)
  await expect(other.getByRole('heading', { name: 'Kunden der Kampagne' })).toHaveCount(0)
  await lookAt(other, 'campaign-de')
  await reader.close()
  await context.close()
})
