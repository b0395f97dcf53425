import type { Alert, AlertFacts } from '../../schema/shop/alerts.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { AlertKind } from '../../vocabulary/alerts.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { AlertSource } from '../store/shop/alerts.ts'
import { allowedSilence } from './silence.ts'

/** A condition of the shop that holds now. */
export type Condition = Pick<Alert, 'kind' | 'subject' | 'began_at' | 'facts'>

const condition = (kind: AlertKind, subject: string, began_at: number, facts: AlertFacts): Condition => ({
  ...{ kind, subject, began_at, facts },
})

/** Shops whose complete catalogue is older than this time have prices that nobody has confirmed; UTC milliseconds. */
export const staleBefore = ({ catalogue_at, price_days }: Shop, now: number): number | null => {
  const before = now - price_days * DAY
  return (catalogue_at ?? 0) < before ? before : null
}

/**
 * The conditions of a shop about which somebody should know.
 * @param last_event_at time of the newest event of its pages, null for none
 */
export function conditionsOf(
  shop: Shop,
  source: AlertSource,
  last_event_at: number | null,
  now: number,
): Condition[] {
  return [
    ...ofCatalogue(shop, source, now),
    ...source.feeds.map(({ feed_id, kind, problem, since }) =>
      condition('feed_failing', feed_id, since, { kind, problem }),
    ),
    ...ofModels(source, now),
    ...ofTag(source, last_event_at, now),
    ...ofExperiments(source),
    ...source.webhooks.map(({ webhook_id, problem, since }) =>
      condition('webhook_disabled', webhook_id, since, { problem }),
    ),
  ]
}

function ofCatalogue({ catalogue_at, price_days }: Shop, source: AlertSource, now: number): Condition[] {
  if (!source.has_published || source.has_confirmed) return []
  const began_at = catalogue_at === null ? now : catalogue_at + price_days * DAY
  return [condition('catalogue_stale', '', began_at, { price_days })]
}

function ofModels({ refused, refused_since, jobs }: AlertSource, now: number): Condition[] {
  const found = refused > 0 ? [condition('model_refused', '', refused_since ?? now, { refused })] : []
  const failed = jobs.map(({ job_id, kind, subject, failed_at, problem }) =>
    kind === 'mine'
      ? condition('model_failed', '', failed_at, { job_id, problem })
      : condition('job_failed', `${kind}/${subject}`, failed_at, { job_id, kind, problem }),
  )
  return [...found, ...failed]
}

function ofTag({ days }: AlertSource, last_event_at: number | null, now: number): Condition[] {
  const allowed = allowedSilence(days)
  if (last_event_at === null || allowed === null || now - last_event_at < allowed) return []
  return [condition('tag_silent', '', last_event_at, { last_event_at })]
}

const ofExperiments = ({ experiments }: AlertSource): Condition[] =>
  experiments.flatMap(({ experiment_id, name, mismatch_since, stopped_at }) => {
    if (mismatch_since !== null) {
      return [condition('experiment_not_as_drawn', experiment_id, mismatch_since, { name })]
    }
    return stopped_at === null ? [] : [condition('experiment_stopped', experiment_id, stopped_at, { name })]
  })
