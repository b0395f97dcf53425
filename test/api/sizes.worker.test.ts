import { env, exports } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { maxBytesOf } from '../../worker/api/public/specification/body-limits.ts'
import { aShop, send, type TestShop } from '../a-shop.ts'
import { allRoutes } from '../routes.ts'

/** Bytes of an answer of a list: a page of 1 MB, with names for each value, and one row more of 1.5 MB at most. */
const MAX_ANSWER = 8_000_000

/** Routes that read their bodies as a stream. */
const STREAMED = ['/v1/imports', '/v1/models/outside']

const routes = (await allRoutes()).filter(({ method, door }) => method !== 'GET' && door === 'merchant')

it.each(routes)(
  '$method $path refuses a body above its limit, and names the limit',
  async ({ method, path }) => {
    const max_bytes = maxBytesOf(method, path)
    if (max_bytes === undefined) {
      expect(STREAMED).toContain(path)
      return
    }
    const shop = await aShop()
    const before = await shop.rows()
    const address = path.replace(/\{\w+\}/g, 'x')
    const call = (body: BodyInit) =>
      send(address, {
        method,
        body,
        headers: {
          Authorization: `Bearer ${shop.sk}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': 'one',
        },
      })
    const beyond = `{"a":"${'a'.repeat(max_bytes)}"}`
    // With its length, and without it.
    for (const body of [beyond, new Blob([beyond]).stream()]) {
      const { status, body: problem } = await call(body)
      expect([status, problem.code, problem.max_bytes]).toEqual([413, 'file_too_large', max_bytes])
      expect(problem.detail).toMatch(/at most [\d.]+ (MB|kB)\./)
    }
    expect(await shop.rows()).toEqual(before)
    expect((await call(`{"a":"${'a'.repeat(1_000)}"}`)).body?.code).not.toBe('file_too_large')
  },
)

it('the OpenAPI document states the limit of every body', async () => {
  const { body } = await send('/v1/openapi.json')
  for (const { method, path } of routes) {
    const { requestBody, responses } = body.paths[path][method.toLowerCase()]
    if (!requestBody || STREAMED.includes(path)) continue
    expect(requestBody['x-max-bytes']).toBe(maxBytesOf(method, path))
    expect(responses['413'].description).toContain('file_too_large')
  }
})

/** Writes rows of about 300 kB each. */
async function largeRows({ shop_id }: TestShop, count: number): Promise<void> {
  const lines = JSON.stringify(
    Array.from({ length: 9_000 }, (_, at) => [`i:item-${at}-${'x'.repeat(12)}`, 1, 100]),
  )
  const variants = JSON.stringify(
    Array.from({ length: 2_000 }, (_, at) => ({
      variant_id: `v${at}-${'x'.repeat(90)}`,
      availability: 'in_stock',
    })),
  )
  for (let at = 0; at < count; at += 1) {
    const id = `row-${String(at).padStart(3, '0')}`
    await env.DB.batch([
      env.DB.prepare(
        `insert into orders (shop_id, order_id, status, currency, lines) values (?1, ?2, 'paid', 'EUR', ?3)`,
      ).bind(shop_id, id, lines),
      env.DB.prepare(
        `insert into items (shop_id, item_id, title, category, tags, attributes, published, gift_card, market_prices, group_prices,
          variants, variant_id, availability, recommendable)
        values (?1, ?2, 'Large', '', '[]', '{}', 1, 0, '{}', '{}', ?3, 'v0', 'in_stock', 1)`,
      ).bind(shop_id, id, variants),
    ])
  }
}

it('a list of large rows ends its pages early, and has each row once', async () => {
  const shop = await aShop()
  await largeRows(shop, 20)
  for (const [path, id] of [
    ['/v1/orders', 'order_id'],
    ['/v1/items', 'item_id'],
  ] as const) {
    const seen: string[] = []
    let largest = 0
    let pages = 0
    for (let after = ''; ; pages += 1) {
      const response = await exports.default.fetch(`http://pairwell.test${path}?limit=200&after=${after}`, {
        headers: { Authorization: `Bearer ${shop.sk}` },
      })
      const text = await response.text()
      largest = Math.max(largest, text.length)
      const { items, next } = JSON.parse(text)
      seen.push(...items.map((row: Record<string, string>) => row[id]))
      if (next === null) break
      after = next
    }
    expect([seen.length, new Set(seen).size]).toEqual([20, 20])
    expect(largest).toBeLessThan(MAX_ANSWER)
    expect(pages).toBeGreaterThan(2)
  }
})

it('an export of large rows is sent in small pieces, and has each line once', async () => {
  const shop = await aShop()
  await largeRows(shop, 10)
  for (const [table, lines] of [
    ['orders', 90_000],
    ['items', 20_000],
  ] as const) {
    const { body } = await exports.default.fetch(`http://pairwell.test/v1/export/${table}`, {
      headers: { Authorization: `Bearer ${shop.sk}` },
    })
    let largest = 0
    let found = -1
    for await (const piece of body ?? []) {
      largest = Math.max(largest, piece.length)
      found += piece.reduce((sum: number, byte: number) => sum + (byte === 10 ? 1 : 0), 0)
    }
    expect(found).toBe(lines)
    expect(largest).toBeLessThan(300_000)
  }
})

it('a model is mined of large orders and items', async () => {
  const shop = await aShop()
  await largeRows(shop, 12)
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  expect((await shop.model()).counts).toMatchObject({ orders: 12, items: 12 })
})
