import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MiningSettings } from '../../schema/models/models.ts'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { mineFiles } from '../../tools/mine/mine-files.ts'
import { type RawWorker, startRawWorker } from '../../tools/raw-worker.ts'
import { filesOf, SHAPES, type Shape } from './shapes.ts'

const VARS = { ADMIN_TOKEN: 'test', MASTER_KEY: 'a-master-key-of-the-tests-with-more-than-32-characters' }
const BASICS = { currency: 'EUR', time_zone: 'UTC', locale: 'en' }
const folder = mkdtempSync(join(tmpdir(), 'pairwell-mine-'))
let worker: RawWorker
beforeAll(async () => {
  worker = await startRawWorker(join(folder, 'state'), VARS)
}, 60_000)
afterAll(async () => {
  await worker.kill()
  rmSync(folder, { recursive: true, force: true })
})

type Live = { hash: string; settings: MiningSettings; counts: { lists: number } }

/** The live model of a shop whose files were uploaded to the Worker. */
async function minedByWorker(shape: Shape, files: ReturnType<typeof filesOf>): Promise<Live> {
  const body = JSON.stringify({ name: shape.name, ...BASICS })
  const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
  await upload(worker.url, secret_key, 'items', files.items)
  await upload(worker.url, secret_key, 'orders', files.orders)
  return await liveModel(worker.url, secret_key)
}

it.each(SHAPES)(
  '$name: the job of the Worker and one and three threads outside give one hash',
  async (shape) => {
    const files = filesOf(shape)
    const live = await minedByWorker(shape, files)
    expect(live.counts.lists).toBeGreaterThan(10)
    const path = (kind: 'items' | 'orders') => join(folder, `${kind}.csv`)
    writeFileSync(path('items'), files.items)
    writeFileSync(path('orders'), files.orders)
    const out = join(folder, 'model.ndjson')
    for (const threads of [1, 3]) {
      const { model } = await mineFiles({
        files: { items: [path('items')], orders: [path('orders')], relations: [] },
        shop: BASICS,
        settings: live.settings,
        threads,
        database: threads === 1 ? ':memory:' : join(folder, 'mine.sqlite'),
        out,
        tell: () => undefined,
      })
      expect([model.status, model.hash]).toEqual(['live', live.hash])
      expect(createHash('sha256').update(readFileSync(out)).digest('hex')).toBe(live.hash)
    }
  },
  120_000,
)

const command = (...args: string[]) =>
  spawnSync(process.execPath, ['tools/mine/cli.ts', ...args], { encoding: 'utf8', timeout: 60_000 })

it('npm run mine prints the hash, and writes the lists and what was counted', () => {
  const [shape] = SHAPES
  if (!shape) throw new Error('There is no shape.')
  const files = filesOf(shape)
  const [items, orders, out] = ['a.csv', 'b.csv', 'c.ndjson'].map((name) => join(folder, name))
  writeFileSync(items ?? '', files.items)
  writeFileSync(orders ?? '', files.orders)
  const args = ['--items', items ?? '', '--orders', orders ?? '', '--threads', '2', '--out', out ?? '']
  const { status, stdout } = command(...args)
  const hash = createHash('sha256')
    .update(readFileSync(out ?? ''))
    .digest('hex')
  expect([status, /model hash +(\w+)/.exec(stdout)?.[1]]).toEqual([0, hash])
  const facts = JSON.parse(readFileSync(`${out}.json`, 'utf8'))
  expect([facts.hash, facts.status, facts.counts.orders]).toEqual([hash, 'live', shape.orders])
  // The facts of a model are settings of the next run, as an answer of the API is.
  expect(command(...args, '--settings', `${out}.json`).status).toBe(0)
  expect(
    createHash('sha256')
      .update(readFileSync(out ?? ''))
      .digest('hex'),
  ).toBe(hash)
}, 120_000)

it.each([
  [['--threads', '0'], /whole number from 1/],
  [['--items', 'nowhere.csv', '--orders', 'nowhere.csv'], /no file nowhere\.csv/],
  [['--orders', 'package.json'], /catalogue with --items/],
  [['--items', 'package.json', '--orders', 'package.json'], /./],
  [['--parquet', 'a'], /--parquet/],
])('npm run mine %j says what is wrong', (args, message) => {
  const { status, stderr } = command(...args, '--out', join(folder, 'nothing.ndjson'))
  expect([status, message.test(stderr), /explains the options/.test(stderr)]).toEqual([2, true, true])
})
