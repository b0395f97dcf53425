import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, expect, it } from 'vitest'
import type { BackupPage } from '../../schema/backup.ts'
import worker from '../../worker/index.ts'
import {
  aShop,
  asOperator,
  drawnBaskets,
  ordersFile,
  plainItems,
  type Row,
  type TestShop,
  tableNames,
} from '../a-shop.ts'
import { aFullShop } from '../routes.ts'

/** An empty deployment with the same MASTER_KEY. */
const empty = { ...env, DB: env.TEST_DB }

beforeAll(async () => {
  await applyD1Migrations(env.TEST_DB, env.TEST_MIGRATIONS)
})

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Said = { status: number; body: any }

async function there(path: string, key = '', method = 'GET', body?: object, bound = empty): Promise<Said> {
  const ctx = createExecutionContext()
  const headers = {
    ...(key !== '' && { Authorization: `Bearer ${key}` }),
    ...(body && { 'Content-Type': 'application/json' }),
  }
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
  const response = await worker.fetch(new Request(`http://pairwell.test${path}`, init), bound, ctx)
  const text = await response.text()
  await waitOnExecutionContext(ctx)
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

async function backUp({ shop_id }: TestShop): Promise<BackupPage[]> {
  const pages: BackupPage[] = []
  for (let after: string | null = ''; after !== null; ) {
    const { body } = await asOperator(`/v1/shops/${shop_id}/backup?after=${encodeURIComponent(after)}`)
    pages.push(body)
    after = body.next
  }
  return pages
}

const restore = ({ shop_id }: TestShop, page: string, bound = empty) =>
  there(`/v1/shops/${shop_id}/restore`, env.ADMIN_TOKEN, 'POST', { page }, bound)

/** Numbers of each database's own. */
const OWN = ['item_search', 'audit']

async function rowsIn(d1: D1Database, shop_id: string): Promise<Record<string, Row[]>> {
  const names = (await tableNames()).filter((name) => !OWN.includes(name))
  const tables = names.map(async (name) => {
    const { results } = await d1.prepare(`select * from ${name} where shop_id = ?1`).bind(shop_id).all<Row>()
    return [name, results] as const
  })
  return Object.fromEntries(await Promise.all(tables))
}

it('a backup of a shop with rows in every table is restored in an empty deployment: same rows, same answers, same keys', async () => {
  const shop = await aFullShop()
  const before = await rowsIn(env.DB, shop.shop_id)
  const pages = await backUp(shop)
  expect(pages.at(-1)).toMatchObject({ next: null, is_whole: true })
  expect(pages.at(-1)?.rows).toBeGreaterThanOrEqual(Object.values(before).flat().length)
  const text = JSON.stringify(pages)
  for (const secret of ['bea@example.com', 'The tea', 'Corner shop']) expect(text).not.toContain(secret)
  for (const { page } of pages.slice(0, -1)) {
    expect((await there('/v1/items', shop.sk)).body.code).toBe('unknown_key')
    expect(await restore(shop, page)).toMatchObject({ status: 200, body: { done: false } })
  }
  expect((await restore(shop, pages.at(-1)?.page ?? '')).body).toMatchObject({ done: true })
  expect(await rowsIn(env.TEST_DB, shop.shop_id)).toEqual(before)
  const question = `/p/${shop.pk}/recommendations?placement=product&item_id=tea`
  const [here, elsewhere] = [await there(question, '', 'GET', undefined, env), await there(question)]
  expect(elsewhere.body.items).toEqual(here.body.items)
  const found = await there('/v1/items?q=mug', shop.sk)
  expect(found.body.items.map(({ item_id }: { item_id: string }) => item_id)).toEqual(['mug'])
  // The same person has the same name, which is a hash with the shop's own key.
  const lookup = { customer_email: 'bea@example.com' }
  const [known, again] = [
    await there('/v1/customers/lookup', shop.sk, 'POST', lookup, env),
    await there('/v1/customers/lookup', shop.sk, 'POST', lookup),
  ]
  expect([again.status, again.body]).toEqual([known.status, known.body])
  // A shop that is there is not written over.
  expect((await restore(shop, pages[0]?.page ?? '')).body.code).toBe('shop_in_use')
})

it('a page is refused that is of another shop, was changed, or was written with another key; a missing page is noticed', async () => {
  const [shop, other] = [await aShop(), await aShop()]
  const ids = Array.from({ length: 30 }, (_, at) => `item-${at}`)
  for (const one of [shop, other]) {
    await one.give('items', plainItems(ids))
    await one.give('orders', ordersFile(drawnBaskets(100, ids)))
  }
  const pages = await backUp(shop)
  const [first] = pages
  const text = first?.page ?? ''
  expect((await restore(other, text)).body.code).toBe('invalid_input')
  const at = text.length - 40
  const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
  expect((await restore(shop, changed)).body.code).toBe('invalid_input')
  const rekeyed = { ...empty, MASTER_KEY: 'another-master-key-of-at-least-32-characters' }
  expect((await restore(shop, text, rekeyed)).body.detail).toMatch('MASTER_KEY')
  for (const { page } of pages.slice(1, -1)) await restore(shop, page)
  const early = await restore(shop, pages.at(-1)?.page ?? '')
  expect([early.body.code, early.body.detail]).toEqual([
    'invalid_input',
    expect.stringContaining('rows are missing'),
  ])
  await restore(shop, text)
  expect((await restore(shop, pages.at(-1)?.page ?? '')).body).toMatchObject({ done: true })
})

it('a backup during which a model went live says that its pages do not belong together', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug', 'pot']))
  await shop.give('orders', ordersFile(drawnBaskets(60, ['tea', 'mug', 'pot'])))
  const path = `/v1/shops/${shop.shop_id}/backup`
  let { body } = await asOperator(path)
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  while (body.next !== null) body = (await asOperator(`${path}?after=${encodeURIComponent(body.next)}`)).body
  expect(body.is_whole).toBe(false)
})
