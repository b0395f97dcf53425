import { useState } from 'preact/hooks'
import type { PolicySimulation } from '../../../schema/decisions/policy-simulation.ts'
import type { WithheldCode } from '../../../vocabulary/decisions/offers.ts'
import { ask } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { date, number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Failure } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { policyTexts } from '../../texts/policy.ts'

/** Tries the policy of the form on the contacts of the last quarter, before it is saved. */
export function PolicyTrial({ policy }: { policy: object }) {
  const written = JSON.stringify(policy)
  const [answer, setAnswer] = useState<{ written: string; found: PolicySimulation } | undefined>()
  // What was found of a policy says nothing about the one that is written now.
  const found = answer?.written === written ? answer.found : undefined
  const t = policyTexts.value
  const simulate = useAct(async () => {
    const json = { contact_policy: policy }
    const { data } = await ask<PolicySimulation>('/v1/contact-policy/simulate', { method: 'POST', json })
    setAnswer({ written, found: data })
  })
  return (
    <Card title={t.trial} lead={t.trial_lead}>
      <div class="stack">
        <div>
          <Button busy={simulate.busy} onPress={() => void simulate.run()}>
            {t.trial_run}
          </Button>
        </div>
        <Failure problem={simulate.problem} />
        <div role="status">{found && <Outcome found={found} />}</div>
      </div>
    </Card>
  )
}

function Outcome({ found }: { found: PolicySimulation }) {
  const t = policyTexts.value
  if (found.contacts === 0) return <p>{t.trial_none(date(found.from))}</p>
  return (
    <div class="stack">
      <p>
        {t.trial_found(date(found.from), number(found.contacts), number(found.withheld), number(found.moved))}{' '}
        {found.withheld > 0 && t.trial_people(number(found.people_affected), number(found.people))}
      </p>
      {found.causes.length > 0 && (
        <ul class="soft">
          {found.causes.map(({ code, max, days, contacts }) => (
            <li key={`${code} ${max} ${days}`}>
              {number(contacts)}: {texts.value.decisions.withheld[code as WithheldCode]}
              {max !== undefined && days !== undefined && ` (${t.trial_limit(number(max), number(days))})`}
            </li>
          ))}
        </ul>
      )}
      {found.withheld > 0 && <OffersThatLose offers={found.offers} />}
    </div>
  )
}

function OffersThatLose({ offers }: Pick<PolicySimulation, 'offers'>) {
  const t = policyTexts.value
  return (
    <Scroll label={t.trial_offers}>
      <table class="table">
        <caption>{t.trial_offers}</caption>
        <thead>
          <tr>
            <th scope="col">{t.trial_offer}</th>
            <th scope="col" class="number">
              {t.trial_contacts}
            </th>
            <th scope="col" class="number">
              {t.trial_withheld}
            </th>
            <th scope="col" class="number">
              {t.trial_accepted}
            </th>
          </tr>
        </thead>
        <tbody>
          {offers
            .filter(({ withheld }) => withheld > 0)
            .map(({ offer_id, name, contacts, withheld, accepted_withheld }) => (
              <tr key={offer_id}>
                <th scope="row">{name}</th>
                <td class="number">{number(contacts)}</td>
                <td class="number">{number(withheld)}</td>
                <td class="number">{number(accepted_withheld)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Scroll>
  )
}
