import { useEffect, useState } from 'preact/hooks'
import type { Item } from '../../../schema/catalogue/items.ts'
import { isSafeLink } from '../../../widget/view/safe-link.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { money } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Page } from '../../parts/page.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

/** Milliseconds after the last key before the search begins. */
const PAUSE = 150
const LIMIT = 50

type List = { items: Item[]; next: string | null }

/** The catalogue, searched while typing. */
export function Catalogue() {
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const [after, setAfter] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => {
      setQ(typed.trim())
      setAfter('')
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useResource<List>(
    withQuery('/v1/items', { limit: LIMIT, q: q || undefined, after: after || undefined }),
  )
  const t = texts.value.catalogue
  return (
    <Page help="catalogue" title={t.title} lead={t.lead}>
      <TextField label={t.search} type="search" value={typed} onInput={setTyped} />
      <Loaded of={found}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Empty>
              <p>{q === '' && after === '' ? t.empty : t.none}</p>
              {q === '' && <a href="/console/uploads">{texts.value.start.go_upload}</a>}
            </Empty>
          ) : (
            <>
              <ul class="card items">
                {items.map((item) => (
                  <li key={item.item_id}>
                    <ItemLink item={item} />
                  </li>
                ))}
              </ul>
              <div class="row">
                {after !== '' && <Button onPress={() => setAfter('')}>{texts.value.common.back}</Button>}
                {next !== null && <Button onPress={() => setAfter(next)}>{texts.value.common.more}</Button>}
              </div>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

/** The picture of an item; a plain square where there is none. */
export const Thumb = ({ url }: { url: string | null | undefined }) =>
  isSafeLink(url) ? (
    <img class="thumb" src={url} alt="" loading="lazy" width={40} height={40} />
  ) : (
    <span class="thumb" />
  )

/** The lowest price of an item's variants, in minor units. */
export const priceOf = ({ variants }: Pick<Item, 'variants'>): number | undefined => {
  const prices = variants.flatMap(({ price }) => (typeof price === 'number' ? [price] : []))
  return prices.length > 0 ? Math.min(...prices) : undefined
}

function ItemLink({ item }: { item: Item }) {
  const t = texts.value.catalogue
  const price = priceOf(item)
  return (
    <a class="entry" href={`/console/catalogue/${encodeURIComponent(item.item_id)}`}>
      <Thumb url={item.image_url} />
      <span>
        <strong class="name">{item.title}</strong>
        <span class="soft small">
          {[item.item_id, item.category].filter(Boolean).join(' · ')}
          {!item.published && ` · ${t.not_published}`}
        </span>
      </span>
      <span class={price === undefined ? 'soft' : ''}>{price === undefined ? t.no_price : money(price)}</span>
    </a>
  )
}
