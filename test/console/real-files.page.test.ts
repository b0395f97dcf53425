import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { DATA } from '../../bench/data.ts'
import { readOnlineRetail } from '../../bench/online-retail.ts'
import { expect, signIn, test } from './server.ts'

/** Lines of the real orders; the whole file is measured by `npm run bench -- firstday`. */
const LINES = 25_000
const ITEM = '22697'
const TITLE = 'GREEN REGENCY TEACUP AND SAUCER'

const isMissing = (name: string) => !existsSync(join(DATA, name))
const NO_DATA = `There are no real files in ${DATA}. Set PAIRWELL_DATA to their folder.`

/** Uploads files on the page Data. */
async function uploadFiles(page: Page, files: { name: string; text: string }[]): Promise<void> {
  // The start page of an empty shop takes files as well, and is left while the page Data is loaded.
  await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor()
  await page
    .locator('input[type=file]')
    .setInputFiles(files.map(({ name, text }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })))
  await expect(page.getByText('Recognised', { exact: false })).toHaveCount(files.length)
  await page.getByRole('button', { name: /^Upload / }).click()
}

test('real orders of a gift shop: from the files to an event, with a pin, a hidden item and a draft on the way', async ({
  server,
  visit,
}) => {
  test.skip(isMissing('online_retail/orders.csv.gz'), NO_DATA)
  test.slow()
  const files = readOnlineRetail(LINES)
  const shop = await server.open('Gifts')
  const { page } = await visit(await server.link(shop))
  await signIn(page)
  // Its catalogue has neither links nor pictures.
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('Items without a picture').selectOption('optional')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  await page.getByRole('link', { name: 'Data', exact: true }).click()
  await uploadFiles(page, [
    { name: 'products.csv', text: files.items },
    { name: 'orders.csv', text: files.plain },
  ])
  const reports = page.getByRole('link', { name: 'See the report' })
  await expect(reports).toHaveCount(2, { timeout: 120_000 })
  await reports.last().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Report: Orders')
  await expect(page.getByText('With two or more items')).toBeVisible()
  await expect(page.getByText(/^[\d,]+ items have suggestions of their own/)).toBeVisible({
    timeout: 120_000,
  })

  await page.getByRole('link', { name: 'Catalogue' }).click()
  await page.getByLabel('Search', { exact: true }).fill('green regency teacup')
  await page.getByRole('link', { name: new RegExp(`^${TITLE}`) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE)
  const evidence = page.getByRole('region', { name: 'Why these' })
  await expect(evidence.getByRole('cell', { name: /of [\d,]+ orders/ }).first()).toBeVisible()

  // On the picture of the panel: one item to the front, another one hidden, then published.
  const steered = page.locator('ol.steer li')
  const third = (await steered.nth(2).locator('span').first().textContent()) ?? ''
  await page.getByRole('button', { name: `To the front: ${third}` }).click()
  await expect(steered.first()).toContainText(third)
  const second = (await steered.nth(1).locator('span').first().textContent()) ?? ''
  await page.getByRole('button', { name: `Hide here: ${second}` }).click()
  await expect(page.locator('ol.steer')).not.toContainText(second)
  await page.getByRole('link', { name: 'Open in the simulator' }).click()
  const candidates = page.getByRole('region', { name: 'All candidates', exact: true })
  await expect(candidates.getByRole('row').nth(1)).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: `To the front: ${third}` }).click()
  await page.getByRole('button', { name: `Hide here: ${second}` }).click()
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Published. Every page shows it')).toBeVisible()
  await page.getByRole('link', { name: 'Open in the simulator' }).click()
  await expect(
    candidates.getByRole('row', { name: new RegExp(`^\\D*${escaped(second)}`) }).first(),
  ).toContainText('Hidden')

  // A page of another origin with nothing but the tag and the place of the panel.
  const tag = `<script async src="${server.api}/pairwell.js" data-key="${shop.publishable_key}"></script>`
  server.paste(`${tag}<pairwell-panel placement="product" item-id="${ITEM}"></pairwell-panel>`)
  const { page: storefront } = await visit(`${server.shop}/${ITEM}`)
  const cards = storefront.locator('pairwell-panel').getByRole('listitem')
  await expect(cards.first()).toContainText(third)
  await expect(storefront.locator('pairwell-panel')).not.toContainText(second)
  await page.getByRole('link', { name: 'Start', exact: true }).click()
  await expect(page.getByText(/^Seen /)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Results' }).click()
  await expect(
    page.getByRole('region', { name: 'From shown to bought' }).getByRole('row').nth(1),
  ).toBeVisible()
})

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

for (const [system, name, title] of [
  ['Shopify', 'catalogues/shopify_apparel.csv', 'Ocean Blue Shirt'],
  ['WooCommerce', 'catalogues/woocommerce_7.9_sample_products.csv', 'V-Neck T-Shirt'],
  ['Magento', 'catalogues/magento2_luma/configurable_products.csv', 'Chaz Kangeroo Hoodie'],
] as const) {
  test(`a real catalogue of ${system}: uploaded, reported and found`, async ({ server, visit }) => {
    test.skip(isMissing(name), NO_DATA)
    const { page, faults } = await visit(await server.link(await server.open(system)))
    await signIn(page)
    await page.getByRole('link', { name: 'Data', exact: true }).click()
    await uploadFiles(page, [{ name: 'products.csv', text: readFileSync(join(DATA, name), 'utf8') }])
    await page.getByRole('link', { name: 'See the report' }).click()
    await expect(page.getByText(new RegExp(`Recognised: ${system}`, 'i'))).toBeVisible()
    await expect(page.getByText(/^Shoppers can see \d+ of [1-9]\d* items/)).toBeVisible()
    await page.getByRole('link', { name: 'Catalogue' }).click()
    await page.getByLabel('Search', { exact: true }).fill(title)
    await page.getByRole('region', { name: 'Items' }).getByRole('link', { name: title }).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    // The pictures are on servers that a test does not reach.
    expect(faults.filter((fault) => !/Failed to load resource/.test(fault))).toEqual([])
  })
}
