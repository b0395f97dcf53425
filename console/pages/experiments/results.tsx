import type { Results as Data, Estimate } from '../../../schema/outcomes/results.ts'
import { useResource } from '../../api/resource.ts'
import { money, number, percent } from '../../format.ts'
import { DifferenceInterval } from '../../parts/interval.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Loaded, Notice } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

const METRICS = ['conversion', 'revenue', 'margin'] as const
type Metric = (typeof METRICS)[number]
const MOODS = { helps: 'good', harms: 'bad', too_early: '', not_as_drawn: 'bad' } as const

/** What an experiment has shown so far; nothing while the groups are not as drawn. */
export function Results({ experiment_id }: { experiment_id: string }) {
  const results = useResource<Data>(`/v1/experiments/${experiment_id}/results`)
  const t = texts.value.experiments
  return (
    <Loaded of={results}>
      {(data) =>
        data.sample_ratio.as_drawn ? (
          <>
            <Arms data={data} />
            <Comparisons data={data} />
          </>
        ) : (
          <Notice mood="bad">
            <p>{t.not_as_drawn}</p>
          </Notice>
        )
      }
    </Loaded>
  )
}

function nameOf(arm: string): string {
  const names: Record<string, string> = texts.value.experiments.arms
  return names[arm] ?? arm
}

function Arms({ data: { arms } }: { data: Data }) {
  const t = texts.value.experiments
  return (
    <Scroll label={t.results}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.arm}</th>
            {[t.visitors, t.buyers, t.orders].map((name) => (
              <th scope="col" class="number" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {arms.map(({ arm, visitors, buyers, orders }) => (
            <tr key={arm}>
              <td>{nameOf(arm)}</td>
              <td class="number">{number(visitors)}</td>
              <td class="number">{number(buyers)}</td>
              <td class="number">{number(orders)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Comparisons({ data: { comparisons, currency } }: { data: Data }) {
  const t = texts.value.experiments
  const written = (metric: Metric, value: number) =>
    metric === 'conversion' ? percent(value) : money(value, currency)
  const says = (metric: Metric, { value, low, high }: Estimate) =>
    `${written(metric, value)} (${written(metric, low)} – ${written(metric, high)})`
  const rows = comparisons.flatMap((one) =>
    METRICS.map((metric) => {
      const { always, verdict, detectable, control } = one[metric]
      return { arm: one.arm, metric, always, verdict, detectable, control }
    }),
  )
  return (
    <Scroll label={t.effect}>
      <table class="table">
        <thead>
          <tr>
            {[t.metric, t.effect, t.verdict].map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ arm, metric, always, verdict, detectable, control }) => (
            <tr key={`${arm} ${metric}`}>
              <td>
                {t.metrics[metric]}
                {comparisons.length > 1 && <span class="soft"> {nameOf(arm)}</span>}
              </td>
              <td>{always ? <DifferenceInterval {...always} says={says(metric, always)} /> : '–'}</td>
              <td>
                <span class={`tag ${MOODS[verdict]}`}>{t.verdicts[verdict]}</span>
                {verdict === 'too_early' && (
                  <span class="soft small block">
                    {detectable === null
                      ? t.too_few
                      : t.seen_today(
                          control > 0 ? percent(detectable / control) : written(metric, detectable),
                        )}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
