import { useState } from 'preact/hooks'
import type { Report, ReportRow } from '../../../schema/outcomes/reports.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { money, number } from '../../format.ts'
import { SelectField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Loaded, Notice } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { Worth } from '../start/worth.tsx'
import { OverTime } from './over-time.tsx'

const RANGES = [7, 28, 90] as const
const BY = ['placement', 'intent', 'source', 'item'] as const
type By = (typeof BY)[number]
/** Days of a range up to which the chart has a point for each day. */
const LONGEST_BY_DAY = 28

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** What the suggestions brought, and what shoppers did with them. */
export function Results() {
  const [days, setDays] = useState('28')
  const [by, setBy] = useState<By>('placement')
  const now = Date.now()
  const query = { from: dayOf(now - (Number(days) - 1) * DAY), to: dayOf(now), by }
  const report = useResource<Report>(withQuery('/v1/reports/funnel', query))
  const t = texts.value.results
  return (
    <Page help="results" title={t.title} lead={t.lead}>
      <Worth />
      <Card
        title={t.funnel}
        lead={t.attributed_note}
        actions={
          <a href={withQuery('/v1/reports/funnel', { ...query, form: 'csv' })} download>
            {t.csv}
          </a>
        }
      >
        <div class="form">
          <SelectField
            label={t.range}
            value={days}
            onInput={setDays}
            options={RANGES.map((n) => [String(n), t.days(n)] as const)}
          />
          <SelectField
            label={t.by}
            value={by}
            onInput={(value) => setBy(BY.find((one) => one === value) ?? 'placement')}
            options={BY.map((one) => [one, t.bys[one]] as const)}
          />
        </div>
        <Loaded of={report}>{(data) => <Funnel report={data} by={by} />}</Loaded>
      </Card>
      <OverTime
        query={query}
        grain={Number(days) > LONGEST_BY_DAY ? 'week' : 'day'}
        nameOf={(row) => nameOf(row, by)}
      />
    </Page>
  )
}

const COLUMNS = ['shown', 'seen', 'clicked', 'added', 'bought'] as const

function Funnel({ report: { rows, notes, currency }, by }: { report: Report; by: By }) {
  const t = texts.value.results
  if (rows.length === 0) return <p class="soft">{t.none}</p>
  return (
    <>
      <Scroll label={t.funnel}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.bys[by]}</th>
              {COLUMNS.map((name) => (
                <th scope="col" class="number" key={name}>
                  {t[name]}
                </th>
              ))}
              <th scope="col" class="number">
                {t.revenue}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={nameOf(row, by)}>
                <td>{nameOf(row, by)}</td>
                {COLUMNS.map((name) => (
                  <td class="number" key={name}>
                    {typeof row[name] === 'number' ? number(row[name]) : '–'}
                  </td>
                ))}
                <td class="number">{typeof row.revenue === 'number' ? money(row.revenue, currency) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {notes.map(({ code, text }) => (
        <Notice key={code}>
          <p>{text}</p>
        </Notice>
      ))}
    </>
  )
}

function nameOf(row: ReportRow, by: By): string {
  const t = texts.value
  const names: Record<string, string> = {
    ...t.panels.placements,
    ...t.catalogue.sources,
    ...t.editor.intents,
  }
  // Kinds and sources are counted for each page.
  const columns = by === 'item' ? ['item_id'] : by === 'placement' ? [by] : ['placement', by]
  return columns.map((name) => names[String(row[name])] ?? String(row[name] ?? '')).join(' · ')
}
