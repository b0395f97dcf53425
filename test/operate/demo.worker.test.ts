import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import { type Answer, aShop, plainItems } from '../a-shop.ts'
import { aFullShop, allRoutes, example, idsOf } from '../routes.ts'
import { cookieIn, linkOf, ORIGIN, signedIn } from './console.ts'

let visitors = 0

/** Sends a request as a browser does, each from an address of its own, to a deployment with this demo shop. */
async function browse(
  demo: string | undefined,
  path: string,
  init: RequestInit = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const sent = {
    ...{ Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', 'Pairwell-Console': '1' },
    ...{ 'Content-Type': 'application/json', 'CF-Connecting-IP': `198.51.100.${++visitors}` },
    ...headers,
  }
  const deployment: Env = { ...env, ...(demo !== undefined && { DEMO_SHOP: demo }) }
  const context = createExecutionContext()
  const request = new Request(`${ORIGIN}${path}`, { ...init, headers: sent })
  const response = await worker.fetch(request, deployment, context)
  const text = await response.text()
  await waitOnExecutionContext(context)
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

const entered = async (demo: string, headers: Record<string, string> = {}) =>
  cookieIn(await browse(demo, '/sign-in/demo', { method: 'POST' }, headers))

it('a member enters the demo shop, reads it, and is back in their own shop when they leave', async () => {
  const [own, demo] = [await aShop({ name: 'Own' }), await aShop({ name: 'Demo' })]
  await demo.give('items', plainItems(['tea', 'mug']))
  const { cookie } = await signedIn(await linkOf(own))
  const me = async (cookies: string) => (await browse(demo.shop_id, '/v1/me', {}, { Cookie: cookies })).body
  expect(await me(cookie)).toMatchObject({ role: 'owner', demo: 'offered' })

  const visit = await entered(demo.shop_id, { Cookie: cookie })
  expect(visit).toBe('__Host-pairwell_demo=1')
  const both = `${cookie}; ${visit}`
  expect(await me(both)).toMatchObject({ kind: 'member', role: 'analyst', demo: 'entered' })
  const ask = (path: string, cookies: string) => browse(demo.shop_id, path, {}, { Cookie: cookies })
  expect((await ask('/v1/shop', both)).body.name).toBe('Demo')
  expect((await ask('/v1/items', both)).body.items).toHaveLength(2)

  const left = await browse(demo.shop_id, '/sign-in/demo', { method: 'DELETE' }, { Cookie: both })
  expect(left.headers.get('Set-Cookie')).toMatch(/^__Host-pairwell_demo=; Max-Age=0/)
  expect((await ask('/v1/shop', cookie)).body.name).toBe('Own')
})

it('a member of the demo shop itself is not offered a visit of it', async () => {
  const demo = await aShop({ name: 'Demo' })
  const { cookie } = await signedIn(await linkOf(demo))
  expect((await browse(demo.shop_id, '/v1/me', {}, { Cookie: cookie })).body.demo).toBe('none')
})

it('a visitor reads what an analyst reads, and changes nothing', async () => {
  const demo = await aFullShop()
  const ids = await idsOf(demo)
  const visit = await entered(demo.shop_id)
  const routes = (await allRoutes()).filter(({ door }) => door === 'merchant')
  const codes = new Map<string, string>()
  for (const route of routes) {
    const [path, { headers: _, ...init }] = example(route, ids, undefined)
    const { status, body } = await browse(demo.shop_id, path, init, { Cookie: visit })
    codes.set(`${route.method} ${route.path}`, status < 300 ? 'ok' : body.code)
  }
  const allowed = [...codes].filter(([, code]) => code !== 'not_permitted').map(([route]) => route)
  expect(allowed.filter((route) => !route.startsWith('GET '))).toEqual([])
  expect(codes.get('GET /v1/items')).toBe('ok')
  expect(codes.get('GET /v1/keys')).toBe('not_permitted')
  // Its people are invented, so what is decided for them can be seen; nobody takes all of it along, and nobody's names are told.
  expect(codes.get('GET /v1/decisions')).toBe('ok')
  expect(codes.get('GET /v1/customers/{customer}')).toBe('ok')
  for (const closed of [
    'GET /v1/export/{table}',
    'GET /v1/person-keys',
    'GET /v1/customers/{customer}/data',
  ]) {
    expect(codes.get(closed)).toBe('not_permitted')
  }
  // Nobody stands behind a visit: there are no sessions of theirs to see, and no members' either.
  expect((await browse(demo.shop_id, '/v1/sessions', {}, { Cookie: visit })).body.items).toEqual([])
})

it('without a demo shop the cookie opens nothing, and another site cannot enter it', async () => {
  const shop = await aShop()
  const cookies = { Cookie: '__Host-pairwell_demo=1' }
  expect((await browse(undefined, '/v1/shop', {}, cookies)).body.code).toBe('missing_key')
  expect((await browse(undefined, '/sign-in/demo', { method: 'POST' })).body.code).toBe('unknown_shop')
  expect((await browse('9zzzzzzzzzzzz', '/sign-in/demo', { method: 'POST' })).body.code).toBe('unknown_shop')
  const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
  expect((await browse(shop.shop_id, '/sign-in/demo', { method: 'POST' }, foreign)).body.code).toBe(
    'cross_site_call',
  )
  expect((await browse(shop.shop_id, '/v1/shop', {}, { ...cookies, ...foreign })).body.code).toBe(
    'cross_site_call',
  )
})

it('whoever signs in while they look at the demo shop is in their own shop', async () => {
  const [own, demo] = [await aShop({ name: 'Own' }), await aShop({ name: 'Demo' })]
  const visit = await entered(demo.shop_id)
  const body = JSON.stringify({ token: await linkOf(own) })
  const answer = await browse(demo.shop_id, '/sign-in', { method: 'POST', body }, { Cookie: visit })
  const cookies = answer.headers.get('Set-Cookie') ?? ''
  expect(cookies).toMatch(/__Host-pairwell_session=ss_/)
  expect(cookies).toMatch(/__Host-pairwell_demo=; Max-Age=0/)
})
