import type { Actor } from '../../../../schema/audit.ts'
import type { MemberView } from '../../../../schema/shop/members.ts'
import type { CountedTrigger } from '../../../../schema/triggers/triggers.ts'
import { useResource } from '../../../api/resource.ts'
import { date } from '../../../format.ts'
import { Card, Page } from '../../../parts/page.tsx'
import { Loaded } from '../../../parts/states.tsx'
import { mayReadOfPeople } from '../../../session.ts'
import { texts } from '../../../texts/index.ts'
import { triggerTexts } from '../../../texts/triggers.ts'
import { useNames } from '../use-names.ts'
import { Actions } from './actions.tsx'
import { Counts } from './counts.tsx'
import { Firings } from './firings.tsx'
import { sayCause } from './say.ts'
import { Summary } from './summary.tsx'

/** Milliseconds after which a trigger is read again. */
const EVERY = 15_000

/** One trigger: whether it is on, what it has done, and who set it off. */
export function Trigger({ trigger_id }: { trigger_id: string }) {
  const trigger = useResource<CountedTrigger>(`/v1/triggers/${encodeURIComponent(trigger_id)}`, EVERY)
  const { offers } = useNames()
  const t = triggerTexts.value.triggers
  const { data } = trigger
  return (
    <Page
      title={data?.name ?? t.title}
      help="triggers"
      actions={<a href="/console/campaigns/triggers">{t.title}</a>}
    >
      <Loaded of={trigger}>
        {(view) => (
          <>
            <Standing trigger={view} onChange={trigger.reload} />
            <Counts counts={view.counts} />
            {mayReadOfPeople() && <Firings trigger={view} />}
            <Card title={t.as_written}>
              <Summary trigger={view} offers={offers} />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Whether the trigger is on, who turned it on, and what can be done. */
function Standing({ trigger, onChange }: { trigger: CountedTrigger; onChange: () => void }) {
  const members = useResource<{ items: MemberView[] }>('/v1/members').data?.items ?? []
  const t = triggerTexts.value.triggers
  const { status, on, on_at, approver, author, changed_at } = trigger
  const whoOf = ({ kind, id }: Actor) =>
    members.find(({ member_id }) => member_id === id)?.name ?? texts.value.settings.actors[kind]
  const who = approver && whoOf(approver)
  const isOn = status === 'on' && on_at !== null
  return (
    <Card title={t.status[status]}>
      <p>
        <strong>{t.fires(sayCause(on))}</strong> {isOn ? t.on_lead : t.off_lead}
      </p>
      <p class="soft">
        {isOn ? t.on_by(who ?? '', date(on_at)) : who === null ? t.never_on : t.was_on_by(who)}{' '}
        {t.written_by(whoOf(author), date(changed_at))}
      </p>
      <Actions trigger={trigger} onChange={onChange} />
    </Card>
  )
}
