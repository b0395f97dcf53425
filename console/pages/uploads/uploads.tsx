import type { ImportView } from '../../../schema/imports/imports.ts'
import { useResource } from '../../api/resource.ts'
import { ago, number } from '../../format.ts'
import { Card, Page } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { Dropzone } from './dropzone.tsx'
import { Exports } from './exports.tsx'
import { Feeds } from './feeds.tsx'
import { Live } from './live.tsx'

type History = { items: ImportView[] }

/** Files: dropping them, what was sent before, and what is fetched regularly. */
export function Uploads() {
  const history = useResource<History>('/v1/imports?limit=20')
  const t = texts.value.uploads
  return (
    <Page help="data" title={t.title} lead={t.lead}>
      <Dropzone onDone={history.reload} />
      <Card title={t.history}>
        <Loaded of={history}>
          {({ items }) =>
            items.length === 0 ? <p class="soft">{t.history_none}</p> : <Table imports={items} />
          }
        </Loaded>
      </Card>
      <Feeds />
      <Live />
      <Exports />
    </Page>
  )
}

const MOODS = { done: 'good', failed: 'bad', applying: '', receiving: '' } as const

const Table = ({ imports }: { imports: ImportView[] }) => {
  const t = texts.value.uploads
  return (
    <Scroll label={t.history}>
      <table class="table stacked">
        <thead>
          <tr>
            <th scope="col">{t.file}</th>
            <th scope="col">{t.when}</th>
            <th scope="col" class="number">
              {t.rows}
            </th>
            <th scope="col" class="number">
              {t.new}
            </th>
            <th scope="col" class="number">
              {t.changed}
            </th>
            <th scope="col" class="number">
              {t.refused}
            </th>
            <th scope="col">{t.result}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map(({ import_id, kind, status, dry_run, created_at, report, errors }) => (
            <tr key={import_id}>
              <td>
                <a href={`/console/uploads/${import_id}`}>{t.kinds[kind]}</a>
              </td>
              <td data-label={t.when}>{ago(created_at)}</td>
              <td data-label={t.rows} class="number">
                {report && number(report.rows)}
              </td>
              <td data-label={t.new} class="number">
                {report && number(report.added)}
              </td>
              <td data-label={t.changed} class="number">
                {report && number(report.changed)}
              </td>
              <td data-label={t.refused} class="number">
                {number(errors)}
              </td>
              <td data-label={t.result}>
                <span class={`tag ${MOODS[status]}`}>
                  {dry_run && status === 'done' ? t.checked : t[status]}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
