import type { AlertView } from '../../../schema/shop/alerts.ts'
import type { AlertKind } from '../../../vocabulary/alerts.ts'
import { useResource } from '../../api/resource.ts'
import { ago, dateTime } from '../../format.ts'
import { Card, Page } from '../../parts/page.tsx'
import { Paged } from '../../parts/paged.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Light, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { Webhooks } from './webhooks.tsx'

/** Milliseconds between two looks at the open alerts. */
const EVERY = 30_000
const PAST = 10

/** Where an alert is mended. */
const PLACES: Readonly<Record<AlertKind, string>> = {
  catalogue_stale: '/console/uploads',
  feed_failing: '/console/uploads',
  model_refused: '/console/uploads',
  model_failed: '/console/uploads',
  tag_silent: '/console/panels',
  experiment_not_as_drawn: '/console/experiments',
  experiment_stopped: '/console/experiments',
  job_failed: '/console',
  webhook_disabled: '#webhooks',
}

/** What is wrong, what was wrong, and who is told. */
export function Alerts() {
  const open = useResource<{ items: AlertView[] }>('/v1/alerts?state=open&limit=200', EVERY)
  const t = texts.value.alerts
  return (
    <Page title={t.title} lead={t.lead} help="alerts">
      <Card title={t.open}>
        <Loaded of={open}>
          {({ items }) =>
            items.length === 0 ? (
              <p class="says">
                <Light state="good" />
                {t.open_none}
              </p>
            ) : (
              <ul>
                {items.map((alert) => (
                  <Open key={alert.alert_id} alert={alert} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
      {may('editor') && <Webhooks />}
      <Past />
    </Page>
  )
}

/** The name of an alert, with that of its experiment. */
export function sayAlert({ kind, facts }: Pick<AlertView, 'kind' | 'facts'>): string {
  const name = facts.name === undefined ? '' : `: ${facts.name}`
  return `${texts.value.alerts.kinds[kind]}${name}`
}

function Open({ alert }: { alert: AlertView }) {
  const { kind, began_at, facts } = alert
  const t = texts.value.alerts
  return (
    <li class="file">
      <div class="row apart">
        <h3 class="says">
          <Light state="bad" />
          {sayAlert(alert)}
        </h3>
        <span class="soft small" title={dateTime(began_at)}>
          {t.since(ago(began_at))}
        </span>
      </div>
      <p>{t.means[kind]}</p>
      {facts.problem !== undefined && facts.problem !== '' && <p class="soft small">{facts.problem}</p>}
      <p>
        <a href={PLACES[kind]}>{t.go[kind]}</a>
      </p>
    </li>
  )
}

function Past() {
  const t = texts.value.alerts
  return (
    <Card title={t.past} lead={t.past_lead}>
      <Paged<AlertView> path="/v1/alerts" query={{ state: 'ended', limit: PAST }} none={t.past_none}>
        {(items) => <PastTable items={items} />}
      </Paged>
    </Card>
  )
}

const PastTable = ({ items }: { items: readonly AlertView[] }) => {
  const t = texts.value.alerts
  return (
    <Scroll label={t.past}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.what}</th>
            <th scope="col">{t.began}</th>
            <th scope="col">{t.ended}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((alert) => (
            <tr key={alert.alert_id}>
              <td>{sayAlert(alert)}</td>
              <td class="tight">{dateTime(alert.began_at)}</td>
              <td class="tight">{alert.ended_at === null ? '' : dateTime(alert.ended_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
