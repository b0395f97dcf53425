import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, liveModel, upload } from '../../tools/demo-shop.ts'
import { deploymentAt } from '../../tools/mine/deployment.ts'
import { mineFiles } from '../../tools/mine/mine-files.ts'
import { publishModel } from '../../tools/mine/publish.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { DIALECTS } from '../../warehouse/dialects.ts'
import { ordersQuery } from '../../warehouse/orders-statement.ts'
import { catalogueFile, catalogueOf } from '../quality/catalogues.ts'
import type { RealSet } from '../quality/sets.ts'
import { ordersFile } from '../quality/through-http.ts'
import { ENGINES, type EngineName, ORDER_COLUMNS } from './databases.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const BASICS = { currency: 'EUR', time_zone: 'UTC', locale: 'en' }
const THREADS = 2
/** A shop whose orders stay in a warehouse, by one engine; times in milliseconds. */
export type Published = { hash: string; isLive: boolean; exporting: number; reading: number; mining: number }
export type WarehouseRun = { lines: number; worker: string; engines: Record<EngineName, Published> }

/** Rows of the warehouse's table from the file of an upload. */
function warehouseRows(file: string): string {
  const [, ...lines] = file.split('\n')
  return lines
    .map((line) => {
      const [order = '', date = '', customer = '', ...item] = line.split(',')
      const buyer = customer === '' ? '\\N' : `"${customer}"`
      return `"${order}",${buyer},${date.replace('T', ' ').replace('Z', '')},${item.join(',')},1,\\N\n`
    })
    .join('')
}

/**
 * Uploads a set to the bare runtime, which mines it; then, by each engine, writes the orders of a warehouse to Parquet, mines them in this process, and
 * publishes the model to a shop that has the catalogue and no order.
 */
export async function mineFromWarehouses({ name, train, test }: RealSet): Promise<WarehouseRun> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-warehouse-'))
  const worker = await startRawWorker(join(folder, 'state'), VARS)
  const openShop = async (): Promise<string> => {
    const body = JSON.stringify({ name, ...BASICS })
    const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, { method: 'POST', body })
    return secret_key
  }
  try {
    const all = [...train, ...test]
    const ids = [...new Set(all.flatMap(({ items }) => items))].sort()
    const [items, orders] = [catalogueFile(ids, catalogueOf(name)), ordersFile(all)]
    const whole = await openShop()
    await upload(worker.url, whole, 'items', items)
    await upload(worker.url, whole, 'orders', orders)
    const { hash, settings, counts } = await liveModel(worker.url, whole)
    const [catalogue, rows] = [join(folder, 'items.csv'), join(folder, 'rows.csv')]
    writeFileSync(catalogue, items)
    writeFileSync(rows, warehouseRows(orders))
    const publish = async (engine: EngineName): Promise<Published> => {
      const parquet = join(folder, `${engine}.parquet`)
      const exporting = await exportOrders(engine, rows, parquet)
      const out = join(folder, `${engine}.ndjson`)
      const { model, found, times } = await mineFiles({
        files: { items: [catalogue], orders: [parquet], relations: [] },
        ...{ shop: BASICS, settings, threads: THREADS, database: ':memory:', out, tell: () => undefined },
      })
      const facts = { hash: model.hash, settings: model.settings, counts: model.counts, ...found }
      writeFileSync(`${out}.json`, JSON.stringify(facts))
      const target = await openShop()
      await upload(worker.url, target, 'items', items)
      const { isLive } = await publishModel(deploymentAt(worker.url, target), out)
      const live = await liveModel(worker.url, target)
      return { hash: live.hash, isLive, exporting, ...times }
    }
    const engines = { duckdb: await publish('duckdb'), clickhouse: await publish('clickhouse') }
    return { lines: counts.lines, worker: hash, engines }
  } finally {
    await worker.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs the statement of `npm run warehouse`; its milliseconds. */
async function exportOrders(engine: EngineName, rows: string, parquet: string): Promise<number> {
  const database = await ENGINES[engine]()
  try {
    await database.load('pairwell_orders', ORDER_COLUMNS, rows)
    const dialect = DIALECTS[engine]
    const begun = performance.now()
    await database.run(dialect.toParquet(ordersQuery(dialect)).replace('orders.parquet', parquet))
    return performance.now() - begun
  } finally {
    database.close()
  }
}
