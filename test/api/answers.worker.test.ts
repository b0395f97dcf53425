import { env } from 'cloudflare:workers'
import { beforeAll, expect, it } from 'vitest'
import { send, type TestShop } from '../a-shop.ts'
import { aFullShop, allRoutes, example, type Ids, idsOf, type Route } from '../routes.ts'

type Responses = Record<string, { description: string; content?: Record<string, unknown> }>

let shop: TestShop
let ids: Ids
let routes: Route[]
let documented: Map<string, Responses>

beforeAll(async () => {
  shop = await aFullShop()
  ids = await idsOf(shop)
  routes = await allRoutes()
  const { paths } = (await send('/v1/openapi.json')).body
  documented = new Map(
    routes.map((route) => [
      `${route.method} ${route.path}`,
      paths[route.path][route.method.toLowerCase()].responses,
    ]),
  )
})

/** The header by which an answer leaves the browser that shows it unprotected, or tells what runs here; undefined if there is none. */
function unguarded(headers: Headers, type: string): string | undefined {
  const wanted: Record<string, RegExp> = {
    'X-Content-Type-Options': /^nosniff$/,
    'Strict-Transport-Security': /^max-age=31536000; includeSubDomains$/,
    'Content-Security-Policy': /^default-src 'none';.* base-uri 'none';.* frame-ancestors 'none'/,
    ...(type === 'text/html' && { 'Referrer-Policy': /^(no-referrer|origin)$/ }),
  }
  const told = ['Server', 'X-Powered-By'].find((name) => headers.has(name))
  return told ?? Object.keys(wanted).find((name) => !wanted[name]?.test(headers.get(name) ?? ''))
}

/** What is not as documented in the answer of a route to a request; undefined if it is. */
async function fault(route: Route, address: string, init: RequestInit): Promise<string | undefined> {
  const name = `${route.method} ${route.path}`
  const { status, headers, body } = await send(address, init)
  const type = headers.get('Content-Type')?.split(';')[0] ?? ''
  const response = documented.get(name)?.[status]
  const seen = `${name}: ${status} ${type} ${body?.code ?? ''} ${body?.detail ?? ''}`
  if (!response) return `${seen}: no such status`
  const isEmpty = [204, 302, 304].includes(status)
  if (!isEmpty && !(type in (response.content ?? {}))) return `${seen}: no such type`
  // A page is for people.
  const isRefusal = status >= 400 && type !== 'text/html' && body?.jsonrpc === undefined
  if (isRefusal && !response.description.split(', ').includes(body.code)) return `${seen}: no such code`
  return unguarded(headers, type) ? `${seen}: ${unguarded(headers, type)}` : undefined
}

const keyOf = ({ door }: Route): string | undefined =>
  door === 'merchant' ? shop.sk : door === 'operator' ? env.ADMIN_TOKEN : undefined

/** Requests that a route may get, besides the valid one: each differs from it in one respect. */
const MISTAKES: Readonly<Record<string, (address: string, init: RequestInit) => [string, RequestInit]>> = {
  'no key': (address, init) => [address, { ...init, headers: { 'Content-Type': 'application/json' } }],
  'a wrong key': (address, init) => [address, changed(init, { Authorization: 'Bearer sk_0wrong_key' })],
  'an unknown parameter': (address, init) => [
    `${address}${address.includes('?') ? '&' : '?'}constructor=1&__proto__=2`,
    init,
  ],
  'a body that is no JSON': (address, init) => [address, withBody(init, '{')],
  'a body of another type': (address, init) => [
    address,
    changed(withBody(init, 'a,b'), { 'Content-Type': 'text/plain' }),
  ],
  'an empty object': (address, init) => [address, withBody(init, '{}')],
  'a list instead of an object': (address, init) => [address, withBody(init, '[]')],
  'an endless Idempotency-Key': (address, init) => [
    address,
    changed(init, { 'Idempotency-Key': 'k'.repeat(256) }),
  ],
  'the Idempotency-Key of another call': (address, init) => [
    address,
    changed(init, { 'Idempotency-Key': 'of another call' }),
  ],
  'a condition of another version': (address, init) => [address, changed(init, { 'If-Match': '"999999"' })],
}

const changed = (init: RequestInit, headers: Record<string, string>): RequestInit => ({
  ...init,
  headers: { ...Object.fromEntries(new Headers(init.headers)), ...headers },
})
const withBody = (init: RequestInit, body: string): RequestInit =>
  init.method === 'GET' ? init : { ...init, body }

it.each(Object.keys(MISTAKES))('every answer to a request with %s is documented', async (mistake) => {
  const another = { method: 'PATCH', headers: { 'Idempotency-Key': 'of another call' }, body: '{}' }
  await send('/v1/settings', changed({ ...another, body: '{"price_days":8}' }, bearer(shop.sk)))
  await send(
    `/v1/shops/${ids.shop_id}`,
    changed({ ...another, body: '{"status":"live"}' }, bearer(env.ADMIN_TOKEN)),
  )
  const found: (string | undefined)[] = []
  for (const route of routes) {
    const [address, init] = MISTAKES[mistake]?.(...example(route, ids, keyOf(route))) ?? ['', {}]
    // Without a mistake in it such a call would delete the shop of the other calls.
    if (route.method === 'DELETE' && route.door === 'operator' && mistake.startsWith('a ')) continue
    found.push(await fault(route, address, init))
  }
  expect(found.filter((one) => one !== undefined)).toEqual([])
  expect(found.length).toBeGreaterThan(60)
})

it('every answer to a request with unknown ids is documented', async () => {
  const unknown = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, `${id}x`])) as Ids
  const found: (string | undefined)[] = []
  for (const route of routes.filter(({ path }) => path.includes('{'))) {
    found.push(await fault(route, ...example(route, unknown, keyOf(route))))
  }
  expect(found.filter((one) => one !== undefined)).toEqual([])
  expect(found.length).toBeGreaterThan(20)
})

it('every form of an answer is documented', async () => {
  const page = '?placement=product&item_id=tea'
  const found = await Promise.all(
    routes
      .filter(({ path }) => /export|^\/p\/.*(recommendations|panel)/.test(path))
      .map(async (route) => {
        const [address, init] = example(route, ids, keyOf(route))
        if (route.path.includes('export')) return await fault(route, `${address}?form=ndjson`, init)
        const ETag =
          (await send(`/p/${shop.pk}/${route.path.split('/').at(-1)}${page}`)).headers.get('ETag') ?? ''
        return await fault(route, address, changed(init, { 'If-None-Match': ETag }))
      }),
  )
  expect(found).toEqual([undefined, undefined, undefined])
})

const bearer = (key: string) => ({ Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' })

it('every answer to a valid request is documented', async () => {
  const last = (route: Route) => (route.method === 'DELETE' ? (route.door === 'operator' ? 2 : 1) : 0)
  const found: (string | undefined)[] = []
  for (const route of routes.toSorted((a, b) => last(a) - last(b))) {
    const [address, init] = example(route, ids, keyOf(route))
    found.push(await fault(route, address, init))
  }
  expect(found.filter((one) => one !== undefined)).toEqual([])
})

it('a cached answer has one address', async () => {
  const other = await aFullShop()
  const page = `/p/${other.pk}/recommendations?placement=product&item_id=tea`
  expect((await send(page)).status).toBe(200)
  for (const more of [
    '&x=1',
    '&constructor=1',
    '&__proto__=1',
    '&item_id=tea',
    '&placement=product',
    '&utm_source=a',
    '&=',
  ]) {
    expect(await send(`${page}${more}`), more).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    expect((await send(`${page.replace('recommendations', 'panel.html')}${more}`)).status, more).toBe(400)
  }
  for (const path of ['/', '/docs', '/v1/openapi.json']) {
    const { status, headers } = await send(`${path}?x=1`)
    expect([path, status, headers.get('Cache-Control')]).toEqual([path, 400, 'no-store'])
  }
})
