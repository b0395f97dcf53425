import type { DeploymentView } from '../../schema/deployment.ts'
import { SECOND } from '../../vocabulary/time.ts'

/** One value with its labels. */
type Sample = { labels?: Record<string, string>; value: number | null }

/** A metric that can rise and fall. @see https://prometheus.io/docs/specs/om/open_metrics_spec/ */
const gauge = (name: string, help: string, samples: readonly Sample[], unit?: 'bytes' | 'seconds'): string =>
  [
    `# TYPE ${name} gauge`,
    ...(unit ? [`# UNIT ${name} ${unit}`] : []),
    `# HELP ${name} ${help}`,
    ...samples.flatMap(({ labels = {}, value }) => {
      const written = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
      return value === null ? [] : [`${name}${written.length > 0 ? `{${written.join(',')}}` : ''} ${value}`]
    }),
  ].join('\n')

const seconds = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : milliseconds / SECOND

/** The state of a deployment in the text format of OpenMetrics 1.0. */
export function metricsOf({ databases, cron, lanes, beacons, messages }: DeploymentView): string {
  const byLane = (of: (lane: DeploymentView['lanes'][number]) => number | null) =>
    lanes.map((one) => ({ labels: { lane: one.lane }, value: of(one) }))
  return [
    gauge(
      'pairwell_shops',
      'Shops.',
      databases.flatMap(({ binding, shops }) =>
        Object.entries(shops).map(([status, value]) => ({ labels: { database: binding, status }, value })),
      ),
    ),
    gauge(
      'pairwell_database_bytes',
      'Size of a database; D1 holds 10 GB.',
      databases.map(({ binding, bytes }) => ({ labels: { database: binding }, value: bytes })),
      'bytes',
    ),
    gauge('pairwell_duties_due', 'Recurring work that is due.', [{ value: cron.due }]),
    gauge(
      'pairwell_duties_oldest_seconds',
      'For how long the oldest of it is due.',
      [{ value: seconds(cron.oldest_due) }],
      'seconds',
    ),
    gauge('pairwell_duties_failing', 'Recurring work that failed three times or more.', [
      { value: cron.failing },
    ]),
    gauge(
      'pairwell_jobs_waiting',
      'Jobs that wait or run.',
      byLane(({ waiting }) => waiting),
    ),
    gauge(
      'pairwell_jobs_oldest_seconds',
      'For how long a job could be worked on, and nobody does.',
      byLane(({ oldest_waiting }) => seconds(oldest_waiting)),
      'seconds',
    ),
    gauge(
      'pairwell_jobs_failed',
      'Jobs that failed for good.',
      byLane(({ failed }) => failed),
    ),
    gauge('pairwell_beacons_waiting', 'Beacons that are not counted yet.', [{ value: beacons.waiting }]),
    gauge(
      'pairwell_beacons_oldest_seconds',
      'For how long the oldest of them waits.',
      [{ value: seconds(beacons.oldest_waiting) }],
      'seconds',
    ),
    gauge('pairwell_beacons_set_aside', 'Beacons that could not be counted.', [{ value: beacons.set_aside }]),
    gauge('pairwell_messages_waiting', 'Messages to webhooks that wait for an attempt.', [
      { value: messages.waiting },
    ]),
    '# EOF\n',
  ].join('\n')
}
