import { useState } from 'preact/hooks'
import type { ItemReadiness } from '../../../schema/catalogue/readiness.ts'
import type { Recommendation } from '../../../schema/serving/recommendations.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { SelectField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { PanelView } from '../../parts/panel-view.tsx'
import { Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

/** Widths in pixels, as on a phone, a tablet and a desk. */
const WIDTHS = { phone: 360, tablet: 720, desktop: 1100 } as const
type Width = keyof typeof WIDTHS

const ITEMS = 20

/** The real panel of one of the most bought items, at three widths. */
export function Preview() {
  const [width, setWidth] = useState<Width>('tablet')
  const [chosen, setChosen] = useState<string | undefined>()
  const best = useResource<{ items: ItemReadiness[] }>(`/v1/readiness?sort=orders&limit=${ITEMS}`)
  const item_id = chosen ?? best.data?.items[0]?.item_id
  const answer = useResource<Recommendation>(
    item_id === undefined ? undefined : withQuery('/v1/recommendations', { placement: 'product', item_id }),
  )
  const t = texts.value.panels
  const widths = { phone: t.phone, tablet: t.tablet, desktop: t.desktop }
  return (
    <Card title={t.preview} lead={t.preview_lead}>
      <Loaded of={best}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{texts.value.start.right_none}</p>
          ) : (
            <>
              <div class="form">
                <SelectField
                  label={t.preview_item}
                  value={item_id ?? ''}
                  options={items.map((one) => [one.item_id, one.title] as const)}
                  onInput={setChosen}
                />
                <SelectField
                  label={t.width}
                  value={width}
                  options={Object.entries(widths)}
                  onInput={(value) => setWidth(value === 'phone' || value === 'desktop' ? value : 'tablet')}
                />
              </div>
              <Loaded of={answer}>{(data) => <PanelView answer={data} width={WIDTHS[width]} />}</Loaded>
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
