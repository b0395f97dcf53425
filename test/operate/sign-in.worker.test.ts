import { exports } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { audit } from '../../schema/audit.ts'
import { signInLinks } from '../../schema/shop/members.ts'
import { sessions } from '../../schema/shop/sessions.ts'
import { ROLES } from '../../vocabulary/roles.ts'
import { DAY, HOUR, MINUTE } from '../../vocabulary/time.ts'
import { isPermitted, PERMITTED } from '../../worker/auth/permissions.ts'
import { aShop, everything, send } from '../a-shop.ts'
import { aFullShop, allRoutes, example, idsOf } from '../routes.ts'
import { aMember, browse, linkOf, ORIGIN, openLink, signedIn } from './console.ts'

it('a sign-in link opens a session of the owner, with the same data as the secret key', async () => {
  const shop = await aShop({ name: 'Tea house' })
  const owner = await signedIn(await linkOf(shop))
  const me = (await owner.call('/v1/me')).body
  expect(me).toMatchObject({ kind: 'member', name: 'Owner', role: 'owner' })
  for (const path of ['/v1/shop', '/v1/settings', '/v1/status', '/v1/items']) {
    const { now: _, ...body } = (await owner.call(path)).body
    const { now: __, ...same } = (await shop.call(path)).body
    expect([path, body]).toEqual([path, same])
  }
  expect((await shop.call('/v1/me')).body).toMatchObject({ kind: 'key', name: null, role: 'owner' })
})

it('the cookie is bound to the host, out of reach of scripts and other sites, and holds for 12 hours', async () => {
  const answer = await openLink(await linkOf(await aShop()))
  const cookie = answer.headers.get('Set-Cookie') ?? ''
  expect(cookie).toMatch(/^__Host-pairwell_session=ss_/)
  for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict', 'Max-Age=43200']) {
    expect(cookie).toContain(part)
  }
  expect(cookie).not.toContain('Domain')
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
})

it('over http a session begins on one’s own machine only, where the cookie has a name with the port', async () => {
  const shop = await aShop()
  const post = (origin: string, token: string) =>
    exports.default.fetch(`${origin}/sign-in`, {
      method: 'POST',
      body: JSON.stringify({ token }),
      headers: { 'Content-Type': 'application/json' },
    })
  const link = await linkOf(shop)
  expect(await (await post('http://pairwell.test', link)).json()).toMatchObject({ code: 'insecure_address' })
  // The refusal has not used the link up.
  const local = await post('http://127.0.0.1:8787', link)
  expect(local.headers.get('Set-Cookie')).toMatch(
    /^pairwell_session_8787=ss_\w+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  )
})

it('a link works once: of two browsers at the same time one is signed in', async () => {
  const shop = await aShop()
  const link = await linkOf(shop)
  const answers = await Promise.all([openLink(link), openLink(link), openLink(link)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  expect((await openLink(link)).body.code).toBe('unknown_link')
})

it('a link that is older than 15 minutes opens nothing', async () => {
  const shop = await aShop()
  const link = await linkOf(shop)
  const before = await shop.store.db.select().from(signInLinks).where(eq(signInLinks.shop_id, shop.shop_id))
  const lives = before.map(({ expires_at }) => expires_at - Date.now())
  expect(Math.max(...lives)).toBeLessThanOrEqual(15 * MINUTE)
  await shop.store.db.update(signInLinks).set({ expires_at: Date.now() - 1 })
  expect((await openLink(link)).body.code).toBe('unknown_link')
  expect(await shop.store.db.$count(sessions, eq(sessions.shop_id, shop.shop_id))).toBe(0)
})

it.each([
  '',
  'sl_',
  'ss_0zzzzzzzzzzzz_0',
  "' or 1=1 --",
  'sl_9zzzzzzzzzzzz_00000000000000000000000000000000',
])('a token that was never made opens nothing (%#)', async (token) => {
  expect((await openLink(token)).body.code).toBe('unknown_link')
})

it('no token of a link or session is stored', async () => {
  const shop = await aShop()
  const link = await linkOf(shop)
  const { cookie } = await signedIn(await linkOf(shop))
  const stored = await everything()
  for (const secret of [link, cookie.split('=')[1] ?? '-']) {
    expect([secret.length > 40, stored.includes(secret)]).toEqual([true, false])
  }
})

it('a session ends 12 hours after the last call, and 30 days after its beginning', async () => {
  const shop = await aShop()
  const owner = await signedIn(await linkOf(shop))
  const set = (times: { seen_at?: number; created_at?: number }) =>
    shop.store.db.update(sessions).set(times).where(eq(sessions.shop_id, shop.shop_id))
  await set({ seen_at: Date.now() - 12 * HOUR + MINUTE })
  const answer = await owner.call('/v1/me')
  expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([
    200,
    expect.stringContaining('Max-Age=43200'),
  ])
  // The call has continued it.
  expect((await shop.call('/v1/sessions')).body.items[0].seen_at).toBeGreaterThan(Date.now() - MINUTE)
  await set({ seen_at: Date.now() - 12 * HOUR - 1 })
  expect((await owner.call('/v1/me')).body.code).toBe('signed_out')
  await set({ seen_at: Date.now(), created_at: Date.now() - 30 * DAY - 1 })
  expect((await owner.call('/v1/me')).body.code).toBe('signed_out')
  expect((await shop.call('/v1/sessions')).body.items).toEqual([])
})

it('sessions are listed and can be ended, with the next call', async () => {
  const shop = await aShop()
  const [here, there] = [await signedIn(await linkOf(shop)), await signedIn(await linkOf(shop))]
  const { items } = (await here.call('/v1/sessions')).body
  expect(items).toHaveLength(2)
  expect(items.filter(({ current }: { current: boolean }) => current)).toHaveLength(1)
  const other = items.find(({ current }: { current: boolean }) => !current)
  expect((await here.call(`/v1/sessions/${other.session_id}`, 'DELETE')).status).toBe(204)
  expect((await there.call('/v1/me')).body.code).toBe('signed_out')
  expect((await here.call('/v1/me')).status).toBe(200)
  const out = await browse('/sign-in', { method: 'DELETE' }, { Cookie: here.cookie })
  expect([out.status, out.headers.get('Set-Cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')])
  expect((await here.call('/v1/me')).body.code).toBe('signed_out')
})

it('whoever signs in again in a browser ends its session from before, and no other', async () => {
  const shop = await aShop()
  const elsewhere = await signedIn(await linkOf(shop))
  const before = await signedIn(await linkOf(shop))
  expect((await openLink('sl_0zzzzzzzzzzzz_0', { Cookie: before.cookie })).status).toBe(401)
  expect((await before.call('/v1/me')).status).toBe(200)
  const again = await openLink(await linkOf(shop), { Cookie: before.cookie })
  expect(again.headers.get('Set-Cookie')).not.toContain(before.cookie)
  expect((await before.call('/v1/me')).body.code).toBe('signed_out')
  expect((await elsewhere.call('/v1/me')).status).toBe(200)
  expect(await shop.store.db.$count(sessions, eq(sessions.shop_id, shop.shop_id))).toBe(2)
})

it('a session of one shop opens no other shop, whatever the cookie claims', async () => {
  const [a, b] = [await aShop(), await aShop()]
  const owner = await signedIn(await linkOf(a))
  const forged = owner.cookie.replace(a.shop_id, b.shop_id)
  expect((await browse('/v1/shop', {}, { Cookie: forged })).body.code).toBe('signed_out')
  expect((await owner.call('/v1/shop')).body.shop_id).toBe(a.shop_id)
  expect((await owner.call(`/v1/shops/${a.shop_id}`)).body.code).toBe('missing_key')
})

it('another site cannot use a session, and a change needs the header', async () => {
  const shop = await aShop()
  const owner = await signedIn(await linkOf(shop))
  const before = await shop.rows()
  const change = (headers: Record<string, string>) =>
    owner.call('/v1/settings', 'PATCH', { price_days: 3 }, headers)
  const unmarked = () =>
    exports.default.fetch(`${ORIGIN}/v1/settings`, {
      method: 'PATCH',
      body: '{"price_days":3}',
      headers: { Cookie: owner.cookie, 'Content-Type': 'application/json' },
    })
  for (const refused of [
    await change({ 'Sec-Fetch-Site': 'cross-site' }),
    await change({ 'Sec-Fetch-Site': 'same-site' }),
    await change({ 'Sec-Fetch-Site': 'none' }),
    await change({ Origin: 'https://evil.example' }),
    await change({ Origin: 'null' }),
    await owner.call('/v1/settings', 'GET', undefined, { 'Sec-Fetch-Site': 'cross-site' }),
  ]) {
    expect(refused.body.code).toBe('cross_site_call')
  }
  expect(await (await unmarked()).json()).toMatchObject({ code: 'cross_site_call' })
  expect(await shop.rows()).toEqual(before)
  expect((await change({})).status).toBe(200)
})

it('the table of permissions names exactly the routes of the merchant', async () => {
  const routes = (await allRoutes()).filter(({ door }) => door === 'merchant')
  expect(Object.keys(PERMITTED).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort())
})

it.each(ROLES)('%s may call exactly the routes that the table allows', async (role) => {
  const shop = await aFullShop()
  const ids = await idsOf(shop)
  const member = await aMember(shop, role)
  const refused: string[] = []
  const routes = (await allRoutes()).filter(({ door }) => door === 'merchant')
  // The call that ends sessions comes last.
  const rank = (path: string) => (path.includes('{member_id}') || path.includes('{session_id}') ? 1 : 0)
  for (const route of routes.toSorted((a, b) => rank(a.path) - rank(b.path))) {
    const [address, init] = example(route, ids, undefined)
    const headers = Object.fromEntries(new Headers(init.headers))
    const { status, body } = await browse(address, init, { ...headers, Cookie: member.cookie })
    if (body?.code === 'not_permitted') refused.push(`${route.method} ${route.path}`)
    else expect([`${route.method} ${route.path}`, status]).not.toEqual([`${route.method} ${route.path}`, 401])
  }
  const closed = Object.entries(PERMITTED).filter(([, permission]) => !isPermitted(role, permission))
  expect(refused.sort()).toEqual(closed.map(([route]) => route).sort())
})

it('a change of a member names them in the audit', async () => {
  const shop = await aShop()
  const editor = await aMember(shop, 'editor')
  await editor.call('/v1/settings', 'PATCH', { price_days: 5 })
  const [entry] = (await shop.call('/v1/audit')).body.items
  expect(entry).toMatchObject({
    action: 'PATCH /v1/settings',
    actor: { kind: 'member', id: editor.member_id },
    after: { price_days: 5 },
  })
  expect((await shop.call('/v1/settings/versions')).body.items[0].actor).toEqual(entry.actor)
  const rows = await shop.store.db.select().from(audit).where(eq(audit.shop_id, shop.shop_id))
  expect(rows.find(({ action }) => action === 'sign in')).toMatchObject({ actor_id: editor.member_id })
})

it('a role counts from the next call on, and a removed member is signed out', async () => {
  const shop = await aShop()
  const editor = await aMember(shop, 'editor')
  const path = `/v1/members/${editor.member_id}`
  const change = () => editor.call('/v1/settings', 'PATCH', { price_days: 4 })
  expect((await change()).status).toBe(200)
  await shop.call(path, 'PATCH', { role: 'analyst' })
  expect((await change()).body).toMatchObject({
    code: 'not_permitted',
    role: 'analyst',
    least_role: 'editor',
  })
  expect((await shop.call(path, 'DELETE')).status).toBe(204)
  expect((await editor.call('/v1/me')).body.code).toBe('signed_out')
})

it('the last owner stays, also when two are removed at the same time', async () => {
  const shop = await aShop()
  const [first] = (await shop.call('/v1/members')).body.items
  const path = (id: string) => `/v1/members/${id}`
  expect((await shop.call(path(first.member_id), 'DELETE')).body.code).toBe('last_owner')
  expect((await shop.call(path(first.member_id), 'PATCH', { role: 'editor' })).body.code).toBe('last_owner')
  const second = await aMember(shop, 'owner')
  const both = await Promise.all([
    shop.call(path(first.member_id), 'DELETE'),
    shop.call(path(second.member_id), 'PATCH', { role: 'analyst' }),
  ])
  expect(both.map(({ status }) => status < 300).sort()).toEqual([false, true])
  const owners = (await shop.call('/v1/members')).body.items.filter(
    ({ role }: { role: string }) => role === 'owner',
  )
  expect(owners).toHaveLength(1)
})

it('members see their own sessions, and end no one else’s', async () => {
  const shop = await aShop()
  const owner = await signedIn(await linkOf(shop))
  const analyst = await aMember(shop, 'analyst')
  const own = (await analyst.call('/v1/sessions')).body.items
  expect(own.map(({ member_id }: { member_id: string }) => member_id)).toEqual([analyst.member_id])
  const [foreign] = (await owner.call('/v1/sessions')).body.items.filter(
    ({ current }: { current: boolean }) => current,
  )
  const refused = await analyst.call(`/v1/sessions/${foreign.session_id}`, 'DELETE')
  expect(refused.body.code).toBe('unknown_session')
  expect((await owner.call('/v1/me')).status).toBe(200)
})

it('30 attempts a minute from one address, then no more', async () => {
  const from = { 'CF-Connecting-IP': '203.0.113.77' }
  const codes: string[] = []
  // Two windows of the limiter, in case the first one ends meanwhile.
  for (let attempt = 0; attempt < 62; attempt += 1) {
    codes.push((await openLink(`sl_0zzzzzzzzzzzz_${'0'.repeat(32)}`, from)).body.code)
  }
  expect(new Set(codes)).toEqual(new Set(['unknown_link', 'too_many_sign_ins']))
  const other = await openLink('sl_', { 'CF-Connecting-IP': '203.0.113.78' })
  expect(other.body.code).toBe('unknown_link')
  expect(other.headers.get('RateLimit-Policy')).toBe('"sign_in";q=30;w=60')
})

it('each attempt counts once, and a page that asks whether there is Access is none', async () => {
  const ask = async (method: string, path: string) => {
    const headers = { 'CF-Connecting-IP': '203.0.113.79', Origin: ORIGIN }
    return (await send(path, { method, headers })).body.code
  }
  const codes: string[] = []
  for (let n = 0; n < 40; n += 1) codes.push(await ask('GET', '/sign-in/access'))
  for (let n = 0; n < 30; n += 1) codes.push(await ask('POST', '/sign-in/passkey/options'))
  expect(codes).not.toContain('too_many_sign_ins')
})
