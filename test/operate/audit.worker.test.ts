import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { deChanges } from '../../console/texts/de/changes.ts'
import { enChanges } from '../../console/texts/en/changes.ts'
import { audit } from '../../schema/audit.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { addAuditEntry, oldAudit } from '../../worker/store/audit.ts'
import { openDeployment } from '../../worker/store/open.ts'
import { deleteOld } from '../../worker/store/retention.ts'
import { type Answer, aShop, asOperator, send, type TestShop } from '../a-shop.ts'
import { SECRET } from '../ingest/hooks/platforms.ts'
import { aFullShop, allRoutes, example, idsOf, type Route } from '../routes.ts'

type Entry = {
  entry_id: string
  actor: { kind: string; id: string }
  action: string
  subject: Record<string, string>
  before: object | null
  after: object | null
}
const log = async (shop: TestShop): Promise<Entry[]> => (await shop.call('/v1/audit?limit=200')).body.items
const countAll = async () => await openDeployment(env).db.$count(audit)

/** Routes that answer a question although their method is POST. */
const QUESTIONS = [
  'POST /v1/recommendations',
  'POST /v1/rules/simulate',
  'POST /v1/rules/compare',
  'POST /v1/imports/recognise',
  'POST /v1/customers/lookup',
  'POST /v1/segments/size',
  'POST /v1/contact-policy/simulate',
  'POST /v1/customers/look-alikes',
  // Each of its tools calls another route, which leaves the entry.
  'POST /v1/mcp',
  // What a rep reads and learns is counted by day, and is nobody else's business.
  'POST /v1/accounts/{account_id}/opened',
  'POST /v1/quiz',
]
/** A key may not call it: see delete-own-shop.worker.test.ts. */
const FOR_MEMBERS_ALONE = 'DELETE /v1/shop'
const nameOf = ({ method, path }: Route) => `${method} ${path}`
/** It changes nothing, and leaves an entry all the same: everything that is known of people leaves the deployment. */
const BACKUP = 'GET /v1/shops/{shop_id}/backup'
const isChange = (route: Route) =>
  route.method !== 'GET' && ![...QUESTIONS, FOR_MEMBERS_ALONE].includes(nameOf(route))
/** Deletions last, because they remove what other routes name; the key itself after everything else. */
const rank = ({ method, path }: Route) => (method === 'DELETE' ? (path.endsWith('{key_id}') ? 2 : 1) : 0)
const routesOf = async (door: Route['door']) => (await allRoutes()).filter((route) => route.door === door)
const changesOf = async (door: Route['door']) =>
  (await routesOf(door))
    .filter(isChange)
    // What belongs to something is deleted before it.
    .sort((a, b) => rank(a) - rank(b) || b.path.split('/').length - a.path.split('/').length)

const secretKeyOf = async (shop: TestShop) =>
  (await shop.call('/v1/keys')).body.items.find(({ kind }: { kind: string }) => kind === 'secret').key_id

it('every change that the log can hold has a name in both languages of the console', async () => {
  const changes = (await routesOf('merchant')).filter(isChange)
  for (const { actions } of [enChanges, deChanges]) {
    const named = new Set(Object.keys(actions))
    expect(changes.map(nameOf).filter((name) => !named.has(name))).toEqual([])
  }
})

it('every route of the merchant that changes something leaves exactly one entry, with the key that called', async () => {
  const shop = await aFullShop()
  const ids = await idsOf(shop)
  const first = await secretKeyOf(shop)
  const second = (await shop.call('/v1/keys', 'POST', { kind: 'secret' })).body.key
  const read = async (): Promise<Entry[]> => {
    const found = await send('/v1/audit?limit=200', { headers: { Authorization: `Bearer ${second}` } })
    return found.body.items
  }
  const routes = await changesOf('merchant')
  expect(routes.length).toBeGreaterThan(20)
  for (const route of routes) {
    const before = await read()
    // The deleted key cannot call any more, so the second one deletes it.
    const isLast = rank(route) === 2
    const response = await send(...example(route, ids, isLast ? second : shop.sk))
    const after = await read()
    const fresh = after.slice(0, after.length - before.length)
    expect([nameOf(route), response.status < 400 ? 'ok' : response.body]).toEqual([nameOf(route), 'ok'])
    expect([nameOf(route), fresh]).toMatchObject([nameOf(route), [{ action: nameOf(route) }]])
    expect(fresh).toHaveLength(1)
    const [entry] = fresh
    expect(entry?.actor).toEqual({ kind: 'key', id: isLast ? expect.not.stringMatching(first) : first })
    const parameters = route.path.match(/\w+(?=\})/g) ?? []
    expect([nameOf(route), Object.keys(entry?.subject ?? {})]).toEqual([nameOf(route), parameters])
  }
})

it('every route of the operator that changes something leaves exactly one entry', async () => {
  const ids = await idsOf(await aFullShop())
  // A move needs a second database, and a restore pages: see move-shop.worker.test.ts and backup.worker.test.ts.
  const routes = (await changesOf('operator')).filter(({ path }) => !/\/(move|restore)$/.test(path))
  expect(routes.map(nameOf).sort()).toEqual([
    'DELETE /v1/shops/{shop_id}',
    'PATCH /v1/shops/{shop_id}',
    'POST /v1/shops',
    'POST /v1/shops/{shop_id}/sign-in-links',
  ])
  for (const route of routes) {
    const before = await countAll()
    const response = await send(...example(route, ids, env.ADMIN_TOKEN))
    expect([nameOf(route), response.status < 400, await countAll()]).toEqual([
      nameOf(route),
      true,
      before + 1,
    ])
  }
})

it('the operator opens, pauses and deletes a shop: the merchant sees it, and the deletion outlives the shop', async () => {
  const shop = await aShop({ price_days: 3 })
  const path = `/v1/shops/${shop.shop_id}`
  await asOperator(path, 'PATCH', { status: 'paused' })
  const operator = { kind: 'operator', id: '' }
  const pause = { before: { status: 'live' }, after: { status: 'paused' } }
  expect(await log(shop)).toMatchObject([
    { action: 'PATCH /v1/shops/{shop_id}', actor: operator, subject: { shop_id: shop.shop_id }, ...pause },
    { action: 'POST /v1/shops', actor: operator, after: { shop_id: shop.shop_id, price_days: 3 } },
  ])
  expect((await asOperator(`${path}/audit`)).body.items).toEqual(await log(shop))
  await asOperator(path, 'DELETE')
  let left: Answer
  do left = await asOperator(`${path}/audit`)
  while (left.body.items.length !== 1 && (await asOperator(path, 'DELETE')).status === 200)
  const deletion = 'DELETE /v1/shops/{shop_id}'
  for (const entry of left.body.items) {
    expect(entry).toMatchObject({ action: deletion, actor: operator, subject: { shop_id: shop.shop_id } })
  }
  expect((await asOperator('/v1/shops/0zzzzzzzzzzzz/audit')).body.code).toBe('unknown_shop')
})

it('questions, refused calls and repeated calls leave no entry', async () => {
  const shop = await aFullShop()
  const ids = await idsOf(shop)
  const before = await countAll()
  for (const route of await allRoutes()) {
    if (route.door === 'merchant' && !isChange(route)) await send(...example(route, ids, shop.sk))
    if (route.door === 'operator' && !isChange(route) && nameOf(route) !== BACKUP)
      await send(...example(route, ids, env.ADMIN_TOKEN))
    if (route.door !== 'none' && route.door !== 'public') await send(...example(route, ids, undefined))
  }
  await shop.call('/v1/settings', 'PATCH', { price_days: 0 })
  await shop.call('/v1/keys/none', 'DELETE')
  expect(await countAll()).toBe(before)
  await asOperator(`/v1/shops/${shop.shop_id}/backup`)
  expect((await log(shop))[0]).toMatchObject({ action: 'back up the shop', actor: { kind: 'operator' } })
  for (let times = 0; times < 3; times += 1) {
    await shop.call('/v1/settings', 'PATCH', { price_days: 9 }, { 'Idempotency-Key': 'once' })
  }
  expect(await countAll()).toBe(before + 2)
})

it('an entry says what changed, and only that', async () => {
  const shop = await aShop({ panels: { product: { title: 'Old', limit: 4 } } })
  await shop.call('/v1/settings', 'PATCH', { panels: { product: { title: 'New' }, cart: { limit: 2 } } })
  const [entry] = await log(shop)
  expect(entry?.before).toEqual({ version: 1, panels: { product: { title: 'Old' }, cart: null } })
  expect(entry?.after).toEqual({ version: 2, panels: { product: { title: 'New' }, cart: { limit: 2 } } })
})

it('no entry holds a secret or names a person', async () => {
  const shop = await aFullShop()
  const ids = await idsOf(shop)
  const secrets = [shop.sk, SECRET, (await shop.call('/v1/keys', 'POST', { kind: 'secret' })).body.key]
  for (const route of await changesOf('merchant')) {
    if (rank(route) === 2) continue
    const { body } = await send(...example(route, ids, shop.sk))
    secrets.push(
      ...[body?.key, body?.token_key].filter((key) => typeof key === 'string' && !key.startsWith('pk_')),
    )
  }
  const feed = 'https://anna:geheim@feeds.example/items.csv?token=t0psecret'
  await shop.call('/v1/feeds', 'PUT', { url: feed, kind: 'items' })
  await shop.call('/v1/privacy-requests', 'POST', {
    kind: 'redact',
    customer_id: 'C-4711',
    customer_email: 'ann@example.com',
  })
  await shop.call('/v1/orders', 'POST', {
    orders: [
      {
        order_id: 'o-private',
        customer_id: 'C-4712',
        customer_email: 'bea@example.com',
        lines: [{ item_id: 'tea' }],
      },
    ],
  })
  const entries = JSON.stringify(
    await shop.store.db.select().from(audit).where(eq(audit.shop_id, shop.shop_id)),
  )
  expect(secrets.length).toBeGreaterThan(3)
  for (const secret of [...secrets, 'geheim', 't0psecret', 'C-4711', 'C-4712', 'ann@', 'bea@', 'o-private']) {
    expect([secret, entries.includes(secret)]).toEqual([secret, false])
  }
})

it('the log is read page by page, newest first', async () => {
  const shop = await aShop()
  for (let days = 1; days <= 5; days += 1) await shop.call('/v1/settings', 'PATCH', { price_days: days })
  const seen: Entry[] = []
  let after: string | null = ''
  do {
    const { body }: Answer = await shop.call(`/v1/audit?limit=2&after=${after}`)
    seen.push(...body.items)
    after = body.next
  } while (after !== null)
  expect(seen).toEqual(await log(shop))
  expect(seen.map((entry) => entry.after)).toMatchObject(
    [5, 4, 3, 2, 1].map((price_days) => ({ price_days })).concat([{} as never]),
  )
})

it('entries about data are kept for 30 days, all others for two years', async () => {
  const shop = await aShop()
  const now = Date.now()
  const actor = { kind: 'key', id: 'k' } as const
  const ages = [29, 31, 729, 731]
  for (const [hour, action] of ['PATCH /v1/settings', 'POST /v1/orders'].entries()) {
    for (const age of ages) {
      await addAuditEntry(
        shop.store,
        actor,
        { action, subject: {}, before: null, after: { age } },
        now - age * DAY + hour * HOUR,
      )
    }
  }
  await deleteOld(shop.store, oldAudit(now))
  const left = (await log(shop)).filter(({ action }) => action !== 'POST /v1/shops')
  expect(left.map(({ action, after }) => [action, after])).toEqual([
    ['POST /v1/orders', { age: 29 }],
    ['PATCH /v1/settings', { age: 29 }],
    ['PATCH /v1/settings', { age: 31 }],
    ['PATCH /v1/settings', { age: 729 }],
  ])
})

it('the log is filtered by caller, action and time, in pages and as a file', async () => {
  const shop = await aShop()
  await shop.call('/v1/settings', 'PATCH', { price_days: 4 })
  await shop.call('/v1/rules', 'POST', { name: '=cmd', action: { kind: 'pin', item_id: 'tea', place: 1 } })
  const { key_id } = (await shop.call('/v1/keys')).body.items.find(
    ({ kind }: { kind: string }) => kind === 'secret',
  )
  const actions = async (query: string) =>
    (await shop.call(`/v1/audit?${query}`)).body.items.map(({ action }: Entry) => action)
  expect(await actions('actor=operator')).toEqual(['POST /v1/shops'])
  expect(await actions(`actor=${key_id}`)).toEqual(['POST /v1/rules', 'PATCH /v1/settings'])
  expect(await actions('action=PATCH%20/v1/settings')).toEqual(['PATCH /v1/settings'])
  expect(await actions('action=POST%20*')).toEqual(['POST /v1/rules', 'POST /v1/shops'])
  expect(await actions('actor=key&action=POST%20*')).toEqual(['POST /v1/rules'])
  const [{ at }] = (await shop.call('/v1/audit?action=PATCH%20/v1/settings')).body.items
  expect(await actions(`until=${at}`)).toEqual(['POST /v1/shops'])
  expect(await actions(`since=${at}&actor=key`)).toHaveLength(2)
  expect(await actions(`since=${Date.now() + HOUR}`)).toEqual([])
  const first = (await shop.call('/v1/audit?actor=key&limit=1')).body
  expect(first.items).toHaveLength(1)
  expect(await actions(`actor=key&limit=1&after=${first.next}`)).toEqual(['PATCH /v1/settings'])
  expect((await shop.call('/v1/audit?since=yesterday')).body.code).toBe('invalid_input')
  const file = await shop.call('/v1/audit?form=csv&actor=key')
  const [head, ...lines] = String(file.body).trim().split('\r\n')
  expect(file.headers.get('Content-Disposition')).toContain('pairwell-audit.csv')
  expect(head).toBe('entry_id,at,actor_kind,actor_id,action,subject,before,after')
  expect(lines.map((line) => line.split(',')[4])).toEqual(['POST /v1/rules', 'PATCH /v1/settings'])
  expect(lines[0]).toMatch(/^aud_\w+,\d{4}-\d\d-\d\dT/)
})
