import { useState } from 'preact/hooks'
import type { Considered, DecisionView } from '../../../schema/decisions/decisions.ts'
import { CHANNELS, type Channel } from '../../../vocabulary/decisions/offers.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Paged } from '../../parts/paged.tsx'
import { Failure } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { ConsideredList, DecisionDetails } from '../offers/decision.tsx'
import { DecisionRows } from '../offers/decisions.tsx'

type Answer = { decision: DecisionView | null; considered: Considered[] }

/** What the customer would be offered next, and what they were offered before. */
export function NextOffer({ customer }: { customer: string }) {
  const [channel, setChannel] = useState<Channel>('rep')
  const [answer, setAnswer] = useState<Answer | undefined>()
  const [isStored, setIsStored] = useState(false)
  const [made, setMade] = useState(0)
  const t = texts.value.decisions
  const ask = useAct(async (trial: boolean) => {
    const json = { customer, channel, trial }
    setAnswer(await call<Answer>('/v1/decisions', { method: 'POST', json }))
    setIsStored(!trial)
    if (!trial) setMade((count) => count + 1)
  })
  const respond = useAct(async (response: 'accepted' | 'rejected') => {
    const json = { decision_id: answer?.decision?.decision_id, response, channel }
    await call('/v1/responses', { method: 'POST', json })
    setAnswer(undefined)
    setMade((count) => count + 1)
  })
  const { decision } = answer ?? {}
  // A decision that a trial returns again is stored as well: it has been delivered.
  const isMade = isStored || decision?.status === 'delivered'
  return (
    <>
      <Card title={t.next} lead={t.next_lead}>
        <div class="form">
          <SelectField
            label={t.channel}
            value={channel}
            options={CHANNELS.map((one) => [one, texts.value.offers.channels[one]] as const)}
            onInput={(one) => {
              setChannel(one as Channel)
              setAnswer(undefined)
            }}
          />
          <div class="field end">
            <Button kind="primary" busy={ask.busy} onPress={() => void ask.run(true)}>
              {t.ask}
            </Button>
          </div>
        </div>
        <Failure problem={ask.problem ?? respond.problem} />
        {decision && (
          <>
            <DecisionDetails decision={decision} isMade={isMade} />
            <Actions
              isMade={isMade}
              busy={ask.busy || respond.busy}
              onMake={() => void ask.run(false)}
              onAnswer={(response) => void respond.run(response)}
            />
          </>
        )}
        {answer && !decision && <Nothing considered={answer.considered} />}
      </Card>
      <History key={made} customer={customer} />
    </>
  )
}

type ActionProps = {
  isMade: boolean
  busy: boolean
  onMake: () => void
  onAnswer: (response: 'accepted' | 'rejected') => void
}

/** Makes the offer that was only asked for; once it is made, notes the answer. */
function Actions({ isMade, busy, onMake, onAnswer }: ActionProps) {
  const t = texts.value.decisions
  return (
    <div class="row">
      {isMade ? (
        <>
          <Button busy={busy} onPress={() => onAnswer('accepted')}>
            {t.accept}
          </Button>
          <Button busy={busy} onPress={() => onAnswer('rejected')}>
            {t.refuse}
          </Button>
        </>
      ) : (
        <Button busy={busy} onPress={onMake}>
          {t.decide}
        </Button>
      )}
    </div>
  )
}

/** What the customer was offered before. */
function History({ customer }: { customer: string }) {
  const t = texts.value.decisions
  return (
    <Card title={t.history}>
      <Paged<DecisionView> path="/v1/decisions" query={{ customer, limit: 20 }} none={t.none}>
        {(rows) => <DecisionRows rows={rows} isOfCustomer={true} />}
      </Paged>
    </Card>
  )
}

/** That nothing may be offered, and why not. */
function Nothing({ considered }: { considered: readonly Considered[] }) {
  return (
    <>
      <p>{texts.value.decisions.nothing}</p>
      <ConsideredList list={considered} />
    </>
  )
}
