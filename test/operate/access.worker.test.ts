import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, expect, inject, it } from 'vitest'
import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import { type Answer, aShop, type TestShop } from '../a-shop.ts'
import { cookieIn, ORIGIN } from './console.ts'

/** The team's domain: a server with its keys. */
const TEAM = inject('feedServer')
const AUDIENCE = 'the-audience-tag-of-the-application'
const ANN = 'ann@shop.example'

type Keys = Awaited<ReturnType<typeof generateKeyPair>>
const keys = new Map<string, { alg: string; pair: Keys }>()

function keyOf(kid: string) {
  const found = keys.get(kid)
  if (!found) throw new Error(kid)
  return found
}

beforeAll(async () => {
  for (const [kid, alg] of [
    ['rsa', 'RS256'] as const,
    ['ec', 'ES256'] as const,
    ['foreign', 'RS256'] as const,
  ]) {
    keys.set(kid, { alg, pair: await generateKeyPair(alg, { extractable: true }) })
  }
  const published = ['rsa', 'ec'].map(async (kid) => {
    const { alg, pair } = keyOf(kid)
    return { ...(await exportJWK(pair.publicKey)), kid, alg, use: 'sig' }
  })
  const body = JSON.stringify({ keys: await Promise.all(published) })
  await fetch(`${TEAM}/cdn-cgi/access/certs`, { method: 'PUT', body: JSON.stringify({ body }) })
})

const behindAccess: Env = { ...env, ACCESS_TEAM_DOMAIN: TEAM, ACCESS_AUD: AUDIENCE }

const now = () => Math.floor(Date.now() / 1000)
const claims = (more: object = {}) => ({
  ...{ iss: TEAM, aud: [AUDIENCE], email: ANN, iat: now() - 5, exp: now() + 60, sub: 'u1' },
  ...more,
})

/** An assertion of Access, signed with one of the keys. */
async function assertion(more: object = {}, kid = 'rsa', named = kid): Promise<string> {
  const { alg, pair } = keyOf(kid)
  return await new SignJWT(claims(more)).setProtectedHeader({ alg, kid: named }).sign(pair.privateKey)
}

let visitors = 0

/** Sends a request as a browser behind Access does, each from an address of its own: attempts of one are limited. */
async function browse(
  path: string,
  jwt: string | undefined,
  init: RequestInit = {},
  headers: Record<string, string> = {},
  deployment = behindAccess,
): Promise<Answer> {
  const sent = {
    ...{ Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', 'Pairwell-Console': '1' },
    ...(jwt !== undefined && { 'Cf-Access-Jwt-Assertion': jwt }),
    'Content-Type': 'application/json',
    'CF-Connecting-IP': `192.0.2.${++visitors}`,
    ...headers,
  }
  const context = createExecutionContext()
  const response = await worker.fetch(
    new Request(`${ORIGIN}${path}`, { ...init, headers: sent }),
    deployment,
    context,
  )
  const body = await response.json()
  await waitOnExecutionContext(context)
  return { status: response.status, headers: response.headers, body }
}

const signIn = (shop: Pick<TestShop, 'shop_id'>, jwt?: string, headers?: Record<string, string>) =>
  browse('/sign-in/access', jwt, { method: 'POST', body: JSON.stringify({ shop_id: shop.shop_id }) }, headers)

/** A shop of which an address is a member. */
async function aShopOf(email: string, name = 'Tea house') {
  const shop = await aShop({ name })
  const { body } = await shop.call('/v1/members', 'POST', { name: 'Ann', role: 'editor', email })
  return { ...shop, member_id: String(body.member_id) }
}

it.each(['rsa', 'ec'])('an address that Access has confirmed (%s) signs in its member', async (kid) => {
  const email = `${kid}-${ANN}`
  const shop = await aShopOf(email.toUpperCase())
  const jwt = await assertion({ email }, kid)
  expect((await browse('/sign-in/access', jwt)).body).toEqual({
    configured: true,
    shops: [{ shop_id: shop.shop_id, name: 'Tea house', role: 'editor' }],
  })
  const answer = await signIn(shop, jwt)
  expect([answer.status, answer.body.member_id]).toEqual([200, shop.member_id])
  const me = await browse('/v1/me', undefined, {}, { Cookie: cookieIn(answer) })
  expect(me.body).toMatchObject({ kind: 'member', name: 'Ann', role: 'editor' })
  const [entry] = (await shop.call('/v1/audit?action=sign%20in')).body.items
  expect(entry).toMatchObject({ actor: { kind: 'member', id: shop.member_id }, after: { by: 'access' } })
})

it('a member of two shops chooses one, and of no other shop', async () => {
  const email = 'both@shop.example'
  const [one, other] = [await aShopOf(email, 'One'), await aShopOf(email, 'Other')]
  const stranger = await aShop()
  const jwt = await assertion({ email })
  const { shops } = (await browse('/sign-in/access', jwt)).body
  expect(shops.map(({ name }: { name: string }) => name).sort()).toEqual(['One', 'Other'])
  expect((await signIn(other, jwt)).body.shop_id).toBe(other.shop_id)
  expect((await signIn(stranger, jwt)).body.code).toBe('access_refused')
  // A member who has left, or whose address was removed, is none any more.
  await one.call(`/v1/members/${one.member_id}`, 'DELETE')
  expect((await signIn(one, jwt)).body.code).toBe('access_refused')
  await other.call(`/v1/members/${other.member_id}`, 'PATCH', { email: null })
  expect((await signIn(other, jwt)).body.code).toBe('access_refused')
})

it('what Access has not confirmed for this application signs nobody in', async () => {
  const shop = await aShopOf(ANN)
  const { pair } = keyOf('rsa')
  const good = await assertion()
  const [head = '', payload = '', signature = ''] = good.split('.')
  const changed = btoa(JSON.stringify(claims({ email: 'eve@shop.example' }))).replace(/=+$/, '')
  const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(pair.publicKey)))
  const faulty: Record<string, string | undefined> = {
    'no assertion': undefined,
    'an empty one': '',
    'no JWT': 'not.a.jwt',
    'another audience': await assertion({ aud: ['another'] }),
    'no audience': await assertion({ aud: undefined }),
    expired: await assertion({ iat: now() - 120, exp: now() - 60 }),
    'without an end': await assertion({ exp: undefined }),
    'not yet valid': await assertion({ nbf: now() + 600 }),
    'another team': await assertion({ iss: 'https://other.cloudflareaccess.com' }),
    'an unknown key': await assertion({}, 'foreign'),
    'another key under a known name': await assertion({}, 'foreign', 'rsa'),
    'the algorithm none': new UnsecuredJWT(claims()).encode(),
    'a public key as a secret': await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', kid: 'rsa' })
      .sign(secret),
    'a changed payload': [head, changed, signature].join('.'),
    'a cut signature': [head, payload, signature.slice(0, -8)].join('.'),
    'no address': await assertion({ email: undefined }),
    'a service token': await assertion({ email: '', common_name: 'service' }),
    'an address that is no member’s': await assertion({ email: 'eve@shop.example' }),
  }
  expect((await signIn(shop, good)).status).toBe(200)
  const sessions = async () => (await shop.call('/v1/sessions')).body.items.length
  const before = await sessions()
  for (const [fault, jwt] of Object.entries(faulty)) {
    const { status, body, headers } = await signIn(shop, jwt)
    expect([fault, status, body.code]).toEqual([fault, 401, 'access_refused'])
    expect([fault, headers.get('Set-Cookie')]).toEqual([fault, null])
  }
  expect(await sessions()).toBe(before)
})

it('a call of another site signs nobody in', async () => {
  const shop = await aShopOf(ANN)
  const jwt = await assertion()
  const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
  expect((await signIn(shop, jwt, foreign)).body.code).toBe('cross_site_call')
})

it('a deployment that is not behind Access believes no assertion', async () => {
  const shop = await aShopOf(ANN)
  const jwt = await assertion()
  const ask = (init: RequestInit, deployment: Env) => browse('/sign-in/access', jwt, init, {}, deployment)
  expect((await ask({}, env)).body).toEqual({ configured: false, shops: [] })
  const post = { method: 'POST', body: JSON.stringify({ shop_id: shop.shop_id }) }
  expect((await ask(post, env)).body.code).toBe('access_refused')
  expect((await ask(post, { ...env, ACCESS_TEAM_DOMAIN: TEAM })).body.code).toBe('access_refused')
})

it('keys that cannot be read, or that come over http, are a fault of the deployment', async () => {
  const jwt = await assertion()
  for (const domain of ['http://team.example', 'not a domain', 'http://127.0.0.1:1']) {
    const { body } = await browse(
      '/sign-in/access',
      jwt,
      {},
      {},
      { ...behindAccess, ACCESS_TEAM_DOMAIN: domain },
    )
    expect([domain, body.code]).toEqual([domain, 'unavailable'])
  }
})

it('an address is one, in small letters, and is not in the audit', async () => {
  const shop = await aShop()
  expect(
    (await shop.call('/v1/members', 'POST', { name: 'A', role: 'owner', email: 'nobody' })).body.code,
  ).toBe('invalid_input')
  const { member_id } = await aShopOf('Mixed@Shop.Example').then(async (other) => {
    const [, member] = (await other.call('/v1/members')).body.items
    expect(member.email).toBe('mixed@shop.example')
    await other.call(`/v1/members/${other.member_id}`, 'PATCH', { email: 'new@shop.example' })
    const log = JSON.stringify((await other.call('/v1/audit')).body)
    expect(log).not.toContain('@')
    return other
  })
  expect(member_id).toMatch(/^mem_/)
})
