import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { open } from '../../worker/store/open.ts'
import { claimReply, keepReply, renewClaim, unclaimReply } from '../../worker/store/shop/replies.ts'
import { aShop, type TestShop } from '../a-shop.ts'

const NOW = Date.UTC(2026, 10, 28)
const claimOf = ({ shop_id }: TestShop, claimed_at = NOW) => ({
  shop_id,
  key: 'key',
  claimed_at,
})

/** Writes the row of an earlier call with the same key. */
const leave = ({ shop_id }: TestShop, status: number | null, age: number) =>
  env.DB.prepare(`insert into replies values (?1, 'key', 'PUT', ?2, null, ?3)`)
    .bind(shop_id, status, NOW - age)
    .run()

it.each([
  ['no row', undefined, 0],
  ['a claim whose call never ended', null, 31_000],
  ['an answer of two days ago', 200, 2 * 86_400_000],
])('of ten simultaneous callers that find %s exactly one runs', async (_, status, age) => {
  const shop = await aShop()
  if (status !== undefined) await leave(shop, status, age)
  const callers = Array.from({ length: 10 }, () => claimReply(shop.store.db, claimOf(shop)))
  const holders = await Promise.all(callers)
  expect(holders.filter((holder) => holder === undefined)).toHaveLength(1)
  expect(holders.filter((holder) => holder?.status === null && holder.created_at === NOW)).toHaveLength(9)
})

it.each([
  ['a claim of 29 seconds ago', null, 29_000],
  ['an answer of 23 hours ago', 200, 23 * 3_600_000],
])('%s is kept', async (_, status, age) => {
  const shop = await aShop()
  await leave(shop, status, age)
  expect(await claimReply(shop.store.db, claimOf(shop))).toMatchObject({ status, created_at: NOW - age })
})

it('a caller claims the key again when the first call releases it between the two statements', async () => {
  const shop = await aShop()
  await leave(shop, null, 1_000)
  let isFirst = true
  const prepare = (text: string) => {
    const isRead = text.startsWith('select')
    if (!isRead || !isFirst) return env.DB.prepare(text)
    isFirst = false
    // Deletes the row just before it is read, as the first call does when it fails.
    return env.DB.prepare(`delete from replies where shop_id = ?1 and idempotency_key = ?2`)
  }
  const between = new Proxy(env.DB, {
    get: (target, name) => (name === 'prepare' ? prepare : Reflect.get(target, name)),
  })
  const { db } = open({ ...env, DB: between }, shop.shop_id)
  expect(await claimReply(db, claimOf(shop))).toBeUndefined()
  expect(await claimReply(shop.store.db, claimOf(shop))).toMatchObject({ status: null, created_at: NOW })
})

it('a call that returns after its claim was taken over changes nothing', async () => {
  const shop = await aShop()
  const { db } = shop.store
  const [slow, next] = [claimOf(shop), claimOf(shop, NOW + 700_000)]
  const reply = { request: 'PUT', status: 200 }
  await claimReply(db, slow)
  expect(await claimReply(db, next)).toBeUndefined()
  expect(await renewClaim(db, slow, NOW + 700_001)).toBeUndefined()
  await keepReply(db, slow, { ...reply, body: 'of the slow call' })
  await unclaimReply(db, slow)
  expect(await shop.table('replies')).toMatchObject([{ status: null, body: null, created_at: NOW + 700_000 }])
  await keepReply(db, next, { ...reply, body: 'of the second call' })
  expect(await shop.table('replies')).toMatchObject([{ status: 200, body: 'of the second call' }])
})

it('a call that renews its claim keeps it, however long it runs', async () => {
  const shop = await aShop()
  const { db } = shop.store
  await claimReply(db, claimOf(shop))
  const renewed = await renewClaim(db, claimOf(shop), NOW + 25_000)
  expect(await claimReply(db, claimOf(shop, NOW + 50_000))).toMatchObject({ status: null })
  if (renewed) await keepReply(db, renewed, { request: 'PUT', status: 200, body: 'of the first call' })
  expect(await shop.table('replies')).toMatchObject([{ status: 200, body: 'of the first call' }])
})
