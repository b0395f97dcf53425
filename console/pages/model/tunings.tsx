import type { TuningFacts } from '../../../schema/models/models.ts'
import type { TuningView } from '../../../schema/models/tunings.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { dateTime, number, significant } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { modelTexts } from '../../texts/model.ts'

const PARTS = ['page', 'cart', 'customers', 'age'] as const

/** Three digits that count, with the sign of a gain. */
const gain = (value: number) => `${value > 0 ? '+' : ''}${significant(value, 2)}`

/** What the tuning tried on the shop's own orders, and what it chose. */
export function Tunings() {
  const list = useResource<{ items: TuningView[] }>('/v1/tunings?limit=10')
  const t = modelTexts.value.model
  const tune = useAct(async () => {
    await call('/v1/tunings', { method: 'POST' })
    list.reload()
  })
  const last = list.data?.items.find(({ settings }) => settings?.tuning)
  const facts = last?.settings?.tuning
  const newest = list.data?.items[0]
  return (
    <Card
      title={t.tuning}
      lead={t.tuning_lead}
      actions={
        may('editor') && (
          <Button size="small" busy={tune.busy} onPress={() => void tune.run()}>
            {t.tune}
          </Button>
        )
      }
    >
      <Failure problem={tune.problem} />
      <Loaded of={list}>
        {() => (
          <>
            {newest && (
              <p class="soft">
                {t.tuned(t.tuning_status[newest.status], dateTime(newest.created_at), number(newest.orders))}
                {newest.problem && ` ${newest.problem}`}
              </p>
            )}
            {facts ? <Tried facts={facts} /> : <p class="soft">{t.not_tuned}</p>}
          </>
        )}
      </Loaded>
    </Card>
  )
}

const Tried = ({ facts }: { facts: TuningFacts }) => {
  const t = modelTexts.value.model
  return (
    <div class="stack">
      {PARTS.map((part) => {
        const { chosen, cases, tried } = facts[part]
        return (
          <details key={part}>
            <summary>{t.chosen(t.parts_of_tuning[part], chosen)}</summary>
            <p class="soft small">{t.cases(number(cases))}</p>
            <Scroll label={t.parts_of_tuning[part]}>
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">{t.option}</th>
                    <th scope="col" class="number">
                      {t.mean}
                    </th>
                    <th scope="col" class="number">
                      {t.gain}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {tried.map(({ name, mean, gain: value, standard_error }) => (
                    <tr key={name}>
                      <td>
                        {name} {name === chosen && <span class="tag good">{t.is_chosen}</span>}
                      </td>
                      <td class="number">{significant(mean)}</td>
                      <td class="number">
                        {gain(value)} ± {significant(standard_error, 2)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </details>
        )
      })}
    </div>
  )
}
