import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { jobs } from '../../schema/jobs.ts'
import { TABLES } from '../../schema/tables.ts'
import { HOUR } from '../../vocabulary/time.ts'
import worker from '../../worker/index.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { JobLease, LostLease } from '../../worker/jobs/lease/lease.ts'
import { LEASE_MS } from '../../worker/jobs/lease/lease-time.ts'
import { queueModel } from '../../worker/models/queue-model.ts'
import { shapeOfTable } from '../../worker/store/columns.ts'
import { acceptImport, addChunks, beginImport } from '../../worker/store/imports/imports.ts'
import { deleteShopRows } from '../../worker/store/shop/shops.ts'
import {
  type Answer,
  aShop,
  asOperator,
  everything,
  everythingOfShops,
  plainItems,
  send,
  type TestShop,
  tableNames,
} from '../a-shop.ts'
import { aFullShop, allRoutes, example, idsOf } from '../routes.ts'

const NEW = { name: 'Corner shop', currency: 'EUR' }
const shopIds = async (): Promise<string[]> =>
  (await asOperator('/v1/shops')).body.items.map((shop: { shop_id: string }) => shop.shop_id)

it('the operator creates a shop and receives its keys', async () => {
  const { status, headers, body } = await asOperator('/v1/shops', 'POST', NEW)
  expect([status, headers.get('Cache-Control')]).toEqual([201, 'no-store'])
  expect(body).toEqual({
    shop_id: expect.stringMatching(/^0[0-9a-z]{12}$/),
    publishable_key: expect.stringMatching(new RegExp(`^pk_${body.shop_id}_[0-9a-z]{16}$`)),
    secret_key: expect.stringMatching(new RegExp(`^sk_${body.shop_id}_[0-9a-z]{32}$`)),
    sign_in_link: {
      url: expect.stringMatching(new RegExp(`/console/sign-in#sl_${body.shop_id}_[0-9a-z]{32}$`)),
      expires_at: expect.any(Number),
    },
  })
})

it('the operator lists the shops, oldest first, without their keys', async () => {
  const [a, b] = [await aShop({ time_zone: 'Europe/Berlin', locale: 'de' }), await aShop()]
  const { items } = (await asOperator('/v1/shops')).body
  const ours = items.filter(({ shop_id }: { shop_id: string }) => [a.shop_id, b.shop_id].includes(shop_id))
  expect(ours).toMatchObject([
    {
      shop_id: a.shop_id,
      name: 'Corner shop',
      currency: 'EUR',
      locale: 'de',
      time_zone: 'Europe/Berlin',
      status: 'live',
    },
    { shop_id: b.shop_id, locale: 'en', time_zone: 'UTC' },
  ])
  expect(JSON.stringify(items)).not.toMatch(/pk_|sk_/)
})

it('the operator pauses a shop and resumes it, and changes nothing else', async () => {
  const shop = await aShop({ allowed_origins: ['https://shop.example'] })
  const path = `/v1/shops/${shop.shop_id}`
  const before = (await asOperator(path)).body
  expect((await asOperator(path, 'PATCH', { status: 'paused' })).body).toEqual({
    ...before,
    status: 'paused',
  })
  expect((await asOperator(path)).body.status).toBe('paused')
  expect((await asOperator(path, 'PATCH', { status: 'live' })).body).toEqual(before)
})

it.each([
  ['POST', { ...NEW, currency: 'euro' }, 'currency'],
  ['POST', { ...NEW, time_zone: 'Berlin' }, 'time_zone'],
  ['POST', { ...NEW, locale: 'german!' }, 'locale'],
  ['POST', { ...NEW, name: ' ' }, 'name'],
  ['POST', { ...NEW, allowed_origins: ['https://shop.example/path'] }, 'allowed_origins.0'],
  ['POST', { ...NEW, colour: 'red' }, 'colour'],
  ['PATCH', { currency: 'USD', status: 'live' }, 'currency'],
  ['PATCH', { name: 'Tea house', status: 'live' }, 'name'],
  ['PATCH', { panels: {}, status: 'live' }, 'panels'],
  ['PATCH', { status: 'closed' }, 'status'],
  ['PATCH', {}, 'status'],
])(
  '%s of a shop with an invalid field is refused with the name of the field (%#)',
  async (method, body, field) => {
    const shop = await aShop()
    const before = await everything()
    const refusal = await asOperator(
      method === 'POST' ? '/v1/shops' : `/v1/shops/${shop.shop_id}`,
      method,
      body,
    )
    expect(refusal.body).toMatchObject({ status: 400, code: 'invalid_input', issues: [{ field }] })
    expect(await everything()).toBe(before)
  },
)

it.each(['0zzzzzzzzzzzz', '9zzzzzzzzzzzz', 'zz', "' or 1=1 --"])(
  'a shop that does not exist cannot be changed or deleted (%#)',
  async (shop_id) => {
    const path = `/v1/shops/${encodeURIComponent(shop_id)}`
    for (const answer of [
      await asOperator(path, 'PATCH', { status: 'live' }),
      await asOperator(path, 'DELETE'),
    ]) {
      expect(answer.body).toMatchObject({ status: 404, code: 'unknown_shop' })
    }
  },
)

it('panels of a paused shop are empty, and return after the pause', async () => {
  const shop = await aFullShop()
  const live = await shop.ask('placement=product&item_id=tea')
  await asOperator(`/v1/shops/${shop.shop_id}`, 'PATCH', { status: 'paused' })
  const paused = await shop.ask('placement=product&item_id=tea')
  expect([paused.status, paused.body.items, paused.body.spare]).toEqual([200, [], []])
  expect(paused.body.recommendation_id).not.toBe(live.body.recommendation_id)
  expect((await shop.call('/v1/items')).status).toBe(200)
  await asOperator(`/v1/shops/${shop.shop_id}`, 'PATCH', { status: 'live' })
  expect((await shop.ask('placement=product&item_id=tea')).body).toEqual(live.body)
})

it('the tables of the schema are those of the database, with their primary keys', async () => {
  const shapes = TABLES.map((table) => shapeOfTable(table))
  expect(shapes.map(({ name }) => name).sort()).toEqual(await tableNames())
  for (const { name, columns, primaryKey } of shapes) {
    const { results } = await env.DB.prepare('select name, pk from pragma_table_info(?1)')
      .bind(name)
      .all<{ name: string; pk: number }>()
    const keyed = results.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    expect([name, primaryKey]).toEqual([name, keyed.map((column) => column.name)])
    expect([name, columns.map((column) => column.name).sort()]).toEqual([
      name,
      results.map((column) => column.name).sort(),
    ])
  }
})

/** A waiting upload for a full shop, so that no table is empty. */
const WAITING = { import_id: 'waiting', dry_run: false, partial: false, strict: false, created_at: 0 }

const NO_ROWS = { format: '', bytes: { sent: 0, unpacked: 0 }, rows: 0, rows_kept: 0, rows_dropped: {} }
const RECEIVED = { received: NO_ROWS, buckets: 1, errors: 0 }
const REFUSED = { row: 1, column: 'order_id', code: 'empty', message: 'There is no id.', value: '' }

async function aBusyShop() {
  const shop = await aFullShop()
  // The oldest job of the lane is leased, so that the jobs behind it wait.
  const held = {
    job_id: '0',
    kind: 'feed',
    lane: 'intake',
    subject: shop.shop_id,
    lease: 'somebody',
    attempts: 1,
  } as const
  const times = { lease_until: Date.now() + 3_600_000, created_at: 0 }
  await shop.store.db.insert(jobs).values({ shop_id: shop.shop_id, ...held, ...times })
  await beginImport(shop.store, { ...WAITING, kind: 'orders' })
  await addChunks(shop.store, 'waiting', [{ bucket: 0, seq: 0, fragments: '[]' }])
  await acceptImport(shop.store, 'waiting', { ...RECEIVED, partial: false, kept: [] }, Date.now())
  return shop
}

const deletion = async ({ shop_id }: TestShop) => (await asOperator(`/v1/shops/${shop_id}`, 'DELETE')).body

/** Lets every lease expire. */
const leaseRunsOut = ({ store }: TestShop) =>
  store.db.update(jobs).set({ lease_until: 0 }).where(eq(jobs.shop_id, store.shop_id))

it('deleting a shop removes its rows from every table, and no rows of other shops', async () => {
  const neighbour = await aFullShop()
  await neighbour.settle()
  const shop = await aBusyShop()
  const [before, beside] = [await shop.rows(), await neighbour.rows()]
  const empty = Object.entries(before).flatMap(([name, rows]) => (rows.length === 0 ? [name] : []))
  // They have rows of a shop that moves: see move-shop.worker.test.ts.
  expect(empty).toEqual(['move_changes', 'moves'])
  expect(await deletion(shop)).toEqual({ deleted: false })
  await leaseRunsOut(shop)
  expect(await deletion(shop)).toEqual({ deleted: true })
  expect((await asOperator(`/v1/shops/${shop.shop_id}`, 'DELETE')).body.code).toBe('unknown_shop')
  expect(await everythingOfShops()).not.toContain(shop.shop_id)
  expect(await neighbour.rows()).toEqual(beside)
  expect((await shop.call('/v1/items')).body.code).toBe('unknown_key')
  expect((await shop.ask('placement=product&item_id=tea')).body.code).toBe('unknown_key')
})

it('the job that deletes a shop is retried until it succeeds, however often it fails', async () => {
  const shop = await aBusyShop()
  await deletion(shop)
  const failing = `create trigger stop before delete on items when old.shop_id = '${shop.shop_id}' begin select raise(abort, 'full'); end`
  await env.DB.prepare(failing).run()
  const job = async () => (await shop.table('jobs'))[0]
  try {
    for (const attempts of [39, 40, 1_000]) {
      await shop.store.db.update(jobs).set({ attempts, lease_until: 0 }).where(eq(jobs.shop_id, shop.shop_id))
      await advance(env, shop.shop_id)
      expect(await job()).toMatchObject({ kind: 'delete_shop', attempts: attempts + 1 })
      expect(Number((await job())?.lease_until) - Date.now()).toBeLessThanOrEqual(HOUR)
    }
  } finally {
    await env.DB.prepare('drop trigger stop').run()
  }
  await leaseRunsOut(shop)
  await advance(env, shop.shop_id)
  expect(await everythingOfShops()).not.toContain(shop.shop_id)
})

it('a shop that is being deleted accepts nothing more, and its rows stay until its jobs have stopped', async () => {
  const shop = await aBusyShop()
  const before = Date.now()
  expect(await deletion(shop)).toEqual({ deleted: false })
  const after = Date.now()
  const [job, ...others] = await shop.table('jobs')
  expect([job?.kind, others]).toEqual(['delete_shop', []])
  expect(job?.lease_until).toBeGreaterThanOrEqual(before + LEASE_MS)
  expect(job?.lease_until).toBeLessThanOrEqual(after + LEASE_MS)
  expect((await shop.call('/v1/items')).body.code).toBe('unknown_key')
  expect((await shop.ask('placement=product&item_id=tea')).body.code).toBe('unknown_key')
  // Repeated calls before the leases expire change nothing.
  await advance(env, shop.shop_id)
  expect(await deletion(shop)).toEqual({ deleted: false })
  expect(await shop.table('jobs')).toEqual([job])
  expect(await shop.table('items')).not.toEqual([])
})

it('a worker whose shop is being deleted loses its lease', async () => {
  const shop = await aBusyShop()
  const [job] = await shop.store.db.select().from(jobs).where(eq(jobs.shop_id, shop.shop_id)).limit(1)
  if (!job) throw new Error('The shop has no job.')
  const lease = new JobLease(shop.store, job, Date.now() - LEASE_MS / 2)
  await deletion(shop)
  await expect(lease.pause()).rejects.toThrow(LostLease)
})

/** Returns a database that delays its first matching statement until `go` is called; `reached` resolves when it arrives. */
function halting(pattern: RegExp) {
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const held = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => held(target.bind(...values))
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return async (...values: unknown[]) => {
          reached.resolve()
          await go.promise
          return await member.apply(target, values)
        }
      },
    })
  const prepare = (text: string) =>
    (pattern.test(text) ? held : (same: D1PreparedStatement) => same)(env.DB.prepare(text))
  const DB = new Proxy(env.DB, {
    get(target, name) {
      if (name === 'prepare') return prepare
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return { DB, reached: reached.promise, go: go.resolve }
}

it('a mining run in progress while its shop is deleted leaves no row in any table', async () => {
  const shop = await aFullShop()
  await shop.store.db.run(sql`delete from item_references where shop_id = ${shop.shop_id}`)
  await queueModel(shop.store, 'call', Date.now())
  const { DB, reached, go } = halting(/insert into "?item_references/)
  const mining = advance({ ...env, DB }, shop.shop_id)
  await reached
  expect(await deletion(shop)).toEqual({ deleted: false })
  go()
  await mining
  await leaseRunsOut(shop)
  expect(await deletion(shop)).toEqual({ deleted: true })
  expect(await everythingOfShops()).not.toContain(shop.shop_id)
})

it('an upload that is still being received while its shop is deleted leaves no row', async () => {
  const shop = await aShop()
  await beginImport(shop.store, { ...WAITING, kind: 'orders' })
  await deletion(shop)
  await leaseRunsOut(shop)
  expect(await deletion(shop)).toEqual({ deleted: true })
  await addChunks(shop.store, 'waiting', [{ bucket: 0, seq: 0, fragments: '[]' }])
  expect(
    await acceptImport(shop.store, 'waiting', { ...RECEIVED, partial: false, kept: [REFUSED] }, Date.now()),
  ).toBe(false)
  expect(await everythingOfShops()).not.toContain(shop.shop_id)
})

it('a large shop is deleted in portions, and the call can be repeated until it is gone', async () => {
  const shop = await aBusyShop()
  let calls = 1
  while (!(await deleteShopRows(shop.store, 3))) calls += 1
  expect(calls).toBeGreaterThan(5)
  expect(await everythingOfShops()).not.toContain(shop.shop_id)
})

/** Sends a request to a Worker without that secret. */
async function sendWithout(secret: 'ADMIN_TOKEN' | 'MASTER_KEY', path: string, init: RequestInit) {
  const { [secret]: _, ...rest } = env
  const ctx = createExecutionContext()
  const request = new Request(`http://pairwell.test${path}`, init)
  const response = await worker.fetch(request, rest as typeof env, ctx)
  await waitOnExecutionContext(ctx)
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

it('without an ADMIN_TOKEN the operator routes are closed, whatever is sent', async () => {
  const shop = await aFullShop()
  const [ids, routes] = [await idsOf(shop), await allRoutes()]
  for (const route of routes.filter(({ door }) => door === 'operator')) {
    for (const key of [undefined, 'undefined', '', env.ADMIN_TOKEN]) {
      const [path, init] = example(route, ids, key)
      expect(await sendWithout('ADMIN_TOKEN', path, init)).toMatchObject({
        status: 403,
        body: { code: 'operator_closed' },
      })
    }
  }
  expect(await shopIds()).toContain(shop.shop_id)
})

it('without a MASTER_KEY no order is accepted, and nothing is stored', async () => {
  const shop = await aShop()
  const init = {
    method: 'POST',
    body: 'order_id,item_id\n1,tea',
    headers: { Authorization: `Bearer ${shop.sk}` },
  }
  expect((await sendWithout('MASTER_KEY', '/v1/imports?kind=orders', init)).body).toMatchObject({
    status: 503,
    code: 'unavailable',
  })
  expect(await shop.table('imports')).toEqual([])
})

it('every route answers a missing or wrong key with 401, and does nothing', async () => {
  const shop = await aFullShop()
  const [ids, before] = [await idsOf(shop), await everything()]
  const strange = {
    merchant: [
      shop.pk,
      `sk_${shop.shop_id}_${'0'.repeat(32)}`,
      shop.sk.replace('sk_0', 'sk_9'),
      `${shop.sk} `.repeat(2),
      'sk_',
      env.ADMIN_TOKEN,
    ],
    operator: [shop.sk, 'no', `${env.ADMIN_TOKEN}x`],
    public: [],
    none: [],
  }
  for (const route of await allRoutes()) {
    for (const key of [undefined, '', ...strange[route.door]]) {
      if (route.door === 'none' || route.door === 'public') continue
      const { status, headers, body } = await send(...example(route, ids, key))
      const code = (key ?? '') === '' || key?.includes(' ') ? 'missing_key' : 'unknown_key'
      expect([route.path, key, status, body.code]).toEqual([route.path, key, 401, code])
      expect([headers.get('Content-Type'), headers.get('Cache-Control')]).toEqual([
        'application/problem+json',
        'no-store',
      ])
    }
  }
  expect(await everything()).toBe(before)
})

it('an unknown publishable key is answered with 401', async () => {
  const shop = await aShop()
  for (const pk of [
    'pk_',
    shop.sk,
    shop.pk.replace(/.{3}$/, '000'),
    `pk_0zzzzzzzzzzzz_${'0'.repeat(16)}`,
    shop.pk.replace('pk_0', 'pk_9'),
  ]) {
    const { status, headers, body } = await send(`/p/${pk}/recommendations?placement=product&item_id=tea`)
    expect([pk, status, body.code, headers.get('Cache-Control')]).toEqual([
      pk,
      401,
      'unknown_key',
      'no-store',
    ])
  }
})

/** Returns a full shop with "marker" in every text that a merchant can set. */
async function aMarkedShop() {
  const shop = await aFullShop({ name: 'Marker Ltd' })
  const variants = [{ variant_id: 'marker-v', availability: 'in_stock' }]
  const marked = ['tea', 'marker'].map((item_id) => ({
    item_id,
    title: 'Marker tea',
    brand: 'Marker',
    variants,
  }))
  await shop.call('/v1/items', 'PUT', { items: marked })
  await shop.call('/v1/orders', 'POST', { orders: [{ order_id: 'marker', lines: [{ item_id: 'marker' }] }] })
  const relation = { item_id: 'marker', related_item_id: 'tea', relationship_type: 'accessory' }
  await shop.call('/v1/relations', 'PUT', { relations: [relation] })
  await shop.settle()
  return shop
}

it("with another shop's key no route reads or changes a row of a shop", async () => {
  const [ours, theirs] = [await aMarkedShop(), await aFullShop()]
  // With a second key of their own they can delete one.
  await theirs.call('/v1/keys', 'POST', { kind: 'secret' })
  const [ids, before] = [await idsOf(ours), await ours.rows()]
  // Ids that both shops share do not identify the other shop.
  const shared = new Set(['item_id', 'order_id', 'platform', 'table', 'report', 'version'])
  const rest = Object.fromEntries(Object.entries(ids).filter(([name]) => !shared.has(name)))
  const { mapping_id, feed_id, ...own } = rest
  expect(await idsOf(theirs)).toMatchObject({ mapping_id, feed_id })
  const markers = [...Object.values(own), ours.shop_id, 'arker', ours.sk]
  const called = new Set<number>()
  for (const route of (await allRoutes()).filter(({ door }) => door === 'merchant')) {
    for (const asked of [ids, { ...ids, item_id: 'marker' }]) {
      const { status, body } = await send(...example(route, asked, theirs.sk))
      expect([route, status < 500, body?.code === 'invalid_input']).toEqual([route, true, false])
      expect([route, markers.filter((marker) => JSON.stringify(body).includes(marker))]).toEqual([route, []])
      called.add(status)
    }
  }
  await theirs.settle()
  expect([...called].sort()).toEqual([200, 201, 202, 204, 403, 404, 409])
  expect(await ours.rows()).toEqual(before)
})

it('the panels of a shop contain nothing of another shop with the same ids', async () => {
  const [ours, theirs] = [await aFullShop(), await aShop()]
  await theirs.give('items', plainItems(['tea', 'mug', 'pot']))
  for (const query of ['placement=product&item_id=tea', 'placement=cart&cart_item_ids=tea,pot']) {
    expect((await ours.ask(query)).body.items.length).toBeGreaterThan(0)
    expect((await theirs.ask(query)).body.items).toEqual([])
  }
})

type Key = { key_id: string; kind: string; hint: string }
const keysOf = async (answer: Promise<Answer>, kind: string): Promise<Key[]> =>
  (await answer).body.items.filter((key: Key) => key.kind === kind)
const withKey = (key: string, path: string, method = 'GET') =>
  send(path, { method, headers: { Authorization: `Bearer ${key}` } })

it('a secret key is rotated without a gap: both are live, then the old one is dead at once', async () => {
  const shop = await aShop()
  const [old] = await keysOf(shop.call('/v1/keys'), 'secret')
  const { status, body } = await shop.call('/v1/keys', 'POST', { kind: 'secret' })
  expect([status, body.kind]).toEqual([201, 'secret'])
  expect([(await shop.call('/v1/keys')).status, (await withKey(body.key, '/v1/keys')).status]).toEqual([
    200, 200,
  ])
  expect((await withKey(body.key, `/v1/keys/${old?.key_id}`, 'DELETE')).status).toBe(204)
  expect((await shop.call('/v1/keys')).body.code).toBe('unknown_key')
  const left = await keysOf(withKey(body.key, '/v1/keys'), 'secret')
  expect(left.map(({ hint }) => hint)).toEqual([body.key.slice(-4)])
})

it.each(['secret', 'publishable'])(
  'at most two %s keys are live, however many are requested at once',
  async (kind) => {
    const shop = await aShop()
    const asked = [1, 2, 3, 4].map(() => shop.call('/v1/keys', 'POST', { kind }))
    const answers = (await Promise.all(asked)).map(({ status, body }) => [status, body.code])
    expect(answers.filter(([status]) => status === 201)).toHaveLength(1)
    expect(answers.filter(([, code]) => code === 'too_many_keys')).toHaveLength(3)
    expect(await keysOf(shop.call('/v1/keys'), kind)).toHaveLength(2)
  },
)

it.each(['secret', 'publishable'])('the last %s key cannot be deleted', async (kind) => {
  const shop = await aShop()
  const [only] = await keysOf(shop.call('/v1/keys'), kind)
  const { body } = await shop.call(`/v1/keys/${only?.key_id}`, 'DELETE')
  expect([body.code, body.detail]).toEqual(['last_key', expect.stringContaining('the last key of its kind')])
  expect((await shop.call('/v1/keys/nobody', 'DELETE')).body.code).toBe('no_such_key')
  expect(await keysOf(shop.call('/v1/keys'), kind)).toEqual([only])
})

it('of two secret keys that delete each other at once one stays', async () => {
  const shop = await aShop()
  await shop.call('/v1/keys', 'POST', { kind: 'secret' })
  const both = await keysOf(shop.call('/v1/keys'), 'secret')
  await Promise.all(both.map(({ key_id }) => shop.call(`/v1/keys/${key_id}`, 'DELETE')))
  expect(await shop.table('secret_keys')).toHaveLength(1)
})

it('a secret key is nowhere in the database, also when it was requested with an Idempotency-Key', async () => {
  const shop = await aShop()
  const { body } = await shop.call('/v1/keys', 'POST', { kind: 'secret' }, { 'Idempotency-Key': 'one' })
  const [stored, secret] = [await everything(), (key: string) => key.slice(-32)]
  expect([stored.includes(secret(shop.sk)), stored.includes(secret(body.key))]).toEqual([false, false])
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body.key)))
  expect(stored).toContain(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''))
})

it('a publishable key is rotated: both are live, then only the new one', async () => {
  const shop = await aFullShop()
  const { key } = (await shop.call('/v1/keys', 'POST', { kind: 'publishable' })).body
  const ask = async (pk: string) =>
    (await send(`/p/${pk}/recommendations?placement=product&item_id=tea`)).status
  expect([await ask(shop.pk), await ask(key)]).toEqual([200, 200])
  expect((await shop.call(`/v1/keys/${shop.pk}`, 'DELETE')).status).toBe(204)
  expect([await ask(shop.pk), await ask(key)]).toEqual([401, 200])
})

it.each(['/nowhere', '/p', '/v1', '/docs/x'])('%s is answered as not found', async (path) => {
  const shop = await aShop()
  const { headers, body } = await withKey(shop.sk, path)
  expect(body).toMatchObject({ status: 404, code: 'unknown_route' })
  expect(headers.get('Cache-Control')).toBe('no-store')
})

it('health reports whether the database answers', async () => {
  expect((await send('/health')).body).toEqual({ status: 'ok' })
  const broken = {
    ...env,
    DB: {
      prepare: () => {
        throw new Error('gone')
      },
    } as unknown as D1Database,
  }
  const response = await worker.fetch(
    new Request('http://pairwell.test/health'),
    broken,
    createExecutionContext(),
  )
  expect(response.status).toBe(503)
})
