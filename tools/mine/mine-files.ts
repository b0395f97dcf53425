import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { memoryFor } from '../../engine/data/capacity.ts'
import type { ImportRow } from '../../schema/imports/imports.ts'
import type { MiningSettings, ModelRow } from '../../schema/models/models.ts'
import type { Machine, RunFacts } from '../../worker/models/machine.ts'
import { mineModel } from '../../worker/models/mine-model.ts'
import { DEFAULT_SETTINGS, queueModel } from '../../worker/models/queue-model.ts'
import { batch } from '../../worker/store/batch.ts'
import { decideExclusions } from '../../worker/store/catalogue/exclusions.ts'
import { readErrors } from '../../worker/store/imports/imports.ts'
import { recordHeldPairs } from '../../worker/store/models/held-pairs.ts'
import { changeModel, readModel } from '../../worker/store/models/models.ts'
import type { Store } from '../../worker/store/open.ts'
import type { Decisions } from './from-deployment.ts'
import { filesToImport, nameOf, tableIn } from './input-files.ts'
import { type LocalShop, openLocalShop, type ShopBasics } from './local-shop.ts'
import { NeedsImport } from './orders-in-place/cells.ts'
import { type OrdersInPlace, ordersInPlace } from './orders-in-place/source.ts'
import { sharedMemory } from './portable.ts'
import { Threads } from './threads.ts'
import { workInThreads } from './work-in-threads.ts'

/** What is mined, and how. */
export type MineJob = {
  /** Paths of files that an upload would take or that are Parquet, and of folders with such files, of each kind in this order. */
  files: Readonly<Record<'items' | 'orders' | 'relations', readonly string[]>>
  shop: ShopBasics
  /** Settings of a model or tuning of the shop; without them those before the first tuning. */
  settings: MiningSettings | undefined
  /** What the merchant has decided about items and pairs; nothing by default. */
  decisions?: Decisions
  threads: number
  /** Path of the shop's database while it runs; ':memory:' for none. The file is deleted at the end. */
  database: string
  /** Path for the lists, a line of JSON each: the SHA-256 of this file is the model's hash. */
  out: string | undefined
  tell(text: string): void
}

/** Milliseconds of reading the files and of mining. */
export type Times = { reading: number; mining: number }

/** A model, and what a deployment needs to know of it besides its lists; undefined when mining did not come so far. */
export type Mined = { model: ModelRow; found: RunFacts | undefined; times: Times }

/** Mines files on this machine, by the code of the Worker's job: the same files give the same hash. */
export async function mineFiles(job: MineJob): Promise<Mined> {
  if (job.database !== ':memory:') makePrivate(job.database)
  const shop = await openLocalShop(job.database, job.shop)
  const threads = await Threads.start(job.threads)
  const output = job.out === undefined ? undefined : openSync(job.out, 'w')
  try {
    const begun = performance.now()
    const orders = await ordersWhereTheyLie(job)
    await importAll(shop, orders ? { ...job, files: { ...job.files, orders: [] } } : job)
    await decide(shop.store, job.decisions)
    const read = performance.now()
    const model_id = await queueModel(shop.store, 'call', Date.now())
    await changeModel(shop.store, model_id, { settings: job.settings ?? DEFAULT_SETTINGS })
    let found: RunFacts | undefined
    const machine: Machine = {
      note: (facts) => {
        found = facts
      },
      memory: (orders, lines, items) => sharedMemory(memoryFor(orders, lines, items)),
      work: workInThreads(threads),
      storesLists: false,
      ...(orders && { orders }),
      ...(output !== undefined && { keep: (line: string) => writeFileSync(output, line) }),
    }
    await mineModel(shop.store, model_id, async () => new Map(), shop.lease, machine)
    const model = await readModel(shop.store, model_id)
    if (!model) throw new Error('The model is gone.')
    return { model, found, times: { reading: read - begun, mining: performance.now() - read } }
  } finally {
    if (output !== undefined) closeSync(output)
    await threads.close()
    shop.close()
    if (job.database !== ':memory:') rmSync(job.database, { force: true })
  }
}

/** The orders without an import, if they are one table that needs none. */
async function ordersWhereTheyLie({
  files,
  shop,
  threads,
  tell,
}: MineJob): Promise<OrdersInPlace | undefined> {
  const paths = tableIn(files.orders)
  if (!paths) return undefined
  const name = nameOf(paths)
  try {
    const orders = await ordersInPlace(paths, { ...shop, now: Date.now() }, threads)
    tell(`${name}: read where it lies, ${orders.rows} rows, ${orders.orders} orders found`)
    return orders
  } catch (thrown) {
    if (!(thrown instanceof NeedsImport)) throw thrown
    tell(`${name}: imported, which takes longer, because ${thrown.message}`)
    return undefined
  }
}

async function importAll(shop: LocalShop, { files, tell }: MineJob): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-table-'))
  try {
    for (const kind of ['items', 'orders', 'relations'] as const) {
      for (const { path, name } of await filesToImport(kind, files[kind], folder)) {
        const row = await shop.importFile(kind, path)
        tell(told(name, row))
        const [first] = row.errors > 0 ? await readErrors(shop.store, row.import_id, 0) : []
        if (first) tell(`  the first: row ${first.row}, column ${first.column}: ${first.message}`)
        const again = row.written - row.added
        if (kind === 'orders' && again > 0) tell(splitOrders(name, again))
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const splitOrders = (name: string, orders: number) =>
  `${name}: ${orders} of its orders were in an earlier file, too, and have only the lines of this one. Sort the export by order, so that all lines of an order are in one file.`

async function decide(store: Store, decisions: Decisions | undefined): Promise<void> {
  if (!decisions) return
  await decideExclusions(store, decisions.exclusions, Date.now())
  await batch(store.d1, recordHeldPairs(store, decisions.pairs, sql`true`))
}

/** An empty file that only this user may read: it will hold the shop's orders. */
function makePrivate(path: string): void {
  rmSync(path, { force: true })
  closeSync(openSync(path, 'wx', 0o600))
}

function told(name: string, { received, tally, errors }: ImportRow): string {
  const { format = 'unknown format', rows = 0 } = received ?? {}
  const refused = errors === 0 ? '' : `, ${errors} rows or cells REFUSED`
  return `${name}: ${format}, ${rows} rows, ${tally.found} found${refused}`
}
