import type { Alert, AlertFacts } from '../../schema/shop/alerts.ts'
import type { AlertKind } from '../../vocabulary/alerts.ts'

const day = (at: unknown) => new Date(Number(at)).toISOString().slice(0, 16).replace('T', ' ')

/** What happened, what it means and what to do, by kind. */
const TEXTS: Readonly<Record<AlertKind, (facts: AlertFacts, subject: string) => string>> = {
  catalogue_stale: ({ price_days }) =>
    `No item of the catalogue was confirmed in the last ${price_days} days, so panels show no prices. Send the catalogue again, or have it fetched on a schedule.`,
  feed_failing: ({ problem }, feed_id) =>
    `The feed ${feed_id} cannot be fetched: ${problem} The data of earlier fetches stay in use.`,
  model_refused: ({ refused }) =>
    `The last models were refused (${refused}), so the one before them is still served. Each says why; check that the last file was correct.`,
  model_failed: ({ job_id, problem }) =>
    `A model could not be made, so the previous one is still served. The next night makes another one. If it fails again, give your operator this number: ${job_id}. The reason: ${problem}`,
  tag_silent: ({ last_event_at }) =>
    `The shop's pages have sent no event since ${day(last_event_at)} UTC, much longer than usual. Check that the tag is still in the theme.`,
  experiment_not_as_drawn: ({ name }, id) =>
    `The arms of the experiment "${name}" (${id}) do not have the sizes in which they were drawn, so its results are not valid. Something keeps one arm from being counted: a cache, a consent banner, or a changed theme.`,
  experiment_stopped: ({ name }, id) =>
    `The experiment "${name}" (${id}) was stopped, because an arm brought less than the control. Everybody sees the panel without it.`,
  job_failed: ({ job_id, kind, problem }) =>
    `Background work failed (${kind}). The state of the shop says what it means. If it fails again, give your operator this number: ${job_id}. The reason: ${problem}`,
  webhook_disabled: ({ problem }, id) =>
    `The webhook ${id} was switched off, because every message to it failed for days: ${problem} When its server works again, switch it on again.`,
}

/** An alert in English. */
export const textOfAlert = ({ kind, facts, subject }: Pick<Alert, 'kind' | 'facts' | 'subject'>): string =>
  TEXTS[kind](facts, subject)

/** An alert as the API returns it. */
export const alertAsView = ({ shop_id: _, ...alert }: Alert) => ({ ...alert, text: textOfAlert(alert) })
