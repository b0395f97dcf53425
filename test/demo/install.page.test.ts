import type { Page } from '@playwright/test'
import { liquid, magento, snippet, wordpress } from '../../demo/install-platforms.ts'
import { insertAsTagManager } from '../../demo/install-tag-manager.ts'
import { expect, test as pageTest } from '../page-test.ts'
import { json, type Reply } from '../widget/a-shop.ts'
import { answer, item, PAIR } from '../widget/answers.ts'

type Install = {
  /** Opens a page of a shop with only a snippet. */
  open: (body: string) => Promise<Page>
  /** Reads a snippet for the shop of this test. */
  file: (name: string) => string
}

const test = pageTest.extend<Install>({
  open: async ({ shop }, use) => {
    await use(async (body) => (await shop.visit({ body, copies: 0 }, reply)).page)
  },
  file: async ({ shop }, use) => {
    await use((name) => snippet(`install/${name}`, shop.apiOrigin, 'pk_test'))
  },
})

/** Other items for a cart: two panels of a page show no item twice. */
const reply: Reply = (question, response) =>
  json(answer(question.searchParams.get('placement') === 'cart' ? [item('jar'), item('cup')] : PAIR))(
    question,
    response,
  )

const shown = (page: Page) => page.getByRole('listitem').nth(1).waitFor()
const ask = (about: string, locale = '') =>
  `GET /p/pk_test/recommendations?placement=${about}&panels=complementary${locale && `&locale=${locale}`}`

test('plain HTML: a panel of the item and one of the cart', async ({ open, file, shop }) => {
  const page = await open(file('plain.html'))
  await page.getByRole('listitem').nth(3).waitFor()
  expect(shop.api.asked.sort()).toEqual([ask('cart&cart_item_ids=A,B'), ask('product&item_id=A')])
})

const request = { locale: { iso_code: 'fr' } }

test('Shopify: the section of the product template requests the product by its handle, in the shop’s language', async ({
  open,
  file,
  shop,
}) => {
  const page = await open(
    liquid(file('shopify-product.liquid'), { request, product: { handle: 'green-tea' } }),
  )
  await shown(page)
  expect(shop.api.asked).toEqual([ask('product&item_id=green-tea', 'fr')])
})

test('Shopify: the section of the cart requests its lines', async ({ open, file, shop }) => {
  const items = ['green-tea', 'a-mug'].map((handle) => ({ product: { handle } }))
  const page = await open(liquid(file('shopify-cart.liquid'), { request, cart: { items } }))
  await shown(page)
  expect(shop.api.asked).toEqual([ask('cart&cart_item_ids=a-mug,green-tea', 'fr')])
})

test('Shopify: an empty cart sends no request', async ({ open, file, shop }) => {
  const page = await open(liquid(file('shopify-cart.liquid'), { request, cart: { items: [] } }))
  await page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
  expect(shop.api.asked).toEqual([])
})

test('WooCommerce: the panel below the product requests it by its id, the tag is in the footer', async ({
  open,
  file,
  shop,
}) => {
  const plugin = file('woocommerce.php')
  const printed = (hook: string) => wordpress(plugin, hook, 44)
  const page = await open(
    `<main>${printed('woocommerce_after_single_product_summary')}</main><footer>${printed('wp_footer')}</footer>`,
  )
  await shown(page)
  expect(shop.api.asked).toEqual([ask('product&item_id=44')])
})

test('Magento: the block of the product page requests it by its SKU, whatever characters it has', async ({
  open,
  file,
  shop,
}) => {
  const page = await open(magento(file('magento-pairwell.phtml'), '24"-MB&01'))
  await shown(page)
  expect(shop.api.asked).toEqual([ask('product&item_id=24%22-MB%2601')])
})

const JSON_LD = '<script type="application/ld+json">{"@type":"Product","sku":"tea"}</script>'

test('Tag Manager: the tag is inserted late and by script, and its panel is the last child of its target', async ({
  open,
  file,
  shop,
}) => {
  const page = await open(`<main><h1>Tea</h1></main>${JSON_LD}`)
  await page.evaluate(insertAsTagManager, file('tag-manager.html'))
  await shown(page)
  expect(shop.api.asked).toEqual([ask('product&item_id=tea')])
  expect(await page.locator('main > :last-child').evaluate(({ localName }) => localName)).toBe(
    'pairwell-panel',
  )
})

test('Tag Manager: a plain script tag loses its key there and does nothing, which is why a script writes it', async ({
  open,
  file,
  shop,
}) => {
  const page = await open(`<main></main>${JSON_LD}`)
  await page.evaluate(insertAsTagManager, file('plain.html'))
  expect(shop.api.loaded).toEqual(['/pairwell.js'])
  expect(shop.api.asked).toEqual([])
  expect(await page.evaluate(() => customElements.get('pairwell-panel') === undefined)).toBe(true)
})
