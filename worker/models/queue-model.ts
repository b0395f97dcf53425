import { DEFAULT_CART, DEFAULT_PAGE } from '../../engine/mine/settings.ts'
import type { MiningSettings, ModelRow } from '../../schema/models/models.ts'
import { timeId } from '../store/ids.ts'
import { addModel, type Growth, readGrowth, readQueued } from '../store/models/models.ts'
import type { Store } from '../store/open.ts'

/** How a shop is mined before it is tuned; each number is explained in docs/METHOD.md. */
export const DEFAULT_SETTINGS: MiningSettings = {
  window_days: 730,
  min_co_orders: 2,
  min_customers: null,
  page: DEFAULT_PAGE,
  cart: DEFAULT_CART,
}

/** Asks for a mining run; a run that waits already is the answer to this wish too. Returns its id. */
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
  }
  if (await addModel(store, row, now)) return model_id
  // Another wish was quicker; should its run have begun meanwhile, it came too early to count.
  return await queueModel(store, cause, now)
}

/** Orders that ask for a new model: below ten a list hardly moves, and a hundredth of all is worth the run. */
const FEWEST_ORDERS = 10
const SHARE_OF_ORDERS = 0.01

/** Have enough orders come one by one? Without a model that knows any order one is enough. */
export const isGrown = ({ new_orders, orders }: Growth): boolean =>
  orders === 0 ? new_orders > 0 : new_orders >= Math.max(FEWEST_ORDERS, orders * SHARE_OF_ORDERS)

/** Asks for a mining run when enough orders have come one by one since the last; true when one now waits. */
export async function queueIfGrown(store: Store, now: number): Promise<boolean> {
  const growth = await readGrowth(store)
  if (!growth || !isGrown(growth)) return false
  await queueModel(store, 'orders', now)
  return true
}
