import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { recommendFor, withSuggestedLineItems } from '../../packages/server/src/index.ts'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'
import { aCart, aSearch, faultsOf } from './ucp-schemas.ts'

const VARS = { ADMIN_TOKEN: 'test', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }
const state = mkdtempSync(join(tmpdir(), 'pairwell-ucp-'))
const ITEMS = ['tea', 'mug', 'pot'].map((id) => `${id},The ${id},/i/${id},/i/${id}.png,9.90`)
const ORDERS = Array.from({ length: 40 }, (_, at) =>
  ['tea', at % 4 ? 'mug' : 'pot'].map(
    (id) => `o${at},2026-06-${String(1 + (at % 28)).padStart(2, '0')},${id}`,
  ),
)
let worker: RawWorker | undefined
let pk = ''

beforeAll(async () => {
  worker = await startRawWorker(state, VARS)
  const body = JSON.stringify({ name: 'ucp', currency: 'EUR', allowed_origins: ['https://shop.example'] })
  const shop = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
  pk = shop.publishable_key
  await upload(
    worker.url,
    shop.secret_key,
    'items',
    ['item_id,title,url,image_url,price', ...ITEMS].join('\n'),
  )
  await upload(
    worker.url,
    shop.secret_key,
    'orders',
    ['order_id,order_date,item_id', ...ORDERS.flat()].join('\n'),
  )
  await liveModel(worker.url, shop.secret_key)
})
afterAll(async () => {
  await worker?.kill()
  rmSync(state, { recursive: true, force: true })
})

it('a running Worker answers both, as the schema that it serves says', async () => {
  const url = worker?.url ?? ''
  const extension = await (await fetch(`${url}/ucp/2026-11-30/recommendations.json`)).json()
  const errors: unknown[] = []
  // No limit of time that a machine under load could miss.
  const options = { url, pk, timeout: 600_000, onError: (error: unknown) => errors.push(error) }

  const found = await recommendFor({ product_ids: ['tea'] }, options)
  expect(found.items[0]).toEqual({ product_id: 'mug', reason: expect.stringMatching(/\w/) })
  expect(found.recommendation_id).toMatch(/^r_/)
  expect(faultsOf(extension, 'dev.ucp.shopping.catalog.search', aSearch(found))).toBe('')

  const cart = await withSuggestedLineItems(aCart('tea', 'mug'), options)
  expect(cart).toMatchObject(aCart('tea', 'mug'))
  expect(cart.suggested_line_items).toEqual([{ item: { id: 'pot' }, reason: expect.stringMatching(/\w/) }])
  expect(faultsOf(extension, 'dev.ucp.shopping.cart', cart)).toBe('')
  expect(errors).toEqual([])

  expect(await recommendFor({ product_ids: ['tea'] }, { ...options, pk: 'pk_unknown' })).toEqual({
    items: [],
  })
  expect(errors).toHaveLength(1)
})
