import { useState } from 'preact/hooks'
import type { HeldPairView } from '../../../schema/models/held-pairs.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { ago } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Paged } from '../../parts/paged.tsx'
import { Failure } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { modelTexts } from '../../texts/model.ts'

const LIMIT = 50
const MOODS = { waiting: 'warn', allowed: 'good', refused: '' } as const

/** Pairs that appeared within days from few customers: they are withheld until the merchant decides. */
export function HeldPairs({ onDecided }: { onDecided: () => void }) {
  const t = modelTexts.value.model
  return (
    <Card title={t.held} lead={t.held_lead}>
      <Paged<HeldPairView> path="/v1/held-pairs" query={{ limit: LIMIT }} none={t.held_none}>
        {(pairs) => (
          <ul class="steer">
            {pairs.map((pair) => (
              <HeldPair key={`${pair.item_id} ${pair.companion_id}`} pair={pair} onDecided={onDecided} />
            ))}
          </ul>
        )}
      </Paged>
    </Card>
  )
}

/** An item by its title; by its id where the catalogue no longer has it. */
const Link = ({ id, title }: { id: string; title: string | null }) => (
  <a href={`/console/catalogue/${encodeURIComponent(id)}`}>{title ?? id}</a>
)

function HeldPair({ pair, onDecided }: { pair: HeldPairView; onDecided: () => void }) {
  const { item_id, companion_id, title, companion_title, co_orders, customers, held_at } = pair
  // The list stays where its reader is: what was decided is shown in place.
  const [status, setStatus] = useState(pair.status)
  const t = modelTexts.value.model
  const decide = useAct(async (status: HeldPairView['status']) => {
    await call('/v1/held-pairs', { method: 'PUT', json: { item_id, companion_id, status } })
    setStatus(status)
    onDecided()
  })
  const name = `${title ?? item_id} + ${companion_title ?? companion_id}`
  const press = (wish: 'allowed' | 'refused', text: string) =>
    status !== wish && (
      <Button
        size="small"
        busy={decide.busy}
        label={`${text}: ${name}`}
        onPress={() => void decide.run(wish)}
      >
        {text}
      </Button>
    )
  return (
    <li>
      <span>
        <Link id={item_id} title={title} /> + <Link id={companion_id} title={companion_title} />{' '}
        <span class={`tag ${MOODS[status]}`}>{t.held_status[status]}</span>
        <span class="soft small block">{t.held_says(co_orders, customers, ago(held_at))}</span>
      </span>
      {may('editor') && (
        <span class="row">
          {press('allowed', t.allow)}
          {press('refused', t.refuse)}
        </span>
      )}
      <Failure problem={decide.problem} />
    </li>
  )
}
