import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { MiningStep } from '../../../schema/imports/report.ts'
import { models } from '../../../schema/models/models.ts'
import type { Store } from '../open.ts'

/** Largest estimated part of a run that is not finished. */
const MAX_PROGRESS = 0.95

/**
 * The mining run that waits or runs now; null when there is none. Its progress is estimated from how long the last finished run
 * took, including its wait; null without one.
 * @param now UTC milliseconds
 */
export async function readMining(store: Store, now: number): Promise<MiningStep | null> {
  const ofShop = eq(models.shop_id, store.shop_id)
  const current = await store.db
    .select({ model_id: models.model_id, status: models.status, created_at: models.created_at })
    .from(models)
    .where(and(ofShop, inArray(models.status, ['queued', 'running'])))
    .orderBy(desc(models.model_id))
    .limit(1)
    .get()
  if (!current) return null
  const { model_id, status, created_at } = current
  if (status !== 'running') return { model_id, status: 'waiting', progress: null }
  const last = await store.db
    .select({ created_at: models.created_at, finished_at: models.finished_at })
    .from(models)
    .where(and(ofShop, isNotNull(models.finished_at)))
    .orderBy(desc(models.model_id))
    .limit(1)
    .get()
  const took = (last?.finished_at ?? 0) - (last?.created_at ?? 0)
  const progress = took > 0 ? Math.min(MAX_PROGRESS, Math.max(0, (now - created_at) / took)) : null
  return { model_id, status: 'running', progress }
}
