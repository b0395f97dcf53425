import type { Report } from '../../../schema/outcomes/reports.ts'
import { useResource } from '../../api/resource.ts'
import { money } from '../../format.ts'
import { Card } from '../../parts/page.tsx'
import { Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

const asNumber = (value: string | number | null | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined

/** What the suggestions have brought, by the holdout; or that it cannot be said yet. */
export function Worth() {
  const report = useResource<Report>('/v1/reports/incremental')
  const t = texts.value.start
  return (
    <Card title={t.worth}>
      <Loaded of={report}>
        {({ rows, currency }) => {
          const [row] = rows
          if (!row) {
            return (
              <>
                <p>{t.not_measured}</p>
                <p>
                  <a href="/console/experiments">{t.measure}</a>
                </p>
              </>
            )
          }
          const [gain, low, high] = [row.revenue, row.revenue_low, row.revenue_high].map(asNumber)
          if (gain === undefined || low === undefined || high === undefined || row.verdict === 'too_early') {
            return <p>{t.too_early}</p>
          }
          return <p>{t.gain(money(gain, currency), money(low, currency), money(high, currency))}</p>
        }}
      </Loaded>
    </Card>
  )
}
