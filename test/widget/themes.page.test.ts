import { existsSync, readFileSync } from 'node:fs'
import { expect, test as pageTest, refusalOf } from '../page-test.ts'
import { json, type Shop } from './a-shop.ts'
import { item, pageOf, panel } from './answers.ts'
import * as themes from './themes.ts'

const ITEMS = [
  item('mug', { url: '/products/mug', sku: 'MUG' }),
  item('pot', { url: '/products/pot' }),
  item('jar', { url: '/pages/jar' }),
]

/** Opens a page of a theme with a panel, and adds the mug. */
async function addIn(shop: Shop, { head, body, tag, platform }: themes.Theme) {
  const { page } = await shop.visit(
    {
      ...{ head, platform },
      body: `${body}<pairwell-panel item-id="tea"></pairwell-panel>`,
      ...(tag && { tag }),
    },
    json(pageOf(panel(ITEMS))),
  )
  await page.getByRole('button', { name: 'Add to cart: The mug' }).click()
  await page.getByRole('button', { name: 'Added: The mug' }).waitFor()
  return page
}
const test = pageTest

test('Shopify’s reference theme shows the new count and the new drawer after an add', async ({ shop }) => {
  const page = await addIn(shop, themes.dawn())
  await expect(page.locator('#cart-icon-bubble .cart-count-bubble')).toHaveText('1')
  await expect(page.locator('#CartDrawer')).toHaveText('1 in the cart')
  await expect(page.locator('cart-drawer.is-empty')).toHaveCount(0)
})

test('Shopify’s reference theme opens its own drawer, and its other scripts are told', async ({ shop }) => {
  const page = await addIn(shop, themes.dawnWithScript())
  await expect(page.locator('#cart-icon-bubble')).toHaveText('1')
  await expect(page.locator('cart-drawer.active #CartDrawer')).toHaveText('1 in the cart')
  expect(await page.evaluate("document.querySelector('cart-drawer').last")).toBe('44000000000001:1')
  expect(await page.evaluate('published')).toEqual([['cart-update', 'pairwell', 1]])
})

test('Shopify’s reference theme shows its notification', async ({ shop }) => {
  const page = await addIn(shop, themes.dawnNotification())
  await expect(page.locator('#cart-icon-bubble')).toHaveText('1')
  await expect(page.locator('#cart-notification-product')).toHaveText('The mug')
  await expect(page.locator('#cart-notification-button')).toHaveText('View cart (1)')
})

test('the successor of the reference theme shows the new count and the new lines', async ({ shop }) => {
  const page = await addIn(shop, themes.horizon())
  await expect(page.locator('cart-icon')).toHaveText('1 (1)')
  await expect(page.locator('cart-items-component')).toHaveText('1 lines')
})

test('on Shopify an item without a usable id has a link from the start, and links lie in the page’s language', async ({
  shop,
}) => {
  const page = await addIn(shop, themes.dawn())
  const card = page.getByRole('listitem').nth(2)
  await expect(card.getByRole('button', { name: /^Add/ })).toHaveCount(0)
  expect(await card.getByRole('link', { name: 'View' }).getAttribute('href')).toBe('/pages/jar')
  const links = await page
    .locator('[part="link"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  expect(links).toEqual(['/fr/products/mug', '/fr/products/pot', '/pages/jar'])
})

test('a variant that the shop’s pages do not have is refused in words, with the item’s page one press away', async ({
  shop,
}) => {
  const { head, platform } = themes.dawn()
  const lost = item('lost', { url: '/products/lost' })
  const { page } = await shop.visit(
    {
      head,
      platform: (request, response) =>
        request.url?.includes('/products/')
          ? void response.writeHead(404).end()
          : platform(request, response),
      body: '<pairwell-panel item-id="tea"></pairwell-panel>',
    },
    json(pageOf(panel([lost, ...ITEMS]))),
  )
  await page.getByRole('button', { name: 'Add to cart: The lost' }).click()
  expect(await refusalOf(page)).toBe('Could not add View')
  await page.locator('[part="refused"] a').click()
  await page.waitForURL('**/fr/products/lost')
})

test('WooCommerce’s classic mini cart shows the new cart', async ({ shop }) => {
  const page = await addIn(shop, themes.wooFragments())
  await expect(page.locator('.widget_shopping_cart_content')).toHaveText('1 in the cart')
})

test('WooCommerce’s mini-cart block and cart block show the new cart', async ({ shop }) => {
  const page = await addIn(shop, themes.wooBlocks())
  await expect(page.locator('.wc-block-mini-cart__badge')).toHaveText('1')
  await expect(page.locator('.wc-block-cart-items')).toHaveText('1 rows')
})

test('Magento’s mini cart shows the new count', async ({ shop }) => {
  const page = await addIn(shop, themes.luma())
  await expect(page.locator('.counter-number')).toHaveText('1')
})

for (const [name, script] of [
  [
    'Prototype 1.6',
    `Array.prototype.toJSON = function () { return "[" + this.map(function (x) { return JSON.stringify(x) }).join(", ") + "]" }
     String.prototype.toJSON = function () { return '"' + this + '"' }`,
  ],
  ['a replaced JSON', 'window.JSON = { parse: JSON.parse, stringify: () => { throw new Error("old") } }'],
] as const) {
  test(`on a page with ${name} the line is added, and the beacon arrives whole`, async ({ shop }) => {
    const theme = themes.dawn()
    const page = await addIn(shop, { ...theme, head: `<script>${script}</script>${theme.head}` })
    await expect(page.locator('#CartDrawer')).toHaveText('1 in the cart')
    await expect
      .poll(() => shop.api.beacons.flatMap(({ events }) => events.map((one) => one.name)))
      .toContain('add_to_cart')
    const [added] = shop.api.beacons
      .flatMap(({ events }) => events)
      .filter((one) => one.name === 'add_to_cart')
    expect(added).toMatchObject({ items: [{ item_id: 'mug', price: 19.99 }] })
  })
}

const CASES = '../shared/cases'
const DAWN = `${CASES}/dawn-header-and-drawer.html`
const PROTOTYPE = `${CASES}/prototype-1.6-tojson.js`

test('shared case dawn-header-and-drawer.html: after an add the count and the drawer show the new cart', async ({
  shop,
}) => {
  test.skip(!existsSync(DAWN), 'The folder of shared cases is missing.')
  const page = await addIn(shop, { ...themes.dawn(), body: readFileSync(DAWN, 'utf8') })
  await expect(page.locator('#cart-icon-bubble .cart-count-bubble')).toHaveText('1')
  await expect(page.locator('#CartDrawer')).toHaveText('1 in the cart')
})

test('shared case prototype-1.6-tojson.js: beacons and cart calls are unharmed', async ({ shop }) => {
  test.skip(!existsSync(PROTOTYPE), 'The folder of shared cases is missing.')
  const theme = themes.dawn()
  const script = `<script>${readFileSync(PROTOTYPE, 'utf8')}</script>`
  const page = await addIn(shop, { ...theme, head: script + theme.head })
  await expect(page.locator('#CartDrawer')).toHaveText('1 in the cart')
  const added = () =>
    shop.api.beacons.flatMap(({ events }) => events).find((one) => one.name === 'add_to_cart')
  await expect.poll(added).toMatchObject({ items: [{ item_id: 'mug' }] })
})

test('a text card without a page of its own, where nothing can add, says so instead of doing nothing', async ({
  shop,
}) => {
  const bare = ['mug', 'pot'].map((id) => item(id, { url: null, image_url: null }))
  const body = '<pairwell-panel item-id="tea"></pairwell-panel>'
  const { page } = await shop.visit({ body }, json(pageOf(panel(bare, { pictures: 'optional' }))))
  await page.getByRole('button', { name: 'Add to cart: The mug' }).click()
  await expect(page.getByRole('listitem').first().locator('[part="refused"]')).toBeVisible()
})
