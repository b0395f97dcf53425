import { withQuery } from '../../api/call.ts'
import { useAct, useKept, useResource } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { nonGoodsTexts } from '../../texts/non-goods.ts'
import { decide, type ListedExclusion, reasonsOf } from './exclude.tsx'

/** Items that are asked about at once: the catalogue is below them. */
const LIMIT = 5

/** Items that runs take for no goods, each to be allowed or excluded; nothing where there are none. */
export function NonGoods() {
  const found = useResource<{ items: ListedExclusion[]; next: string | null }>(
    withQuery('/v1/exclusions', { status: 'found', limit: LIMIT }),
  )
  const list = useKept(found)
  const t = nonGoodsTexts.value
  if (found.problem) return <Failure problem={found.problem} onRetry={found.reload} />
  if (!list || list.items.length === 0) return null
  return (
    <Card title={t.title} lead={t.lead}>
      <ul class="steer">
        {list.items.map((one) => (
          <Doubtful key={one.item_id} one={one} onDecided={found.reload} />
        ))}
      </ul>
      {list.next !== null && <p class="soft small">{t.more}</p>}
    </Card>
  )
}

function Doubtful({ one, onDecided }: { one: ListedExclusion; onDecided: () => void }) {
  const { item_id, title } = one
  const t = nonGoodsTexts.value
  const act = useAct(async (status: 'excluded' | 'allowed') => {
    await decide(item_id, status)
    onDecided()
  })
  const press = (status: 'excluded' | 'allowed', text: string) => (
    <Button
      size="small"
      busy={act.busy}
      label={`${text}: ${title ?? item_id}`}
      onPress={() => void act.run(status)}
    >
      {text}
    </Button>
  )
  return (
    <li>
      <div>
        <a href={`/console/catalogue/${encodeURIComponent(item_id)}`}>{title ?? item_id}</a>
        <p class="soft small">{reasonsOf(one)}</p>
        <Failure problem={act.problem} />
      </div>
      {may('editor') && (
        <div class="row">
          {press('allowed', t.is_goods)}
          {press('excluded', texts.value.catalogue.forbid)}
        </div>
      )}
    </li>
  )
}
