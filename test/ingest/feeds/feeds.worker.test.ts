import { env } from 'cloudflare:workers'
import { expect, inject, it } from 'vitest'
import { restOf } from '../../../worker/ingest/feeds/fetch.ts'
import { tick } from '../../../worker/jobs/tick.ts'
import { aShop, ordersFile, plainItems, type TestShop, times } from '../../a-shop.ts'
import { plainRows } from '../hooks/platforms.ts'
import type { FeedFile } from './feed-server.ts'

const ORIGIN = inject('feedServer')
const put = (path: string, file: FeedFile) =>
  fetch(`${ORIGIN}${path}`, { method: 'PUT', body: JSON.stringify(file) })
const asked = async (path: string): Promise<Record<string, string>[]> =>
  JSON.parse(await (await fetch(`${ORIGIN}/asked${path}`)).text())

const feedsOf = async (shop: TestShop) => (await shop.call('/v1/feeds')).body.items
const feedOf = async (shop: TestShop) => (await feedsOf(shop))[0]
const itemIds = async (shop: TestShop) =>
  (await shop.table('items')).filter(({ published }) => published === 1).map(({ item_id }) => item_id)

let files = 0
/** Returns a new address of that file. */
async function aFile(file: FeedFile): Promise<string> {
  files += 1
  await put(`/${files}.csv`, file)
  return `/${files}.csv`
}

/** Returns a shop with a feed that was fetched once. */
async function fed(file: FeedFile, kind = 'items') {
  const shop = await aShop()
  const path = await aFile(file)
  const { status, body } = await shop.call('/v1/feeds', 'PUT', {
    url: `${ORIGIN}${path}`,
    kind,
    every_minutes: 60,
  })
  expect(status).toBe(200)
  await shop.settle()
  const again = async () => {
    await shop.call(`/v1/feeds/${body.feed_id}/fetch`, 'POST')
    await shop.settle()
    return await feedOf(shop)
  }
  return { shop, path, feed_id: body.feed_id, again }
}

it('a new feed is fetched at once, with the same result as an upload of its file', async () => {
  const { shop } = await fed({ body: plainItems(['tea', 'mug']) })
  const uploaded = await aShop()
  await uploaded.give('items', plainItems(['tea', 'mug']))
  expect(await plainRows(shop, 'items')).toEqual(await plainRows(uploaded, 'items'))
  const feed = await feedOf(shop)
  expect(feed).toMatchObject({ last_status: 'fetched', failures: 0, problem: null, every_minutes: 60 })
  expect((await shop.call(`/v1/imports/${feed.last_import_id}`)).body.status).toBe('done')
})

it('an unchanged file is not sent again, and its catalogue is confirmed', async () => {
  const { shop, path, again } = await fed({ body: plainItems(['tea', 'mug']) })
  const confirmed = async () => Number((await shop.table('shops'))[0]?.catalogue_at)
  const before = await confirmed()
  const { last_import_id } = await feedOf(shop)
  expect(await again()).toMatchObject({ last_status: 'unchanged', last_import_id, failures: 0 })
  expect(await confirmed()).toBeGreaterThan(before)
  expect((await asked(path)).map((headers) => 'if-none-match' in headers)).toEqual([false, true])
  expect(await shop.table('imports')).toHaveLength(1)
})

it('an unchanged list of stocks confirms no catalogue', async () => {
  const { shop, path, again } = await fed({ body: plainItems(['tea', 'mug']) })
  const confirmed = async () => Number((await shop.table('shops'))[0]?.catalogue_at)
  await put(path, { body: 'id,stock\ntea,5' })
  expect((await again()).last_status).toBe('fetched')
  const before = await confirmed()
  expect((await again()).last_status).toBe('unchanged')
  expect(await confirmed()).toBe(before)
})

it('a changed file is applied: new items are added, absent items are unpublished', async () => {
  const { shop, path, again } = await fed({ body: plainItems(['tea', 'mug', 'pot', 'jug']) })
  await put(path, { body: plainItems(['tea', 'mug', 'pot', 'cup']) })
  expect((await again()).last_status).toBe('fetched')
  expect(await itemIds(shop)).toEqual(['cup', 'mug', 'pot', 'tea'])
})

it.each<[string, FeedFile, RegExp]>([
  ['an error', { status: 500, body: 'oops' }, /answered with status 500/],
  ['a web page', { headers: { 'Content-Type': 'text/html' }, body: '<html>' }, /web page/],
  ['another file', { body: 'a,b\n1,2' }, /./],
  [
    'half a catalogue',
    { body: plainItems(['tea']) },
    /leaves out 2 of the 3 .* upload the file once and confirm it/,
  ],
  [
    'a redirect to a private address',
    { status: 302, headers: { Location: 'https://169.254.169.254/x' } },
    /public internet/,
  ],
  [
    'a redirect to a name that nobody knows',
    { status: 302, headers: { Location: 'https://nobody.shop-of-nobody.com/x' } },
    /be resolved|public internet/,
  ],
  ['a file cut off', { headers: { 'Content-Length': '100000' }, body: plainItems(['tea']), cut: true }, /./],
])('%s keeps the previous data, is reported, and recovers', async (_name, file, reason) => {
  const body = plainItems(['tea', 'mug', 'pot'])
  const { shop, path, again } = await fed({ body })
  const before = await plainRows(shop, 'items')
  await put(path, file)
  const failed = await again()
  expect(failed).toMatchObject({ last_status: 'failed', failures: 1, problem: expect.stringMatching(reason) })
  expect(failed.next_at - Date.now()).toBeGreaterThan(restOf(60, 1) - 60_000)
  expect((await again()).failures).toBe(2)
  expect(await plainRows(shop, 'items')).toEqual(before)
  await put(path, { body })
  expect(await again()).toMatchObject({ failures: 0, problem: null })
})

it('orders from a feed are stored and mined like those of an upload', async () => {
  const { shop } = await fed({ body: ordersFile(times(20, 'tea mug')) }, 'orders')
  expect((await shop.table('orders')).length).toBe(20)
  expect(await shop.table('models')).toHaveLength(1)
})

it('the cron fetches the feeds that are due, and no others', async () => {
  const { shop, path } = await fed({ body: plainItems(['tea', 'mug']) })
  const { next_at } = await feedOf(shop)
  await tick(env, next_at - 60_000)
  await shop.settle()
  expect(await asked(path)).toHaveLength(1)
  await tick(env, next_at + 1)
  await shop.settle()
  expect(await asked(path)).toHaveLength(2)
  expect((await feedOf(shop)).next_at).toBeGreaterThanOrEqual(next_at)
})

it('a feed of a paused shop is not fetched, and is looked at again an hour later', async () => {
  const { shop, path } = await fed({ body: plainItems(['tea', 'mug']) })
  const { next_at } = await feedOf(shop)
  await shop.store.db.run(`update shops set status = 'paused' where shop_id = '${shop.shop_id}'`)
  await tick(env, next_at)
  await shop.settle()
  expect([(await feedOf(shop)).next_at, (await asked(path)).length]).toEqual([next_at + 3_600_000, 1])
})

it('the same address twice is one feed; a deleted feed is not fetched again', async () => {
  const { shop, path, feed_id } = await fed({ body: plainItems(['tea', 'mug']) })
  await shop.call('/v1/feeds', 'PUT', { url: `${ORIGIN}${path}`, kind: 'items', every_minutes: 15 })
  await shop.settle()
  expect((await feedsOf(shop)).map((feed: { every_minutes: number }) => feed.every_minutes)).toEqual([15])
  expect((await shop.call(`/v1/feeds/${feed_id}`, 'DELETE')).status).toBe(204)
  await tick(env, Date.now() + 3_600_000)
  expect(await asked(path)).toHaveLength(2)
  expect((await shop.call(`/v1/feeds/${feed_id}`, 'DELETE')).body.code).toBe('no_such_feed')
  expect((await shop.call(`/v1/feeds/${feed_id}/fetch`, 'POST')).body.code).toBe('no_such_feed')
})

it.each([
  [{ url: 'https://localhost/x', kind: 'items' }, 'forbidden_address'],
  [{ url: 'https://pairwell.test/v1/items', kind: 'items' }, 'forbidden_address'],
  [{ url: 'http://shop.com/x', kind: 'items' }, 'forbidden_address'],
  [{ url: 'https://shop.com/x', kind: 'people' }, 'invalid_input'],
  [{ url: 'https://shop.com/x', kind: 'items', every_minutes: 14 }, 'invalid_input'],
  [{ url: 'https://shop.com/x', kind: 'items', every_minutes: 10_081 }, 'invalid_input'],
])('a feed of %j is refused, and nothing is written', async (feed, code) => {
  const shop = await aShop()
  expect((await shop.call('/v1/feeds', 'PUT', feed)).body.code).toBe(code)
  expect(await shop.table('feeds')).toEqual([])
})

it('a shop has at most twenty feeds', async () => {
  const shop = await aShop()
  const given = (n: number) => shop.call('/v1/feeds', 'PUT', { url: `${ORIGIN}/none?${n}`, kind: 'items' })
  for (let n = 0; n < 20; n += 1) await given(n)
  expect((await given(20)).body.code).toBe('too_many_feeds')
  expect((await given(3)).status).toBe(200)
  expect(await shop.table('feeds')).toHaveLength(20)
})
