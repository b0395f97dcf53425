import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, liveModel, upload } from '../tools/demo-shop.ts'
import { memoryOf, type RawWorker, startRawWorker } from '../tools/raw-worker.ts'
import { shopifyCatalogue, writeShopifyOrders } from './shopify-file.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }

/** Bytes of the process (including the database), and of the Worker's own heap and buffers. */
type Memory = { process: number; worker: number }

/** Largest memory of the runtime in each phase of an upload. */
type Run = {
  unpacked: number
  orders: number
  idle: Memory
  importing: Memory
  mining: Memory
  arrays: number
}

const NOTHING: Memory = { process: 0, worker: 0 }
const most = (a: Memory, b: Memory): Memory => ({
  process: Math.max(a.process, b.process),
  worker: Math.max(a.worker, b.worker),
})

const sample = async (worker: RawWorker, live = false): Promise<Memory> => ({
  process: memoryOf(worker.workerd),
  worker: await worker.heap(live),
})

/** Milliseconds between two measurements of the process. */
const LOOK = 50
/** Measurements between two requests to the Worker: a thousand requests alone enlarge the process by 12 MB. */
const LOOKS_A_QUESTION = 40

/**
 * Measures every 50 ms, and asks every two seconds for the size of the heap and whether the phase continues: measurements
 * count only if it does.
 */
async function mostWhile(worker: RawWorker, going: () => Promise<boolean>, live = false): Promise<Memory> {
  let seen = NOTHING
  for (;;) {
    let since = await sample(worker, live)
    for (let looks = 0; looks < LOOKS_A_QUESTION; looks += 1) {
      since = most(since, { process: memoryOf(worker.workerd), worker: 0 })
      await new Promise((resolve) => setTimeout(resolve, LOOK))
    }
    if (!(await going())) return seen
    seen = most(seen, since)
  }
}

async function run(unpacked: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-'))
  const file = join(folder, 'orders.csv.gz')
  await writeShopifyOrders(file, unpacked)
  const worker = await startRawWorker(join(folder, 'state'), VARS, true)
  try {
    const shop = { method: 'POST', body: JSON.stringify({ name: 'Bench', currency: 'EUR' }) }
    const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
    await upload(worker.url, secret_key, 'items', shopifyCatalogue())
    const idle = await sample(worker)
    let import_id = ''
    const body = readFileSync(file)
    const sent = call(worker.url, '/v1/imports?kind=orders', secret_key, { method: 'POST', body }).then(
      (answer) => {
        import_id = answer.import_id
      },
    )
    const receiving = await mostWhile(worker, async () => import_id === '')
    await sent
    let orders = 0
    const applying = await mostWhile(worker, async () => {
      const { status, report } = await call(worker.url, `/v1/imports/${import_id}`, secret_key)
      orders = report.found
      return status === 'applying'
    })
    const mining = await mostWhile(
      worker,
      async () => {
        const { items } = await call(worker.url, '/v1/models?limit=1', secret_key)
        return items[0]?.status !== 'live'
      },
      true,
    )
    const model = await liveModel(worker.url, secret_key)
    return {
      unpacked,
      orders,
      idle,
      importing: most(receiving, applying),
      mining,
      arrays: model.counts.array_bytes,
    }
  } finally {
    await worker.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

const MB = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
const both = ({ worker, process }: Memory) =>
  process === 0 ? 'too short to see' : `${MB(worker)}, ${MB(process)}`

const runs = [await run(100_000_000), await run(990_000_000)]
console.log(`Each cell: the Worker's own heap and buffers (while mining what is in use alone: Cloudflare ends a Worker that needs
more than 128 MB), and the whole process with the embedded database.

| file unpacked | orders | idle | most while importing | most while mining | of it the engine's arrays |
|---|---|---|---|---|---|
${runs
  .map(
    ({ unpacked, orders, idle, importing, mining, arrays }) =>
      `| ${[MB(unpacked), orders, both(idle), both(importing), both(mining), MB(arrays)].join(' | ')} |`,
  )
  .join('\n')}`)
const [small, large] = runs
if (small && large) {
  const ratio = (of: (run: Run) => number) => (of(large) / of(small)).toFixed(2)
  console.log(
    `\nWhile importing, 1 GB to 100 MB: the Worker ${ratio((run) => run.importing.worker)} ×, the process ${ratio((run) => run.importing.process)} × (over idle ${ratio((run) => run.importing.process - run.idle.process)} ×).`,
  )
}
