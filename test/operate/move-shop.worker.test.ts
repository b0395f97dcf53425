import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import { SECOND } from '../../vocabulary/time.ts'
import worker from '../../worker/index.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { OLD_ROWS_STAY } from '../../worker/moves/move-shop.ts'
import { knowHomes } from '../../worker/store/homes.ts'
import { open } from '../../worker/store/open.ts'
import {
  aShop,
  drawnBaskets,
  itemsFile,
  ordersFile,
  plainItems,
  type Row,
  type TestShop,
  tableNames,
} from '../a-shop.ts'
import { aBeacon, anEvent } from '../outcomes/a-beacon.ts'
import { aFullShop } from '../routes.ts'

/** The deployment with a second database, whose queues deliver nothing: the tests run the jobs. */
const quiet = { send: async () => undefined, sendBatch: async () => undefined } as unknown as typeof env.JOBS
const bound = {
  ...env,
  ...{ DB_1: env.TEST_DB, JOBS: quiet, FEED_JOBS: quiet, MINING_JOBS: quiet, TUNING_JOBS: quiet },
}

beforeAll(async () => {
  await applyD1Migrations(env.TEST_DB, env.TEST_MIGRATIONS)
})

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Said = { status: number; body: any }

let calls = 0

async function call(path: string, key = '', method = 'GET', body?: object): Promise<Said> {
  const ctx = createExecutionContext()
  const text = body && JSON.stringify(body)
  calls += 1
  const headers = {
    // Another shopper each time, so that none is limited.
    'CF-Connecting-IP': `10.0.${calls >> 8}.${calls & 255}`,
    ...(key !== '' && { Authorization: `Bearer ${key}` }),
    ...(text !== undefined && { 'Content-Type': 'application/json', 'Content-Length': String(text.length) }),
  }
  const init = { method, headers, ...(text !== undefined && { body: text }) }
  const response = await worker.fetch(new Request(`http://pairwell.test${path}`, init), bound, ctx)
  const said = await response.text()
  await waitOnExecutionContext(ctx)
  return { status: response.status, body: said === '' ? null : JSON.parse(said) }
}

const operator = (shop: TestShop, method = 'GET', body?: object) =>
  call(`/v1/shops/${shop.shop_id}/move`, env.ADMIN_TOKEN, method, body)

/** Tables with the move itself, with numbers of each database's own, and with what the work of the test writes meanwhile. */
const OWN = ['moves', 'move_changes', 'item_search', 'jobs', 'audit']

async function rowsIn(d1: D1Database, shop_id: string): Promise<Record<string, Row[]>> {
  const names = (await tableNames()).filter((name) => !OWN.includes(name))
  const tables = names.map(async (name) => {
    const { results } = await d1.prepare(`select * from ${name} where shop_id = ?1`).bind(shop_id).all<Row>()
    return [name, results] as const
  })
  return Object.fromEntries(await Promise.all(tables))
}

/** Lets the shop's jobs run until the move is in one of these phases. */
async function until(shop: TestShop, ...phases: string[]): Promise<Said['body']> {
  for (;;) {
    const { body } = await operator(shop)
    if (phases.includes(body.phase)) return body
    if (body.phase === 'failed') throw new Error(body.problem)
    await advance(bound, shop.shop_id)
    await scheduler.wait(5)
  }
}

/** Lets the time pass in which old rows stay. */
async function pass(shop: TestShop): Promise<void> {
  await env.DB.prepare('update moves set moved_at = moved_at - ?2 where shop_id = ?1')
    .bind(shop.shop_id, OLD_ROWS_STAY + SECOND)
    .run()
}

it('a shop with rows in every table moves as a whole, is found by its keys, and leaves nothing behind', async () => {
  const shop = await aFullShop()
  const before = await rowsIn(env.DB, shop.shop_id)
  const empty = Object.entries(before).flatMap(([name, rows]) => (rows.length === 0 ? [name] : []))
  // Chunks of an upload go when it is applied.
  expect(empty).toEqual(['import_chunks'])
  expect((await operator(shop, 'POST', { database: 1 })).body).toMatchObject({
    source: 0,
    target: 1,
    phase: 'copying',
  })
  const moved = await until(shop, 'moved')
  const after = await rowsIn(env.TEST_DB, shop.shop_id)
  expect(after).toEqual(before)
  expect(moved.rows).toBeGreaterThanOrEqual(Object.values(before).flat().length)
  // The search of the catalogue works there, too.
  const found = await call('/v1/items?q=mug', shop.sk)
  expect(found.body.items.map(({ item_id }: { item_id: string }) => item_id)).toEqual(['mug'])
  expect(
    (await call('/v1/shops', env.ADMIN_TOKEN)).body.items.filter(
      ({ shop_id }: { shop_id: string }) => shop_id === shop.shop_id,
    ),
  ).toHaveLength(1)
  await pass(shop)
  await until(shop, 'done')
  expect(Object.values(await rowsIn(env.DB, shop.shop_id)).flat()).toEqual([])
  const left = await env.DB.prepare(
    "select count(*) as n from sqlite_master where type = 'trigger' and name like 'move_%'",
  ).first('n')
  expect(left).toBe(0)
})

it('while a shop moves every question and event is answered, and no event and no change is lost', async () => {
  const shop = await aShop({ events_a_day: 10_000_000 })
  const ids = Array.from({ length: 40 }, (_, at) => `item-${at}`)
  await shop.give('items', plainItems(ids))
  await shop.give('orders', ordersFile(drawnBaskets(3_000, ids)))
  await shop.settle()
  const page = `/p/${shop.pk}/recommendations?placement=product&item_id=item-0`
  const asked = await call(page)
  expect(asked.body.items.length).toBeGreaterThan(0)
  const refused: Said[] = []
  const sent = { events: 0, items: 0, pages: 0 }
  let isMoving = true
  const traffic = async (one: () => Promise<Said>, count: () => void) => {
    while (isMoving) {
      const said = await one()
      if (said.status >= 300) refused.push(said)
      else count()
      await scheduler.wait(1)
    }
  }
  const beacons = traffic(
    () => call(`/p/${shop.pk}/events`, '', 'POST', aBeacon([anEvent('rec_viewable')])),
    () => {
      sent.events += 1
    },
  )
  const pages = traffic(
    () => call(page),
    () => {
      sent.pages += 1
    },
  )
  const changes = traffic(
    () => call(`/v1/items/item-${sent.items % 40}`, shop.sk, 'PATCH', { title: `Title ${sent.items}` }),
    () => {
      sent.items += 1
    },
  )
  await operator(shop, 'POST', { database: 1 })
  await until(shop, 'moved')
  isMoving = false
  await Promise.all([beacons, pages, changes])
  expect(refused).toEqual([])
  expect(Math.min(sent.events, sent.items, sent.pages)).toBeGreaterThan(5)
  const kept = await env.TEST_DB.prepare(
    'select sum(json_array_length(events)) as n from beacons where shop_id = ?1',
  )
    .bind(shop.shop_id)
    .first('n')
  expect(kept).toBe(sent.events)
  for (let last = Math.max(0, sent.items - 40); last < sent.items; last += 1) {
    expect((await call(`/v1/items/item-${last % 40}`, shop.sk)).body.title).toBe(`Title ${last}`)
  }
  const named = (said: Said) => said.body.items.map(({ item_id }: { item_id: string }) => item_id)
  expect(named(await call(page))).toEqual(named(asked))
})

it('a move that is cancelled leaves the shop where it was, and nothing elsewhere', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  await operator(shop, 'POST', { database: 1 })
  expect((await operator(shop, 'POST', { database: 1 })).body.code).toBe('already_moving')
  expect((await operator(shop, 'DELETE')).body.phase).toBe('cancelled')
  await advance(bound, shop.shop_id)
  expect(Object.values(await rowsIn(env.TEST_DB, shop.shop_id)).flat()).toEqual([])
  expect((await call('/v1/items?q=mug', shop.sk)).body.items).toHaveLength(1)
  expect((await operator(shop, 'DELETE')).body.code).toBe('not_moving')
})

it('a shop moves back, and a shop that moves while it is deleted is deleted in both databases', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  await operator(shop, 'POST', { database: 1 })
  await until(shop, 'moved')
  expect((await operator(shop, 'POST', { database: 0 })).body.code).toBe('already_moving')
  await pass(shop)
  await until(shop, 'done')
  await operator(shop, 'POST', { database: 0 })
  await until(shop, 'moved')
  expect((await rowsIn(env.DB, shop.shop_id)).items).toHaveLength(2)
  await call(`/v1/shops/${shop.shop_id}`, env.ADMIN_TOKEN, 'DELETE')
  await pass(shop)
  await env.DB.prepare('update jobs set lease_until = 0 where shop_id = ?1').bind(shop.shop_id).run()
  while ((await call(`/v1/shops/${shop.shop_id}`, env.ADMIN_TOKEN)).status === 200) {
    await advance(bound, shop.shop_id)
    await env.DB.prepare('update jobs set lease_until = 0 where shop_id = ?1').bind(shop.shop_id).run()
  }
  for (const d1 of [env.DB, env.TEST_DB]) {
    expect(Object.values(await rowsIn(d1, shop.shop_id)).flat()).toEqual([])
  }
})

it('an isolate that does not know of the move cannot write to the old rows', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  const stale = open(bound, shop.shop_id)
  await operator(shop, 'POST', { database: 1 })
  await until(shop, 'moved')
  const write = stale.d1.prepare("update items set title = 'x' where shop_id = ?1").bind(shop.shop_id)
  await expect(write.run()).rejects.toThrow('shop_is_moving')
  await knowHomes(bound, Date.now(), 0)
  expect(open(bound, shop.shop_id).d1).not.toBe(stale.d1)
  expect((await call('/v1/items/tea', shop.sk)).body.title).toBe('The tea')
})

/** A database of which each call fails with this chance, half of them after they have had their effect. */
function unreliable(d1: D1Database, chance: () => number, share: number): D1Database {
  const failing = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const drawn = chance()
    if (drawn < share / 2) throw new Error('D1_ERROR: Network connection lost.')
    const result = await work()
    if (drawn < share) throw new Error('D1_ERROR: Network connection lost.')
    return result
  }
  const statement = (inner: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(inner, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        if (name === 'inner') return target
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => failing(() => member.apply(target, given))
      },
    })
  return new Proxy(d1, {
    get(target, name) {
      if (name === 'prepare') return (text: string) => statement(target.prepare(text))
      if (name === 'batch') {
        return (list: (D1PreparedStatement & { inner: D1PreparedStatement })[]) =>
          failing(() => target.batch(list.map((one) => one.inner)))
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

it.each([1, 2])(
  'whenever a database fails, the move goes on or ends with an equal copy (seed %i)',
  async (seed) => {
    const shop = await aShop()
    const ids = Array.from({ length: 20 }, (_, at) => `item-${at}`)
    await shop.give('items', plainItems(ids))
    await shop.give('orders', ordersFile(drawnBaskets(200, ids, seed)))
    await shop.settle()
    const before = await rowsIn(env.DB, shop.shop_id)
    const { chance } = dice(seed)
    const failing = {
      ...bound,
      DB: unreliable(env.DB, chance, 0.01),
      DB_1: unreliable(env.TEST_DB, chance, 0.01),
    }
    await operator(shop, 'POST', { database: 1 })
    for (;;) {
      const { body } = await operator(shop)
      if (body.phase === 'moved') break
      expect([body.phase, body.problem]).toEqual([expect.not.stringMatching('failed'), null])
      // A worker that died leaves its lease; here nobody waits for its end.
      await env.DB.prepare('update jobs set lease_until = 0 where shop_id = ?1').bind(shop.shop_id).run()
      await advance(failing, shop.shop_id).catch(() => undefined)
    }
    const { duties: _, ...others } = before
    expect(await rowsIn(env.TEST_DB, shop.shop_id)).toMatchObject(others)
  },
)

it('names that were free again when an item had gone are no difference', async () => {
  const shop = await aShop()
  const rows = ['mug,The mug,/i/mug,/i/mug.png,9.90,tea', 'tea,The tea,/i/tea,/i/tea.png,9.90,']
  await shop.give('items', itemsFile(rows, 'id,title,link,image_link,price,aliases'))
  // The name belongs to the item tea, and to nobody once that is gone.
  expect((await shop.call('/v1/items/tea', 'DELETE')).status).toBe(204)
  await shop.settle()
  expect(await shop.table('item_aliases')).toEqual([])
  await operator(shop, 'POST', { database: 1 })
  await until(shop, 'moved')
  expect((await call('/v1/items?q=mug', shop.sk)).body.items).toHaveLength(1)
})

it('a move whose last step was refused once arrives with the next attempt', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  await operator(shop, 'POST', { database: 1 })
  let refusals = 1
  const arrival = /update "moves" set .*"moved_at" = \?/
  const DB = new Proxy(env.DB, {
    get(target, name) {
      if (name === 'prepare') {
        return (text: string) => {
          if (arrival.test(text) && /"home" = \?/.test(text) && refusals-- > 0)
            throw new Error('Network connection lost.')
          return target.prepare(text)
        }
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  while (refusals > 0) await advance({ ...bound, DB }, shop.shop_id)
  expect((await operator(shop)).body.phase).toBe('following')
  await env.DB.prepare('update jobs set lease_until = 0 where shop_id = ?1').bind(shop.shop_id).run()
  await until(shop, 'moved')
  expect((await call('/v1/items?q=mug', shop.sk)).body.items).toHaveLength(1)
})
