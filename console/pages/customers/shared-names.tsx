import { useState } from 'preact/hooks'
import type { KeyConflict } from '../../../schema/orders/people.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Paged } from '../../parts/paged.tsx'
import { Failure } from '../../parts/states.tsx'
import { sharedNameTexts } from '../../texts/shared-names.ts'

const LIMIT = 50

/** Names that may stand for several people, each to be separated or joined. */
export function SharedNames() {
  const t = sharedNameTexts.value
  return (
    <Card title={t.title} lead={t.lead}>
      <Paged<KeyConflict> path="/v1/person-keys" query={{ limit: LIMIT }} none={t.none}>
        {(names) => (
          <ul class="steer">
            {names.map((one) => (
              <SharedName key={one.key} listed={one} />
            ))}
          </ul>
        )}
      </Paged>
    </Card>
  )
}

function SharedName({ listed }: { listed: KeyConflict }) {
  // The list stays where its reader is: what was decided is shown in place.
  const [name, setName] = useState(listed)
  const { key, kind, state, joins, customer_ids } = name
  const t = sharedNameTexts.value
  const act = useAct(async () => {
    setName(await call<KeyConflict>('/v1/person-keys', { method: 'PUT', json: { key, joins: !joins } }))
  })
  const says = t.of(t.kinds[kind], customer_ids.join(', ') || t.unknown)
  const text = joins ? t.separate : t.join
  return (
    <li>
      <div>
        {says}{' '}
        <span class="tag">
          {state === 'shared' ? t.states.shared : joins ? t.states.joins : t.states.apart}
        </span>
        <Failure problem={act.problem} />
      </div>
      {state !== 'shared' && (
        <Button size="small" busy={act.busy} label={`${text}: ${says}`} onPress={() => void act.run()}>
          {text}
        </Button>
      )}
    </li>
  )
}
