import { useState } from 'preact/hooks'
import type { DigestView } from '../../../schema/audit-digests.ts'
import { useResource } from '../../api/resource.ts'
import { date, number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Loaded, Notice } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

/** Checks the signed digests of the log when somebody asks for it. */
export function Digests() {
  const [asked, setAsked] = useState(false)
  const digests = useResource<{ items: DigestView[] }>(asked ? '/v1/audit/digests' : undefined)
  const t = texts.value.audit.digests
  return (
    <Card title={t.title} lead={t.lead}>
      {asked ? (
        <Loaded of={digests}>{({ items }) => <Result items={items} />}</Loaded>
      ) : (
        <Button onPress={() => setAsked(true)}>{t.check}</Button>
      )}
    </Card>
  )
}

function Result({ items }: { items: readonly DigestView[] }) {
  const t = texts.value.audit.digests
  const [newest] = items
  if (!newest) return <p role="status">{t.none}</p>
  const wrong = items.filter(({ state }) => state !== 'intact')
  if (wrong.length === 0) {
    const checked = (one: DigestView) => one.entries + (one.data_checked ? one.data_entries : 0)
    const entries = items.reduce((sum, one) => sum + checked(one), 0)
    return <p role="status">{t.intact(number(entries), date(newest.until_at))}</p>
  }
  return (
    <Notice mood="bad">
      <ul>
        {wrong.map(({ number: place, from_at, until_at, state }) => (
          <li key={place}>
            {date(from_at)} – {date(until_at)}: {t.states[state]}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
