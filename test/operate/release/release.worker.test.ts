import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { jobs } from '../../../schema/jobs.ts'
import { advance } from '../../../worker/jobs/advance.ts'
import { tick } from '../../../worker/jobs/tick.ts'
import { open } from '../../../worker/store/open.ts'
import { send } from '../../a-shop.ts'
import { aBeacon, anEvent } from '../../outcomes/a-beacon.ts'
import { aToken } from '../../outcomes/a-token.ts'
import { panelDaysOf, sumsOf } from '../../outcomes/panel-days.ts'
import { ANSWERS, type Known, MADE } from './answers.ts'
import dump from './release-0.1.0.sql?raw'

// The dump is a database as release 0.1.0 left it: a shop with a catalogue, orders from files, calls and messages, an erased
// customer, hooks, a token key and a running experiment. The answers beside it are those of that release.

const { shop_id, pk, sk } = MADE
const call = async (path: string, method = 'GET', body?: unknown) =>
  (
    await send(path, {
      method,
      headers: {
        Authorization: `Bearer ${sk}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  ).body

beforeAll(async () => {
  await reset()
  const statements = dump.split(';\n').filter((statement) => statement.trim() !== '')
  for (let from = 0; from < statements.length; from += 50) {
    await env.DB.batch(statements.slice(from, from + 50).map((statement) => env.DB.prepare(statement)))
  }
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  // What is due depends on the age of the orders, which is that of the dump.
  await env.DB.prepare('update orders set ordered_at = ordered_at + ?1')
    .bind(Date.now() - MADE.made_at)
    .run()
  await env.DB.prepare('update items set as_of = ?1').bind(Date.now()).run()
  // The first minute after the update: the cron seals the shop and joins its people.
  await tick(env, Date.now())
  await settle()
})

/** Runs all jobs of the shop until none is left. */
async function settle(): Promise<void> {
  const store = open(env, shop_id)
  while ((await store.db.$count(jobs, eq(jobs.shop_id, shop_id))) > 0) {
    await advance(env, shop_id)
    await scheduler.wait(5)
  }
}

/** What is answered about a customer now, in the same form. */
async function answersOn(customer: Known['customer']): Promise<Known> {
  const ask = async (question: object) =>
    (await call('/v1/recommendations', 'POST', { customer, ...question })).panels[0]
  const due = await ask({ placement: 'email', panels: [{ intent: 'replenish' }] })
  const panels = [{ intent: 'complementary', limit: 6 }]
  const page = await ask({ placement: 'product', item_id: 'coffee', panels, trace: true })
  const cart = await ask({ placement: 'cart', cart_item_ids: ['cake'], panels })
  type Item = { item_id: string; source: string; due?: { times: number } }
  type Traced = { item_id: string; outcome: string }
  return {
    customer,
    due: due.items.map((item: Item) => [item.item_id, item.due?.times]),
    owned: page.trace
      .filter(({ outcome }: Traced) => outcome === 'owned')
      .map(({ item_id }: Traced) => item_id)
      .sort(),
    page: page.items.map(({ item_id }: Item) => item_id),
    cart: cart.items.map(({ item_id, source }: Item) => [item_id, source]),
  }
}

/** Customers of whom the release knew two addresses of one account, without joining them. */
const JOINED = ['dora', 'dora by both']

it.each(Object.keys(ANSWERS).filter((name) => !JOINED.includes(name)))(
  'the history, what they own and what is due of "%s" are as they were',
  async (name) => {
    const before = ANSWERS[name]
    expect(await answersOn(before?.customer ?? {})).toEqual(before)
  },
)

it('an account with two addresses is one person now, by each of its names', async () => {
  const names = [
    { customer_id: '41' },
    { customer_email: 'dora@example.com' },
    { customer_email: 'dora.new@example.com' },
  ]
  const [first, ...others] = await Promise.all(names.map(answersOn))
  expect(first).toMatchObject({ due: [['coffee', 1]], owned: expect.arrayContaining(['grinder', 'kettle']) })
  for (const other of others) expect({ ...other, customer: 0 }).toEqual({ ...first, customer: 0 })
})

it('the address of an office joins none of its seven accounts', async () => {
  const [office] = (await call('/v1/person-keys')).items.filter(
    ({ state }: { state: string }) => state === 'shared',
  )
  expect(office).toMatchObject({ kind: 'email', joins: false })
  expect((await answersOn({ customer_id: '60' })).due).toEqual([])
})

it('the settings are those of the shop, as their first version', async () => {
  const { name, locale, time_zone, allowed_origins, public_evidence, price_days, panel_rules, panels } =
    MADE.shop
  expect(await call('/v1/settings')).toEqual({
    ...{ name, locale, time_zone, allowed_origins, public_evidence, price_days, panel_rules, panels },
  })
  expect((await call('/v1/settings/versions')).items).toMatchObject([
    { version: 1, actor: { kind: 'operator' } },
  ])
  const { body } = await send(`/p/${pk}/recommendations?placement=product&item_id=coffee`)
  expect(body.panel).toMatchObject({ title: MADE.title, locale: 'de' })
  expect(body.experiment.experiment_id).toBe(MADE.experiment_id)
  expect(body.items.map(({ item_id }: { item_id: string }) => item_id)).toEqual(MADE.public_items)
})

it('the old items are found by words', async () => {
  const { items, total } = await call('/v1/items?q=cof')
  expect(items.map(({ item_id }: { item_id: string }) => item_id)).toContain('coffee')
  expect(total).toBe(items.length)
})

it('an erased customer stays erased, and secrets that were sealed then still open', async () => {
  await call('/v1/orders', 'POST', {
    orders: [{ order_id: 'again', customer_email: 'gone@example.com', lines: [{ item_id: 'coffee' }] }],
  })
  expect((await answersOn({ customer_email: 'gone@example.com' })).due).toEqual([])
  const beacon = { ...aBeacon([anEvent('rec_viewable')], 'a-browser-of-the-release-1') }
  const body = JSON.stringify({ ...beacon, customer_token: await aToken(MADE.token_key, { sub: 'B-1' }) })
  const headers = { 'Content-Type': 'text/plain', Origin: 'https://old.example' }
  expect((await send(`/p/${pk}/events`, { method: 'POST', body, headers })).status).toBe(202)
  const { results } = await env.DB.prepare('select customer from beacons where shop_id = ?1')
    .bind(shop_id)
    .all()
  expect(results).toContainEqual({ customer: expect.any(String) })
})

it('a new model is mined from the old orders', async () => {
  const { model_id } = await call('/v1/models', 'POST')
  await settle()
  const model = await call(`/v1/models/${model_id}`)
  expect(model).toMatchObject({
    status: 'live',
    counts: { orders: expect.any(Number) },
  })
  expect(model.counts.orders).toBeGreaterThan(60)
})

it('counts over all pages are there of the days before the update', async () => {
  const shop = { shop_id } as Parameters<typeof sumsOf>[0]
  const sums = await sumsOf(shop)
  expect(sums.length).toBeGreaterThan(0)
  expect(await panelDaysOf(shop)).toEqual(sums)
})
