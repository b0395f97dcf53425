import { useState } from 'preact/hooks'
import type { DecisionView } from '../../../schema/decisions/decisions.ts'
import { CHANNELS } from '../../../vocabulary/decisions/offers.ts'
import { dateTime } from '../../format.ts'
import { SelectField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Paged } from '../../parts/paged.tsx'
import { Notice } from '../../parts/states.tsx'
import { mayReadOfPeople } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { DecisionDetails } from './decision.tsx'

/** Who was offered what, and what came of it. */
export function Decisions() {
  const [channel, setChannel] = useState('')
  const t = texts.value.decisions
  const names = texts.value.offers.channels
  return (
    <Page
      title={t.title}
      lead={t.lead}
      help="offers"
      actions={<a href="/console/offers">{texts.value.offers.title}</a>}
    >
      {mayReadOfPeople() ? (
        <Card title={t.title}>
          <div class="form">
            <SelectField
              label={t.channel}
              value={channel}
              options={[['', t.all], ...CHANNELS.map((one) => [one, names[one]] as const)]}
              onInput={setChannel}
            />
          </div>
          <Paged<DecisionView>
            key={channel}
            path="/v1/decisions"
            query={{ channel: channel || undefined, limit: 50 }}
            none={t.none}
          >
            {(rows) => <DecisionRows rows={rows} isOfCustomer={false} />}
          </Paged>
        </Card>
      ) : (
        <Notice>
          <p>{texts.value.customers.for_editors}</p>
        </Notice>
      )}
    </Page>
  )
}

/** Decisions, each with its details behind a press. */
export function DecisionRows({
  rows,
  isOfCustomer,
}: {
  rows: readonly DecisionView[]
  isOfCustomer: boolean
}) {
  const t = texts.value.decisions
  return (
    <div class="stack">
      {rows.map((decision) => (
        <details key={decision.decision_id}>
          <summary>
            {dateTime(decision.created_at)} · {decision.content.title} · {t.status[decision.status]}
          </summary>
          <DecisionDetails decision={decision} isMade />
          {!isOfCustomer && <a href={`/console/customers/${decision.customer}`}>{t.customer}</a>}
        </details>
      ))}
    </div>
  )
}
