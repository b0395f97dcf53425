import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiError } from '../../packages/client/src/errors.ts'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { deploymentAt } from '../../tools/mine/deployment.ts'
import { publishModel } from '../../tools/mine/publish.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { ENGINES, type EngineName } from './databases.ts'
import type { EngineRun } from './large-run.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const THREADS = '2'
/** Megabytes of heap in which 10⁸ lines are drawn. */
const HEAP = '--max-old-space-size=12000'

/** What `npm run mine` says of a run, and its seconds in all. */
export type MineRun = { seconds: number; reading: string; mining: string; megabytes: string; hash: string }
export type LargeRun = { engine: EngineName; engineRun: EngineRun; mineRun: MineRun; published: string }

function run(...args: string[]): string {
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 10_000_000,
  })
  if (status !== 0) throw new Error(`${args.join(' ')} failed.`)
  return stdout
}

function mineParquet(folder: string, engine: EngineName): MineRun {
  const files = ['--items', join(folder, 'items.csv'), '--orders', join(folder, `${engine}.parquet`)]
  const begun = performance.now()
  const said = run(
    'tools/mine/cli.ts',
    ...files,
    '--threads',
    THREADS,
    '--out',
    join(folder, `${engine}.ndjson`),
  )
  const found = (pattern: RegExp) => pattern.exec(said)?.[1] ?? '?'
  if (!said.includes('read where it lies')) throw new Error(`The table was imported: ${said}`)
  return {
    seconds: (performance.now() - begun) / 1000,
    reading: found(/([\d.]+) s reading/),
    mining: found(/([\d.]+) s mining/),
    megabytes: found(/peak memory of the process +(\d+)/),
    hash: found(/model hash +(\w+)/),
  }
}

/** Publishes the model of each engine to a shop that has the catalogue and no order; the hash that each then serves, or why it was refused. */
async function publish(folder: string): Promise<Map<string, string>> {
  const worker = await startRawWorker(join(folder, 'state'), VARS)
  const served = new Map<string, string>()
  try {
    const items = readFileSync(join(folder, 'items.csv'), 'utf8')
    for (const engine of Object.keys(ENGINES)) {
      const body = JSON.stringify({ name: engine, currency: 'EUR', time_zone: 'UTC', locale: 'en' })
      const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
      await upload(worker.url, secret_key, 'items', items)
      try {
        await publishModel(deploymentAt(worker.url, secret_key), join(folder, `${engine}.ndjson`))
        served.set(engine, (await liveModel(worker.url, secret_key)).hash)
      } catch (thrown) {
        // A model of more than 1 GB is refused.
        if (!(thrown instanceof ApiError)) throw thrown
        served.set(engine, thrown.code)
      }
    }
  } finally {
    await worker.kill()
  }
  return served
}

/** Draws a shop, has each engine write its orders, mines them by `npm run mine`, and publishes the models. */
export async function mineLargeShop(lines: number, items: number): Promise<LargeRun[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-large-'))
  try {
    run(HEAP, 'bench/warehouse/large-run.ts', 'draw', folder, String(lines), String(items))
    const runs = (Object.keys(ENGINES) as EngineName[]).map((engine) => {
      mkdirSync(join(folder, engine))
      const engineRun: EngineRun = JSON.parse(run('bench/warehouse/large-run.ts', engine, folder))
      rmSync(join(folder, engine), { recursive: true, force: true })
      return { engine, engineRun, mineRun: mineParquet(folder, engine) }
    })
    const served = await publish(folder)
    return runs.map((one) => ({ ...one, published: served.get(one.engine) ?? '' }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
