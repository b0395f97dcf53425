import type { Env } from '../../env.ts'
import { LEASE_MS } from '../../jobs/lease/lease-time.ts'
import { randomText } from '../../store/ids.ts'
import { returnJob, takeJob } from '../../store/jobs.ts'
import { forgetMove, isMoving } from '../../store/moves/moves.ts'
import type { Store } from '../../store/open.ts'
import { deleteShopRows } from '../../store/shop/shops.ts'

/**
 * Deletes a part of a shop's rows when its job is due and no other worker has it; true when nothing is left. After an error the
 * part is left to the job's next worker.
 */
export async function deletePortion(env: Env, store: Store, now: number): Promise<boolean> {
  // Its rows are in two databases: the job waits until they are in one.
  if (await isMoving(env, store.shop_id)) return false
  const job = await takeJob(store, 'deletion', randomText(12), now, LEASE_MS)
  if (!job) return false
  if (await deleteShopRows(store)) {
    await forgetMove(env, store.shop_id)
    return true
  }
  await returnJob(store, job, Date.now(), job.attempts - 1)
  return false
}
