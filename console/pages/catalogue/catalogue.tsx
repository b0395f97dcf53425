import { useState } from 'preact/hooks'
import type { Item } from '../../../schema/catalogue/items.ts'
import type { NotShown } from '../../../vocabulary/catalogue.ts'
import { withQuery } from '../../api/call.ts'
import { useKept, usePaused, useResource } from '../../api/resource.ts'
import { money, number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Card, Page } from '../../parts/page.tsx'
import { Empty, Failure, Ghost } from '../../parts/states.tsx'
import { Thumb } from '../../parts/thumb.tsx'
import { texts } from '../../texts/index.ts'
import { FilterControls, NO_FILTERS, queryOf } from './filters.tsx'
import { NonGoods } from './non-goods.tsx'

const LIMIT = 50
/** Matches are counted up to this number by the API. */
const MOST_COUNTED = 1_000

type List = {
  items: Item[]
  next: string | null
  total: number
  not_shown: Record<string, NotShown>
}

/** The catalogue, searched while typing, and filtered. */
export function Catalogue() {
  const [typed, setTyped] = useState('')
  const [filters, setFilters] = useState(NO_FILTERS)
  const [isOpen, setIsOpen] = useState(false)
  const q = usePaused(typed)
  const price_from = usePaused(filters.price_from)
  const price_to = usePaused(filters.price_to)
  const query = { q: q || undefined, ...queryOf({ ...filters, price_from, price_to }) }
  const isRestricted = Object.values(query).some((value) => value !== undefined)
  const t = texts.value.catalogue
  const set = Object.values(filters).filter((value) => value !== '').length
  return (
    <Page help="catalogue" title={t.title} lead={t.lead}>
      <div class="card">
        <TextField label={t.search} hint={t.search_hint} type="search" value={typed} onInput={setTyped} />
        <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
          <summary>{set === 0 ? t.filters : t.filters_set(set)}</summary>
          {isOpen && <FilterControls chosen={filters} onChange={setFilters} />}
        </details>
      </div>
      {!isRestricted && <NonGoods />}
      <Results query={query} isRestricted={isRestricted} />
    </Page>
  )
}

type Query = Record<string, string | number | undefined>

/** What was found: the first page at once, further ones when asked for. While a new search runs, the list before stays. */
function Results({ query, isRestricted }: { query: Query; isRestricted: boolean }) {
  const path = withQuery('/v1/items', { limit: LIMIT, ...query })
  const found = useResource<List>(path)
  const list = useKept(found)
  const t = texts.value.catalogue
  if (found.problem) return <Failure problem={found.problem} onRetry={found.reload} />
  if (!list) return <Ghost />
  const isBusy = found.data === undefined
  const total = list.total >= MOST_COUNTED ? t.found_most(number(MOST_COUNTED)) : t.found(list.total)
  return (
    <Card title={t.items}>
      <p class="soft small" role="status">
        {total}
      </p>
      {list.items.length === 0 ? (
        <Empty>
          <p>{isRestricted ? t.none : t.empty}</p>
          {!isRestricted && <a href="/console/uploads">{texts.value.start.go_upload}</a>}
        </Empty>
      ) : (
        <div class="stack" aria-busy={isBusy}>
          <Rows list={list} />
          {list.next !== null && !isBusy && <More key={path} path={path} after={list.next} />}
        </div>
      )}
    </Card>
  )
}

/** The pages behind a page, one after the other. */
function More({ path, after }: { path: string; after: string }) {
  const [isAsked, setIsAsked] = useState(false)
  const page = useResource<List>(isAsked ? `${path}&after=${encodeURIComponent(after)}` : undefined)
  if (page.data) {
    return (
      <>
        <Rows list={page.data} />
        {page.data.next !== null && <More path={path} after={page.data.next} />}
      </>
    )
  }
  if (page.problem) return <Failure problem={page.problem} onRetry={page.reload} />
  return (
    <div>
      <Button busy={isAsked} onPress={() => setIsAsked(true)}>
        {texts.value.common.more}
      </Button>
    </div>
  )
}

const Rows = ({ list: { items, not_shown } }: { list: List }) => (
  <ul class="items">
    {items.map((item) => (
      <li key={item.item_id}>
        <ItemLink item={item} reason={not_shown[item.item_id]} />
      </li>
    ))}
  </ul>
)

/** The lowest price of an item's variants, in minor units. */
export const priceOf = ({ variants }: Pick<Item, 'variants'>): number | undefined => {
  const prices = variants.flatMap(({ price }) => (typeof price === 'number' ? [price] : []))
  return prices.length > 0 ? Math.min(...prices) : undefined
}

function ItemLink({ item, reason }: { item: Item; reason: NotShown | undefined }) {
  const t = texts.value.catalogue
  const price = priceOf(item)
  return (
    <a class="entry" href={`/console/catalogue/${encodeURIComponent(item.item_id)}`}>
      <Thumb url={item.image_url} />
      <span>
        <strong class="name">{item.title}</strong>
        <span class="soft small">
          {[item.item_id, item.brand, item.category].filter(Boolean).join(' · ')}
        </span>
        {reason && <span class="tag warn">{t.because(texts.value.uploads.not_shown[reason])}</span>}
      </span>
      <span class={price === undefined ? 'soft' : ''}>{price === undefined ? t.no_price : money(price)}</span>
    </a>
  )
}
