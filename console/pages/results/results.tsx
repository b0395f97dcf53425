import { useState } from 'preact/hooks'
import type { Report, ReportRow } from '../../../schema/outcomes/reports.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { SelectField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { resultTexts } from '../../texts/results.ts'
import { Worth } from '../start/worth.tsx'
import { Funnel } from './funnel.tsx'
import { OverTime } from './over-time.tsx'
import { lengthOf, type Range, useRange } from './range.tsx'

const BY = ['placement', 'intent', 'source', 'item'] as const
type By = (typeof BY)[number]
/** Days of a range up to which the chart has a point for each day. */
const LONGEST_BY_DAY = 31

/** What the suggestions brought, and what shoppers did with them, in any range against the range before. */
export function Results() {
  const [by, setBy] = useState<By>('placement')
  const { range, fields } = useRange()
  const t = resultTexts.value.results
  return (
    <Page help="results" title={t.title} lead={t.lead}>
      <Worth />
      <div class="form">
        {fields}
        <SelectField
          label={t.by}
          value={by}
          onInput={(value) => setBy(BY.find((one) => one === value) ?? 'placement')}
          options={BY.map((one) => [one, t.bys[one]] as const)}
        />
      </div>
      {range && <OfRange range={range} by={by} />}
    </Page>
  )
}

function OfRange({ range, by }: { range: Range; by: By }) {
  const query = { ...range, by, against: 'before' }
  const series = lengthOf(range) > LONGEST_BY_DAY ? 'week' : 'day'
  // One answer for the table and the picture, because it is one pass over the counts.
  const report = useResource<Report>(withQuery('/v1/reports/funnel', { ...query, series }))
  const t = resultTexts.value.results
  const named = (row: ReportRow) => nameOf(row, by)
  return (
    <>
      <Card
        title={t.funnel}
        lead={t.attributed_note}
        actions={
          <a href={withQuery('/v1/reports/funnel', { ...query, form: 'csv' })} download>
            {t.csv}
          </a>
        }
      >
        <Loaded of={report}>{(data) => <Funnel report={data} by={by} nameOf={named} />}</Loaded>
      </Card>
      <OverTime report={report} nameOf={named} />
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
