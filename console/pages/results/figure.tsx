import type { ReportRow } from '../../../schema/outcomes/reports.ts'
import { DifferenceInterval } from '../../parts/interval.tsx'
import { language } from '../../texts/index.ts'
import { resultTexts } from '../../texts/results.ts'
import { rateText } from './rate.ts'
import type { Ends } from './series.ts'

const signed = (value: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(language.value, { signDisplay: 'exceptZero', ...options }).format(value)

/** A change by a share, such as "+8%". */
const changeOf = (now: number, before: number): string =>
  signed(now / before - 1, { style: 'percent', maximumFractionDigits: 0 })

type Props = { row: ReportRow; name: string; write: (value: number) => string; isWhole: boolean }

/** A figure, and beneath it that of the range before with the change; no change where a part of that range is not known. */
export function Figure({ row, name, write, isWhole }: Props) {
  const [now, before] = [row[name], row[`${name}_before`]]
  const t = resultTexts.value.results
  return (
    <td class="number">
      {typeof now === 'number' ? write(now) : '–'}
      {typeof before === 'number' && (
        <div class="soft small">
          {typeof now === 'number' && before > 0 && isWhole
            ? t.with_change(write(before), changeOf(now, before))
            : t.before(write(before))}
        </div>
      )}
    </td>
  )
}

/** Percentage points, such as "+0.3". */
const points = (share: number): string => signed(100 * share, { maximumFractionDigits: 1 })

/** The clicks for each view with their interval; beneath, those of the range before, and the difference with its own interval. */
export function ClickRate({ row }: { row: ReportRow }) {
  const t = resultTexts.value.results
  const now = endsOf(row, 'click_rate')
  const before = endsOf(row, 'click_rate_before')
  const change = endsOf(row, 'click_rate_change')
  return (
    <td>
      {now ? rateText(now) : '–'}
      {before && <div class="soft small">{t.before(rateText(before))}</div>}
      {change && (
        <DifferenceInterval
          {...change}
          says={t.points(points(change.value), points(change.low), points(change.high))}
        />
      )}
    </td>
  )
}

function endsOf(row: ReportRow, name: string): NonNullable<Ends> | undefined {
  const [value, low, high] = [row[name], row[`${name}_low`], row[`${name}_high`]]
  const isKnown = typeof value === 'number' && typeof low === 'number' && typeof high === 'number'
  return isKnown ? { value, low, high } : undefined
}
