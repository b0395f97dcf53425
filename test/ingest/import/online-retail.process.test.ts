import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATA } from '../../../bench/data.ts'
import { ordersWith, type RealFiles, readOnlineRetail } from '../../../bench/online-retail.ts'
import { call, liveModel, upload } from '../../../tools/demo-shop.ts'
import { type RawWorker, startRawWorker } from '../../../tools/raw-worker.ts'

/** The full file is measured by `npm run bench -- firstday`. */
const LINES = 25_000
const VARS = { ADMIN_TOKEN: 'operator', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }
const missing = !existsSync(join(DATA, 'online_retail/orders.csv.gz'))
if (missing) console.log(`Skipped: there are no real orders in ${DATA}. Set PAIRWELL_DATA.`)

describe.skipIf(missing)('real orders of a gift shop', () => {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-real-'))
  let worker: RawWorker
  let files: RealFiles

  beforeAll(async () => {
    files = readOnlineRetail(LINES)
    worker = await startRawWorker(state, VARS)
  })
  afterAll(async () => {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  })

  async function aShop(orders: string) {
    const shop = { method: 'POST', body: JSON.stringify({ name: 'Gifts', currency: 'GBP' }) }
    const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
    await upload(worker.url, secret_key, 'items', files.items)
    const report = await upload(worker.url, secret_key, 'orders', orders)
    return { key: secret_key, report, model: await liveModel(worker.url, secret_key) }
  }

  it('each suggestion has the counts of a direct count, and every format of the file gives the same model', async () => {
    const plain = await aShop(files.plain)
    const { items } = await call(
      worker.url,
      '/v1/recommendations?placement=product&item_id=22697&limit=24',
      plain.key,
    )
    expect(items.length).toBe(24)
    for (const { item_id, counts } of items) {
      if (!counts || counts.seed_orders === counts.orders) continue
      expect(counts).toMatchObject({
        co_orders: ordersWith(files.baskets, '22697', item_id),
        seed_orders: ordersWith(files.baskets, '22697'),
        item_orders: ordersWith(files.baskets, item_id),
      })
    }
    expect((await aShop(files.shuffled)).model.hash).toBe(plain.model.hash)
    expect((await aShop(files.shopify)).model.hash).toBe(plain.model.hash)
  })

  it('the same file twice changes no row and makes no model', async () => {
    const { key, report, model } = await aShop(files.plain)
    const again = await upload(worker.url, key, 'orders', files.plain)
    expect(again).toMatchObject({ found: report.found, added: 0, changed: 0, same: report.added })
    expect((await liveModel(worker.url, key)).model_id).toBe(model.model_id)
  })
})
