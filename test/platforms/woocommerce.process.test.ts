import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { VARS } from '../../bench/platforms/store.ts'
import { lifeOfWooCommerce } from '../../bench/platforms/woocommerce.ts'
import { call } from '../../tools/demo-shop.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'
import { aServer } from '../packages/a-server.ts'
import { formOf, phpVersion, type Step, WordPress } from './simulated/a-wordpress.ts'

const php = phpVersion()
if (!php)
  console.warn('The WooCommerce plug-in was not run: this machine has no PHP (apt-get install php-cli).')

type Opened = { url: string; shop_id: string; secret_key: string; publishable_key: string }
type State = {
  passes: object[]
  counts: { items: number; orders: number; requests: number; refused: number }
  problem: string
  refusals: Record<string, string>
  failures: number
  completed_at?: number
}

describe.skipIf(!php)('the WooCommerce plug-in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-woo-'))
  let worker: RawWorker
  const sites: WordPress[] = []
  beforeAll(async () => {
    worker = await startRawWorker(folder, VARS)
  })
  afterEach(() => {
    for (const site of sites.splice(0)) site.end()
  })
  afterAll(async () => {
    await worker.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  const aSite = (products = 60, orders = 90): WordPress => {
    const site = new WordPress({ products, orders })
    sites.push(site)
    return site
  }
  const aShop = async (currency = 'EUR'): Promise<Opened> => {
    const body = JSON.stringify({ name: 'Corner', currency })
    return {
      url: worker.url,
      ...(await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })),
    }
  }
  const of = (shop: Opened, path: string, method = 'GET', json?: object) =>
    call(worker.url, path, shop.secret_key, { method, ...(json && { body: JSON.stringify(json) }) })
  const all = async (shop: Opened, path: string) => {
    // biome-ignore lint/suspicious/noExplicitAny: rows of several lists
    const rows: any[] = []
    for (let after = ''; ; ) {
      const { items, next } = await of(shop, `${path}?limit=200&after=${encodeURIComponent(after)}`)
      rows.push(...items)
      if (next === null) return rows
      after = next
    }
  }
  const SYNC: Step = { do: 'cron', hook: 'pairwell_sync_step' }
  const STATE: Step = { do: 'option', name: 'pairwell_sync' }
  const connected = async (shop: Opened, site = aSite()): Promise<WordPress> => {
    await site.run(formOf(shop), SYNC)
    return site
  }

  it.each([
    [
      'keys that are exchanged',
      (s: Opened) => ({ publishable_key: s.secret_key, secret_key: s.publishable_key }),
      /exchanged/,
    ],
    ['an unknown secret key', () => ({ secret_key: `sk_${'a'.repeat(40)}` }), /Copy the secret key/],
    [
      'a publishable key of another shop',
      () => ({ publishable_key: 'pk_another' }),
      /belongs to the shop “Corner”, and the publishable key does not/,
    ],
    ['no address', () => ({ endpoint: 'pairwell' }), /no address/],
    ['an address without encryption', () => ({ endpoint: 'http://pairwell.example' }), /Write https/],
    ['an address where nobody answers', () => ({ endpoint: 'http://127.0.0.1:9' }), /did not answer/],
  ])('says what is wrong with %s, and connects nothing', async (_, wrong, said) => {
    const shop = await aShop()
    const site = aSite(3, 3)
    const [answer, webhooks] = await site.run(
      { ...formOf(shop), ...wrong(shop) },
      { do: 'option', name: 'webhooks' },
    )
    expect(answer).toEqual({ problem: expect.stringMatching(said), connected: false })
    expect(webhooks).toBe(false)
    expect((await of(shop, '/v1/hooks')).items).toEqual([])
  })

  it('says that another server is not Pairwell’s API, and that a shop has another currency', async () => {
    const other = await aServer({ status: 200, body: '<html>Hello</html>' })
    const shop = await aShop()
    const [answer] = await aSite(3, 3).run({ ...formOf(shop), endpoint: other.url })
    await other.close()
    expect(answer).toMatchObject({ problem: expect.stringMatching(/no JSON/), connected: false })
    const [dollars] = await aSite(3, 3).run(formOf(await aShop('USD')))
    expect(dollars).toMatchObject({
      problem: expect.stringMatching(/USD, and this shop EUR/),
      connected: false,
    })
  })

  it('keeps its panels when the form is saved while the API is down, and loses them with keys that are wrong', async () => {
    const shop = await aShop()
    const site = aSite(3, 3)
    const product: Step = { do: 'page', hook: 'woocommerce_after_single_product_summary', id: 10 }
    await site.run(formOf(shop))
    const [down, page] = await site.run({ ...formOf(shop), endpoint: 'http://127.0.0.1:9' }, product)
    expect(down).toMatchObject({ problem: expect.stringMatching(/did not answer/), connected: true })
    expect(page).toContain('<pairwell-panel')
    const [wrong, none] = await site.run({ ...formOf(shop), publishable_key: 'pk_other' }, product)
    expect(wrong).toMatchObject({ connected: false })
    expect(none).not.toContain('<pairwell-panel')
  })

  it('refuses the form to people without the right, and without the nonce', async () => {
    const shop = await aShop()
    const site = aSite(3, 3)
    await expect(site.run({ ...formOf(shop), may: false })).rejects.toThrow(/may not change/)
    await expect(site.run({ ...formOf(shop), _wpnonce: 'another' })).rejects.toThrow(/expired/)
    expect((await site.steps({ do: 'option', name: 'pairwell_settings' }))[0]).toBe(false)
  })

  it('sends all products and orders, with paths, variations, discounts, returns and marks', async () => {
    const shop = await aShop()
    const site = aSite()
    const [saved] = await site.run(formOf(shop))
    expect(saved).toEqual({ problem: '', connected: true })
    await site.run({ do: 'change', kind: 'orders', id: 5000012, fields: { refunded: { 50000120: 1 } } }, SYNC)
    const [state] = (await site.run(STATE)) as [State]
    expect(state).toMatchObject({ passes: [], problem: '', counts: { items: 60, orders: 90, refused: 0 } })
    const items = await all(shop, '/v1/items')
    expect(items.length).toBe(60)
    expect(await of(shop, '/v1/items/100')).toMatchObject({
      title: 'Thing 10',
      url: 'https://shop.example/product/100/',
      category: 'Kitchen > Tea & coffee > Kettles',
      attributes: { Colour: 'red, blue' },
      variants: [
        { variant_id: '101', title: 'red', sku: 'SKU-10-red', availability: 'in_stock' },
        { variant_id: '102', title: 'blue' },
      ],
    })
    const orders = await all(shop, '/v1/orders')
    expect(orders.length).toBe(90)
    // Two batches, and one model, which the last one made.
    expect((await of(shop, '/v1/models')).items).toMatchObject([{ cause: 'orders' }])
    const totals = orders.map(
      ({ subtotal, discount, shipping, fees, tax, total }) =>
        subtotal - discount + shipping + fees + tax - total,
    )
    expect(totals).toEqual(totals.map(() => 0))
    const reduced = orders.find(({ order_id }) => order_id === '5000004') as {
      discount?: number
      coupons?: string[]
    }
    expect(reduced.coupons).toEqual(['tea10'])
    expect(reduced.discount).toBeGreaterThan(0)
    const returned = orders.find(({ order_id }) => order_id === '5000012') as { refunds?: object[] }
    expect(returned.refunds).toMatchObject([{ quantity: 1 }])
  })

  it('goes on after a process that was killed, and after an API that was down, without losing or doubling anything', async () => {
    const shop = await aShop()
    const site = aSite(450, 700)
    await site.run(formOf(shop))
    // The third request of the step is never sent, and the lock stays.
    await expect(site.run({ do: 'die', at: 3 }, SYNC)).rejects.toThrow()
    const [half] = (await site.run(STATE)) as [State]
    expect(half.counts.items).toBe(200)
    expect(half.passes.length).toBe(2)
    const [page] = await site.run({ do: 'admin' })
    expect(page).toContain('200 / 450')
    // The next step is due when the lock of the dead one has ended, without anybody's help.
    expect(await site.run(SYNC)).toMatchObject([{ ran: 0 }])
    expect(await site.run({ ...SYNC, ahead: 125, most: 1 })).toMatchObject([{ ran: 1, requests: 0 }])
    const set = (name: string, value: unknown) => site.steps({ do: 'setOption', name, value })
    await set('pairwell_sync_lock', 1)
    // An API that does not answer is tried again later, and the page says so.
    const settings = (await site.steps({ do: 'option', name: 'pairwell_settings' }))[0] as object
    await set('pairwell_settings', { ...settings, endpoint: 'http://127.0.0.1:9' })
    const [, down] = (await site.run({ ...SYNC, ahead: 125, most: 1 }, STATE)) as [unknown, State]
    expect(down.failures).toBe(1)
    expect(down.problem).toMatch(/did not answer/)
    await set('pairwell_settings', settings)
    expect(await site.run(SYNC)).toMatchObject([{ ran: 0 }])
    await site.run({ ...SYNC, ahead: 31, most: 1 })
    const [, done] = (await site.run(SYNC, STATE)) as [unknown, State]
    expect(done).toMatchObject({ passes: [], problem: '', counts: { items: 450, orders: 700 } })
    expect((await all(shop, '/v1/items')).length).toBe(450)
    expect((await all(shop, '/v1/orders')).length).toBe(700)
  })

  it('leaves out what the API refuses, lists it with the reason, and sends the rest', async () => {
    const shop = await aShop()
    const site = aSite(20, 20)
    await site.run(
      formOf(shop),
      { do: 'change', kind: 'products', id: 50, fields: { price: '99999999999999999' } },
      SYNC,
    )
    const [state] = (await site.run(STATE)) as [State]
    expect(state.counts).toMatchObject({ items: 19, orders: 20, refused: 1 })
    expect(Object.keys(state.refusals)).toEqual(['items 50'])
    expect((await all(shop, '/v1/items')).map(({ item_id }) => item_id)).not.toContain('50')
  })

  it('delivers changes by WooCommerce’s webhooks, also those that were made while the first sync read', async () => {
    const shop = await aShop()
    const site = aSite(30, 30)
    await site.run(formOf(shop))
    await site.run({ do: 'overtake', id: 20, fields: { price: '1.23' } }, SYNC)
    // A message has no address of the page but its number, so that of the sync stays.
    expect((await of(shop, '/v1/items/20')).variants[0].price).toBe(123)
    await site.run({ do: 'day', events: [['product.updated', 'products', 10, { name: 'Renamed' }]] })
    const renamed = await of(shop, '/v1/items/10')
    expect([renamed.title, renamed.url]).toEqual(['Renamed', 'https://shop.example/product/10/'])
    const [delivered] = await site.run({
      do: 'day',
      events: [
        ['order.updated', 'orders', 5000001, { status: 'cancelled' }],
        ['product.updated', 'products', 30, { status: 'draft' }],
      ],
    })
    expect(delivered).toMatchObject({ statuses: { 200: 2 } })
    expect((await of(shop, '/v1/orders/5000001')).status).toBe('cancelled')
    expect((await of(shop, '/v1/items/30')).published).toBe(false)
    const { items } = await of(shop, '/v1/hooks')
    expect(items[0]).toMatchObject({ platform: 'woocommerce', problem: null, counts: { refused: 0 } })
  })

  it('finds by the daily sync what a lost message would have said', async () => {
    const shop = await aShop()
    const site = await connected(shop, aSite(30, 30))
    const lost = { do: 'change', kind: 'products', id: 40, fields: { name: 'Renamed' } }
    await site.run(lost, { do: 'cron', hook: 'pairwell_sync_daily', most: 1, ahead: 90_000 }, SYNC)
    expect((await of(shop, '/v1/items/40')).title).toBe('Renamed')
  })

  it('writes the tag and a panel for each page, and nothing before it is connected', async () => {
    const shop = await aShop()
    const site = aSite(30, 5)
    const product: Step = {
      do: 'page',
      hook: 'woocommerce_after_single_product_summary',
      id: 101,
      locale: 'de_DE_formal',
    }
    const [before] = await site.run(product)
    expect(before).toBe('')
    await site.run(formOf(shop))
    const [page, cart, home, block, upgrade, none] = (await site.run(
      product,
      {
        do: 'page',
        hook: 'woocommerce_after_cart_table',
        cart: [
          { product_id: 10, variation_id: 0 },
          { product_id: 100, variation_id: 101 },
          { product_id: 100, variation_id: 102 },
        ],
      },
      { do: 'page', front: true, content: '<p>Hello</p>' },
      { do: 'page', block: { placement: 'home', limit: 3 } },
      { do: 'page', id: 20, shortcode: { intent: 'upgrade', placement: 'product"><script>' } },
      { do: 'page', shortcode: {} },
    )) as string[]
    // A variation's page suggests for its product.
    expect(page).toContain('<pairwell-panel placement="product" item-id="100"></pairwell-panel>')
    expect(page).toContain(
      '<pairwell-panel placement="product" intent="upgrade" item-id="100"></pairwell-panel>',
    )
    expect(page).toContain(
      `data-key="${shop.publishable_key}" data-locale="de-DE" data-cart="woocommerce" src="${worker.url}/pairwell.js"`,
    )
    expect(page).toMatch(/<script [^>]*async[^>]*><\/script>/)
    expect(cart).toContain('<pairwell-panel placement="cart" cart-item-ids="10,100"></pairwell-panel>')
    expect(home).toBe('<p>Hello</p>')
    expect(block).toContain(
      '<div class="wp-block-pairwell-panel"><pairwell-panel placement="home" limit="3"></pairwell-panel></div>',
    )
    expect(upgrade).toContain(
      '<pairwell-panel placement="product" intent="upgrade" item-id="20"></pairwell-panel>',
    )
    expect(none).not.toContain('pairwell-panel')
  })

  it('carries the mark of a panel from the cart to the order, and proves the purchase', async () => {
    const shop = await aShop()
    const site = await connected(shop, aSite(30, 10))
    const [meta, thanks, , settings] = (await site.run(
      { do: 'cartLine', request: { _rec_id: 'rec_1', _rec_placement: 'cart', other: 'x' } },
      { do: 'page', hook: 'woocommerce_thankyou', arguments: [5000001] },
      STATE,
      { do: 'option', name: 'pairwell_settings' },
    )) as [object, string, unknown, { token_key: string }]
    expect(meta).toEqual({ _rec_id: 'rec_1', _rec_placement: 'cart' })
    const token = createHmac('sha256', settings.token_key).update('order:5000001').digest('hex')
    expect(thanks).toContain(`"order_token":"${token}"`)
    const [code = ''] = /pairwell\.track\('purchase', (.*)\)\)/.exec(thanks)?.slice(1) ?? []
    const purchase = JSON.parse(code)
    expect(purchase).toMatchObject({ transaction_id: '5000001', currency: 'EUR' })
    expect(purchase.items.length).toBeGreaterThan(0)
  })

  it('erases and exports a person when WordPress asks', async () => {
    const shop = await aShop()
    const site = await connected(shop, aSite(30, 60))
    const [exported] = (await site.run({ do: 'export', email: 'buyer1@shop.example' })) as [{ done: boolean }]
    expect(exported.done).toBe(true)
    const orders = (await site.run({ do: 'emails' })) as [Record<string, string[]>]
    const [email = '', ids = []] = Object.entries(orders[0])[0] ?? []
    const [data, erased, again] = (await site.run(
      { do: 'export', email },
      { do: 'erase', email },
      { do: 'export', email },
    )) as [{ data: { data: { value: string }[] }[] }, object, { data: object[] }]
    expect(data.data[0]?.data[0]?.value.split(', ').sort()).toEqual([...ids].sort())
    expect(erased).toMatchObject({ items_removed: true, items_retained: false, done: true })
    expect(again.data).toEqual([])
  })

  it('removes its options, its messages and its key when it is deleted, and asks for erasure only if that is ticked', async () => {
    const shop = await aShop()
    const site = await connected(shop, aSite(10, 10))
    await site.steps({ do: 'foreignWebhook' })
    const [left] = await site.run({ do: 'uninstall' })
    expect(left).toEqual({ options: ['webhooks'], due: [], webhooks: 1 })
    expect((await of(shop, '/v1/hooks')).items).toEqual([])
    expect((await of(shop, '/v1/token-keys')).items).toEqual([])
    expect((await of(shop, '/v1/privacy-requests')).items).toEqual([])
    const other = await aShop()
    const second = aSite(10, 10)
    await second.run({ ...formOf(other), erase_on_uninstall: '1' }, SYNC)
    await second.run({ do: 'uninstall' })
    expect((await of(other, '/v1/privacy-requests')).items).toMatchObject([
      { kind: 'shop_redact', orders: 10 },
    ])
    // A key alone deletes nothing.
    expect((await all(other, '/v1/orders')).length).toBe(10)
  })

  it('keeps every price and status of a small store through a whole life of the plug-in', async () => {
    const { parts, ...found } = await lifeOfWooCommerce(worker.url, { products: 300, orders: 500, day: 12 })
    expect(found).toEqual({ different: 0, items: 300, orders: 512 })
    const results = parts.map(({ what, result }) => [what, result])
    expect(results).toEqual([
      ['install', 'connected, 9 webhooks'],
      ['first sync, second half after a kill', '300 items, 500 orders, 0 refused'],
      ['a day of messages', '{"200":48}'],
      ['erasure of a person', 'erased'],
      [
        'uninstallation',
        expect.stringMatching(
          /^0 options, 0 webhooks, 0 hooks left; redact \(\d+ orders\), shop_redact \(512 orders\)$/,
        ),
      ],
    ])
  })
})
