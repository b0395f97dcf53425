import type { CountedTrigger, TriggerView } from '../../../../schema/triggers/triggers.ts'
import { useResource } from '../../../api/resource.ts'
import { number } from '../../../format.ts'
import { triggerTexts } from '../../../texts/triggers.ts'
import { ListPage } from '../list-page.tsx'
import { sayCause, sumOf } from './say.ts'

/** Triggers of a page. Each is counted by a call of its own. */
const SHOWN = 10

/** All triggers, with what sets each off and what it has done. */
export function Triggers() {
  return (
    <ListPage<TriggerView>
      at="triggers"
      path="/v1/triggers"
      form="/console/campaigns/triggers/new"
      shown={SHOWN}
      texts={triggerTexts.value.triggers}
      row={(trigger) => <Row key={trigger.trigger_id} trigger={trigger} />}
    />
  )
}

/** A trigger in the list: whether it is on, and what it has done. */
function Row({ trigger: { trigger_id, name, status, on } }: { trigger: TriggerView }) {
  const t = triggerTexts.value
  const id = encodeURIComponent(trigger_id)
  const counts = useResource<CountedTrigger>(`/v1/triggers/${id}`).data?.counts
  const figures = [
    [t.counted.fired, counts?.causes],
    [t.counted.decided, counts?.decided],
    [t.counted.accepted, counts?.accepted],
    [t.counted.withheld, counts && sumOf(counts.withheld)],
  ] as const
  return (
    <li>
      <div class="stack tight">
        <span class="row">
          <a href={`/console/campaigns/triggers/${id}`}>{name}</a>
          <span class={`tag ${status === 'on' ? 'good' : ''}`}>{t.triggers.status[status]}</span>
        </span>
        <span class="soft small">{sayCause(on)}</span>
      </div>
      <dl class="four">
        {figures.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value === undefined ? '–' : number(value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
