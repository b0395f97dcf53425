import type { TuningRow } from '../../schema/models/tunings.ts'
import { timeId } from '../store/ids.ts'
import { addTuning, readPendingTuning, type TuningAge } from '../store/models/tunings.ts'
import type { Store } from '../store/open.ts'

const DAY = 86_400_000
const WEEK = 7 * DAY
/** Fewer orders cannot tell one way from another: a fold of a tenth would hold fewer than a hundred. */
export const FEWEST_TUNED = 1_000
/** Growth that asks for a new search before the week is over. */
const GROWN = 1.2

/** Why the shop had better be tuned anew, if it had. @param now UTC milliseconds */
export function causeToTune(age: TuningAge, now: number): TuningRow['cause'] | undefined {
  if (age.orders < FEWEST_TUNED) return undefined
  if (age.tuned_at === null) return 'first'
  if (age.orders >= age.tuned_orders * GROWN) return 'grown'
  return now - age.tuned_at >= WEEK ? 'weekly' : undefined
}

/** Asks for a search; one that waits or runs already is the answer to this wish too. Returns its id. */
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
