import type { Page } from '@playwright/test'
import { call, upload } from '../../tools/demo-shop.ts'
import { lookAt } from './look-at.ts'
import { enter, expect, type Server, type TestShop, test } from './server.ts'

/** Customers who allow e-mail, and those who refused it. */
const [AGREED, REFUSED] = [700, 100]
/** Customers of one call. */
const A_CALL = 200

/** Says who allows e-mail, what a contact costs, and that some of them bought something today. */
async function giveConsents(server: Server, { secret_key }: TestShop): Promise<void> {
  const [header = '', ...lines] = server.files.orders.trim().split('\n')
  const column = header.split(',').indexOf('customer_id')
  const all = [...new Set(lines.map((line) => line.split(',')[column] ?? ''))].filter(Boolean)
  const some = all.slice(-(AGREED + REFUSED))
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
  await page.getByLabel('Budget (EUR)').fill('8')
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
  await expect(reach.getByText(/^Of 2,\d{3} customers in the audience/)).toBeVisible()
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
