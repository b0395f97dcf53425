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
    [shop.pk, '/p/:pk/recommendations', 'GET', '200', ''],
    ['', '/v1/*', 'GET', '401', 'missing_key'],
  ])
  const [ms, statements] = points[0]?.doubles ?? []
  expect(ms).toBeGreaterThanOrEqual(0)
  expect(statements).toBeGreaterThan(0)
})
