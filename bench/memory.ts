import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, liveModel, upload } from '../tools/demo-shop.ts'
import { memoryOf, startRawWorker } from '../tools/raw-worker.ts'
import { shopifyCatalogue, writeShopifyOrders } from './shopify-file.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }

/** What one upload did to the runtime's memory, bytes: the most seen in each phase. */
type Run = {
  unpacked: number
  orders: number
  idle: number
  importing: number
  mining: number
  arrays: number
}

/** Takes a sample every 50 ms while `going` says so; a sample counts when it still does afterwards. */
async function mostWhile(workerd: number, going: () => Promise<boolean>): Promise<number> {
  let most = 0
  for (;;) {
    const { now } = memoryOf(workerd)
    if (!(await going())) return most
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function run(unpacked: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const file = join(folder, 'orders.csv.gz')
  await writeShopifyOrders(file, unpacked)
  const worker = await startRawWorker(join(folder, 'state'), VARS)
  try {
    const shop = { method: 'POST', body: JSON.stringify({ name: 'Bench', currency: 'EUR' }) }
    const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
    await upload(worker.url, secret_key, 'items', shopifyCatalogue())
    const idle = memoryOf(worker.workerd).now
    let import_id = ''
    const sending = call(worker.url, '/v1/imports?kind=orders', secret_key, {
      method: 'POST',
      body: readFileSync(file),
    })
    const sent = sending.then((answer) => (import_id = answer.import_id))
    const receiving = await mostWhile(worker.workerd, async () => import_id === '')
    await sent
    let report = { found: 0 }
    const applying = await mostWhile(worker.workerd, async () => {
      const seen = await call(worker.url, `/v1/imports/${import_id}`, secret_key)
      report = seen.report
      return seen.status === 'applying'
    })
    const model = await liveModel(worker.url, secret_key)
    const mining = memoryOf(worker.workerd).peak
    const importing = Math.max(receiving, applying)
    return { unpacked, orders: report.found, idle, importing, mining, arrays: model.counts.array_bytes }
  } finally {
    await worker.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

const MB = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

const runs = [await run(100_000_000), await run(990_000_000)]
const [small, large] = runs
console.log(`| file unpacked | orders | idle | peak while importing | over idle | peak while mining | the engine's arrays |
|---|---|---|---|---|---|---|
${runs
  .map(
    ({ unpacked, orders, idle, importing, mining, arrays }) =>
      `| ${[MB(unpacked), orders, MB(idle), MB(importing), MB(importing - idle), MB(mining), MB(arrays)].join(' | ')} |`,
  )
  .join('\n')}`)
if (small && large) {
  const peaks = (large.importing / small.importing).toFixed(2)
  const grown = (large.importing - large.idle) / (small.importing - small.idle)
  console.log(
    `\nResident memory of the runtime (database included), 1 GB to 100 MB: peak ${peaks} ×, growth over idle ${grown.toFixed(2)} ×.`,
  )
}
