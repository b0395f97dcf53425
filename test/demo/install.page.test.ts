import { expect, it } from 'vitest'
import { liquid, magento, snippet, wordpress } from '../../demo/install-platforms.ts'
import { insertAsTagManager } from '../../demo/install-tag-manager.ts'
import { shopOfFile } from '../widget/a-file.ts'
import { json, type Visit } from '../widget/a-shop.ts'
import { answer, PAIR } from '../widget/answers.ts'

const shop = await shopOfFile()

let visit: Visit

/** A page of a shop into which nothing but a snippet was put. */
async function open(body: string) {
  visit = await shop.visit({ body, copies: 0 }, json(answer(PAIR)))
  return visit.page
}
const shown = () => visit.page.getByRole('listitem').nth(1).waitFor()
const file = (name: string) => snippet(`install/${name}`, shop.apiOrigin, 'pk_test')
const ask = (about: string, locale = '') =>
  `GET /p/pk_test/recommendations?placement=${about}&panels=complementary${locale && `&locale=${locale}`}`

it('plain HTML: a panel of the item and one of the cart', async () => {
  const page = await open(file('plain.html'))
  await page.getByRole('listitem').nth(3).waitFor()
  expect(shop.api.asked.sort()).toEqual([ask('cart&cart_item_ids=A,B'), ask('product&item_id=A')])
})

const request = { locale: { iso_code: 'fr' } }

it('Shopify: the section of the product template asks for the product by its handle, in the shop’s language', async () => {
  await open(liquid(file('shopify-product.liquid'), { request, product: { handle: 'green-tea' } }))
  await shown()
  expect(shop.api.asked).toEqual([ask('product&item_id=green-tea', 'fr')])
})

it('Shopify: the section of the cart asks for its lines', async () => {
  const items = ['green-tea', 'a-mug'].map((handle) => ({ product: { handle } }))
  await open(liquid(file('shopify-cart.liquid'), { request, cart: { items } }))
  await shown()
  expect(shop.api.asked).toEqual([ask('cart&cart_item_ids=a-mug,green-tea', 'fr')])
})

it('Shopify: an empty cart asks nothing', async () => {
  const page = await open(liquid(file('shopify-cart.liquid'), { request, cart: { items: [] } }))
  await page.locator('pairwell-panel[hidden]').waitFor({ state: 'attached' })
  expect(shop.api.asked).toEqual([])
})

it('WooCommerce: the panel below the product asks for it by its id, the tag stands in the foot', async () => {
  const plugin = file('woocommerce.php')
  const printed = (hook: string) => wordpress(plugin, hook, 44)
  await open(
    `<main>${printed('woocommerce_after_single_product_summary')}</main><footer>${printed('wp_footer')}</footer>`,
  )
  await shown()
  expect(shop.api.asked).toEqual([ask('product&item_id=44')])
})

it('Magento: the block of the product page asks for it by its SKU, whatever is in it', async () => {
  await open(magento(file('magento-pairwell.phtml'), '24"-MB&01'))
  await shown()
  expect(shop.api.asked).toEqual([ask('product&item_id=24%22-MB%2601')])
})

const JSON_LD = '<script type="application/ld+json">{"@type":"Product","sku":"tea"}</script>'

it('Tag Manager: the tag is inserted late and by script, and its panel ends what it targets', async () => {
  const page = await open(`<main><h1>Tea</h1></main>${JSON_LD}`)
  await page.evaluate(insertAsTagManager, file('tag-manager.html'))
  await shown()
  expect(shop.api.asked).toEqual([ask('product&item_id=tea')])
  expect(await page.locator('main > :last-child').evaluate(({ localName }) => localName)).toBe(
    'pairwell-panel',
  )
})

it('Tag Manager: a plain script tag loses its key there and does nothing, which is why a script writes it', async () => {
  const page = await open(`<main></main>${JSON_LD}`)
  await page.evaluate(insertAsTagManager, file('plain.html'))
  expect(shop.api.loaded).toEqual(['/pairwell.js'])
  expect(shop.api.asked).toEqual([])
  expect(await page.evaluate(() => customElements.get('pairwell-panel') === undefined)).toBe(true)
})
