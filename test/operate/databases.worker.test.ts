import {
  applyD1Migrations,
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import type { JobMessage } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { databases, isBound, open } from '../../worker/store/open.ts'
import { aShop } from '../a-shop.ts'

await applyD1Migrations(env.TEST_DB, env.TEST_MIGRATIONS)

/** Returns the environment with another database under that name. */
const withDatabase = (name: string) => ({ ...env, [name]: env.TEST_DB })

async function call(bound: typeof env, path: string, key: string, method = 'GET', body?: object) {
  const ctx = createExecutionContext()
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
  const response = await worker.fetch(new Request(`http://pairwell.test${path}`, init), bound, ctx)
  await waitOnExecutionContext(ctx)
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

const shopsIn = async (d1: D1Database): Promise<string[]> =>
  (await d1.prepare('select shop_id from shops').all<{ shop_id: string }>()).results.map(
    ({ shop_id }) => shop_id,
  )

it('a new shop is created in the database with the fewest shops, and its keys find it there', async () => {
  const bound = withDatabase('DB_12')
  await Promise.all([aShop(), aShop()])
  const inFirst = (await shopsIn(env.DB)).length
  const opened: Record<string, string>[] = []
  for (let n = 0; n < inFirst + 2; n += 1) {
    const { status, body } = await call(bound, '/v1/shops', env.ADMIN_TOKEN, 'POST', {
      name: 'x',
      currency: 'EUR',
    })
    expect(status).toBe(201)
    opened.push(body)
  }
  // The second database is used until both have the same number of shops; then they alternate, the first one first.
  const numbers = opened.map(({ shop_id = '' }) => shop_id.slice(0, -12))
  expect(numbers).toEqual([...Array.from({ length: inFirst }, () => '12'), '0', '12'])
  expect((await shopsIn(env.TEST_DB)).sort()).toEqual(
    opened.flatMap(({ shop_id = '' }) => (shop_id.length === 14 ? [shop_id] : [])).sort(),
  )
  const [first] = opened
  expect((await call(bound, '/v1/items', first?.secret_key ?? '')).status).toBe(200)
  const panel = `/p/${first?.publishable_key}/recommendations?placement=home`
  expect((await call(bound, panel, '')).status).toBe(200)
  // Without its database a shop and its keys are unknown.
  expect((await call(env, '/v1/items', first?.secret_key ?? '')).body.code).toBe('unknown_key')
})

it('the cron serves each further database in an invocation of its own', async () => {
  const now = Date.UTC(2031, 0, 1, 4)
  const bound = { ...withDatabase('DB_12'), JOBS: { ...env.JOBS } }
  const sent: JobMessage[] = []
  bound.JOBS.send = async (body) => {
    sent.push(body)
    return undefined as never
  }
  await call(bound, '/v1/shops', env.ADMIN_TOKEN, 'POST', { name: 'x', currency: 'EUR' })
  const overdue = async () =>
    await env.TEST_DB.prepare('select count(*) as n from duties where due_at <= ?1')
      .bind(now)
      .first<number>('n')
  expect(await overdue()).toBeGreaterThan(0)
  await tick(bound, now)
  expect([await overdue(), sent]).toEqual([expect.any(Number), [{ database: 12, now }]])
  expect(await overdue()).toBeGreaterThan(0)
  const [body] = sent
  if (!body) return
  const batch = createMessageBatch('pairwell-jobs', [{ id: 'm', timestamp: new Date(), attempts: 1, body }])
  const context = createExecutionContext()
  await worker.queue(batch, bound)
  expect((await getQueueResult(batch, context)).explicitAcks).toEqual(['m'])
  expect(await overdue()).toBe(0)
})

it('an id belongs to one database, whatever the beginning of its random part', () => {
  const bound = { ...withDatabase('DB_1'), DB_12: env.TEST_DB, DB_0: env.TEST_DB, DB_1000: env.TEST_DB }
  expect(
    databases(bound)
      .map(({ number }) => number)
      .sort((a, b) => a - b),
  ).toEqual([0, 1, 12])
  const random = '2zzzzzzzzzzz'
  expect(isBound(bound, `1${random}`)).toBe(true)
  expect(isBound({ ...env, DB_12: env.TEST_DB } as typeof env, `1${random}`)).toBe(false)
  for (const stranger of [
    '',
    '0',
    'zz',
    `00${random}`,
    `01${random}`,
    `3${random}`,
    `123${random}`,
    `-1${random}`,
  ]) {
    expect([stranger, isBound(bound, stranger)]).toEqual([stranger, false])
    expect(() => open(bound, stranger)).toThrow('There is no such shop.')
  }
})
