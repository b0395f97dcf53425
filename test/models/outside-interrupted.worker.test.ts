import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import type { Job } from '../../schema/jobs.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import { receiveModel } from '../../worker/ingest/models/receive.ts'
import { runDuties } from '../../worker/jobs/duties.ts'
import { HandOver, JobLease, LostLease } from '../../worker/jobs/lease/lease.ts'
import { tickDatabase } from '../../worker/jobs/tick.ts'
import { publishOutside } from '../../worker/models/outside/publish.ts'
import { Budget } from '../../worker/store/budget.ts'
import { addModelChunk, beginUpload } from '../../worker/store/models/outside.ts'
import { aShop, drawnBaskets, ordersFile, plainItems, type TestShop } from '../a-shop.ts'
import { changed, modelOf, published, restated, type Sent, sendModel, textOf } from './an-outside-model.ts'

const IDS = Array.from({ length: 40 }, (_, n) => `item-${String(n).padStart(2, '0')}`)

async function aMinedShop(orders = 400): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS, 'Things'))
  await shop.give('orders', ordersFile(drawnBaskets(orders, IDS)))
  return shop
}

const set = (shop: TestShop, text: string, ...values: unknown[]) =>
  env.DB.prepare(text)
    .bind(shop.shop_id, ...values)
    .run()

/** A model of which each chunk is one line, received and not begun. */
async function waiting(shop: TestShop, sent: Sent): Promise<string> {
  const model_id = await receiveModel(shop.store, new Blob([textOf(sent)]).stream(), Date.now())
  await set(shop, 'delete from model_chunks where shop_id = ?1')
  for (const [seq, line] of sent.lines.entries())
    await set(shop, 'insert into model_chunks values (?1, ?2, ?3, ?4)', model_id, seq, `${line}\n`)
  await set(shop, 'update model_uploads set chunks = ?2 where shop_id = ?1', sent.lines.length)
  return model_id
}

/** A worker that ends at the nth step. */
class Interrupted extends JobLease {
  private left: number
  private readonly how: () => Error
  constructor(shop: TestShop, left: number, how: () => Error) {
    super(shop.store, {} as Job, Date.now())
    this.left = left
    this.how = how
  }
  private step(): void {
    this.left -= 1
    if (this.left < 0) throw this.how()
  }
  override handOverIfSpent(): void {
    this.step()
  }
  override async pause(): Promise<void> {
    this.step()
  }
  override async stretch(): Promise<void> {}
}

/** The better half of the companions of each list: a model that differs from the live one in every line. */
const shortened = (sent: Sent): Sent =>
  restated(
    sent,
    sent.lines.map((line) => changed(line, ({ companions }) => ({ companions: companions.slice(0, 9) }))),
  )

const answersOf = async (shop: TestShop) => {
  const answers = await Promise.all(IDS.map((id) => shop.ask(`placement=product&item_id=${id}&limit=12`)))
  return answers.map(({ body }) => body.items.map(({ item_id }: { item_id: string }) => item_id))
}

it('killed at any step, the model before it answers until all of the new one is there', async () => {
  const [shop, whole] = [await aMinedShop(), await aMinedShop()]
  const sent = shortened(await modelOf(shop))
  const { hash } = await published(whole, sent)
  const [before, after] = [await answersOf(shop), await answersOf(whole)]
  expect(after).not.toEqual(before)
  const model_id = await waiting(shop, sent)
  const isLive = async () => (await shop.call('/v1/status')).body.model.model_id === model_id
  let kills = 0
  for (let steps = 1; ; steps += 3) {
    const lease = new Interrupted(shop, steps, () => (steps % 2 ? new LostLease() : new HandOver()))
    const end = await publishOutside(shop.store, model_id, lease).catch((thrown: unknown) => thrown)
    if (end === undefined) break
    expect(end instanceof LostLease || end instanceof HandOver).toBe(true)
    kills += 1
    if (await env.DB.prepare('select 1 from slots where live_model = ?1').bind(model_id).first()) continue
    expect(await answersOf(shop)).toEqual(before)
  }
  expect(kills).toBeGreaterThan(5)
  expect([await isLive(), await answersOf(shop)]).toEqual([true, after])
  await shop.settle()
  const model = (await shop.call(`/v1/models/${model_id}`)).body
  const other = await whole.model()
  expect(model).toMatchObject({ status: 'live', hash, outside: other.outside })
  const { lists_written: _, lists_deleted: __, ...counts } = other.counts
  expect(model.counts).toMatchObject(counts)
  expect([await shop.table('model_uploads'), await shop.table('model_chunks')]).toEqual([[], []])
})

it('while one waits another is refused, and one that never arrived whole is replaced, or deleted after an hour', async () => {
  const shop = await aMinedShop()
  const sent = await modelOf(shop)
  await beginUpload(shop.store, 'mod_0', Date.now() - 2 * HOUR)
  await addModelChunk(shop.store, 'mod_0', 0, 'a line\n')
  await tickDatabase(env, 0, Date.now())
  expect([await shop.table('model_uploads'), await shop.table('model_chunks')]).toEqual([[], []])

  await beginUpload(shop.store, 'mod_1', Date.now())
  await addModelChunk(shop.store, 'mod_1', 0, 'a line\n')
  const model_id = await waiting(shop, sent)
  expect((await shop.table('model_uploads')).map((row) => row.model_id)).toEqual([model_id])
  const rows = await shop.rows()
  const second = await sendModel(shop, textOf(sent))
  expect([second.status, second.body.code]).toEqual([409, 'model_being_built'])
  // The lines of whoever was replaced are not stored any more.
  await addModelChunk(shop.store, 'mod_1', 1, 'a line\n')
  const { model_chunks } = await shop.rows()
  expect(model_chunks).toEqual(rows.model_chunks)
  await shop.settle()
  expect(await shop.model()).toMatchObject({ model_id, status: 'live' })
})

/** What `npm run mine` would state for a shop of more orders than one isolate holds. */
const ofMoreOrders = (sent: Sent, orders: number): Sent => ({
  ...sent,
  facts: { ...sent.facts, counts: { ...sent.facts.counts, orders } },
})

it('a run of fewer orders leaves a model that was mined outside alone, says so, and still learns names', async () => {
  const shop = await aMinedShop()
  const model = await published(shop, ofMoreOrders(await modelOf(shop), 5_000))
  const kept_until = model.finished_at + 14 * DAY
  expect((await shop.call('/v1/status')).body.model).toMatchObject({ cause: 'outside', kept_until })

  await shop.give('orders', 'order_id,order_date,item_name\nbyname,2026-01-03,The item-05')
  const run = await shop.model()
  expect(run).toMatchObject({ status: 'skipped', cause: 'import', hash: null })
  expect(run.note).toMatch(/from 5000 orders; this run would have used 401 .* kept until 20/)
  expect((await shop.call('/v1/status')).body.model.model_id).toBe(model.model_id)
  expect(await shop.table('item_references')).toContainEqual(expect.objectContaining({ item_id: 'item-05' }))

  await set(shop, "update duties set due_at = 1 where shop_id = ?1 and duty = 'nightly'")
  await set(shop, 'update models set created_at = created_at - ?2 where shop_id = ?1', 30 * HOUR)
  await runDuties(env, env.DB, Date.now(), new Budget())
  await shop.settle()
  const { items: runs } = (await shop.call('/v1/models')).body
  expect(runs).toContainEqual(expect.objectContaining({ status: 'skipped', cause: 'nightly' }))
  expect((await shop.call('/v1/status')).body.model.model_id).toBe(model.model_id)

  // After its days, or when the shop wants no such days, a run is judged by the gate alone.
  await shop.call('/v1/settings', 'PATCH', { outside_model_days: 0 })
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  expect(await shop.model()).toMatchObject({ status: 'live', cause: 'call' })
})

it('a run of as many orders replaces a model that was mined outside', async () => {
  const shop = await aMinedShop()
  const { hash } = await published(shop, await modelOf(shop))
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  expect(await shop.model()).toMatchObject({ status: 'live', cause: 'call', hash })
  expect((await shop.call('/v1/status')).body.model).toMatchObject({ cause: 'call', kept_until: null })
})

it('a model that predicts the newest orders worse is refused, on orders that it has not seen', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(IDS))
  const pairs = drawnBaskets(5_200, IDS.slice(0, 20)).map((basket) => {
    const [first = 'item-00'] = basket.split(' ')
    return `${first} item-${Number(first.slice(5)) + 20}`
  })
  await shop.give('orders', ordersFile(pairs))
  const live = await shop.model()
  expect([live.status, live.counts.orders_held]).toEqual(['live', 100])
  const sent = await modelOf(shop)
  // Each item is said to go with the neighbour of its companion.
  const wrong = restated(
    sent,
    sent.lines.map((line) =>
      line.startsWith('{"kind":"item"')
        ? changed(line, ({ key, companions, tails }) => ({
            companions: companions.filter(
              ({ item_id }) => Math.abs(Number(item_id.slice(5)) - Number(key.slice(5))) !== 20,
            ),
            tails: { ...tails, repeat: { days: 9, seen: 9 } },
          }))
        : line,
    ),
  )
  const holdout = { at: live.counts.last_order_at - 99 * HOUR, order_id: 'o05100' }
  const bad = await published(shop, { ...wrong, facts: { ...wrong.facts, holdout } })
  expect(bad).toMatchObject({ status: 'refused' })
  expect(bad.refusals).toContain('less_accurate_page')
  expect(bad.gate.page.cases).toBe(200)
  // The same lists, made of every order that the deployment has: nothing is left that could test them.
  expect(await published(shop, wrong)).toMatchObject({ status: 'live', gate: null })
  const good = await published(shop, { ...sent, facts: { ...sent.facts, holdout } })
  expect(good).toMatchObject({ status: 'live', hash: live.hash })
  expect(good.gate.page.difference).toBeGreaterThan(0.5)
})
