import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, liveModel, upload } from '../tools/demo-shop.ts'
import { memoryOf, startRawWorker } from '../tools/raw-worker.ts'
import { shopifyCatalogue, writeShopifyOrders } from './shopify-file.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }

/** What one upload did to the runtime's memory, bytes. */
type Run = {
  unpacked: number
  orders: number
  idle: number
  receive: number
  apply: number
  mine: number
  arrays: number
}

async function run(unpacked: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const worker = await startRawWorker(join(folder, 'state'), VARS)
  try {
    const keys = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, {
      method: 'POST',
      body: JSON.stringify({ name: 'Bench', currency: 'EUR' }),
    })
    await upload(worker.url, keys.secret_key, 'items', shopifyCatalogue())
    const file = join(folder, 'orders.csv.gz')
    await writeShopifyOrders(file, unpacked)
    const idle = memoryOf(worker.workerd).peak
    const headers = { Authorization: `Bearer ${keys.secret_key}` }
    const sent = await fetch(`${worker.url}/v1/imports?kind=orders`, {
      method: 'POST',
      body: readFileSync(file),
      headers,
    })
    const { import_id } = await sent.json()
    const receive = memoryOf(worker.workerd).peak
    let report = { found: 0 }
    for (let status = ''; status !== 'done'; ) {
      const seen = await call(worker.url, `/v1/imports/${import_id}`, keys.secret_key)
      status = seen.status
      report = seen.report
      if (status === 'failed') throw new Error(seen.problem)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const apply = memoryOf(worker.workerd).peak
    const model = await liveModel(worker.url, keys.secret_key)
    const mine = memoryOf(worker.workerd).peak
    return { unpacked, orders: report.found, idle, receive, apply, mine, arrays: model.counts.array_bytes }
  } finally {
    await worker.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

const MB = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

/** Peak resident memory of the runtime over idle, for a file of 100 MB and one of 1 GB unpacked. */
export async function benchMemory(): Promise<string[]> {
  const rows = [await run(100_000_000), await run(990_000_000)]
  const table = rows.map(({ unpacked, orders, idle, receive, apply, mine, arrays }) =>
    [MB(unpacked), orders, MB(idle), MB(receive - idle), MB(apply - idle), MB(mine - idle), MB(arrays)].join(
      ' | ',
    ),
  )
  const [small, large] = rows
  const ratio = small && large ? ((large.apply - large.idle) / (small.apply - small.idle)).toFixed(2) : ''
  return [
    'file unpacked | orders | idle | received | applied | mined | engine arrays',
    '---|---|---|---|---|---|---',
    ...table,
    '',
    `Peak over idle until applied, 1 GB to 100 MB: ${ratio}`,
  ]
}

if (import.meta.main) console.log((await benchMemory()).join('\n'))
