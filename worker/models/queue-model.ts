import { DEFAULT_CART, DEFAULT_PAGE } from '../../engine/mine/settings.ts'
import type { MiningSettings, ModelRow } from '../../schema/models/models.ts'
import { timeId } from '../store/ids.ts'
import { addModel, type Growth, readGrowth, readQueued } from '../store/models/models.ts'
import type { Store } from '../store/open.ts'

/** Settings before the first tuning; each number is explained in docs/METHOD.md. */
export const DEFAULT_SETTINGS: MiningSettings = {
  window_days: 730,
  min_co_orders: 2,
  min_customers: null,
  page: DEFAULT_PAGE,
  cart: DEFAULT_CART,
}

/** Queues a mining run and returns its id; a run that is already queued is used for this request too. */
export async function queueModel(store: Store, cause: ModelRow['cause'], now: number): Promise<string> {
  const queued = await readQueued(store)
  if (queued) return queued
  const model_id = timeId('mod', now)
  const row: ModelRow = {
    shop_id: store.shop_id,
    model_id,
    status: 'queued',
    cause,
    created_at: now,
    finished_at: null,
    settings: DEFAULT_SETTINGS,
    counts: null,
    hash: null,
    refusals: [],
    gate: null,
    note: null,
    outside: null,
  }
  if (await addModel(store, row, now)) return model_id
  // Another request queued a run at the same time; if that run has already started, queue another one.
  return await queueModel(store, cause, now)
}

/** New orders that start a mining run: at least 10, and at least 1 % of all. */
const MIN_NEW_ORDERS = 10
const SHARE_OF_ORDERS = 0.01

/** Whether enough single orders arrived since the last run; one is enough for a shop whose model has none. */
export const isGrown = ({ new_orders, orders }: Growth): boolean =>
  orders === 0 ? new_orders > 0 : new_orders >= Math.max(MIN_NEW_ORDERS, orders * SHARE_OF_ORDERS)

/** Queues a mining run if enough single orders arrived since the last one; returns whether it did. */
export async function queueIfGrown(store: Store, now: number): Promise<boolean> {
  const growth = await readGrowth(store)
  if (!growth || !isGrown(growth)) return false
  await queueModel(store, 'orders', now)
  return true
}
