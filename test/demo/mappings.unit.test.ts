import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { parse } from 'valibot'
import { expect, it } from 'vitest'
import { beacon } from '../../schema/outcomes/events.ts'

const run = (file: string, page: object) =>
  runInContext(readFileSync(`demo/mappings/${file}`, 'utf8'), createContext(page))

type Tracked = [name: string, fields: object]

/** Returns a page before the widget has loaded, and the calls that it receives when it loads. */
function aPage(more: object = {}) {
  const page = {
    window: {} as { pairwell?: { q: ((widget: object) => void)[] }; dataLayer?: { push(one: object): void } },
  }
  const tracked = (): Tracked[] => {
    const told: Tracked[] = []
    const track = (...call: Tracked) => told.push(call)
    for (const call of page.window.pairwell?.q ?? []) call({ track })
    return told
  }
  return { page: Object.assign(page, more), tracked }
}

const MUG = { item_id: 'mug', price: 9.9, quantity: 2, item_brand: 'Ours' }

it('GA4: reads earlier entries of the data layer, pushes of Tag Manager and pushes of gtag', () => {
  const { page, tracked } = aPage()
  page.window.dataLayer = [{ event: 'view_item', ecommerce: { items: [MUG] } }]
  run('ga4.js', page)
  page.window.dataLayer.push({
    event: 'purchase',
    ecommerce: {
      transaction_id: '#1001',
      currency: 'EUR',
      value: 19.8,
      tax: 3.76,
      coupon: 'TEA',
      items: [MUG],
    },
  })
  page.window.dataLayer.push(['event', 'add_to_cart', { items: [MUG] }])
  page.window.dataLayer.push({ event: 'scroll' })
  const items = [{ item_id: 'mug', price: 9.9, quantity: 2 }]
  expect(tracked()).toEqual([
    ['view_item', { items }],
    ['purchase', { transaction_id: '#1001', currency: 'EUR', value: 19.8, tax: 3.76, items }],
    ['add_to_cart', { items }],
  ])
  expect(page.window.dataLayer).toHaveLength(4)
})

const KEY = 'key=wc_order_8sKd02'
it.each([
  ['/checkout/order-received/1234/', `?${KEY}`, '1234'],
  ['/kasse/bestellung-erhalten/1234', `?utm_source=mail&${KEY}`, '1234'],
  ['/pl/zamowienie/zamowienie-otrzymane/1234/', `?${KEY}`, '1234'],
  ['/', `?page_id=7&order-received=1234&${KEY}`, '1234'],
  ['/danke/', `?order_id=1234&${KEY}`, '1234'],
  ['/shop/', '', undefined],
  ['/product/42/', '', undefined],
  ['/checkout/order-pay/1234/', `?pay_for_order=true&${KEY}`, undefined],
  ['/', `?page_id=7&order-pay=1234&${KEY}`, undefined],
  ['/danke/', `?${KEY}`, undefined],
])('WooCommerce: the page %s%s names order %s', (pathname, search, order) => {
  const { page, tracked } = aPage({ location: { pathname, search }, URLSearchParams })
  run('woocommerce.js', page)
  expect(tracked()).toEqual(order === undefined ? [] : [['purchase', { transaction_id: order, items: [] }]])
})

it('Shopify: a completed checkout is a beacon that the API accepts', async () => {
  const heard = new Map<string, (event: object) => Promise<void>>()
  const sent: string[] = []
  run('shopify-pixel.js', {
    analytics: {
      subscribe: (name: string, listen: (event: object) => Promise<void>) => heard.set(name, listen),
    },
    browser: {
      cookie: { get: async () => '' },
      localStorage: { getItem: async () => '{"visitor":"a-browser-of-the-tests"}' },
    },
    fetch: (_: string, { body }: { body: string }) => sent.push(body),
  })
  const price = { amount: 9.9, currencyCode: 'EUR' }
  await heard.get('checkout_completed')?.({
    id: 'sh-0123456789',
    timestamp: '2026-03-01T10:00:00.000Z',
    data: {
      checkout: {
        order: { id: 'gid://shopify/Order/4711' },
        currencyCode: 'EUR',
        subtotalPrice: { amount: 19.8 },
        totalTax: { amount: 3.76 },
        lineItems: [
          {
            quantity: 2,
            variant: {
              id: 'gid://shopify/ProductVariant/7',
              product: { id: '5', url: '/products/blue-mug?variant=7' },
              price,
            },
          },
        ],
      },
    },
  })
  const told = parse(beacon, JSON.parse(sent[0] ?? ''))
  expect(told).toMatchObject({ consent: true, visitor_id: 'a-browser-of-the-tests' })
  expect(told.events).toMatchObject([
    {
      event_id: 'sh-0123456789',
      name: 'purchase',
      at: Date.UTC(2026, 2, 1, 10),
      transaction_id: '4711',
      currency: 'EUR',
      value: 19.8,
      tax: 3.76,
      items: [{ item_id: 'blue-mug', item_variant: '7', price: 9.9, quantity: 2 }],
    },
  ])
  expect([...heard.keys()]).toEqual([
    'product_viewed',
    'product_added_to_cart',
    'checkout_started',
    'checkout_completed',
  ])
})
