import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import worker from '../../worker/index.ts'
import { aShop, plainItems } from '../a-shop.ts'

/** A dataset of Analytics Engine, of which a Worker can only write: its data points. */
function aDataset() {
  const points: AnalyticsEngineDataPoint[] = []
  return {
    points,
    dataset: { writeDataPoint: (point?: AnalyticsEngineDataPoint) => void points.push(point ?? {}) },
  }
}

async function sent(dataset: AnalyticsEngineDataset, path: string, init: RequestInit = {}): Promise<void> {
  const context = createExecutionContext()
  await worker.fetch(new Request(`http://pairwell.test${path}`, init), { ...env, REQUESTS: dataset }, context)
  await waitOnExecutionContext(context)
}

it('every request is a data point: shop, route, method, status, error, milliseconds and statements', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea']))
  const { points, dataset } = aDataset()
  const headers = { Authorization: `Bearer ${shop.sk}` }
  await sent(dataset, '/v1/items/tea', { headers })
  await sent(dataset, '/v1/items/cup', { headers })
  await sent(dataset, `/p/${shop.pk}/recommendations?placement=home`)
  await sent(dataset, '/v1/items')
  expect(points.map(({ indexes, blobs }) => [...(indexes ?? []), ...(blobs ?? [])])).toEqual([
    [shop.shop_id, '/v1/items/:item_id', 'GET', '200', ''],
    [shop.shop_id, '/v1/items/:item_id', 'GET', '404', 'unknown_item'],
    [shop.shop_id, '/p/:pk/recommendations', 'GET', '200', ''],
    ['', '/v1/*', 'GET', '401', 'missing_key'],
  ])
  const [known, unknown, asked, refused] = points.map(({ doubles }) => doubles ?? [])
  for (const [ms] of [known, unknown, asked, refused].map((one) => one ?? []))
    expect(ms).toBeGreaterThanOrEqual(0)
  expect([known, unknown, asked].map((one) => (one?.[1] ?? 0) > 0)).toEqual([true, true, true])
  expect(refused?.[1]).toBe(0)
})

it('strangers invent neither shops nor faults, and what no route answers is counted, too', async () => {
  const { points, dataset } = aDataset()
  const made_up = `pk_0aaaaaaaaaaaa_${'b'.repeat(16)}`
  await sent(dataset, `/p/${'p'.repeat(200)}/recommendations?placement=home`)
  await sent(dataset, `/p/${made_up}/recommendations?placement=home`)
  await sent(dataset, '/nothing/here')
  expect(points.map(({ indexes, blobs }) => [indexes?.[0], blobs?.[2], blobs?.[3]])).toEqual([
    ['', '401', 'unknown_key'],
    ['', '401', 'unknown_key'],
    ['', '404', 'unknown_route'],
  ])
})

it('a body that is no JSON has its code, and a call of an agent is one data point', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea']))
  const { points, dataset } = aDataset()
  const headers = { Authorization: `Bearer ${shop.sk}`, 'Content-Type': 'application/json' }
  await sent(dataset, '/v1/items', { method: 'PUT', headers, body: '{' })
  const call = { method: 'tools/call', params: { name: 'get_item', arguments: { item_id: 'tea' } } }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, ...call })
  const accepts = { ...headers, Accept: 'application/json, text/event-stream' }
  await sent(dataset, '/v1/mcp', { method: 'POST', headers: accepts, body })
  expect(points.map(({ blobs }) => [blobs?.[0], blobs?.[3]])).toEqual([
    ['/v1/items', 'invalid_json'],
    ['/v1/mcp', ''],
  ])
})
