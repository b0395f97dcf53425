import { useRoute } from 'preact-iso'
import type { ImportView } from '../../../schema/imports/imports.ts'
import type { AdviceWithFacts } from '../../../schema/shapes.ts'
import { useResource } from '../../api/resource.ts'
import { ago, number } from '../../format.ts'
import { Card, Page } from '../../parts/page.tsx'
import { Loaded, Meter, Notice } from '../../parts/states.tsx'
import { adviceTexts } from '../../texts/advice.ts'
import { texts } from '../../texts/index.ts'
import { formatName } from './kinds.ts'
import { Refused } from './refused.tsx'

/** Milliseconds between two looks while an upload or its mining is not over. */
const EVERY = 1_000

const isOver = ({ status, mining }: ImportView) => (status === 'done' || status === 'failed') && !mining

/** The report of one upload: what was read, what shoppers can see now, and what to do next. */
export function Report() {
  const { params } = useRoute()
  const path = `/v1/imports/${encodeURIComponent(params.import_id ?? '')}`
  const once = useResource<ImportView>(path)
  const followed = useResource<ImportView>(once.data && !isOver(once.data) ? path : undefined, EVERY)
  const view = followed.data ?? once.data
  const t = texts.value.uploads
  return (
    <Page
      help="data"
      title={view ? t.report_of(t.kinds[view.kind]) : t.report}
      lead={view ? ago(view.created_at) : ''}
      actions={<a href="/console/uploads">{t.title}</a>}
    >
      <Loaded of={{ ...once, data: view }}>{(data) => <Content view={data} />}</Loaded>
    </Page>
  )
}

type Says = (value: string) => string

/** What to do next: in words of the console where the API names its own calls, else as it says it. */
function sayStep({ code, text, facts }: AdviceWithFacts): string {
  const own: Readonly<Record<string, string | Says>> = adviceTexts.value.imports
  const said = own[code]
  if (typeof said !== 'function') return said ?? text
  const { n, order, fields } = facts
  return said(typeof n === 'number' ? number(n) : String(order ?? fields ?? n))
}

function Content({ view }: { view: ImportView }) {
  const t = texts.value.uploads
  const { report, status, progress, problem, errors, import_id } = view
  return (
    <>
      {status === 'failed' && (
        <Notice mood="bad">
          <p>{problem}</p>
        </Notice>
      )}
      {(status === 'applying' || status === 'receiving') && (
        <Card title={t[status]}>
          <Meter value={progress} label={t[status]} />
        </Card>
      )}
      {(view.next_steps?.length ?? 0) > 0 && (
        <Card title={t.next}>
          <ul class="stack tight">
            {view.next_steps?.map((step) => (
              <li key={step.code}>{sayStep(step)}</li>
            ))}
          </ul>
        </Card>
      )}
      {report && <Result report={report} errors={errors} />}
      {view.left_out && view.left_out.length > 0 && (
        <Card title={t.left_out}>
          <ul class="stack tight">
            {view.left_out.map(({ code, text, count }) => (
              <li key={code}>
                {number(count)} · {text}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {view.kind !== 'customers' && <Suggestions view={view} />}
      {report?.columns_unread && report.columns_unread.length > 0 && (
        <Card title={t.unread}>
          <p class="soft">{report.columns_unread.join(', ')}</p>
        </Card>
      )}
      {errors > 0 && <Refused import_id={import_id} count={errors} />}
    </>
  )
}

/** What was read, and what became of it. */
function Result({ report, errors }: { report: NonNullable<ImportView['report']>; errors: number }) {
  const t = texts.value.uploads
  return (
    <Card title={t.result} lead={t.recognised(formatName(report.format))}>
      <dl class="facts">
        <Fact name={t.rows} value={report.rows} />
        <Fact name={t.records} value={report.found} />
        <Fact name={t.new} value={report.added} />
        <Fact name={t.changed} value={report.changed} />
        <Fact name={t.same} value={report.same} />
        <Fact name={t.refused} value={errors} />
        {report.lines_matched && <Fact name={t.lines_unknown} value={report.lines_matched.nothing} />}
        {report.orders_with_two !== undefined && (
          <Fact name={t.orders_with_two} value={report.orders_with_two} />
        )}
      </dl>
    </Card>
  )
}

const Fact = ({ name, value }: { name: string; value: number }) => (
  <div>
    <dt>{name}</dt>
    <dd>{number(value)}</dd>
  </div>
)

/** What shoppers can see of the catalogue, and how many items have suggestions. */
function Suggestions({ view: { showable, mined, mining } }: { view: ImportView }) {
  const t = texts.value.uploads
  if (!showable && !mined && !mining) return null
  const reasons = Object.entries(t.not_shown).flatMap(([code, text]) => {
    const count = showable?.reasons[code] ?? 0
    return count > 0 ? [`${number(count)} ${text}`] : []
  })
  return (
    <Card title={t.mining}>
      {showable && (
        <p>
          {t.shown(number(showable.shown), number(showable.items))}
          {reasons.length > 0 && <span class="soft"> {reasons.join(' · ')}</span>}
        </p>
      )}
      {mining ? (
        <>
          <p>{mining.status === 'running' ? t.mining_running : t.mining_waiting}</p>
          {mining.progress !== null && <Meter value={mining.progress} label={t.mining_running} />}
        </>
      ) : mined ? (
        <p>
          {t.mined(number(mined.items_ready))}{' '}
          {mined.items_pooled > 0 && <span class="soft">{t.pooled(number(mined.items_pooled))}</span>}
        </p>
      ) : (
        <p class="soft">{t.mined_none}</p>
      )}
    </Card>
  )
}
