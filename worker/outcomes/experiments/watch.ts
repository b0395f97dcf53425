import { MISMATCH, sampleRatio } from '../../../engine/measure/sample-ratio.ts'
import type { Experiment } from '../../../schema/outcomes/experiments.ts'
import type { Results } from '../../../schema/outcomes/results.ts'
import type { JobLease } from '../../jobs/lease/lease.ts'
import { addAuditEntry } from '../../store/audit.ts'
import { hurryDuty } from '../../store/duties.ts'
import type { Store } from '../../store/open.ts'
import { changeRunning, noteDraw, noteVerdicts, readExperiment } from '../../store/outcomes/experiments.ts'
import { type Exposed, readExposed } from '../../store/outcomes/outcomes.ts'
import { readShop } from '../../store/shop/shops.ts'
import { listWebhooks } from '../../store/shop/webhooks.ts'
import { resultsOf } from './results.ts'
import { verdictEvent, verdictsOf } from './verdicts.ts'

/** Probability of stopping an experiment that does no harm. */
const ALPHA = 0.05

/** Whether the arms have the sizes in which they were drawn, as far as so many visitors can tell. */
export function isAsDrawn(arms: Experiment['arms'], exposed: readonly Exposed[]): boolean {
  const visitors = arms.map(
    ({ arm }) => exposed.find((one) => one.arm === arm && one.seen_before === 0)?.visitors ?? 0,
  )
  const shares = arms.map(({ share }) => share)
  return sampleRatio(visitors, shares) >= MISMATCH
}

/**
 * Checks the shop's running experiments: notes whether their arms have the sizes in which they were drawn, tells webhooks of verdicts that
 * changed, and stops the harmful ones, those where an arm brings less revenue, or fewer buyers, than the control by the
 * always-valid interval. A holdout is never stopped, because that would end the measurement and leave the harm.
 */
export async function watchExperiments(store: Store, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  const receivers = await listWebhooks(store)
  const isHeard = receivers.some(({ types }) => types.includes('experiment.verdict'))
  for (const { experiment_id, arms } of shop?.experiments ?? []) {
    const experiment = await readExperiment(store, experiment_id)
    if (!shop || !experiment) continue
    const now = Date.now()
    await noteDraw(store, experiment_id, isAsDrawn(arms, await readExposed(store, experiment)), now)
    const isHoldout = arms.some(({ holdout }) => holdout)
    if (isHoldout && !isHeard) continue
    const results = await resultsOf(store, shop, experiment, now)
    await noteVerdicts(store, experiment_id, verdictsOf(results), verdictEvent(experiment, results), now)
    await lease.pause()
    if (!isHoldout && doHarm(results.comparisons)) await stop(store, experiment_id, now)
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
  await store.db.run(hurryDuty(store, 'alerts', now))
}

/** Two measures of up to two arms share the error probability (Bonferroni). */
function doHarm(comparisons: Results['comparisons']): boolean {
  const measures = comparisons.flatMap(({ revenue, conversion }) => [revenue, conversion])
  return measures.some(
    ({ verdict, always }) => verdict === 'harms' && always && always.p <= ALPHA / measures.length,
  )
}
