import type { TriggerCounts } from '../../../../schema/triggers/firings.ts'
import { number } from '../../../format.ts'
import { Card } from '../../../parts/page.tsx'
import { triggerTexts } from '../../../texts/triggers.ts'
import { Fact } from '../fact.tsx'
import { sayFiringReason, sumOf } from './say.ts'

/** What a trigger has done, with the reasons for what it has not. */
export function Counts({ counts }: { counts: TriggerCounts }) {
  const t = triggerTexts.value.counted
  if (counts.causes === 0) {
    return (
      <Card title={t.title}>
        <p class="soft">{t.none}</p>
      </Card>
    )
  }
  return (
    <Card title={t.title}>
      <dl class="facts">
        <Fact name={t.fired} value={number(counts.causes)} />
        <Fact name={t.waiting} value={number(counts.waiting)} />
        <Fact name={t.decided} value={number(counts.decided)} />
        <Fact name={t.delivered} value={number(counts.delivered)} />
        <Fact name={t.accepted} value={number(counts.accepted)} />
        <Fact name={t.rejected} value={number(counts.rejected)} />
        <Fact name={t.withheld} value={number(sumOf(counts.withheld))} />
        <Fact name={t.cancelled} value={number(sumOf(counts.cancelled))} />
        <Fact name={t.control} value={number(counts.control)} />
        <Fact name={t.late} value={number(counts.late)} />
      </dl>
      <Reasons title={t.why_withheld} list={counts.withheld} />
      <Reasons title={t.why_cancelled} list={counts.cancelled} />
    </Card>
  )
}

function Reasons({ title, list }: { title: string; list: TriggerCounts['withheld'] }) {
  if (list.length === 0) return null
  return (
    <div class="stack tight">
      <h3>{title}</h3>
      <ul class="soft">
        {list
          .toSorted((a, b) => b.firings - a.firings)
          .map(({ reason, firings }) => (
            <li key={reason}>
              {number(firings)}: {sayFiringReason(reason)}
            </li>
          ))}
      </ul>
    </div>
  )
}
