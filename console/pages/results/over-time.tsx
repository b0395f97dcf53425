import { useMemo } from 'preact/hooks'
import type { Report, ReportRow } from '../../../schema/outcomes/reports.ts'
import type { Resource } from '../../api/resource.ts'
import { date, percent } from '../../format.ts'
import { Chart } from '../../parts/chart.tsx'
import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Loaded } from '../../parts/states.tsx'
import { resultTexts } from '../../texts/results.ts'
import { rateText } from './rate.ts'
import { clickLines, type Ends, type Lines } from './series.ts'

type Props = {
  /** A funnel with its series. */
  report: Resource<Report>
  /** The group of a row, in words. */
  nameOf: (row: ReportRow) => string
}

/** How often panels were clicked, over time: a picture, and the same figures as a table. */
export function OverTime({ report, nameOf }: Props) {
  const t = resultTexts.value.results
  return (
    <Card title={t.over_time} lead={t.over_time_lead}>
      <Loaded of={report}>
        {({ series = [], columns, from, to }) => (
          <Drawn key={`${columns[1]} ${from} ${to}`} rows={series} nameOf={nameOf} />
        )}
      </Loaded>
    </Card>
  )
}

function Drawn({ rows, nameOf }: { rows: readonly ReportRow[]; nameOf: Props['nameOf'] }) {
  // A new object would draw the chart again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names change only with the grouping, which makes a new part
  const found = useMemo(() => clickLines(rows, nameOf, resultTexts.value.results.earlier), [rows])
  if (found.lines.length === 0) return <p class="soft">{resultTexts.value.results.none}</p>
  return (
    <div class="stack">
      <Chart {...found} write={percent} />
      <details>
        <summary>{resultTexts.value.results.figures}</summary>
        <Figures of={found} />
      </details>
    </div>
  )
}

const says = (ends: Ends | undefined) => (ends ? rateText(ends) : '–')

function Figures({ of: { times, lines } }: { of: Lines }) {
  const t = resultTexts.value.results
  return (
    <Scroll label={t.over_time}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.day}</th>
            {lines.map(({ name }) => (
              <th scope="col" class="number" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time, at) => (
            <tr key={time}>
              <th scope="row">{date(time)}</th>
              {lines.map(({ name, values }) => (
                <td class="number" key={name}>
                  {says(values[at])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
