import * as v from 'valibot'
import type { Install, SyncState } from '../../../schema/shop/installs.ts'
import { SECOND } from '../../../vocabulary/time.ts'
import { callWorker, type Env } from '../../env.ts'
import { keepLease } from '../../jobs/lease/keep-lease.ts'
import { type JobLease, TryAgain } from '../../jobs/lease/lease.ts'
import { queueModel } from '../../models/queue-model.ts'
import type { Store } from '../../store/open.ts'
import { readHook } from '../../store/shop/hooks.ts'
import { readInstall, writeSync } from '../../store/shop/installs.ts'
import { readShop } from '../../store/shop/shops.ts'
import { ask, refuseErrors, userErrors } from './admin.ts'
import { applyObjects } from './apply-objects.ts'
import { shopifyApp } from './config.ts'
import { ShopifyFailure } from './failure.ts'
import { objectsOf } from './lines.ts'
import { OPERATION, ORDERS, PRODUCTS, RUN } from './queries.ts'
import { StatedCompanions } from './relations.ts'
import type { SyncWork } from './work.ts'

/** Milliseconds between two looks at an export that is being made. */
const LOOK_EVERY = 10 * SECOND
/** Milliseconds until the next attempt when another export of the app is running. */
const BUSY = 60 * SECOND
/** Errors of a store in which another export is running. */
const BUSY_CODES = new Set(['OPERATION_IN_PROGRESS', 'LIMIT_REACHED'])
/** Exports that may fail one after the other. */
const MAX_FAILURES = 5

/** The state before anything was sent. */
export const firstSync = (now: number): SyncState => ({
  phase: 'products',
  operation: null,
  offset: 0,
  exported: 0,
  ...{ items: 0, relations: 0, orders: 0, refused: 0, failures: 0 },
  problem: null,
  began_at: now,
  finished_at: null,
})

/** Thrown when the app was removed, or the shop deleted, while the job ran. */
class Removed extends Error {}

/** All products, their companions and all orders of the store, export by export and slice by slice. */
export async function syncShopify(env: Env, store: Store, lease: JobLease): Promise<void> {
  const [app, shop, install] = [shopifyApp(env), await readShop(store), await readInstall(store, 'shopify')]
  if (!app || !shop || !install || install.uninstalled_at !== null) return
  const save = async (sync: SyncState) => {
    if (!(await writeSync(store, 'shopify', sync))) throw new Removed()
  }
  const stop = new AbortController()
  const lost = keepLease(lease, stop)
  const work: SyncWork = { env, app, store, shop, lease, stop, save }
  try {
    await run(work, install)
  } catch (thrown) {
    lost.check()
    if (thrown instanceof Removed) return
    if (!(thrown instanceof ShopifyFailure)) throw thrown
    await noteFailure(work, thrown)
  } finally {
    lost.end()
    stop.abort()
  }
}

async function run(work: SyncWork, { sync }: Install): Promise<void> {
  let now = sync
  // Rows are written in the hook's name, so that messages and exports know of each other.
  if (!(await readHook(work.store, 'shopify'))) {
    throw new ShopifyFailure(
      'The messages of Shopify were switched off. Open the app in the admin of your store.',
      404,
    )
  }
  while (now.phase !== 'done' && now.phase !== 'failed') {
    now = await step(work, now)
    await work.save(now)
  }
  if (now.phase === 'done') {
    await queueModel(work.store, 'import', Date.now())
    await callWorker(work.env, work.store.shop_id, 'mining')
  }
}

/** One step: begins an export, waits for it, or reads it. */
async function step(work: SyncWork, sync: SyncState): Promise<SyncState> {
  work.lease.handOverIfSpent()
  if (!sync.operation) return { ...sync, operation: await begin(work, sync), offset: 0, exported: 0 }
  const { status, errorCode, objectCount, fileSize, url } = await look(work, sync.operation.id)
  const exported = Number(objectCount)
  if (status === 'CREATED' || status === 'RUNNING') {
    await work.save({ ...sync, exported })
    throw new TryAgain(work.app.pauseOf(LOOK_EVERY))
  }
  if (status !== 'COMPLETED')
    throw expired(`Shopify’s export ended as ${status} (${errorCode ?? 'no reason'}).`)
  const ready = { ...sync, exported }
  // An empty store has no file.
  if (!url) return next(ready)
  if (sync.phase === 'relations') return await relate(work, ready, url)
  const read = await applyObjects(work, ready, url)
  if (fileSize && read.offset < Number(fileSize)) {
    throw new ShopifyFailure(
      'The export of Shopify ended too early. It is tried again soon.',
      200,
      LOOK_EVERY,
    )
  }
  return next(read)
}

/** The state behind the phase: relations are in the products' export, which is read a second time. */
function next(sync: SyncState): SyncState {
  const ended = { ...sync, failures: 0, problem: sync.refused > 0 ? sync.problem : null, offset: 0 }
  if (sync.phase === 'products') return { ...ended, phase: 'relations' }
  if (sync.phase === 'relations') return { ...ended, phase: 'orders', operation: null }
  return { ...ended, phase: 'done', operation: null, finished_at: Date.now() }
}

async function relate(work: SyncWork, sync: SyncState, url: string): Promise<SyncState> {
  const companions = new StatedCompanions()
  for await (const group of objectsOf(url, 0, work.stop)) companions.add(group)
  return next({ ...sync, relations: await companions.write(work.store, work.lease) })
}

const begun = v.object({
  bulkOperationRunQuery: v.object({
    bulkOperation: v.nullable(v.object({ id: v.string(), createdAt: v.string() })),
    userErrors,
  }),
})

async function begin(work: SyncWork, { phase }: SyncState): Promise<SyncState['operation']> {
  const query = phase === 'orders' ? ORDERS : PRODUCTS
  const { bulkOperationRunQuery: run } = await ask(work, RUN, { query }, begun)
  if (run.userErrors.some(({ code }) => BUSY_CODES.has(code ?? '')))
    throw new TryAgain(work.app.pauseOf(BUSY))
  refuseErrors(run.userErrors)
  if (!run.bulkOperation) throw new ShopifyFailure('Shopify has begun no export.', 200, BUSY)
  const { id, createdAt } = run.bulkOperation
  return { id, began_at: Date.parse(createdAt) }
}

const operation = v.object({
  node: v.nullable(
    v.object({
      status: v.string(),
      errorCode: v.nullish(v.string()),
      objectCount: v.union([v.string(), v.number()]),
      fileSize: v.nullish(v.union([v.string(), v.number()])),
      url: v.nullish(v.string()),
    }),
  ),
})

async function look(work: SyncWork, id: string) {
  const { node } = await ask(work, OPERATION, { id }, operation)
  if (!node) throw expired('Shopify does not know its export any more.')
  return node
}

/** An export that is of no use: the phase begins with another one. What was read from it stays. */
const expired = (message: string) => new ShopifyFailure(message, 410, LOOK_EVERY)

/** Stores why the sync does not go on, and when it is tried again. */
async function noteFailure({ app, store, save }: SyncWork, failure: ShopifyFailure): Promise<void> {
  const install = await readInstall(store, 'shopify')
  if (!install) return
  const { sync } = install
  const isExpired = failure.status === 410
  const failures = sync.failures + (isExpired ? 1 : 0)
  const isOver = failure.pause === undefined ? !isExpired : failures >= MAX_FAILURES
  const fresh = isExpired && {
    operation: null,
    offset: 0,
    // Relations need the products' export, so that one is made again.
    ...(sync.phase === 'relations' && { phase: 'products' as const }),
  }
  const ended = isOver && { phase: 'failed' as const, finished_at: Date.now() }
  await save({ ...sync, ...fresh, ...ended, failures, problem: failure.message }).catch((thrown) => {
    if (!(thrown instanceof Removed)) throw thrown
  })
  if (!isOver) throw new TryAgain(app.pauseOf(failure.pause ?? LOOK_EVERY))
}
