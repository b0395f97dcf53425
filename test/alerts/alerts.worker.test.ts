import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import type { AlertView } from '../../schema/shop/alerts.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { checkAlerts } from '../../worker/alerts/check.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { failJob, newJob, takeJob } from '../../worker/store/jobs.ts'
import { queueWatch } from '../../worker/store/outcomes/experiments.ts'
import { aShop, plainItems, type TestShop } from '../a-shop.ts'

const open = async (shop: TestShop): Promise<AlertView[]> => (await shop.call('/v1/status')).body.alerts
const kinds = async (shop: TestShop) => (await open(shop)).map(({ kind }) => kind)
const run = ({ store }: TestShop, text: string, ...values: unknown[]) =>
  store.d1
    .prepare(text)
    .bind(store.shop_id, ...values)
    .run()

it('a shop in order has no alerts, and its check writes nothing', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  expect(await checkAlerts(shop.store, Date.now())).toBe(false)
  expect(await shop.table('alerts')).toEqual([])
})

it('a stale catalogue is an alert until it is sent again, told once each, and both are kept', async () => {
  const shop = await aShop({ price_days: 3 })
  await shop.give('items', plainItems(['tea', 'mug']))
  const later = Date.now() + 4 * DAY
  expect(await checkAlerts(shop.store, later)).toBe(true)
  expect(await checkAlerts(shop.store, later + HOUR)).toBe(false)
  const [alert] = await open(shop)
  expect(alert).toMatchObject({
    kind: 'catalogue_stale',
    subject: '',
    ended_at: null,
    facts: { price_days: 3 },
  })
  expect(Math.round(((alert?.began_at ?? 0) - Date.now()) / DAY)).toBe(3)
  // An item that a call has confirmed since then has a known price.
  await run(shop, `update items set as_of = ?2 where shop_id = ?1 and item_id = 'tea'`, later)
  expect(await checkAlerts(shop.store, later + 2 * HOUR)).toBe(true)
  expect(await open(shop)).toEqual([])
  const list = async (query: string) => (await shop.call(`/v1/alerts${query}`)).body.items
  expect(await list('')).toMatchObject([{ kind: 'catalogue_stale', ended_at: later + 2 * HOUR }])
  expect(await list('?state=open')).toEqual([])
  expect(await list('?state=ended')).toHaveLength(1)
  expect((await shop.call('/v1/alerts?state=shut')).body.code).toBe('invalid_input')
})

it('a feed that fails twice, a refused model and a webhook that was switched off are alerts', async () => {
  const shop = await aShop()
  await run(
    shop,
    `insert into feeds (shop_id, feed_id, url, kind, every_minutes, own_host, created_at, next_at, last_status, problem, failures)
     values (?1, 'feed_1', 'https://shop.example/f', 'items', 60, 'x', ?2, 0, 'failed', 'Status 500.', 1)`,
    Date.now(),
  )
  expect(await checkAlerts(shop.store, Date.now())).toBe(false)
  await run(shop, 'update feeds set failures = 2 where shop_id = ?1')
  await run(shop, 'update slots set refused = 1, refused_since = 5 where shop_id = ?1')
  await run(
    shop,
    `insert into webhooks (shop_id, webhook_id, url, types, disabled_by, secret, rotated_at, created_at, failing_since, problem, own_host)
     values (?1, 'whk_1', 'https://shop.example/w', '["alert.began"]', 'failures', 's', 0, 0, 7, 'Status 500.', 'x')`,
  )
  await checkAlerts(shop.store, Date.now())
  const found = (await open(shop)).sort((a, b) => (a.kind < b.kind ? -1 : 1))
  expect(found).toMatchObject([
    { kind: 'feed_failing', subject: 'feed_1', facts: { kind: 'items', problem: 'Status 500.' } },
    { kind: 'model_refused', began_at: 5, facts: { refused: 1 } },
    { kind: 'webhook_disabled', subject: 'whk_1', began_at: 7 },
  ])
  // A webhook that was switched off receives nothing, about itself neither.
  expect(await shop.table('webhook_messages')).toEqual([])
})

it('a failed job is an alert at the next tick, and one that fails again is the same alert', async () => {
  const shop = await aShop()
  const fail = async (kind: 'fold' | 'mine', at: number) => {
    const { store } = shop
    const job = newJob(store, kind, '', at)
    await run(
      shop,
      `insert into jobs (shop_id, job_id, kind, lane, subject, lease_until, attempts, created_at)
       values (?1, ?2, ?3, ?4, '', 0, 0, ?5)`,
      ...[job.job_id, kind, job.lane, at],
    )
    const taken = await takeJob(store, job.lane, 'w', at, 1_000)
    if (taken) await failJob(store, taken, at, 'It was torn.')
  }
  const now = Date.now()
  await fail('fold', now)
  await fail('mine', now)
  await tick(env, now + 1)
  const first = await open(shop)
  expect(first.map(({ kind, subject }) => [kind, subject]).sort()).toEqual([
    ['job_failed', 'fold/'],
    ['model_failed', ''],
  ])
  await fail('fold', now + HOUR)
  await tick(env, now + HOUR + 1)
  expect((await open(shop)).map(({ alert_id }) => alert_id)).toEqual(first.map(({ alert_id }) => alert_id))
  await run(shop, 'delete from jobs where shop_id = ?1')
  await tick(env, now + 3 * HOUR)
  expect(await open(shop)).toEqual([])
})

it('a tag that was busy and falls silent is an alert, and the next event ends it', async () => {
  const shop = await aShop()
  const today = Math.floor(Date.now() / DAY)
  for (let day = today - 10; day < today; day += 1) {
    await run(shop, `insert into page_days values (?1, ?2, 0, 0, '[]', 40, '{}')`, day)
  }
  const event = (at: number) =>
    run(
      shop,
      `insert into event_marks (shop_id, period, bucket, marks, written_at) values (?1, ?2, 0, '', ?3)`,
      ...[at / HOUR, at],
    )
  await event(today * DAY)
  await checkAlerts(shop.store, today * DAY + 23 * HOUR)
  expect(await kinds(shop)).toEqual([])
  await checkAlerts(shop.store, today * DAY + 25 * HOUR)
  expect(await open(shop)).toMatchObject([{ kind: 'tag_silent', began_at: today * DAY }])
  await event(today * DAY + 26 * HOUR)
  await checkAlerts(shop.store, today * DAY + 27 * HOUR)
  expect(await kinds(shop)).toEqual([])
})

it('an experiment whose arms are not as drawn is an alert, also with a holdout; so is one that was stopped for harm', async () => {
  const shop = await aShop()
  const { experiment_id } = (
    await shop.call('/v1/experiments', 'POST', { name: 'First', placement: 'product' })
  ).body
  await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'running', ramp: 100 })
  const arms = (await shop.call(`/v1/experiments/${experiment_id}`)).body.arms
  const expose = async (arm: string, from: number, to: number) => {
    for (let n = from; n < to; n += 1) {
      await run(
        shop,
        `insert into exposures (shop_id, experiment_id, visitor, arm, at) values (?1, ?2, ?3, ?4, 1)`,
        ...[experiment_id, `${arm}-${n}`, arm],
      )
    }
  }
  const watch = async () => {
    await queueWatch(shop.store, Date.now())
    await advance(env, shop.shop_id)
    await checkAlerts(shop.store, Date.now())
  }
  await expose(arms[0].arm, 0, 30)
  await expose(arms[1].arm, 0, 28)
  await watch()
  expect(await kinds(shop)).toEqual([])
  await expose(arms[0].arm, 30, 90)
  await watch()
  expect(await open(shop)).toMatchObject([
    { kind: 'experiment_not_as_drawn', subject: experiment_id, facts: { name: 'First' } },
  ])
  await run(
    shop,
    `update experiments set status = 'stopped', stop_cause = 'harm', stopped_at = ?2 where shop_id = ?1`,
    Date.now(),
  )
  await checkAlerts(shop.store, Date.now())
  expect(await kinds(shop)).toEqual(['experiment_stopped'])
  await checkAlerts(shop.store, Date.now() + 8 * DAY)
  expect(await kinds(shop)).toEqual([])
})

it('a paused shop keeps its alerts as they are', async () => {
  const shop = await aShop()
  await run(shop, 'update slots set refused = 2, refused_since = 5 where shop_id = ?1')
  await checkAlerts(shop.store, Date.now())
  await run(shop, `update shops set status = 'paused' where shop_id = ?1`)
  await run(shop, 'update slots set refused = 0, refused_since = null where shop_id = ?1')
  expect(await checkAlerts(shop.store, Date.now())).toBe(false)
  expect(await kinds(shop)).toEqual(['model_refused'])
})

it('two ticks at the same time begin one alert and queue one message for each receiver', async () => {
  const shop = await aShop()
  await shop.call('/v1/webhooks', 'PUT', { url: 'http://127.0.0.1:1/nobody', enabled: true })
  await run(shop, 'update slots set refused = 1, refused_since = 5 where shop_id = ?1')
  const now = Date.now()
  await Promise.all([
    checkAlerts(shop.store, now),
    checkAlerts(shop.store, now),
    checkAlerts(shop.store, now),
  ])
  expect(await shop.table('alerts')).toHaveLength(1)
  expect(await shop.table('webhook_messages')).toHaveLength(1)
})
