import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { metered, type Rows } from '../../bench/inside/a-minute.ts'
import worker from '../../worker/index.ts'
import { aShop, type TestShop } from '../a-shop.ts'

/** Writes items of the words "kettle" and "mug", every second one each. */
async function fill(shop: TestShop, from: number, count: number) {
  const items = Array.from({ length: count }, (_, at) => ({
    item_id: `item-${from + at}`,
    title: at % 2 === 0 ? 'Kettle' : 'Mug',
    brand: 'Acme',
    variants: [{ variant_id: `v-${from + at}`, price: 100, availability: 'in_stock' }],
  }))
  expect((await shop.call('/v1/items', 'PUT', { items })).status).toBe(200)
}

async function rowsReadBy(shop: TestShop, query: string): Promise<number> {
  const rows: Rows = { read: 0, written: 0, statements: 0 }
  const ctx = createExecutionContext()
  const headers = { Authorization: `Bearer ${shop.sk}` }
  const request = new Request(`http://pairwell.test/v1/items?limit=20&${query}`, { headers })
  const { status } = await worker.fetch(request, { ...env, DB: metered(env.DB, rows) }, ctx)
  expect(status).toBe(200)
  const { read } = rows
  await waitOnExecutionContext(ctx)
  return read
}

it('a search reads a bounded number of rows, and no row of another shop', async () => {
  const [shop, other] = [await aShop(), await aShop()]
  await fill(shop, 0, 1_000)
  await fill(shop, 1_000, 1_000)
  await fill(shop, 2_000, 500)
  const queries = ['', 'q=k', 'q=kettle', 'q=item-1999', 'q=zzz']
  const before = await Promise.all(queries.map((query) => rowsReadBy(shop, query)))
  console.log(
    'rows read by a search in 2,500 items:',
    Object.fromEntries(queries.map((q, at) => [q, before[at]])),
  )
  // A page of 21 items with their texts, and up to 1,000 matches that are counted, each with its row.
  for (const read of before) expect(read).toBeLessThan(2_500)
  expect(before[3]).toBeLessThan(100)
  expect(before[4]).toBeLessThan(20)
  await fill(other, 0, 1_000)
  expect(await Promise.all(queries.map((query) => rowsReadBy(shop, query)))).toEqual(before)
  await fill(shop, 2_500, 1_000)
  expect(await rowsReadBy(shop, 'q=k')).toBe(before[1])
})
