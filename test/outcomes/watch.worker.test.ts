import { env } from 'cloudflare:workers'
import { expect, inject, it } from 'vitest'
import { exposures } from '../../schema/outcomes/experiments.ts'
import { purchases } from '../../schema/outcomes/journeys.ts'
import { HOUR } from '../../vocabulary/time.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { readShop } from '../../worker/store/shop/shops.ts'
import { aShop, type TestShop } from '../a-shop.ts'

const VISITORS = 300

/** Returns a shop with an experiment in which `buyers` visitors of each arm have bought for 30.00. */
async function anExperiment(buyers: Record<string, number>, holdout?: string): Promise<[TestShop, string]> {
  const shop = await aShop()
  const arms = Object.keys(buyers).map((arm) => ({ arm, share: 0.5, holdout: arm === holdout }))
  const draft = (await shop.call('/v1/experiments', 'POST', { name: 'Two', placement: 'product', arms })).body
  const { experiment_id } = draft
  await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'running', ramp: 100 })
  const { shop_id, db } = shop.store
  const at = Date.now() - 60_000
  for (const [arm, bought] of Object.entries(buyers)) {
    const names = Array.from({ length: VISITORS }, (_, n) => `${arm}-${n}`)
    const seen = names.map((visitor) => ({ shop_id, experiment_id, visitor, arm, at }))
    for (let from = 0; from < VISITORS; from += 10) {
      await db.insert(exposures).values(seen.slice(from, from + 10))
    }
    const paid = names.slice(0, bought)
    const told = paid.map((visitor) => ({
      shop_id,
      transaction_id: visitor,
      visitor,
      at,
      received_at: at,
      proof: 'order_token' as const,
      item_ids: [],
    }))
    for (let from = 0; from < bought; from += 10)
      await db.insert(purchases).values(told.slice(from, from + 10))
    const lines = [{ item_id: 'tea', price: 3000 }]
    const ordered_at = new Date(at + 1_000).toISOString()
    await shop.call('/v1/orders', 'POST', {
      orders: paid.map((order_id) => ({ order_id, ordered_at, lines })),
    })
  }
  return [shop, experiment_id]
}

/** Runs the hourly check of the shops. */
async function look(...shops: readonly TestShop[]): Promise<void> {
  await tick(env, Date.now() + 2 * HOUR)
  for (const shop of shops) await shop.settle()
}
const statusOf = async (shop: TestShop, experiment_id: string) =>
  (await shop.call(`/v1/experiments/${experiment_id}`)).body

it('a harmful arm is stopped within the hour, and every visitor sees the panel as before', async () => {
  const [shop, id] = await anExperiment({ as_it_is: 150, other: 60 })
  const { comparisons } = (await shop.call(`/v1/experiments/${id}/results`)).body
  expect(comparisons[0].revenue).toMatchObject({ arm: 600, control: 1500, verdict: 'harms' })
  await look(shop)
  expect(await statusOf(shop, id)).toMatchObject({ status: 'stopped', stop_cause: 'harm' })
  expect((await readShop(shop.store))?.experiments).toEqual([])
  const [entry] = (await shop.call('/v1/audit')).body.items
  expect(entry).toMatchObject({
    actor: { kind: 'system' },
    subject: { experiment_id: id },
    before: { status: 'running' },
    after: { status: 'stopped' },
  })
})

it('a harmless arm continues, and so does a holdout, because stopping it would end the measuring and not the harm', async () => {
  const [even, first] = await anExperiment({ as_it_is: 100, other: 97 })
  const [bare, second] = await anExperiment({ panel: 60, none: 150 }, 'none')
  await look(even, bare)
  expect(await statusOf(even, first)).toMatchObject({ status: 'running' })
  expect(await statusOf(bare, second)).toMatchObject({ status: 'running' })
  const { rows } = (await bare.call('/v1/reports/incremental')).body
  expect(rows).toMatchObject([{ arm: 'panel', visitors: 300, verdict: 'harms', revenue: -900 * 300 }])
})

it('experiments of a paused shop are checked again once the shop is live', async () => {
  const [shop, id] = await anExperiment({ as_it_is: 150, other: 60 })
  const write = (status: string) =>
    shop.store.db.run(`update shops set status = '${status}' where shop_id = '${shop.shop_id}'`)
  await write('paused')
  await look(shop)
  await write('live')
  expect(await statusOf(shop, id)).toMatchObject({ status: 'running' })
  await tick(env, Date.now() + 4 * HOUR)
  await shop.settle()
  expect(await statusOf(shop, id)).toMatchObject({ status: 'stopped' })
  // Without a running experiment there is nothing left to check.
  await tick(env, Date.now() + 6 * HOUR)
  expect((await shop.table('duties')).map(({ duty }) => duty)).not.toContain('experiments')
})

/** Adds visitors to an arm who were not drawn into it. */
async function comeLate({ store: { shop_id, db } }: TestShop, experiment_id: string, arm: string) {
  const late = Array.from({ length: 100 }, (_, n) => ({
    ...{ shop_id, experiment_id, visitor: `late-${n}`, arm, at: Date.now() },
  }))
  for (let from = 0; from < late.length; from += 10)
    await db.insert(exposures).values(late.slice(from, from + 10))
}

it('arms with a sample ratio mismatch give no verdict', async () => {
  const [shop, id] = await anExperiment({ panel: 100, none: 50 }, 'none')
  await comeLate(shop, id, 'panel')
  const { sample_ratio, comparisons } = (await shop.call(`/v1/experiments/${id}/results`)).body
  expect(sample_ratio).toMatchObject({ as_drawn: false })
  expect(comparisons[0].revenue.verdict).toBe('not_as_drawn')
  expect((await shop.call('/v1/reports/incremental')).body.rows).toMatchObject([{ verdict: 'not_as_drawn' }])
})

it('an arm with a sample ratio mismatch is not stopped, because missing visitors may look like harm', async () => {
  const [shop, id] = await anExperiment({ as_it_is: 150, other: 60 })
  await comeLate(shop, id, 'other')
  const { comparisons } = (await shop.call(`/v1/experiments/${id}/results`)).body
  expect(comparisons[0].revenue).toMatchObject({
    verdict: 'not_as_drawn',
    always: { high: expect.any(Number) },
  })
  expect(comparisons[0].revenue.always.high).toBeLessThan(0)
  await look(shop)
  expect(await statusOf(shop, id)).toMatchObject({ status: 'running' })
})

it('stopping needs stricter limits than one verdict, because one of several metrics reaches its limit sooner', async () => {
  const [shop, id] = await anExperiment({ as_it_is: 100, other: 65 })
  const { comparisons } = (await shop.call(`/v1/experiments/${id}/results`)).body
  const { revenue, conversion } = comparisons[0]
  expect([revenue.verdict, conversion.verdict]).toEqual(['harms', 'harms'])
  for (const { always } of [revenue, conversion]) expect(always.p).toBeGreaterThan(0.05 / 2)
  await look(shop)
  expect(await statusOf(shop, id)).toMatchObject({ status: 'running' })
})

/** Lets a webhook receive verdicts; what it was told, oldest first. */
async function listening(shop: TestShop) {
  const url = `${inject('webhookReceiver')}/verdicts-of-${shop.shop_id}`
  await shop.call('/v1/webhooks', 'PUT', { url, types: ['experiment.verdict'] })
  return async () => {
    const bodies = (await shop.table('webhook_messages')).map(({ body }) => JSON.parse(String(body)))
    return bodies.map(({ type, data }) => ({ type, ...data }))
  }
}

it('a webhook hears of each verdict once, of a holdout too, and when it is no longer certain', async () => {
  const [shop, id] = await anExperiment({ panel: 60, none: 150 }, 'none')
  const told = await listening(shop)
  const [quiet] = await anExperiment({ as_it_is: 100, other: 97 })
  const toldOfNothing = await listening(quiet)
  await look(shop, quiet)
  await tick(env, Date.now() + 4 * HOUR)
  await shop.settle()
  const verdict = 'harms'
  const verdicts = ['conversion', 'revenue'].map((measure) => ({ arm: 'panel', measure, verdict }))
  const about = { type: 'experiment.verdict', shop_id: shop.shop_id, experiment_id: id, name: 'Two' }
  expect(await told()).toMatchObject([{ ...about, placement: 'product', verdicts }])
  expect(await toldOfNothing()).toEqual([])
  await comeLate(shop, id, 'panel')
  await tick(env, Date.now() + 6 * HOUR)
  await shop.settle()
  const [, later, ...others] = await told()
  expect(later?.verdicts.map((one: { verdict: string }) => one.verdict)).toContain('not_as_drawn')
  expect(others).toEqual([])
})

it('an experiment that is stopped for harm has told its verdict before', async () => {
  const [shop, id] = await anExperiment({ as_it_is: 150, other: 60 })
  const told = await listening(shop)
  await look(shop)
  expect(await statusOf(shop, id)).toMatchObject({ status: 'stopped', stop_cause: 'harm' })
  const [first, ...others] = await told()
  expect(first?.verdicts).toContainEqual({ arm: 'other', measure: 'revenue', verdict: 'harms' })
  expect(others).toEqual([])
})
