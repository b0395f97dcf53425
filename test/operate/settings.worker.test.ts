import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { readShop } from '../../worker/store/shop/shops.ts'
import { aShop, asOperator, type TestShop } from '../a-shop.ts'

const DEFAULTS = {
  ...{ name: 'Corner shop', locale: 'en', time_zone: 'UTC', allowed_origins: [] },
  ...{ public_evidence: 'share', price_days: 7, panel_rules: {}, panels: {} },
}
const patch = (shop: TestShop, body: unknown, headers: Record<string, string> = {}) =>
  shop.call('/v1/settings', 'PATCH', body, { 'Content-Type': 'application/merge-patch+json', ...headers })
const current = async (shop: TestShop) => (await shop.call('/v1/settings')).body
const versions = async (shop: TestShop) => (await shop.call('/v1/settings/versions')).body.items

it('a new shop has the defaults, and the settings that the operator gave', async () => {
  expect(await current(await aShop())).toEqual(DEFAULTS)
  const shop = await aShop({ price_days: 3, panels: { cart: { limit: 2 } } })
  const { body, headers } = await shop.call('/v1/settings')
  expect(body).toEqual({ ...DEFAULTS, price_days: 3, panels: { cart: { limit: 2 } } })
  expect([headers.get('ETag'), headers.get('Accept-Patch')]).toEqual(['"1"', 'application/merge-patch+json'])
})

it('a patch of one panel leaves every other setting as it was', async () => {
  const panels = {
    product: { limit: 6, title: 'Take this along', texts: { add: 'Buy', added: 'Bought' } },
    cart: { layout: 'list', free_shipping: { amount: 4500 } },
    home: { why: false },
  }
  const shop = await aShop({ panels, allowed_origins: ['https://shop.example'], price_days: 3 })
  const before = await current(shop)
  const { body, headers } = await patch(shop, { panels: { product: { limit: 8, texts: { add: 'Take' } } } })
  const product = { ...panels.product, limit: 8, texts: { add: 'Take', added: 'Bought' } }
  expect(body).toEqual({ ...before, panels: { ...panels, product } })
  expect(await current(shop)).toEqual(body)
  expect(headers.get('ETag')).toBe('"2"')
})

it('null resets a setting, one field or a whole panel', async () => {
  const panels = { product: { limit: 6, title: 'Take this along' }, cart: { limit: 2 } }
  const shop = await aShop({ panels, price_days: 3, public_evidence: 'none' })
  const wish = { price_days: null, panels: { product: { title: null }, cart: null } }
  expect((await patch(shop, wish)).body).toEqual({
    ...{ ...DEFAULTS, public_evidence: 'none' },
    panels: { product: { limit: 6 } },
  })
})

it('an array is replaced as a whole', async () => {
  const shop = await aShop({ allowed_origins: ['https://a.example', 'https://b.example'] })
  const { body } = await patch(shop, { allowed_origins: ['https://c.example'] })
  expect(body.allowed_origins).toEqual(['https://c.example'])
})

it.each([
  [{ price_days: 0 }, 'price_days'],
  [{ name: null }, 'name'],
  [{ time_zone: 'Berlin' }, 'time_zone'],
  [{ allowed_origins: ['https://shop.example/path'] }, 'allowed_origins.0'],
  [{ panels: { product: { limit: 99 } } }, 'panels.product.limit'],
  [{ panels: { basket: { limit: 4 } } }, 'panels.basket'],
  [{ panels: 'none' }, 'panels'],
  [{ currency: 'USD' }, 'currency'],
  [{ status: 'paused' }, 'status'],
  [{ version: 7 }, 'version'],
])('the patch %j is refused with the name of the field, and nothing is written', async (wish, field) => {
  const shop = await aShop()
  const before = await shop.rows()
  const refusal = await patch(shop, { price_days: 9, ...wish })
  expect(refusal.body).toMatchObject({ status: 400, code: 'invalid_input', issues: [{ field }] })
  expect(await shop.rows()).toEqual(before)
})

it.each([[[]], [[{ price_days: 9 }]], ['price_days'], [7], [null]])(
  'the body %j is refused',
  async (body) => {
    const shop = await aShop()
    expect((await patch(shop, body)).body).toMatchObject({ status: 400, code: 'invalid_input' })
    expect(await versions(shop)).toHaveLength(1)
  },
)

it('of two editors at once the second is told, and loses nothing', async () => {
  const shop = await aShop()
  const read = await shop.call('/v1/settings')
  const condition = { 'If-Match': read.headers.get('ETag') ?? '' }
  expect((await patch(shop, { panels: { product: { limit: 6 } } }, condition)).status).toBe(200)
  const second = await patch(shop, { panels: { product: { limit: 2 } } }, condition)
  expect(second.body).toMatchObject({ status: 412, code: 'changed_meanwhile', etag: '"2"' })
  expect((await current(shop)).panels).toEqual({ product: { limit: 6 } })
  const again = { 'If-Match': second.body.etag }
  expect((await patch(shop, { panels: { product: { limit: 2 } } }, again)).status).toBe(200)
})

it('a tag that a cache has weakened, a list of tags and * are accepted', async () => {
  const shop = await aShop()
  for (const [at, tag] of ['W/"1"', '"7", "2"', '*'].entries()) {
    expect((await patch(shop, { price_days: 10 + at }, { 'If-Match': tag })).status).toBe(200)
  }
  expect((await patch(shop, { price_days: 20 }, { 'If-Match': '4' })).status).toBe(412)
})

it('changes of many editors at once are all kept when they concern different fields', async () => {
  const shop = await aShop()
  const wishes = [
    { price_days: 3 },
    { public_evidence: 'words' },
    { panels: { product: { limit: 6 } } },
    { panels: { cart: { limit: 2 } } },
  ]
  const answers = await Promise.all(wishes.map((wish) => patch(shop, wish)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(await current(shop)).toEqual({
    ...{ ...DEFAULTS, price_days: 3, public_evidence: 'words' },
    panels: { product: { limit: 6 }, cart: { limit: 2 } },
  })
  expect((await versions(shop)).map(({ version }: { version: number }) => version)).toEqual([5, 4, 3, 2, 1])
})

it("every version says who changed the settings and when; the first is the operator's", async () => {
  const shop = await aShop()
  const from = Date.now()
  await patch(shop, { price_days: 3 })
  const [key] = (await shop.call('/v1/keys')).body.items.filter(
    ({ kind }: { kind: string }) => kind === 'secret',
  )
  const [newest, first] = await versions(shop)
  expect(first).toMatchObject({ version: 1, actor: { kind: 'operator', id: '' }, restored: null })
  expect(newest).toMatchObject({ version: 2, actor: { kind: 'key', id: key.key_id }, restored: null })
  expect(newest.created_at).toBeGreaterThanOrEqual(from)
})

it('an old version comes back whole, as a new version', async () => {
  const shop = await aShop({ panels: { product: { title: 'Take this along' }, home: { limit: 3 } } })
  const old = await current(shop)
  await patch(shop, {
    price_days: 3,
    panels: { product: { title: 'Other' }, home: null, cart: { limit: 1 } },
  })
  expect((await shop.call('/v1/settings/versions/1')).body).toMatchObject({ version: 1, settings: old })
  const restored = await shop.call('/v1/settings/versions/1/restore', 'POST')
  expect([restored.body, restored.headers.get('ETag')]).toEqual([old, '"3"'])
  expect(await current(shop)).toEqual(old)
  expect((await versions(shop))[0]).toMatchObject({ version: 3, restored: 1 })
  const stale = await shop.call('/v1/settings/versions/2/restore', 'POST', undefined, { 'If-Match': '"2"' })
  expect(stale.body.code).toBe('changed_meanwhile')
  expect((await shop.call('/v1/settings/versions/9')).body.code).toBe('unknown_version')
  expect((await shop.call('/v1/settings/versions/9/restore', 'POST')).body.code).toBe('unknown_version')
  expect((await shop.call('/v1/settings/versions/0')).body.code).toBe('invalid_input')
})

it('settings that change nothing make no new version', async () => {
  const shop = await aShop({ panels: { product: { limit: 6 } } })
  for (const wish of [
    {},
    { price_days: 7 },
    { panels: { product: { limit: 6 } } },
    { panels: { cart: null } },
  ]) {
    expect((await patch(shop, wish)).headers.get('ETag')).toBe('"1"')
  }
  expect(await versions(shop)).toHaveLength(1)
})

it('the newest 500 versions are kept', async () => {
  const shop = await aShop()
  const many = Array.from({ length: 500 }, (_, at) => [shop.shop_id, at + 2])
  await env.DB.prepare(
    `insert into shop_settings (shop_id, version, settings, actor_kind, actor_id, created_at)
     select value ->> 0, value ->> 1, (select settings from shop_settings where shop_id = value ->> 0 and version = 1), 'key', '', 1
     from json_each(?1)`,
  )
    .bind(JSON.stringify(many))
    .run()
  await patch(shop, { price_days: 3 })
  const kept = await env.DB.prepare(
    'select min(version) as first, max(version) as last from shop_settings where shop_id = ?1',
  )
    .bind(shop.shop_id)
    .first()
  expect(kept).toEqual({ first: 3, last: 502 })
})

it('answers follow the settings at once, and expire everywhere within 150 seconds', async () => {
  const shop = await aShop()
  await patch(shop, { locale: 'de', panels: { home: { title: 'Neu' } } })
  const { body, headers } = await shop.ask('placement=home')
  expect(body.panel).toMatchObject({ title: 'Neu', locale: 'de' })
  const seconds = (name: string) =>
    Object.fromEntries(
      (headers.get(name) ?? '')
        .split(',')
        .map((part) => part.trim().split('='))
        .map(([key, value]) => [key, Number(value)]),
    )
  const edge = seconds('Cloudflare-CDN-Cache-Control')
  expect(
    seconds('Cache-Control')['max-age'] + edge['max-age'] + edge['stale-while-revalidate'],
  ).toBeLessThanOrEqual(150)
})

it('the row of the shop is derived from settings, experiments and factors by whichever changes', async () => {
  const shop = await aShop()
  const derived = async () => {
    const { version, price_days, experiments, learned } = (await readShop(shop.store)) ?? {}
    return { version, price_days, experiments: experiments?.length, learned: learned?.length }
  }
  expect(await derived()).toEqual({ version: 1, price_days: 7, experiments: 0, learned: 0 })
  const { experiment_id } = (
    await shop.call('/v1/experiments', 'POST', { name: 'First', placement: 'product' })
  ).body
  await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'running' })
  expect(await derived()).toEqual({ version: 1, price_days: 7, experiments: 1, learned: 0 })
  await patch(shop, { price_days: 3 })
  expect(await derived()).toEqual({ version: 2, price_days: 3, experiments: 1, learned: 0 })
  await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'stopped' })
  expect(await derived()).toEqual({ version: 2, price_days: 3, experiments: 0, learned: 0 })
})

it('a merchant sees their own shop', async () => {
  const shop = await aShop({ locale: 'de', time_zone: 'Europe/Berlin' })
  await patch(shop, { name: 'Tea house' })
  expect((await shop.call('/v1/shop')).body).toEqual({
    ...{
      shop_id: shop.shop_id,
      name: 'Tea house',
      currency: 'EUR',
      locale: 'de',
      time_zone: 'Europe/Berlin',
    },
    ...{ status: 'live', created_at: expect.any(Number), publishable_keys: [shop.pk], settings_version: 2 },
  })
  await asOperator(`/v1/shops/${shop.shop_id}`, 'PATCH', { status: 'paused' })
  expect((await shop.call('/v1/shop')).body.status).toBe('paused')
})

it.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
  'a patch of the type "%s" is refused, and not taken for an empty one',
  async (type) => {
    const shop = await aShop()
    const answer = await shop.call('/v1/settings', 'PATCH', { price_days: 3 }, { 'Content-Type': type })
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_json'])
    expect((await current(shop)).price_days).toBe(7)
  },
)

it('settings that an earlier release allowed can be changed, and come back without what is not allowed any more', async () => {
  const shop = await aShop({ panels: { product: { title: 'Old' } } })
  const stored = {
    ...{ name: 'Corner shop', locale: 'en', time_zone: 'UTC', public_evidence: 'share', colour: 'red' },
    allowed_origins: ['https://shop.example'],
    panel_rules: { upgrade: { from: 60, to: 150 }, cart: { same_family: 'keep' } },
    panels: { product: { title: 'Old', texts: { pinned_label: 'New' } } },
  }
  await env.DB.prepare('update shop_settings set settings = ?1 where shop_id = ?2')
    .bind(JSON.stringify(stored), shop.shop_id)
    .run()
  const wanted = {
    ...{ ...DEFAULTS, allowed_origins: ['https://shop.example'] },
    panel_rules: { cart: { same_family: 'keep' } },
    panels: { product: { title: 'Old', texts: {} } },
  }
  expect(await current(shop)).toEqual(wanted)
  expect((await patch(shop, { price_days: 3 })).body).toEqual({ ...wanted, price_days: 3 })
  expect((await shop.call('/v1/settings/versions/1/restore', 'POST')).body).toEqual(wanted)
})

it.each([
  [{ allowed_origins: [`https://${'a'.repeat(300)}.example`] }, 'allowed_origins.0'],
  [{ locale: 'en-AA-BB' }, 'locale'],
  [{ locale: `en-${'abcdefgh-'.repeat(5)}x` }, 'locale'],
])('%j is too long or no language, and refused', async (wish, field) => {
  const shop = await aShop()
  const { body } = await patch(shop, wish)
  expect([body.code, body.issues[0].field]).toEqual(['invalid_input', field])
})
