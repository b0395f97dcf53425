import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, upload } from '../../tools/demo-shop.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { expect, test as pageTest } from '../page-test.ts'
import { json, type Reply, type Sheet } from '../widget/a-shop.ts'
import { magento, woocommerce } from '../widget/platforms.ts'
import * as themes from '../widget/themes.ts'
import { SYSTEMS, type System } from './systems.ts'

const VARS = { ADMIN_TOKEN: 'operator', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }

/** Uploads an unchanged export to a shop of its own, and returns the answer of the API to its page. */
type Sell = (system: System) => Promise<Reply>

const test = pageTest.extend<object, { sell: Sell }>({
  sell: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs
    async ({}, use) => {
      const state = mkdtempSync(join(tmpdir(), 'pairwell-systems-'))
      const worker = await startRawWorker(state, VARS)
      await use(async ({ name, file, seed, linked, noPictures }) => {
        const opened = { method: 'POST', body: JSON.stringify({ name, currency: 'EUR', locale: 'en' }) }
        const keys = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, opened)
        await upload(worker.url, keys.secret_key, 'items', file)
        const relations = linked.map((related_item_id, at) => ({
          ...{ item_id: seed, related_item_id, relationship_type: 'accessory', position: at + 1 },
        }))
        const body = JSON.stringify({ relations })
        await call(worker.url, '/v1/relations', keys.secret_key, { method: 'PUT', body })
        if (noPictures) {
          const settings = JSON.stringify({ pictures: 'optional' })
          await call(worker.url, '/v1/settings', keys.secret_key, { method: 'PATCH', body: settings })
        }
        // Asked before the page is opened: on a slow machine the page would not wait for the answer.
        const question = `placement=product&item_id=${seed}&panels=complementary:8`
        return json(
          await (await fetch(`${worker.url}/p/${keys.publishable_key}/recommendations?${question}`)).json(),
        )
      })
      await worker.kill()
      rmSync(state, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 600_000 },
  ],
})

/** The shop's cart, what its pages need for it, and the items that it got. */
function cartOf(cart: System['cart']) {
  if (cart === 'shopify') {
    const { head, body, platform } = themes.dawn()
    const got: string[] = []
    return { sheet: { head, body, platform: heardBy(platform, got) }, got: () => got }
  }
  if (cart === 'woocommerce') {
    const { heard, answer } = woocommerce()
    const head = '<link rel="https://api.w.org/" href="/wp-json/">'
    const sheet = { head, platform: answer, tag: 'data-key="pk_test" data-cart="woocommerce"' }
    return { sheet, got: () => idsIn(heard.map(({ body }) => body)) }
  }
  if (cart === 'magento') {
    const { heard, answer } = magento()
    const sheet = {
      platform: answer,
      tag: 'data-key="pk_test" data-cart="magento" data-cart-id="cart-of-a-guest"',
    }
    return { sheet, got: () => idsIn(heard.map(({ body }) => body)) }
  }
  return { sheet: {}, got: () => [] }
}

/** Ids and SKUs of the lines in the bodies of requests. */
const idsIn = (bodies: unknown): string[] =>
  [...JSON.stringify(bodies ?? []).matchAll(/"(?:id|sku)":"?([\w-]+)"?/g)].map(([, id = '']) => id)

/** A platform whose requests for `cart/add.js` are noted. */
const heardBy =
  (platform: NonNullable<themes.Theme['platform']>, got: string[]): themes.Theme['platform'] =>
  (request, response) => {
    if (request.url?.endsWith('/cart/add.js')) {
      request.on('data', (piece: Buffer) => got.push(...idsIn([JSON.parse(piece.toString())])))
    }
    platform(request, response)
  }

const pageFor = ({ seed }: System, sheet: Sheet): Sheet => ({
  ...sheet,
  body: `${sheet.body ?? ''}<pairwell-panel item-id="${seed}"></pairwell-panel>`,
  // A machine under load must not use up the time that the page waits for the answer.
  clock: true,
})

for (const system of SYSTEMS) {
  test(`${system.name}: from the unchanged export to a button that works`, async ({ shop, sell }) => {
    const { sheet, got } = cartOf(system.cart)
    const { page } = await shop.visit(pageFor(system, sheet), await sell(system))
    const mug = page.getByRole('listitem').filter({ hasText: 'The mug' })
    await mug.waitFor()
    expect(await mug.innerText()).toContain('9.90')
    expect(await mug.getByRole('link').first().getAttribute('href')).toContain(system.page)
    await mug.getByRole('button', { name: /^Add / }).click()
    if (system.added === undefined) {
      await page.waitForURL((url) => `${url.pathname}${url.search}` === system.page)
      return
    }
    await mug.getByRole('button', { name: /Added/ }).waitFor()
    expect(got()).toContain(system.added)
  })
}

test('WooCommerce: what the cart would refuse has a link to its page from the start', async ({
  shop,
  sell,
}) => {
  const [system] = SYSTEMS.filter(({ name }) => name === 'WooCommerce')
  if (!system) throw new Error('There is no WooCommerce.')
  const { sheet } = cartOf(system.cart)
  const { page } = await shop.visit(pageFor(system, sheet), await sell(system))
  const book = page.getByRole('listitem').filter({ hasText: 'The book' })
  await book.waitFor()
  await expect(book.getByRole('button', { name: /^Add / })).toHaveCount(0)
  await expect(book.getByRole('link', { name: /View/ })).toHaveCount(1)
})
