/** What can be wrong with a shop for longer than a moment, so that somebody should be told. */
export const ALERT_KINDS = [
  'catalogue_stale',
  'feed_failing',
  'model_refused',
  'model_failed',
  'tag_silent',
  'experiment_not_as_drawn',
  'experiment_stopped',
  'job_failed',
  'webhook_disabled',
] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/** Types of the messages that webhooks can receive. */
export const EVENT_TYPES = [
  'alert.began',
  'alert.ended',
  'import.finished',
  'model.published',
  'experiment.verdict',
  'decision.made',
  'decision.answered',
  'decision.withdrawn',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** The type of the message that "send a test" sends, whatever a webhook receives otherwise. */
export const TEST_TYPE = 'webhook.test'
