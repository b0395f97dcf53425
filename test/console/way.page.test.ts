import type { Locator, Page } from '@playwright/test'
import { expect, signIn, test } from './server.ts'

test.describe.configure({ mode: 'default' })

/** Presses that a merchant needs to the first panel, at most. */
const MOST_PRESSES = 12

/** Counts presses. */
function presses() {
  let count = 0
  const press = async (target: Locator) => {
    count += 1
    await target.click()
  }
  return { press, count: () => count }
}

/** Presses the button that copies a piece of code, and returns what is in the clipboard then. */
async function copied(page: Page, press: (target: Locator) => Promise<void>, name: RegExp): Promise<string> {
  const button = page.getByRole('button', { name })
  await press(button)
  await expect(button).toHaveText('Copied')
  return await page.evaluate(() => navigator.clipboard.readText())
}

test('from the printed link to the first panel in 12 presses at most, without a command line', async ({
  server,
  visit,
}) => {
  const shop = await server.open('Fern & Kettle')
  const { page, faults } = await visit(await server.link(shop), {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const { press, count } = presses()

  await press(page.getByRole('button', { name: 'Sign in', exact: true }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fern & Kettle')
  expect(page.url()).toBe(`${server.api}/console`)

  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    press(page.getByRole('button', { name: 'Choose files' })),
  ])
  await chooser.setFiles([
    { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(server.files.orders) },
    { name: 'products.csv', mimeType: 'text/csv', buffer: Buffer.from(server.files.items) },
  ])
  await expect(page.getByText('Recognised', { exact: false })).toHaveCount(2)
  await press(page.getByRole('button', { name: 'Upload 2 files' }))

  // The suggestions for the shop's own items, as shoppers will see them.
  const first = page.getByRole('region', { name: 'Goes well with this' }).first()
  await expect(first.getByRole('listitem').first()).toBeVisible({ timeout: 60_000 })

  const tag = await copied(page, press, /Copy: 1\./)
  expect(tag).toContain(shop.publishable_key)
  const panel = await copied(page, press, /Copy: 2\./)
  server.paste(`${tag}\n${panel.replace('YOUR-ITEM', 'cone-dripper')}`)

  const { page: storefront } = await visit(`${server.shop}/cone-dripper`)
  await expect(storefront.locator('pairwell-panel').getByRole('listitem').first()).toBeVisible()
  // The page of the console notices the first view by itself.
  await expect(page.getByText('Tag in your shop')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/^Seen /)).toBeVisible()

  expect(count()).toBeLessThanOrEqual(MOST_PRESSES)
  console.log(`${count()} presses to the first panel`)
  expect(faults).toEqual([])
})

test('a link that was used opens nothing, and the page says what to do', async ({ server, visit }) => {
  const link = await server.link(await server.open('Once'))
  const { page } = await visit(link)
  await signIn(page)
  const { page: second } = await visit(link)
  await second.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(second.getByRole('alert')).toContainText('used already')
  expect(new URL(second.url()).hash).toBe('')
})

test('an item is found by typing, and its page shows why each suggestion is there', async ({
  server,
  visit,
}) => {
  const { page, faults } = await visit(await server.link(await server.sharedShop()))
  await signIn(page)
  await page.getByRole('link', { name: 'Catalogue' }).click()
  // The link is in the list before the search, too, and moves when that has ended.
  const searched = page.waitForResponse(/\/v1\/items\?.*q=cone/)
  await page.getByLabel('Search', { exact: true }).fill('cone drip')
  await searched
  await expect(page.locator('[aria-busy="false"] > .items')).toBeVisible()
  await page.getByRole('link', { name: 'Cone dripper cone-dripper' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Cone dripper/)
  await expect(page.getByRole('cell', { name: /of [\d,]+ orders/ }).first()).toBeVisible()
  expect(faults).toEqual([])
})

test('of two who change the settings at once, the second keeps their change and decides', async ({
  server,
  visit,
}) => {
  const shop = await server.openFull('Two at once')
  const tabs = await Promise.all([visit(await server.link(shop)), visit(await server.link(shop))])
  const title = (page: Page) => page.getByLabel('Title')
  for (const { page } of tabs) {
    await signIn(page)
    await page.getByRole('link', { name: 'Panels' }).click()
    await title(page).waitFor()
  }
  const [first, second] = tabs.map(({ page }) => page)
  if (!first || !second) throw new Error('There are two tabs.')
  await title(first).fill('Goes with it')
  await first.getByRole('button', { name: 'Save' }).click()
  await expect(first.getByText('Saved.')).toBeVisible()
  await second.getByLabel('Layout').selectOption('Carousel')
  await second.getByRole('button', { name: 'Save' }).click()
  await expect(second.getByText('Somebody else has saved changes')).toBeVisible()
  await second.getByRole('button', { name: 'Apply my changes' }).click()
  await expect(title(second)).toHaveValue('Goes with it')
  await expect(second.getByLabel('Layout')).toHaveValue('carousel')
  await second.getByRole('button', { name: 'Save' }).click()
  await expect(second.getByText('Saved.')).toBeVisible()
})

test('a catalogue that leaves out many items asks before it unpublishes them', async ({ server, visit }) => {
  const { page, faults } = await visit(await server.link(await server.openFull('Half')))
  await signIn(page)
  await page.getByRole('link', { name: 'Data' }).click()
  const lines = server.files.items.split('\n')
  await page.locator('input[type=file]').setInputFiles({
    name: 'half.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.slice(0, Math.ceil(lines.length / 3)).join('\n')),
  })
  await page.getByRole('button', { name: 'Upload file' }).click()
  const dialog = page.getByRole('dialog', { name: 'Unpublish these items?' })
  await expect(dialog).toContainText('more than 30 %')
  await dialog.getByRole('button', { name: 'only a part of the catalogue' }).click()
  await expect(page.getByText('See the report')).toBeVisible()
  expect(faults).toEqual([])
})

test('a price list of all items asks before it takes their pictures and links', async ({ server, visit }) => {
  const { page, faults } = await visit(await server.link(await server.openFull('Prices')))
  await signIn(page)
  await page.getByRole('link', { name: 'Data' }).click()
  const [header = '', ...rows] = server.files.items.trimEnd().split('\n')
  const id = header.split(',').indexOf('item_group_id')
  const ids = new Set(rows.map((row) => row.split(',')[id]))
  const prices = [...ids].map((item_id) => `${item_id},Item ${item_id},1.50`)
  await page.locator('input[type=file]').setInputFiles({
    name: 'prices.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['id,title,price', ...prices, ''].join('\n')),
  })
  await page.getByRole('button', { name: 'Upload file' }).click()
  const dialog = page.getByRole('dialog', { name: 'Is this the whole catalogue?' })
  await expect(dialog).toContainText('no row of this file fills: link, image_link, category')
  await expect(dialog.getByRole('button', { name: 'Yes, remove these values' })).toBeVisible()
  await dialog.getByRole('button', { name: 'only a part of the catalogue' }).click()
  await expect(page.getByText('See the report')).toBeVisible()
  expect(faults).toEqual([])
})

test('a file with unknown columns is assigned once, from its own values', async ({ server, visit }) => {
  const { page, faults } = await visit(await server.link(await server.openFull('Mapped')))
  await signIn(page)
  await page.getByRole('link', { name: 'Data' }).click()
  await page.locator('input[type=file]').setInputFiles({
    name: 'tilaukset.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Tilaus,Milloin,Koodi\n1,2026-01-02,cone-dripper\n1,2026-01-02,cone-filters\n'),
  })
  await page.getByLabel('What it holds').selectOption('Orders')
  await expect(page.getByRole('cell', { name: 'cone-dripper · cone-filters' })).toBeVisible()
  await page.getByLabel('Tilaus').selectOption('order_id')
  await page.getByLabel('Milloin').selectOption('order_date')
  await page.getByLabel('Koodi').selectOption('item_id')
  await page.getByRole('button', { name: 'Use these columns' }).click()
  await expect(page.getByText('Read as you assigned its columns')).toBeVisible()
  await page.getByRole('checkbox', { name: /Check only/ }).check()
  await page.getByRole('button', { name: 'Check only' }).click()
  await expect(page.getByText('Checked, nothing was changed').first()).toBeVisible()
  expect(faults).toEqual([])
})
