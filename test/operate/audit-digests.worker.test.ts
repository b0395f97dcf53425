import { env } from 'cloudflare:workers'
import { createHmac } from 'node:crypto'
import { and, asc, eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { audit } from '../../schema/audit.ts'
import { auditDigests, type DigestView } from '../../schema/audit-digests.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { auditKey } from '../../worker/auth/audit-key.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { addAuditEntry, auditRow } from '../../worker/store/audit.ts'
import { addAuditDigest, checkedDigests } from '../../worker/store/audit-digests.ts'
import { jsonChunks } from '../../worker/store/chunks.ts'
import { readShop } from '../../worker/store/shop/shops.ts'
import { insertRows } from '../../worker/store/upsert.ts'
import { aShop, type TestShop } from '../a-shop.ts'

const NOW = Date.UTC(2030, 0, 20)
const ORDERS = 'POST /v1/orders'
const SYSTEM = { kind: 'system', id: 'test' } as const

const keyOf = async ({ store }: TestShop) => {
  const shop = await readShop(store)
  if (!shop) throw new Error('There is no shop.')
  return await auditKey(env, shop)
}

const sign = async ({ store }: TestShop, now: number) =>
  await addAuditDigest(store, async (shop) => await auditKey(env, shop), now)

/** An entry about settings, or one about data. */
const entry = async (
  { store }: TestShop,
  at: number,
  action = 'PATCH /v1/settings',
  after: object = { at },
) => await addAuditEntry(store, SYSTEM, { action, subject: {}, before: null, after }, at)

/** A shop with four days of entries, the first one at the end of `NOW - 4 days`, each day signed at its end. */
async function aSignedShop(days = 4): Promise<TestShop> {
  const shop = await aShop()
  await shop.store.db.delete(audit).where(eq(audit.shop_id, shop.shop_id))
  for (let day = days; day > 0; day -= 1) {
    const start = NOW - day * DAY
    for (let n = 0; n < 3; n += 1) await entry(shop, start + n * HOUR)
    await entry(shop, start + 4 * HOUR, ORDERS)
    await sign(shop, start + 20 * HOUR)
  }
  return shop
}

const check = async (shop: TestShop, now = NOW): Promise<DigestView[]> =>
  await checkedDigests(shop.store, await keyOf(shop), Number.MAX_SAFE_INTEGER, 31, now)
const states = async (shop: TestShop, now = NOW) =>
  (await check(shop, now)).map(({ number, state }) => `${number} ${state}`)
const INTACT = ['4 intact', '3 intact', '2 intact', '1 intact']

const entriesOf = async ({ store }: TestShop) =>
  await store.db.select().from(audit).where(eq(audit.shop_id, store.shop_id)).orderBy(asc(audit.entry_id))
const entryOf = ({ shop_id }: TestShop, entry_id = '') =>
  and(eq(audit.shop_id, shop_id), eq(audit.entry_id, entry_id))
const digestOf = ({ shop_id }: TestShop, number: number) =>
  and(eq(auditDigests.shop_id, shop_id), eq(auditDigests.number, number))

it('each day with entries is a digest, which begins where the one before ends', async () => {
  const shop = await aSignedShop()
  const digests = await check(shop)
  expect(
    digests.map(({ entries, data_entries, data_checked }) => [entries, data_entries, data_checked]),
  ).toEqual(Array(4).fill([3, 1, true]))
  const [newest, earlier] = digests
  expect(newest?.from_at).toBe(earlier?.until_at)
  expect(await states(shop)).toEqual(INTACT)
  await sign(shop, NOW)
  expect(await states(shop)).toEqual(INTACT)
})

it('what is younger than two hours waits for the next digest', async () => {
  const shop = await aSignedShop(1)
  await entry(shop, NOW - 3 * HOUR)
  await entry(shop, NOW - HOUR)
  await sign(shop, NOW)
  expect((await check(shop))[0]).toMatchObject({ number: 2, entries: 1, until_at: NOW - 2 * HOUR })
})

it.each<[string, (shop: TestShop, id?: string) => Promise<unknown>]>([
  [
    'changed',
    (shop, id) => shop.store.db.update(audit).set({ actor_id: 'somebody' }).where(entryOf(shop, id)),
  ],
  ['deleted', (shop, id) => shop.store.db.delete(audit).where(entryOf(shop, id))],
  ['added', (shop) => entry(shop, NOW - 3 * DAY + HOUR / 2)],
])('an entry that was %s is noticed, in its digest alone', async (_, tamper) => {
  const shop = await aSignedShop()
  const [, , , , , second] = await entriesOf(shop)
  await tamper(shop, second?.entry_id)
  expect(await states(shop)).toEqual(['4 intact', '3 intact', '2 entries_changed', '1 intact'])
})

it('an entry about data that was changed is noticed, too', async () => {
  const shop = await aSignedShop()
  const order = (await entriesOf(shop)).filter(({ action }) => action === ORDERS)[1]
  await shop.store.db.update(audit).set({ after: {} }).where(entryOf(shop, order?.entry_id))
  expect(await states(shop)).toEqual(['4 intact', '3 intact', '2 entries_changed', '1 intact'])
})

it('whoever changes entry and digest needs the key of the shop', async () => {
  const shop = await aSignedShop()
  const own = digestOf(shop, 2)
  await shop.store.db.update(auditDigests).set({ entries: 2 }).where(own)
  expect(await states(shop)).toEqual(['4 intact', '3 intact', '2 signature_wrong', '1 intact'])
  const signature = createHmac('sha256', 'a guess').update('anything').digest('hex')
  await shop.store.db.update(auditDigests).set({ signature }).where(own)
  expect(await states(shop)).toEqual(['4 intact', '3 digest_missing', '2 signature_wrong', '1 intact'])
})

it('a digest that was deleted with its entries is missing', async () => {
  const shop = await aSignedShop()
  await shop.store.db.delete(auditDigests).where(digestOf(shop, 2))
  expect(await states(shop)).toEqual(['4 intact', '3 digest_missing', '1 intact'])
  await shop.store.db.delete(auditDigests).where(digestOf(shop, 1))
  expect(await states(shop)).toEqual(['4 intact', '3 digest_missing'])
})

it('what retention deletes is no fault: entries about data after 30 days, digests after two years', async () => {
  const shop = await aSignedShop()
  const { db } = shop.store
  await db.delete(audit).where(and(eq(audit.shop_id, shop.shop_id), eq(audit.action, ORDERS)))
  const month = await check(shop, NOW + 32 * DAY)
  expect(month.map(({ state, data_checked }) => [state, data_checked])).toEqual(
    Array(4).fill(['intact', false]),
  )
  for (const { entry_id } of (await entriesOf(shop)).slice(0, 6))
    await db.delete(audit).where(entryOf(shop, entry_id))
  for (const number of [1, 2]) await db.delete(auditDigests).where(digestOf(shop, number))
  expect(await states(shop, NOW + 728 * DAY)).toEqual(['4 intact', '3 intact'])
})

it('a digest has 2,000 entries at most, and the next one the others', async () => {
  const shop = await aSignedShop(0)
  const rows = Array.from({ length: 2_003 }, (_, n) =>
    auditRow(
      shop.shop_id,
      SYSTEM,
      { action: 'PATCH /v1/rules', subject: {}, before: null, after: null },
      NOW - DAY + n,
    ),
  )
  for (const chunk of jsonChunks(rows))
    await shop.store.db.run(insertRows(audit, shop.shop_id, chunk, sql`true`))
  for (const at of [NOW, NOW + HOUR]) await sign(shop, at)
  const counts = (await check(shop)).map(({ entries, state }) => [entries, state])
  expect(counts).toEqual([
    [3, 'intact'],
    [2_000, 'intact'],
  ])
})

it('entries of any size are read to the last', async () => {
  const shop = await aSignedShop(0)
  for (let n = 0; n < 6; n += 1)
    await entry(shop, NOW - DAY + n, 'PATCH /v1/settings', { text: 'a'.repeat(400_000) })
  await sign(shop, NOW)
  expect(await check(shop)).toMatchObject([{ entries: 6, state: 'intact' }])
})

it('the daily sweep signs, and the API checks', async () => {
  const shop = await aShop()
  await shop.call('/v1/settings', 'PATCH', { price_days: 3 })
  expect((await shop.call('/v1/audit/digests')).body).toEqual({ items: [], next: null })
  await tick(env, Date.now() + 2 * DAY)
  const { body } = await shop.call('/v1/audit/digests?limit=1')
  expect(body).toMatchObject({ items: [{ number: 1, entries: 2, state: 'intact' }], next: '1' })
  expect((await shop.call('/v1/audit/digests?limit=1&after=1')).body).toEqual({ items: [], next: null })
  expect((await shop.call('/v1/audit/digests?limit=40')).status).toBe(400)
})
