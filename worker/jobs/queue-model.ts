import type { MiningSettings, ModelRow } from '../../schema/models.ts'
import { timeId } from '../store/jobs.ts'
import { addModel, readQueued } from '../store/models.ts'
import type { Store } from '../store/open.ts'

/** How a shop is mined before it is tuned; each number is explained in docs/METHOD.md. */
export const DEFAULT_SETTINGS: MiningSettings = { window_days: 730, min_co_orders: 2, min_customers: null }

/** Asks for a mining run; a run that waits already is the answer to this wish too. Returns its id. */
export async function queueModel(store: Store, cause: ModelRow['cause'], now: number): Promise<string> {
  const queued = await readQueued(store)
  if (queued) return queued.model_id
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
  }
  if (await addModel(store, row, now)) return model_id
  // Another wish was quicker; should its run have begun meanwhile, it came too early to count.
  return await queueModel(store, cause, now)
}
