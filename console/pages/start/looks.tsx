import { useState } from 'preact/hooks'
import type { ItemReadiness } from '../../../schema/catalogue/readiness.ts'
import type { Recommendation } from '../../../schema/serving/recommendations.ts'
import { cardsOf } from '../../../widget/view/shown.ts'
import { call, withQuery } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { PanelView } from '../../parts/panel-view.tsx'
import { Failure, Ghost, Loaded, Notice } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'

/** Items whose panels are shown, and how many of them at first. */
const ITEMS = 20
const FIRST = 3

type Page = { items: ItemReadiness[] }
type Hidden = { item_id: string; title: string }

/** The panels of the most bought items, in a card of their own. */
export const Looks = () => (
  <Card title={texts.value.start.right} lead={texts.value.start.right_lead}>
    <LookList />
  </Card>
)

/** The same without a card, with one press to take an item out. @param first how many are shown at first */
export function LookList({ first = FIRST }: { first?: number }) {
  const [count, setCount] = useState(first)
  const [hidden, setHidden] = useState<Hidden | undefined>()
  const best = useResource<Page>(`/v1/readiness?sort=orders&limit=${ITEMS}`)
  const t = texts.value.start
  const undo = useAct(async ({ item_id }: Hidden) => {
    await call(withQuery('/v1/exclusions', { item_id }), { method: 'DELETE' })
    setHidden(undefined)
  })
  return (
    <div class="stack">
      {hidden && (
        <Notice mood="good">
          <div class="row">
            <p>{t.hidden(hidden.title)}</p>
            <Button size="small" busy={undo.busy} onPress={() => void undo.run(hidden)}>
              {t.undo}
            </Button>
          </div>
        </Notice>
      )}
      <Failure problem={undo.problem} />
      <Loaded of={best}>
        {({ items }) => (
          <>
            <ul class="looks">
              {items.slice(0, count).map(({ item_id, title }) => (
                // Another exclusion is another list.
                <li key={`${item_id} ${hidden?.item_id}`}>
                  <Look item_id={item_id} title={title} onHide={setHidden} />
                </li>
              ))}
            </ul>
            {items.length > count && (
              <div>
                <Button onPress={() => setCount(count + FIRST * 2)}>{texts.value.common.more}</Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

/** The panel on the page of one item. */
function Look({ item_id, title, onHide }: Hidden & { onHide: (item: Hidden) => void }) {
  const answer = useResource<Recommendation>(
    withQuery('/v1/recommendations', { placement: 'product', item_id }),
  )
  const hide = useAct(async (item: Hidden) => {
    const exclusions = [{ item_id: item.item_id, status: 'excluded' }]
    await call('/v1/exclusions', { method: 'PUT', json: { exclusions } })
    onHide(item)
  })
  const cards = answer.data ? cardsOf(answer.data) : []
  return (
    <>
      <h3>
        <a href={`/console/catalogue/${encodeURIComponent(item_id)}`}>{title}</a>
      </h3>
      {answer.data ? (
        <PanelView answer={answer.data} />
      ) : answer.problem ? (
        <Failure problem={answer.problem} />
      ) : (
        <Ghost />
      )}
      {may('editor') && cards.length > 1 && (
        <div class="outs">
          {texts.value.start.never}
          {cards.map((item) => (
            <Button
              key={item.item_id}
              size="small"
              icon="cross"
              label={texts.value.start.never_show(item.title)}
              busy={hide.busy}
              onPress={() => void hide.run(item)}
            >
              {item.title}
            </Button>
          ))}
        </div>
      )}
      <Failure problem={hide.problem} />
    </>
  )
}
