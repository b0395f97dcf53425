import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lifeOfMagento } from '../../bench/platforms/magento.ts'
import { type OpenShop, openShop, VARS } from '../../bench/platforms/store.ts'
import { call } from '../../tools/demo-shop.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'
import { Magento, settingsOf } from './simulated/a-magento.ts'
import { phpVersion, type Step } from './simulated/a-wordpress.ts'

const php = phpVersion()
if (!php) console.warn('The Magento module was not run: this machine has no PHP (apt-get install php-cli).')

const PATCH: Step = { do: 'patch' }
const CRON: Step = { do: 'cron' }
const STATUS: Step = { do: 'status' }

describe.skipIf(!php)('the Magento module', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-magento-test-'))
  let worker: RawWorker
  const shops: Magento[] = []
  beforeAll(async () => {
    worker = await startRawWorker(folder, VARS)
  })
  afterEach(() => {
    for (const shop of shops.splice(0)) shop.end()
  })
  afterAll(async () => {
    await worker.kill()
    rmSync(folder, { recursive: true, force: true })
  })
  const aMagento = (products = 40, orders = 60) => {
    const shop = new Magento({ products, orders })
    shops.push(shop)
    return shop
  }
  const of = (shop: OpenShop, path: string) => call(worker.url, path, shop.secret_key)

  it('queues everything when it is installed, and sends it when the keys are there', async () => {
    const shop = await openShop(worker.url)
    const magento = aMagento()
    expect(await magento.run(PATCH, STATUS)).toEqual([false, { item: [48, 0, ''], order: [60, 0, ''] }])
    const [, sent, status] = await magento.run(settingsOf(shop), CRON, STATUS)
    expect(sent).toMatchObject({ requests: 2 })
    expect(status).toEqual({ item: [0, 0, ''], order: [0, 0, ''] })
    expect((await of(shop, '/v1/items?limit=200')).items.length).toBe(40)
    expect(await of(shop, '/v1/items/T10')).toMatchObject({
      ...{
        title: 'Thing & 10',
        category: 'Kitchen > Kettles',
        url: 'https://shop.example/T10.html',
        platform_id: '100',
      },
      variants: [
        { variant_id: 'T10-red', title: 'red' },
        { variant_id: 'T10-blue', title: 'blue' },
      ],
    })
    expect((await of(shop, '/v1/items/T9')).variants[0]).toMatchObject({
      availability: 'out_of_stock',
      stock: 0,
    })
    const { items } = await of(shop, '/v1/orders?limit=200')
    expect(items.length).toBe(60)
    for (const { subtotal, discount, shipping, tax, total } of items)
      expect(subtotal - discount + shipping + tax).toBe(total)
  })

  it('says what is wrong with the keys', async () => {
    const shop = await openShop(worker.url)
    const magento = aMagento(2, 2)
    const said = async (more: object) =>
      ((await magento.run(settingsOf(shop, more), { do: 'check' }))[1] as [number, string]).slice(0, 2)
    expect(await said({})).toEqual([0, 'Connected.'])
    expect(await said({ 'pairwell/connection/endpoint': 'http://pairwell.example' })).toEqual([
      1,
      expect.stringMatching(/https/),
    ])
    expect(await said({ 'pairwell/connection/secret_key': 'pk_1' })).toEqual([
      1,
      expect.stringMatching(/begin with sk_/),
    ])
    expect(await said({ 'pairwell/connection/secret_key': `sk_${'a'.repeat(40)}` })).toEqual([
      1,
      expect.stringMatching(/key/),
    ])
    expect(await said({ 'pairwell/connection/publishable_key': 'pk_other' })).toEqual([
      1,
      expect.stringMatching(/belongs to the shop “Bench”/),
    ])
    expect(await said({ 'pairwell/connection/endpoint': 'http://127.0.0.1:9' })).toEqual([
      1,
      expect.stringMatching(/does not answer/),
    ])
    expect(await said({ 'pairwell/connection/enabled': '0' })).toEqual([
      1,
      expect.stringMatching(/not enabled/),
    ])
  })

  it('goes on after a process that was killed, and after an API that was down', async () => {
    const shop = await openShop(worker.url)
    const magento = aMagento(300, 500)
    await magento.run(PATCH)
    await expect(magento.run(settingsOf(shop), { do: 'die', at: 3 }, CRON)).rejects.toThrow()
    const [, , down] = await magento.run(
      settingsOf(shop, { 'pairwell/connection/endpoint': 'http://127.0.0.1:9' }),
      CRON,
      STATUS,
    )
    expect(down).toMatchObject({ item: [344, 0, expect.stringMatching(/status 0/)] })
    const [, , done] = await magento.run(settingsOf(shop), CRON, STATUS)
    expect(done).toEqual({ item: [0, 0, ''], order: [0, 0, ''] })
    expect((await of(shop, '/v1/catalogue/facets')).brands).toBeDefined()
    expect((await of(shop, '/v1/status')).catalogue.items).toBe(300)
    expect((await of(shop, '/v1/status')).orders.orders).toBe(500)
  })

  it('sends what is saved, sold and deleted, and the configurable product of a variant', async () => {
    const shop = await openShop(worker.url)
    const magento = aMagento(20, 20)
    await magento.run(PATCH, settingsOf(shop), CRON)
    await magento.run(
      settingsOf(shop),
      { do: 'change', kind: 'product', ref: 'T3', fields: { name: 'Renamed' } },
      { do: 'change', kind: 'product', ref: 'T10-red', fields: { price: 1.5, final_price: 1.5 } },
      {
        do: 'change',
        kind: 'stock',
        ref: 'T4',
        fields: { stock: { manage_stock: true, is_in_stock: false, qty: 0, backorders: 0 } },
      },
      { do: 'change', kind: 'gone', ref: 'T5' },
      { do: 'change', kind: 'order', ref: '1000001', fields: { state: 'canceled' } },
      { do: 'change', kind: 'order', ref: '1000099', size: 20, fields: {} },
      CRON,
    )
    expect((await of(shop, '/v1/items/T3')).title).toBe('Renamed')
    expect((await of(shop, '/v1/items/T10')).variants[0].price).toBe(150)
    expect((await of(shop, '/v1/items/T4')).variants[0].availability).toBe('out_of_stock')
    await expect(of(shop, '/v1/items/T5')).rejects.toThrow('unknown_item')
    expect((await of(shop, '/v1/orders/1000001')).status).toBe('cancelled')
    expect((await of(shop, '/v1/orders/1000099')).lines.length).toBeGreaterThan(0)
  })

  it('keeps what the API refuses for a person, and sends the rest', async () => {
    const shop = await openShop(worker.url)
    const magento = aMagento(10, 10)
    const dear = { do: 'change', kind: 'product', ref: 'T2', fields: { price: 1e17, final_price: 1e17 } }
    const [, , , , status] = await magento.run(PATCH, settingsOf(shop), dear, CRON, STATUS)
    expect(status).toEqual({
      item: [0, 1, expect.stringMatching(/^items\.\d+\.variants\.0\.price/)],
      order: [0, 0, ''],
    })
    expect((await of(shop, '/v1/status')).catalogue.items).toBe(9)
    // Sent again by hand, with the right price.
    await magento.run(settingsOf(shop), { do: 'sync' }, CRON)
    expect((await of(shop, '/v1/status')).catalogue.items).toBe(10)
  })

  it('writes the tag, a panel for each page, and the purchase with its proof', async () => {
    const shop = await openShop(worker.url)
    const page = (template: string, more: object): Step => ({ do: 'page', template, ...more })
    const settings = settingsOf(shop, { 'pairwell/connection/token_key': 'tk_secret' })
    const [, tag, product, upgrade, cart, home, none, purchase] = (await aMagento(12, 3).run(
      settings,
      page('tag', {}),
      page('panel', { placement: 'product', sku: 'T10' }),
      page('panel', { placement: 'product', intent: 'upgrade', sku: 'T2' }),
      page('panel', { placement: 'cart', cart: ['T1', 'T10-red', 'T1'] }),
      page('panel', { placement: 'home' }),
      page('panel', { placement: 'product' }),
      page('purchase', { order: '1000001' }),
    )) as string[]
    expect(tag?.replace(/\s+/g, ' ')).toContain(
      `src="${worker.url}/pairwell.js" data-key="${shop.publishable_key}" data-locale="de-DE" data-cart="magento"`,
    )
    expect(product?.trim()).toBe('<pairwell-panel placement="product" item-id="T10"></pairwell-panel>')
    expect(upgrade?.trim()).toBe(
      '<pairwell-panel placement="product" intent="upgrade" item-id="T2"></pairwell-panel>',
    )
    expect(cart?.trim()).toBe('<pairwell-panel placement="cart" cart-item-ids="T1,T10-red"></pairwell-panel>')
    expect([home, none].map((html) => html?.trim())).toEqual(['', ''])
    const token = createHmac('sha256', 'tk_secret').update('order:1000001').digest('hex')
    expect(purchase).toContain(`"order_token":"${token}"`)
  })

  it('leaves nothing when it is uninstalled with its data', async () => {
    const shop = await openShop(worker.url)
    const magento = aMagento(3, 3)
    const [, , left] = await magento.run(PATCH, settingsOf(shop), { do: 'uninstall' })
    expect(left).toEqual({ core_config_data: [] })
  })

  it('keeps every price and status of a small shop through a whole life of the module', async () => {
    const { parts, ...found } = await lifeOfMagento(worker.url, { products: 200, orders: 400, day: 12 })
    expect(found).toEqual({ different: 0, items: 200, orders: 412 })
    const nothing = '{"item":[0,0,""],"order":[0,0,""]}'
    expect(parts.map(({ what, result }) => [what, result])).toEqual([
      ['install', 'queued: {"item":[240,0,""],"order":[400,0,""]}'],
      ['first sync, after a kill', nothing],
      ['a day of changes', nothing],
      ['uninstallation', 'tables left: {"core_config_data":[]}'],
    ])
  })
})
