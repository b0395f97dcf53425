import { useState } from 'preact/hooks'
import type { FiringView } from '../../../../schema/triggers/firings.ts'
import type { CountedTrigger } from '../../../../schema/triggers/triggers.ts'
import { FIRING_STATES } from '../../../../vocabulary/decisions/triggers.ts'
import { dateTime } from '../../../format.ts'
import { SelectField } from '../../../parts/field.tsx'
import { Card } from '../../../parts/page.tsx'
import { Paged } from '../../../parts/paged.tsx'
import { Scroll } from '../../../parts/scroll.tsx'
import { triggerTexts } from '../../../texts/triggers.ts'
import { sayFired, sayFiringReason } from './say.ts'

/** Firings of a page. */
const SHOWN = 20

/** What the trigger did for which customer, and why it did nothing. */
export function Firings({ trigger }: { trigger: CountedTrigger }) {
  const [state, setState] = useState('')
  const { trigger_id, counts } = trigger
  const t = triggerTexts.value.firings
  if (counts.causes === 0) return null
  return (
    <Card title={t.title} lead={t.lead}>
      <div class="form">
        <SelectField
          label={t.show}
          value={state}
          options={[['', t.all], ...FIRING_STATES.map((one) => [one, t.states[one]] as const)]}
          onInput={setState}
        />
      </div>
      <Paged<FiringView>
        // Read again when something happened meanwhile.
        key={`${state} ${JSON.stringify(counts)}`}
        path={`/v1/triggers/${encodeURIComponent(trigger_id)}/firings`}
        query={{ state: state || undefined, limit: SHOWN }}
        none={t.none}
      >
        {(rows) => <Rows rows={rows} trigger={trigger} />}
      </Paged>
    </Card>
  )
}

function Rows({ rows, trigger: { on, steps } }: { rows: readonly FiringView[]; trigger: CountedTrigger }) {
  const t = triggerTexts.value
  const { title, customer: who, cause: what, state: how, when } = t.firings
  return (
    <Scroll label={title}>
      <table class="table">
        <thead>
          <tr>
            {[who, what, how, when].map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ customer, cause, step, state, reason, caused_at, planned_at }) => (
            <tr key={`${customer} ${cause} ${step}`}>
              <th scope="row">
                <a class="handle" href={`/console/customers/${encodeURIComponent(customer)}`}>
                  {customer}
                </a>
              </th>
              <td>
                {sayFired(cause, on)}
                {steps.length > 1 && <span class="soft small block">{t.triggers.step(step + 1)}</span>}
              </td>
              <td>
                {t.firings.states[state]}
                {reason && <span class="soft small block">{sayFiringReason(reason)}</span>}
              </td>
              <td class="tight">
                {dateTime(caused_at)}
                {state === 'waiting' && (
                  <span class="soft small block">{t.firings.planned(dateTime(planned_at))}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
