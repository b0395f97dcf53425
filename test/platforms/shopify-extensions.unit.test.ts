import { globSync, readFileSync } from 'node:fs'
import { Liquid } from 'liquidjs'
import * as v from 'valibot'
import { expect, it } from 'vitest'
// @ts-expect-error a module of plain JavaScript, which Shopify bundles
import { additionOf, purchaseOf } from '../../platforms/shopify/extensions/pairwell-pixel/src/events.js'
import { beacon } from '../../schema/outcomes/events.ts'

const ROOT = 'platforms/shopify/extensions/pairwell-blocks'
const read = (path: string) => readFileSync(path, 'utf8')
const BLOCKS = globSync(`${ROOT}/blocks/*.liquid`).sort()
const withoutSchema = (text: string) => text.replace(/{% schema %}[\s\S]*?{% endschema %}/, '')
const schemaOf = (text: string) => JSON.parse(/{% schema %}([\s\S]*?){% endschema %}/.exec(text)?.[1] ?? '')

const liquid = new Liquid({
  templates: Object.fromEntries(
    globSync(`${ROOT}/snippets/*.liquid`).map((path) => [path.replace(/^.*\/|\.liquid$/g, ''), read(path)]),
  ),
  strictVariables: false,
  strictFilters: true,
})
liquid.registerFilter('t', (key: string) => `text of ${key}`)

const APP = {
  metafields: {
    pairwell: { publishable_key: { value: 'pk_1' }, endpoint: { value: 'https://api.example' } },
  },
}
/** A block with the global objects of a page, which Shopify's snippets know, too. */
const render = async (
  block: string,
  { app = APP, request = {}, ...scope }: Record<string, unknown>,
): Promise<string> => {
  const text = withoutSchema(read(`${ROOT}/blocks/${block}.liquid`))
  const html = await liquid.parseAndRender(text, scope, { globals: { app, request } })
  return String(html).replace(/\s+/g, ' ')
}

it('the tag has the key, the language, the market and the cart of its page', async () => {
  const page = {
    request: { locale: { iso_code: 'de' } },
    localization: { country: { iso_code: 'AT' } },
    block: { settings: {} },
  }
  const html = await render('tag', page)
  expect(html).toContain(
    'src="https://api.example/pairwell.js" data-key="pk_1" data-locale="de" data-market="at" data-cart="shopify"',
  )
  expect(html).not.toContain('data-sections')
  const drawer = { ...page, block: { settings: { sections: 'cart-drawer' } } }
  expect(await render('tag', drawer)).toContain('data-sections="cart-drawer"')
  expect(await render('tag', { ...page, app: { metafields: {} } })).not.toContain('<script')
})

it('each block makes the panel of its place', async () => {
  const block = { settings: { intent: 'upgrade', limit: 4, heading: 'More <b>tea</b>' } }
  const product = await render('product', { product: { handle: 'tea-pot"' }, block })
  expect(product).toContain('placement="product" intent="upgrade" item-id="tea-pot&#34;" limit="4"')
  expect(product).toContain('<h2 slot="title">More &lt;b&gt;tea&lt;/b&gt;</h2>')
  expect(await render('product', { block })).not.toContain('pairwell-panel')
  const plain = { settings: { intent: 'complementary', limit: 0, heading: '' } }
  expect(await render('product', { product: { handle: 'tea' }, block: plain })).toMatch(
    /placement="product" item-id="tea"\s*>/,
  )
  const items = [
    { product: { handle: 'tea' } },
    { product: { handle: 'mug' } },
    { product: { handle: 'tea' } },
  ]
  expect(await render('cart', { cart: { items }, block: plain })).toContain(
    'placement="cart" cart-item-ids="tea,mug"',
  )
  expect(await render('home', { block: plain })).toMatch(/placement="home"\s*>/)
})

it('a block says in the editor what it needs, and shows shoppers nothing', async () => {
  const scope = { app: { metafields: {} }, block: { settings: {} } }
  expect(await render('home', { ...scope, request: { design_mode: true } })).toContain(
    'text of pairwell.not_connected',
  )
  expect((await render('home', scope)).trim()).toBe('')
})

it.each(['en.default', 'de'])('every text of the blocks exists in %s', (locale) => {
  const texts = JSON.parse(read(`${ROOT}/locales/${locale}.schema.json`))
  const at = (key: string) => key.split('.').reduce((node, step) => node?.[step], texts)
  const keys = BLOCKS.flatMap((path) =>
    [...JSON.stringify(schemaOf(read(path))).matchAll(/"t:([\w.]+)"/g)].map(([, key = '']) => key),
  )
  expect(keys.length).toBeGreaterThan(15)
  expect(keys.filter((key) => typeof at(key) !== 'string')).toEqual([])
  const shown = JSON.parse(read(`${ROOT}/locales/${locale}.json`))
  expect(Object.keys(shown.pairwell)).toEqual(['not_connected'])
})

it('settings that a block reads are in its schema', () => {
  for (const path of BLOCKS) {
    const text = read(path)
    const named = [...text.matchAll(/block\.settings\.(\w+)/g)].map(([, name]) => name)
    const known = schemaOf(text).settings.map(({ id }: { id: string }) => id)
    expect([path, named.filter((name) => !known.includes(name))]).toEqual([path, []])
  }
})

const LINE = {
  quantity: 2,
  variant: {
    id: 'gid://shopify/ProductVariant/30',
    product: { id: 'gid://shopify/Product/3', url: '/de/products/tea-pot?variant=30' },
  },
}
const CHECKOUT = {
  ...{ order: { id: 'gid://shopify/OrderIdentity/77' }, currencyCode: 'EUR', totalTax: { amount: 3.2 } },
  ...{ totalPrice: { amount: 24.9 }, shippingLine: { price: { amount: 4.9 } } },
  lineItems: [
    { ...LINE, properties: [{ key: '_rec_id', value: 'rec_1' }] },
    { quantity: 1, variant: null },
  ],
}
const event = (data: object) => ({ id: 'sh-1234567890', timestamp: '2026-11-30T10:00:00Z', data })

it('events of the pixel are events of our beacon', () => {
  const events = [
    ...purchaseOf(event({ checkout: CHECKOUT })),
    ...additionOf(event({ cartLine: { quantity: 1, merchandise: LINE.variant } })),
  ]
  expect(events).toMatchObject([
    {
      name: 'purchase',
      transaction_id: '77',
      value: 16.8,
      tax: 3.2,
      shipping: 4.9,
      recommendation_id: 'rec_1',
      items: [{ item_id: 'tea-pot', item_variant: '30', quantity: 2 }],
    },
    { name: 'add_to_cart', items: [{ item_id: 'tea-pot', quantity: 1 }] },
  ])
  const sent = v.parse(beacon, { consent: true, sent_at: 1, events })
  expect(sent.events.length).toBe(2)
})

it('the pixel reports neither a checkout without an order nor what a panel has reported', () => {
  expect(purchaseOf(event({ checkout: { ...CHECKOUT, order: null } }))).toEqual([])
  const fromPanel = {
    quantity: 1,
    merchandise: LINE.variant,
    attributes: [{ key: '_rec_id', value: 'rec_1' }],
  }
  expect(additionOf(event({ cartLine: fromPanel }))).toEqual([])
  expect(additionOf(event({ cartLine: null }))).toEqual([])
})

/** Runs the pixel with a simulated sandbox. */
function runPixel(allowed: boolean, kept: string | null = null, cookie = '') {
  const sent: [string, string][] = []
  const subscribed = new Map<string, (event: object) => Promise<void>>()
  let consent: (event: object) => void = () => {}
  const code = read('platforms/shopify/extensions/pairwell-pixel/src/index.js').replace(/^import .*$/gm, '')
  const register = (pixel: (api: object) => void) =>
    pixel({
      analytics: {
        subscribe: (name: string, act: (event: object) => Promise<void>) => subscribed.set(name, act),
      },
      browser: {
        sendBeacon: async (url: string, body: string) => sent.push([url, body]),
        localStorage: { getItem: async () => kept },
        cookie: { get: async () => cookie },
      },
      customerPrivacy: {
        subscribe: (_: string, act: (event: object) => void) => {
          consent = act
        },
      },
      init: { customerPrivacy: { analyticsProcessingAllowed: allowed } },
      settings: { publishable_key: 'pk_1', endpoint: 'https://api.example' },
    })
  new Function('register', 'purchaseOf', 'additionOf', code)(register, purchaseOf, additionOf)
  const buy = async () => await subscribed.get('checkout_completed')?.(event({ checkout: CHECKOUT }))
  return {
    sent,
    buy,
    consent: (analyticsProcessingAllowed: boolean) =>
      consent({ customerPrivacy: { analyticsProcessingAllowed } }),
  }
}

it('the pixel sends with consent only, and follows a change of it', async () => {
  const pixel = runPixel(false, '{"visitor":"0123456789abcdef0123"}')
  await pixel.buy()
  expect(pixel.sent).toEqual([])
  pixel.consent(true)
  await pixel.buy()
  expect(pixel.sent.map(([url]) => url)).toEqual(['https://api.example/p/pk_1/events'])
  expect(JSON.parse(pixel.sent[0]?.[1] ?? '')).toMatchObject({
    visitor_id: '0123456789abcdef0123',
    consent: true,
  })
  pixel.consent(false)
  await pixel.buy()
  expect(pixel.sent.length).toBe(1)
  const broken = runPixel(true, 'no JSON')
  await broken.buy()
  expect(JSON.parse(broken.sent[0]?.[1] ?? '')).not.toHaveProperty('visitor_id')
  const own = runPixel(true, null, 'fromTheShopsServer01')
  await own.buy()
  expect(JSON.parse(own.sent[0]?.[1] ?? '').visitor_id).toBe('fromTheShopsServer01')
})
