import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { metered, type Rows } from '../../bench/inside/a-minute.ts'
import { copiesOf } from '../../bench/inside/many-shops.ts'
import type { Lane } from '../../schema/jobs.ts'
import { DAY, HOUR, MINUTE } from '../../vocabulary/time.ts'
import type { Env, JobMessage } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { MAX_STATEMENTS } from '../../worker/store/budget.ts'
import { claimDuties } from '../../worker/store/duties.ts'
import { aShop, ordersFile, plainItems, times } from '../a-shop.ts'

const SHOPS = 250
/** Shops whose mining jobs are run, too. */
const MINED = 40
/** A night far from now, so that nothing else is due. */
const NIGHT = Date.UTC(2031, 5, 1, 3, 0)

/** Returns the deployment with a counter of statements, and with queues that keep their messages. */
function aNight(): { deployed: Env; rows: Rows; messages: JobMessage[] } {
  const rows: Rows = { read: 0, written: 0, statements: 0 }
  const messages: JobMessage[] = []
  const queue = {
    send: async (body: JobMessage) => void messages.push(body),
    sendBatch: async (list: Iterable<{ body: JobMessage }>) =>
      void messages.push(...Array.from(list, ({ body }) => body)),
  } as unknown as Queue<JobMessage>
  const queues = { JOBS: queue, FEED_JOBS: queue, MINING_JOBS: queue, TUNING_JOBS: queue }
  return { deployed: { ...env, ...queues, DB: metered(env.DB, rows) }, rows, messages }
}

const all = async <Row>(text: string, ...values: unknown[]): Promise<Row[]> =>
  (
    await env.DB.prepare(text)
      .bind(...values)
      .all<Row>()
  ).results

/** Changes rows of these shops. */
const change = (shop_ids: readonly string[], statement: string) =>
  env.DB.prepare(`${statement} where shop_id in (select value from json_each(?1))`)
    .bind(JSON.stringify(shop_ids))
    .run()

/** What the shops need in this night, by the place in the list: the oracle. */
const kindOf = (at: number) => {
  if (at === 7) return 'torn'
  if (at % 10 === 1) return 'paused'
  if (at % 10 === 2) return 'fresh'
  if (at % 10 === 3) return 'sold' // has purchases, so it learns
  return at === SHOPS - 1 ? 'large' : 'plain'
}
const expected: Record<ReturnType<typeof kindOf>, string[]> = {
  torn: [],
  paused: [],
  fresh: [],
  sold: ['learn', 'mine'],
  large: ['mine', 'tune'],
  plain: ['mine'],
}

let ids: string[] = []
const shopsOf = (kind: string) => ids.filter((_, at) => kindOf(at) === kind)

/**
 * Returns what was queued for each shop in the night, sorted, each as often as it was queued. A tick also runs a job or two, so
 * this reads the runs and not the jobs; learning has no row of its own, so it is known by its message.
 */
async function queuedKinds(messages: readonly JobMessage[] = []): Promise<string[][]> {
  const rows = await all<{ shop_id: string; kind: string }>(
    `select shop_id, 'mine' as kind from models where created_at >= ?1 union all
     select shop_id, 'tune' from tunings where created_at >= ?1`,
    NIGHT,
  )
  const learning = messages.flatMap((one) => ('lane' in one && one.lane === 'events' ? [one.shop_id] : []))
  const learn = [...new Set(learning)].map((shop_id) => ({ shop_id, kind: 'learn' }))
  const found = Map.groupBy([...rows, ...learn], ({ shop_id }) => shop_id)
  return ids.map((id) => (found.get(id) ?? []).map(({ kind }) => kind).sort())
}

const needs = () => ids.map((_, at) => expected[kindOf(at)])

/** Removes what other tests have queued, and makes every nightly duty due at the night and no other duty. */
async function beforeTheNight(): Promise<void> {
  const models = `delete from models where created_at >= ${NIGHT}`
  for (const text of ['delete from jobs', 'delete from tunings', models]) await env.DB.prepare(text).run()
  const due = `update duties set failures = 0, due_at = case duty when 'nightly' then ${NIGHT} else ${NIGHT + 9 * DAY} end`
  await env.DB.prepare(due).run()
}

beforeAll(async () => {
  const template = await aShop()
  await template.give('items', plainItems(['tea', 'mug']))
  await template.give('orders', ordersFile(times(5, 'tea mug')))
  ids = await copiesOf(env.DB, template.shop_id, SHOPS)
  await change(shopsOf('paused'), `update shops set status = 'paused'`)
  await change(shopsOf('fresh'), `update models set created_at = ${NIGHT - 19 * HOUR}`)
  await change(shopsOf('torn'), `update models set counts = '{torn'`)
  await change(shopsOf('large'), `update models set counts = json_set(counts, '$.orders', 1000)`)
  await env.DB.prepare(
    `insert into purchases (shop_id, transaction_id, visitor, at, received_at, item_ids)
     select value, 'o1', 'v1', 0, 0, '[]' from json_each(?1)`,
  )
    .bind(JSON.stringify(shopsOf('sold')))
    .run()
  await env.DB.prepare('delete from duties where shop_id = ?1').bind(template.shop_id).run()
})

describe(`a night of ${SHOPS} shops in one database`, () => {
  it('queues the work of every shop within the night, and a shop whose row is torn stops nobody', async () => {
    await beforeTheNight()
    const { deployed, rows, messages } = aNight()
    await tick(deployed, NIGHT - MINUTE)
    expect(await queuedKinds(messages)).toEqual(ids.map(() => []))
    for (let minute = 0; minute < 4; minute += 1) {
      rows.statements = 0
      await tick(deployed, NIGHT + minute * MINUTE)
      expect(rows.statements).toBeLessThanOrEqual(MAX_STATEMENTS)
    }
    expect(await queuedKinds(messages)).toEqual(needs())
    const next = await all(`select distinct due_at from duties where duty = 'nightly' and failures = 0`)
    expect(next).toEqual([{ due_at: NIGHT + DAY }])
  })

  it('the torn shop is tried again with growing delays, and its work is done once the row is repaired', async () => {
    const [id] = shopsOf('torn')
    const duty = async () =>
      (await all(`select due_at, failures from duties where shop_id = ?1 and duty = 'nightly'`, id))[0]
    const { deployed } = aNight()
    expect(await duty()).toEqual({ due_at: NIGHT + 5 * MINUTE, failures: 1 })
    await tick(deployed, NIGHT + 5 * MINUTE)
    expect(await duty()).toEqual({ due_at: NIGHT + 15 * MINUTE, failures: 2 })
    await change(shopsOf('torn'), `update models set counts = '{}'`)
    await tick(deployed, NIGHT + 15 * MINUTE)
    expect(await duty()).toEqual({ due_at: NIGHT + DAY, failures: 0 })
    expect((await queuedKinds())[ids.indexOf(id ?? '')]).toEqual(['mine'])
    await change(shopsOf('torn'), `update models set counts = '{torn'`)
  })

  it('two overlapping ticks do nothing twice', async () => {
    await beforeTheNight()
    const [a, b] = [aNight(), aNight()]
    for (let minute = 0; minute < 4; minute += 1) {
      await Promise.all([a, b].map(({ deployed }) => tick(deployed, NIGHT + minute * MINUTE)))
    }
    expect(await queuedKinds([...a.messages, ...b.messages])).toEqual(needs())
  })

  it('a tick that dies leaves its duties to another one, ten minutes later', async () => {
    await beforeTheNight()
    const { deployed, messages } = aNight()
    // The first tick claims, and does nothing more.
    expect(await claimDuties(env.DB, NIGHT, NIGHT + 10 * MINUTE, SHOPS)).toHaveLength(SHOPS)
    await tick(deployed, NIGHT + 9 * MINUTE)
    expect(await queuedKinds(messages)).toEqual(ids.map(() => []))
    for (let minute = 10; minute < 14; minute += 1) await tick(deployed, NIGHT + minute * MINUTE)
    expect(await queuedKinds(messages)).toEqual(needs())
  })

  it('the messages of the night make a model for every shop that needs one', async () => {
    await beforeTheNight()
    const { deployed, messages } = aNight()
    for (let minute = 0; minute < 4; minute += 1) await tick(deployed, NIGHT + minute * MINUTE)
    const isOf = (lane: Lane) => (body: JobMessage) => 'lane' in body && body.lane === lane
    const needed = ids.filter((_, at) => expected[kindOf(at)].includes('mine')).slice(0, MINED)
    const ours = messages
      .filter(isOf('mining'))
      .filter((one) => 'lane' in one && needed.includes(one.shop_id))
    await deliver(ours, aNight().deployed)
    const made = await all<{ shop_id: string }>(
      `select shop_id from models where cause = 'nightly' and status in ('live', 'refused') order by shop_id`,
    )
    expect(made.map(({ shop_id }) => shop_id)).toEqual(expect.arrayContaining(needed))
  })
})

/** Delivers messages to the consumer as the queue does, one a batch. */
async function deliver(messages: readonly JobMessage[], deployed: Env) {
  const results = []
  for (const [at, body] of messages.entries()) {
    const batch = createMessageBatch('pairwell-mining-jobs', [
      { id: `m${at}`, timestamp: new Date(), attempts: 1, body },
    ])
    const context = createExecutionContext()
    await worker.queue(batch, deployed)
    results.push(await getQueueResult(batch, context))
  }
  return results
}

it('a shop without duties gets them before the night', async () => {
  await beforeTheNight()
  const [id] = shopsOf('plain')
  await env.DB.prepare('delete from duties where shop_id = ?1').bind(id).run()
  const { deployed } = aNight()
  const duties = async () =>
    (await all(`select duty from duties where shop_id = ?1 order by duty`, id)).length
  await tick(deployed, NIGHT - 31 * MINUTE)
  expect(await duties()).toBe(0)
  await tick(deployed, NIGHT - 30 * MINUTE)
  expect(await duties()).toBe(3)
  await tick(deployed, NIGHT)
  expect((await queuedKinds())[ids.indexOf(id ?? '')]).toEqual(['mine'])
})

it('of a batch of messages only the one whose work throws is delivered again', async () => {
  const [id] = ids
  const bodies: JobMessage[] = [
    { shop_id: id ?? '', lane: 'events' },
    // Its database is not bound.
    { shop_id: `9${id?.slice(1)}`, lane: 'events' },
    { shop_id: id ?? '' },
  ]
  const messages = bodies.map((body, n) => ({ id: `m${n}`, timestamp: new Date(), attempts: 2, body }))
  const batch = createMessageBatch('pairwell-jobs', messages)
  const context = createExecutionContext()
  await worker.queue(batch, env)
  const { explicitAcks, retryMessages } = await getQueueResult(batch, context)
  expect([explicitAcks, retryMessages]).toEqual([['m0', 'm2'], [{ msgId: 'm1' }]])
})

it('a minute in which nothing is due reads a handful of rows, whatever the number of shops', async () => {
  await env.DB.prepare('delete from jobs').run()
  const { deployed, rows } = aNight()
  await env.DB.prepare(`update duties set due_at = ${NIGHT + DAY}`).run()
  await tick(deployed, NIGHT + HOUR)
  expect(rows.read).toBeLessThan(20)
  expect([rows.written, rows.statements < 10]).toEqual([0, true])
})
