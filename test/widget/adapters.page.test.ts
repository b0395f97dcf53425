import type { Page } from '@playwright/test'
import { expect, test as pageTest, refusalOf } from '../page-test.ts'
import { json, type Sheet } from './a-shop.ts'
import { item, pageOf, panel } from './answers.ts'
import { form, magento, SOLD_OUT_VARIANT, shopify, woocommerce } from './platforms.ts'

const euros = (amount: number) => ({ amount, currency: 'EUR' })
type Open = (
  sheet: Sheet,
  ids: { tea: string; mug: string; pot: string },
  layout?: 'grid' | 'bundle',
) => Promise<Page>

/** Opens a page of tea with a grid or bundle of mug and pot, with the ids of a platform. */
const test = pageTest.extend<{ open: Open }>({
  open: async ({ shop }, use) => {
    await use(async (sheet, ids, layout = 'grid') => {
      const of = (id: 'tea' | 'mug' | 'pot') => item(id, { variant_id: ids[id], price: euros(1000) })
      const shown = panel([of('mug'), of('pot')], { layout, discount_code: 'TEA5' }, { seed: of('tea') })
      const body = `<pairwell-panel item-id="tea"></pairwell-panel>${sheet.body ?? ''}`
      const { page } = await shop.visit({ ...sheet, body }, json(pageOf(shown)))
      await page.getByRole('listitem').first().waitFor()
      return page
    })
  },
})
const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
}
/** Waits for the button's result, and returns the message for screen readers. */
const outcome = async (page: Page, name: string) => {
  await page.getByRole('button', { name }).waitFor()
  const focused = await page.evaluate(
    () => document.activeElement?.shadowRoot?.activeElement?.getAttribute('part')?.split(' ')[0],
  )
  expect(focused).toBe('add')
  return await page.locator('[part="status"]').innerText()
}
/** Waits for the refusal that everybody can read, and returns it; screen readers are told the same. */
const refusal = async (page: Page, title: string) => {
  const shown = await refusalOf(page)
  const words = shown.replace(/ View$/, '')
  const said = await page.locator('[part="status"]').innerText()
  expect(said).toBe(`Could not add: ${title}${words === 'Could not add' ? '' : `. ${words}`}`)
  expect(await page.locator('[part="refused"] a').getAttribute('href')).toBe(`/items/${title.split(' ')[1]}`)
  return words
}
const REC = { _rec_id: 'mug+pot', _rec_placement: 'product' }
const bundle = async (page: Page) => {
  await page.getByRole('checkbox', { name: /pot/ }).check()
  await press(page, 'Add 2 items to cart')
}

/** Numbers as Shopify gives them to variants. */
const VARIANTS = { tea: '44000000000001', mug: '44000000000002', pot: '44000000000003' }

const onShopify: Sheet = {
  tag: 'data-key="pk_test" data-sections="cart-icon"',
  head: '<script>window.Shopify = { routes: { root: "/fr/" } }</script>',
  body: '<div id="shopify-section-cart-icon">empty</div>',
}

test('Shopify: adds a line with hidden properties, and renders the section that the theme names again', async ({
  open,
}) => {
  const { heard, answer } = shopify()
  const page = await open(
    { ...onShopify, head: '<script>window.Shopify = {}</script>', platform: answer },
    VARIANTS,
  )
  await press(page, 'Add to cart: The mug')
  expect(await outcome(page, 'Added: The mug')).toBe('Added: The mug')
  expect(heard).toEqual([
    {
      call: 'POST /cart/add.js',
      body: {
        items: [{ id: VARIANTS.mug, quantity: 1, properties: REC }],
        sections: 'cart-icon',
        sections_url: '/items/tea',
      },
    },
  ])
  expect(await page.locator('#shopify-section-cart-icon').innerText()).toBe('2 items')
})

test('Shopify: a bundle is one call, followed by its discount', async ({ open }) => {
  const { heard, answer } = shopify()
  const page = await open(
    { ...onShopify, head: '<script>window.Shopify = {}</script>', platform: answer },
    VARIANTS,
    'bundle',
  )
  await bundle(page)
  expect(await outcome(page, 'Added')).toBe('Added: The tea, The pot')
  expect(heard.map(({ call }) => call)).toEqual(['POST /cart/add.js', 'POST /cart/update.js'])
  expect(heard[0]?.body).toMatchObject({ items: [{ id: VARIANTS.tea }, { id: VARIANTS.pot }] })
  expect(heard[1]?.body).toEqual({ discount: 'TEA5' })
})

test('Shopify: shows the shop’s own text of a refusal', async ({ open }) => {
  const { answer } = shopify()
  const page = await open(
    { head: '<script>window.Shopify = {}</script>', platform: answer },
    { ...VARIANTS, pot: SOLD_OUT_VARIANT },
  )
  await press(page, 'Add to cart: The pot')
  expect(await refusal(page, 'The pot')).toBe('All 1 The pot are in your cart.')
})

const onWoo: Sheet = {
  tag: 'data-key="pk_test" data-cart="woocommerce"',
  head: `<link rel="https://api.w.org/" href="/wp-json/"><script>window.told = []
    document.addEventListener('wc-blocks_added_to_cart', () => told.push('blocks'))
    document.addEventListener('rec:added', (event) => told.push(event.detail.items))</script>`,
}

test('WooCommerce: adds all lines in one batch with its nonce, and refreshes the mini cart', async ({
  open,
}) => {
  const { heard, answer } = woocommerce()
  const page = await open({ ...onWoo, platform: answer }, { tea: '11', mug: '12', pot: '14' }, 'bundle')
  await bundle(page)
  expect(await outcome(page, 'Added')).toBe('Added: The tea, The pot')
  expect(heard.map(({ call }) => call)).toEqual([
    'GET /wp-json/wc/store/v1/cart',
    'POST /wp-json/wc/store/v1/batch',
  ])
  const line = (id: number) => ({
    path: '/wc/store/v1/cart/add-item',
    method: 'POST',
    headers: { Nonce: 'nonce-1' },
    body: { id, quantity: 1, ...REC },
  })
  const coupon = { path: '/wc/store/v1/cart/apply-coupon', body: { code: 'TEA5' } }
  expect(heard[1]?.body).toMatchObject({ requests: [line(11), line(14), coupon] })
  expect(await page.evaluate('told')).toEqual(['blocks', ['tea', 'pot']])
})

test('WooCommerce: fetches a new nonce once when the old one has expired', async ({ open }) => {
  const platform = woocommerce()
  const page = await open({ ...onWoo, platform: platform.answer }, { tea: '11', mug: '12', pot: '14' })
  await press(page, 'Add to cart: The mug')
  await outcome(page, 'Added: The mug')
  platform.grow()
  platform.heard.length = 0
  await press(page, 'Add to cart: The pot')
  await outcome(page, 'Added: The pot')
  expect(platform.heard.map(({ call }) => call.split('/').at(-1))).toEqual(['batch', 'cart', 'batch'])
})

test('WooCommerce: shows the text of a refusal without its markup', async ({ open }) => {
  const { answer } = woocommerce()
  const page = await open({ ...onWoo, platform: answer }, { tea: '11', mug: '12', pot: '13' })
  await press(page, 'Add to cart: The pot')
  expect(await refusal(page, 'The pot')).toBe('You cannot add "The pot" because it is out of stock.')
})

const onMagento: Sheet = { tag: 'data-key="pk_test" data-cart="magento"' }

test('Magento: adds lines by SKU to the cart of the signed-in customer, then the coupon', async ({
  open,
}) => {
  const { heard, answer } = magento()
  const page = await open(
    { ...onMagento, platform: answer },
    { tea: 'TEA', mug: 'MUG', pot: 'POT' },
    'bundle',
  )
  await bundle(page)
  expect(await outcome(page, 'Added')).toBe('Added: The tea, The pot')
  expect(heard.map(({ body }) => body)).toMatchObject([
    { query: '{customerCart{id}}' },
    {
      variables: {
        cart: 'cart-of-ann',
        items: [
          { sku: 'TEA', quantity: 1 },
          { sku: 'POT', quantity: 1 },
        ],
      },
    },
    { variables: { cart: 'cart-of-ann', discount: 'TEA5' } },
  ])
})

test('Magento: uses the cart that the tag names', async ({ open }) => {
  const { heard, answer } = magento()
  const page = await open(
    { tag: `${onMagento.tag} data-cart-id="cart-of-a-guest"`, platform: answer },
    { tea: 'TEA', mug: 'MUG', pot: 'POT' },
  )
  await press(page, 'Add to cart: The mug')
  await outcome(page, 'Added: The mug')
  expect(heard).toHaveLength(1)
})

for (const [name, cart, words] of [
  ['of stock', 'cart-of-a-guest', 'The requested qty is not available'],
  ['of the cart', 'gone', 'Could not find a cart with ID ""'],
] as const) {
  test(`Magento: shows a refusal ${name}, which comes with status 200`, async ({ open }) => {
    const { answer } = magento()
    const page = await open(
      { tag: `${onMagento.tag} data-cart-id="${cart}"`, platform: answer },
      { tea: 'TEA', mug: 'MUG', pot: 'sold-out' },
    )
    await press(page, 'Add to cart: The pot')
    expect(await refusal(page, 'The pot')).toBe(words)
  })
}

const onForm: Sheet = {
  tag: 'data-key="pk_test" data-cart="form" data-cart-form="#add"',
  body: `<form id="add" action="/add" method="post" hidden><input name="token" value="abc">
    <input name="sku" value="{variant_id}"><input name="qty" value="{quantity}"><input name="meta[rec]" value="{_rec_id}"></form>`,
}

test('a form of the shop is sent as a browser would, once per line, with the fields in braces filled in', async ({
  open,
}) => {
  const { heard, answer } = form()
  const page = await open({ ...onForm, platform: answer }, { tea: 'T', mug: 'M', pot: 'P' }, 'bundle')
  await bundle(page)
  await outcome(page, 'Added')
  const sent = (sku: string) => ({
    call: 'POST /add',
    body: `token=abc&sku=${sku}&qty=1&meta%5Brec%5D=mug%2Bpot`,
  })
  expect(heard).toEqual([sent('T'), sent('P')])
})

test('a form of the shop fails with a status that is not ok, or if the form does not exist', async ({
  open,
}) => {
  const { answer } = form()
  const page = await open({ ...onForm, platform: answer }, { tea: 'T', mug: 'M', pot: 'sold-out' })
  await press(page, 'Add to cart: The pot')
  expect(await refusal(page, 'The pot')).toBe('Could not add')
  await page.evaluate(() => document.querySelector('form')?.remove())
  await press(page, 'Add to cart: The mug')
  await expect(page.locator('[part="refused"]')).toHaveCount(2)
  expect(await page.locator('[part="status"]').innerText()).toBe('Could not add: The mug')
})

test('reports a failure when the shop cannot be reached, and works at the next press', async ({ open }) => {
  const { heard, answer } = shopify()
  let down = true
  const page = await open(
    {
      head: '<script>window.Shopify = {}</script>',
      platform: (request, response) => (down ? response.destroy() : answer(request, response)),
    },
    VARIANTS,
  )
  await press(page, 'Add to cart: The mug')
  await refusal(page, 'The mug')
  down = false
  await press(page, 'Add to cart: The mug')
  await outcome(page, 'Added: The mug')
  expect(heard).toHaveLength(1)
})
