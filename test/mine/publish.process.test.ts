import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Pairwell } from '../../packages/client/src/client.ts'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { deploymentAt } from '../../tools/mine/deployment.ts'
import { downloadTable } from '../../tools/mine/download.ts'
import { publishModel } from '../../tools/mine/publish.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'
import { catalogueOf, filesOf, SHAPES, type Shape } from './shapes.ts'

const VARS = { ADMIN_TOKEN: 'test', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }
const folder = mkdtempSync(join(tmpdir(), 'pairwell-publish-'))
const state = join(folder, 'state')
const out = join(folder, 'model.ndjson')
let worker: RawWorker
beforeAll(async () => {
  worker = await startRawWorker(state, VARS)
}, 60_000)
afterAll(async () => {
  await worker.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** Without the shop of long orders, whose model takes a minute in the Worker: that it is mined equally is tested in one-hash. */
const PUBLISHED = SHAPES.filter(({ most }) => most < 60)

type OpenShop = { key: string; pk: string }

/** A shop with the files of a shape; `orders` of another one are none of its own. */
async function aShopOf(shape: Shape, hasOrders = true): Promise<OpenShop> {
  const body = JSON.stringify({ name: shape.name, currency: 'EUR' })
  const opened = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
  const files = filesOf(shape)
  await upload(worker.url, opened.secret_key, 'items', files.items)
  if (hasOrders) await upload(worker.url, opened.secret_key, 'orders', files.orders)
  await liveModel(worker.url, opened.secret_key)
  return { key: opened.secret_key, pk: opened.publishable_key }
}

/** The command, with the key in its environment. */
const command = (key: string, ...args: string[]) =>
  new Promise<{ status: number | null; said: string }>((resolve) => {
    const env = { ...process.env, PAIRWELL_KEY: key }
    const child = spawn(process.execPath, ['tools/mine/cli.ts', ...args], { env })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
    child.on('close', (status) => resolve({ status, said }))
  })

/** What shoppers see beside an item of every few, and in a cart. */
async function answersOf({ pk }: OpenShop, shape: Shape, every = 1): Promise<unknown[]> {
  const ids = catalogueOf(shape).ids.filter((_, at) => at % every === 0)
  const questions = ids.map((id, at) =>
    at % 2 === 0 ? `placement=product&item_id=${id}` : `placement=cart&cart_item_ids=${id},item-0004`,
  )
  const answers: unknown[] = []
  for (const query of questions) {
    const response = await fetch(`${worker.url}/p/${pk}/recommendations?${query}`)
    expect(response.status).toBe(200)
    answers.push(((await response.json()) as { items: unknown }).items)
  }
  return answers
}

it.each(PUBLISHED)(
  '$name: read from a deployment, mined and published there, it has the hash and the answers of the Worker',
  async (shape) => {
    const shop = await aShopOf(shape)
    const own = await liveModel(worker.url, shop.key)
    const answers = await answersOf(shop, shape, 3)
    const other = await aShopOf(shape, false)
    const mined = await command(shop.key, '--from', worker.url, '--threads', '2', '--out', out)
    expect(mined.status, mined.said).toBe(0)
    expect(createHash('sha256').update(readFileSync(out)).digest('hex')).toBe(own.hash)
    for (const to of [shop, other]) {
      const sent = await command(to.key, '--publish', worker.url, '--out', out)
      expect([sent.status, /is live, with (\d+) lists/.exec(sent.said)?.[1]], sent.said).toEqual([
        0,
        String(own.counts.lists),
      ])
      const live = await liveModel(worker.url, to.key)
      expect([live.cause, live.hash]).toEqual(['outside', own.hash])
      expect(await answersOf(to, shape, 3)).toEqual(answers)
    }
    // It leaves the lists and the facts, and nothing else.
    expect(readdirSync(folder).sort()).toEqual(['model.ndjson', 'model.ndjson.json', 'state'])
  },
)

it('what the merchant has decided is what is mined', async () => {
  const [shape] = SHAPES
  if (!shape) throw new Error('There is no shape.')
  const shop = await aShopOf(shape)
  const put = (path: string, method: string, body: object) =>
    call(worker.url, path, shop.key, { method, body: JSON.stringify(body) })
  await put('/v1/exclusions', 'PUT', { exclusions: [{ item_id: 'item-0003', status: 'excluded' }] })
  await put('/v1/settings', 'PATCH', { panel_rules: { upgrade: { gain_attributes: ['size'] } } })
  await put('/v1/models', 'POST', {})
  const own = await liveModel(worker.url, shop.key)
  const both = await command(shop.key, '--from', worker.url, '--publish', worker.url, '--out', out)
  expect([both.status, (await liveModel(worker.url, shop.key)).hash], both.said).toEqual([0, own.hash])
})

it('a model that is refused, and a key that is unknown, are named, and end with an error', async () => {
  const [shape, small] = SHAPES
  if (!shape || !small) throw new Error('There is no shape.')
  const shop = await aShopOf(small)
  const mined = await command(shop.key, '--from', worker.url, '--out', out)
  expect(mined.status, mined.said).toBe(0)
  const lines = readFileSync(out, 'utf8')
  writeFileSync(out, lines.replace('"seed_orders":', '"seed_orders": '))
  const changed = await command(shop.key, '--publish', worker.url, '--out', out)
  expect([changed.status, changed.said]).toEqual([2, expect.stringContaining('(damaged_model)')])
  writeFileSync(out, lines)
  const foreign = await command((await aForeignShop()).key, '--publish', worker.url, '--out', out)
  expect([foreign.status, foreign.said]).toEqual([1, expect.stringContaining('refused: foreign_model')])
  const unknown = `${shop.key.slice(0, -1)}${shop.key.endsWith('x') ? 'y' : 'x'}`
  const stranger = await command(unknown, '--publish', worker.url, '--out', out)
  expect([stranger.status, stranger.said]).toEqual([2, expect.stringContaining('(unknown_key)')])
})

async function aForeignShop(): Promise<OpenShop> {
  const body = JSON.stringify({ name: 'Another', currency: 'EUR' })
  const { secret_key, publishable_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, {
    method: 'POST',
    body,
  })
  await upload(worker.url, secret_key, 'items', 'id,title,price\nvase,Vase,9.50\nrug,Rug,99.00')
  return { key: secret_key, pk: publishable_key }
}

it('an export that is too large for one answer and one file is read in several, with all lines of an order in one', async () => {
  const [shape] = SHAPES
  if (!shape) throw new Error('There is no shape.')
  const shop = await aShopOf(shape)
  const whole = await command(shop.key, '--from', worker.url, '--out', out)
  const client = deploymentAt(worker.url, shop.key)
  const parts = mkdtempSync(join(tmpdir(), 'pairwell-parts-'))
  // A part takes less than a block, so that each block but the first begins another one.
  const { paths, lines } = await downloadTable(client, 'orders', parts, {
    ...{ part_bytes: 100_000, block_bytes: 50_000, rows: 70 },
  })
  const items = await downloadTable(client, 'items', parts)
  expect([paths.length > 5, lines > 2_000]).toEqual([true, true])
  const files = [...paths.flatMap((path) => ['--orders', path]), '--items', items.paths[0] ?? '']
  const settings = ['--settings', `${out}.json`, '--out', join(parts, 'again.ndjson')]
  const again = await command(shop.key, ...files, ...settings)
  const hashIn = (said: string) => /model hash +(\w+)/.exec(said)?.[1]
  expect([again.status, hashIn(again.said)], again.said).toEqual([0, hashIn(whole.said)])
  rmSync(parts, { recursive: true, force: true })
})

it('a deployment that is killed while it publishes serves the model before, and publishes afterwards', async () => {
  // A model of several pages.
  const shape = { ...(SHAPES[0] as Shape), items: 600, orders: 900 }
  const shop = await aShopOf(shape)
  const before = await liveModel(worker.url, shop.key)
  const answers = await answersOf(shop, shape, 16)
  const mined = await command(shop.key, '--from', worker.url, '--out', out)
  expect(mined.status, mined.said).toBe(0)
  for (const delay of [0, 200]) {
    const client = new Pairwell({ url: worker.url, key: shop.key, retries: 0 })
    const verdict = publishModel(client, out).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, delay))
    await worker.kill()
    worker = await startRawWorker(state, VARS)
    expect(await answersOf(shop, shape, 16)).toEqual(answers)
    // The address is another one, so that the client cannot find it again; a job that was accepted ends without it.
    await verdict
    const live = await liveModel(worker.url, shop.key)
    expect([before.hash, live.hash]).toEqual([live.hash, before.hash])
    expect(await answersOf(shop, shape, 16)).toEqual(answers)
  }
  expect((await publishModel(deploymentAt(worker.url, shop.key), out)).isLive).toBe(true)
})
