import type { TuningRow } from '../../schema/models/tunings.ts'
import { DAY } from '../../vocabulary/time.ts'
import { timeId } from '../store/ids.ts'
import { addTuning, readPendingTuning, type TuningAge } from '../store/models/tunings.ts'
import type { Store } from '../store/open.ts'

const WEEK = 7 * DAY
/** With fewer orders no option can be told from the default. */
export const MIN_TUNED_ORDERS = 30
/** Growth of the orders that starts a tuning before the week is over. */
const GROWN = 1.2

/** The cause for a new tuning; undefined for none. @param now UTC milliseconds */
export function causeToTune(age: TuningAge, now: number): TuningRow['cause'] | undefined {
  if (age.orders < MIN_TUNED_ORDERS) return undefined
  if (age.tuned_at === null) return 'first'
  if (age.orders >= age.tuned_orders * GROWN) return 'grown'
  return now - age.tuned_at >= WEEK ? 'weekly' : undefined
}

/** Queues a tuning and returns its id; one that is queued or running is used for this request too. */
export async function queueTuning(store: Store, cause: TuningRow['cause'], now: number): Promise<string> {
  const pending = await readPendingTuning(store)
  if (pending) return pending
  const row: TuningRow = {
    shop_id: store.shop_id,
    tuning_id: timeId('tun', now),
    status: 'queued',
    cause,
    created_at: now,
    finished_at: null,
    orders: 0,
    folds: [],
    settings: null,
    problem: null,
  }
  return (await addTuning(store, row, now)) ? row.tuning_id : await queueTuning(store, cause, now)
}
