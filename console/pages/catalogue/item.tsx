import { useRoute } from 'preact-iso'
import type { Item } from '../../../schema/catalogue/items.ts'
import type { Recommendation } from '../../../schema/serving/recommendations.ts'
import { isSafeLink } from '../../../widget/view/safe-link.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { money } from '../../format.ts'
import { Card, Page } from '../../parts/page.tsx'
import { PanelView } from '../../parts/panel-view.tsx'
import { Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { simulatorTexts } from '../../texts/simulator.ts'
import { Steer } from '../rules/steer.tsx'
import { priceOf } from './catalogue.tsx'
import { Evidence } from './evidence.tsx'
import { DoubtAbout, ExcludeButton, useDecision } from './exclude.tsx'
import { ItemFiguresCard } from './figures.tsx'
import { ItemMap } from './map.tsx'
import { Relations } from './relations.tsx'

/** Suggestions that the page asks for: more than a panel shows, so that the candidates behind it are seen as well. */
const LIMIT = 12

/** One item: what shoppers see on its page, and what each suggestion is based on. */
export function ItemPage() {
  const { params } = useRoute()
  const item_id = params.item_id ?? ''
  const item = useResource<Item>(`/v1/items/${encodeURIComponent(item_id)}`)
  const shown = useResource<Recommendation>(
    may('editor') ? undefined : withQuery('/v1/recommendations', { placement: 'product', item_id }),
  )
  const candidates = useResource<Recommendation>(
    withQuery('/v1/recommendations', { placement: 'product', item_id, limit: LIMIT }),
  )
  const decision = useDecision(item_id)
  const t = texts.value.catalogue
  return (
    <Page
      help="catalogue"
      title={item.data?.title ?? item_id}
      actions={
        <>
          {may('editor') && <ExcludeButton decision={decision} />}
          <a href={`/console/simulator?item_id=${encodeURIComponent(item_id)}`}>
            {simulatorTexts.value.link}
          </a>
          <a href="/console/catalogue">{t.title}</a>
        </>
      }
    >
      <DoubtAbout decision={decision} />
      {may('editor') ? (
        <Card title={t.panel} lead={texts.value.rules.steer_lead}>
          <Steer item_id={item_id} onPublished={candidates.reload} />
        </Card>
      ) : (
        <Card title={t.panel}>
          <Loaded of={shown}>{(data) => <PanelView answer={data} />}</Loaded>
        </Card>
      )}
      <Card title={t.list} lead={t.list_lead}>
        <Loaded of={candidates}>{(data) => <Evidence answer={data} />}</Loaded>
      </Card>
      <ItemFiguresCard key={`figures of ${item_id}`} item_id={item_id} />
      <Card title={texts.value.relations.title} lead={texts.value.relations.lead}>
        <Relations key={item_id} item_id={item_id} onChange={candidates.reload} />
      </Card>
      <Card title={texts.value.map.title} lead={texts.value.map.lead}>
        <ItemMap key={item_id} item_id={item_id} title={item.data?.title ?? item_id} />
      </Card>
      <Card title={t.facts}>
        <Loaded of={item}>{(data) => <Facts item={data} />}</Loaded>
      </Card>
    </Page>
  )
}

function Facts({ item }: { item: Item }) {
  const t = texts.value.catalogue
  const price = priceOf(item)
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t.id, item.item_id],
    [t.category, item.category ?? undefined],
    [t.brand, item.brand ?? undefined],
    [t.price, price === undefined ? undefined : money(price)],
    [t.stock, t.variants(item.variants.length)],
  ]
  return (
    <dl class="pairs">
      {rows.map(
        ([name, value]) =>
          value && (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ),
      )}
      {isSafeLink(item.url) && (
        <>
          <dt>{t.link}</dt>
          <dd>
            <a href={item.url} target="_blank" rel="noreferrer">
              {t.open_page}
            </a>
          </dd>
        </>
      )}
    </dl>
  )
}
