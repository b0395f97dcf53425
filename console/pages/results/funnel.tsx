import type { Report, ReportRow } from '../../../schema/outcomes/reports.ts'
import { date, money, number } from '../../format.ts'
import { Scroll } from '../../parts/scroll.tsx'
import { Notice } from '../../parts/states.tsx'
import { resultTexts } from '../../texts/results.ts'
import { ClickRate, Figure } from './figure.tsx'

const COUNTS = ['shown', 'seen', 'clicked'] as const
const LATER = ['added', 'bought'] as const

type Props = { report: Report; by: string; nameOf: (row: ReportRow) => string }

/** What shoppers did in a range, beside what they did in as many days before. */
export function Funnel({ report: { rows, notes, currency, from, to, before }, by, nameOf }: Props) {
  const t = resultTexts.value.results
  // Where days of the range before are missing, counts are not comparable.
  const isWhole = !notes.some(({ code }) => code === 'before_incomplete')
  return (
    <>
      {before && <p class="soft">{t.ranges(span(from, to), span(before.from, before.to))}</p>}
      {rows.length === 0 ? (
        <p class="soft">{t.none}</p>
      ) : (
        <Scroll label={t.funnel}>
          <table class="table">
            <Heads by={by} />
            <tbody>
              {rows.map((row) => {
                const of = { row, isWhole }
                return (
                  <tr key={nameOf(row)}>
                    <th scope="row">{nameOf(row)}</th>
                    {COUNTS.map((name) => (
                      <Figure {...of} key={name} name={name} write={number} />
                    ))}
                    <ClickRate row={row} />
                    {LATER.map((name) => (
                      <Figure {...of} key={name} name={name} write={number} />
                    ))}
                    <Figure {...of} name="revenue" write={(value) => money(value, currency)} />
                  </tr>
                )
              })}
            </tbody>
          </table>
        </Scroll>
      )}
      {notes.map(({ code, text }) => (
        <Notice key={code}>
          <p>{text}</p>
        </Notice>
      ))}
    </>
  )
}

const Heads = ({ by }: { by: string }) => {
  const t = resultTexts.value.results
  const names: Readonly<Record<string, string>> = t.bys
  const head = (name: string) => (
    <th scope="col" class="number" key={name}>
      {name}
    </th>
  )
  return (
    <thead>
      <tr>
        <th scope="col">{names[by]}</th>
        {COUNTS.map((name) => head(t[name]))}
        <th scope="col">{t.click_rate}</th>
        {LATER.map((name) => head(t[name]))}
        {head(t.revenue)}
      </tr>
    </thead>
  )
}

/** A range in words. Noon of a day is the same day in nearly every zone. */
const span = (from: string, to: string): string =>
  [from, to].map((day) => date(Date.parse(`${day}T12:00:00Z`))).join(' – ')
