import type { Results } from '../../schema/outcomes/results.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { addAuditEntry } from '../store/audit.ts'
import type { Store } from '../store/open.ts'
import { changeRunning, readExperiment } from '../store/outcomes/experiments.ts'
import { readShop } from '../store/shop/shops.ts'
import { resultsOf } from './results.ts'

/** Probability of stopping an experiment that does no harm. */
const ALPHA = 0.05

/**
 * Stops the shop's harmful experiments: those where an arm brings less revenue, or fewer buyers, than the control by the
 * always-valid interval. A holdout is never stopped, because that would end the measurement and leave the harm.
 */
export async function stopHarmful(store: Store, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  for (const { experiment_id, arms } of shop?.experiments ?? []) {
    const experiment = await readExperiment(store, experiment_id)
    if (!shop || !experiment || arms.some(({ holdout }) => holdout)) continue
    const now = Date.now()
    const { comparisons } = await resultsOf(store, shop, experiment, now)
    await lease.pause()
    if (!doHarm(comparisons)) continue
    await stop(store, experiment_id, now)
  }
}

async function stop(store: Store, experiment_id: string, now: number): Promise<void> {
  const change = { status: 'stopped', stopped_at: now, stop_cause: 'harm' } as const
  if (!(await changeRunning(store, experiment_id, change))) return
  const recorded = {
    ...{ action: 'stop a harmful experiment', subject: { experiment_id } },
    ...{ before: { status: 'running' }, after: { status: 'stopped' } },
  }
  await addAuditEntry(store, { kind: 'system', id: 'experiments' }, recorded, now)
}

/** Two measures of up to two arms share the error probability (Bonferroni). */
function doHarm(comparisons: Results['comparisons']): boolean {
  const measures = comparisons.flatMap(({ revenue, conversion }) => [revenue, conversion])
  return measures.some(
    ({ verdict, always }) => verdict === 'harms' && always && always.p <= ALPHA / measures.length,
  )
}
