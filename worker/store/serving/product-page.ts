import { type SQL, sql } from 'drizzle-orm'
import type { Rung } from '../../../engine/rank/candidates.ts'
import { DOWNGRADE_BANDS, inBand, UPGRADE_BANDS } from '../../../engine/rank/price-bands.ts'
import type { Intent } from '../../../schema/serving/recommendations.ts'
import type { PanelRules } from '../../../schema/shop/shops.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import {
  CARD,
  type Card,
  type CardRow,
  cardOf,
  type Found,
  type ListedRow,
  refuseReplacements,
  rowsOf,
  type Stated,
  shopOf,
  statedCard,
  theShop,
  UNCOUNTED,
} from './cards.ts'

/** Companions joined from each rung: limit and spares of the largest panel. */
const JOINED = 30
/** Joined from the lower rungs: they only fill up. */
const JOINED_BELOW = 12
/** Relations read of one item, two rows each. They come by id, so a cut may lose a substitute: hence so many. */
const MOST_RELATIONS = 200
const RUNG: Record<'item' | 'linked' | 'category' | 'shop', Rung> = {
  item: 'mined',
  linked: 'generalised',
  category: 'category',
  shop: 'bestseller',
}

/** The intents that have a part of their own in an item's row, by the same name. */
const TAILS: ReadonlySet<Intent> = new Set(['upgrade', 'downgrade', 'related'])

/** All that the panels of a product page need, in one round trip. Rows read: docs/METHOD.md, "What an answer reads". */
export async function readProductPage(
  store: Store,
  item_id: string,
  intents: readonly Intent[],
  now: number,
): Promise<Found> {
  const { shop_id, replica } = store
  const parts = intents.filter((intent) => TAILS.has(intent))
  const [found, own, relations, ...others] = await batch(replica, [
    theShop(shop_id),
    sql`select ${CARD} from items i where i.shop_id = ${shop_id} and i.item_id = ${item_id}`,
    relationsOf(shop_id, item_id, now),
    ...(intents.includes('complementary') ? [companionsOf(shop_id, item_id)] : []),
    ...(parts.length > 0 || !intents.includes('complementary') ? [tailsOf(shop_id, item_id, parts)] : []),
  ])
  const shop = shopOf(found)
  const rows = others.flatMap((result) => rowsOf<ListedRow | TailRow>(result))
  const known = rows.find(({ seed_family }) => seed_family !== null) ?? rows[0]
  const page: Page = {
    item_id,
    price: rows.find((row) => 'seed_price' in row)?.seed_price ?? null,
    rules: shop?.panel_rules ?? {},
    stated: rowsOf<Stated & CardRow>(relations),
    tails: rows.filter((row) => 'part' in row),
    listed: rows.filter((row) => 'kind' in row),
  }
  return {
    shop,
    model_id: known?.live_model ?? '',
    family_lift: known?.family_lift ?? undefined,
    seeds: {
      price: page.price,
      families: new Set(known?.seed_family == null ? [] : [known.seed_family]),
      card: seedOf(own),
    },
    panels: Object.fromEntries(intents.map((intent) => [intent, panelOf(intent, page)])),
  }
}

/** The item on the page as a card of itself. */
const seedOf = (own: D1Result<unknown> | undefined): Card | undefined =>
  rowsOf<CardRow>(own).flatMap((row) =>
    cardOf(row, { ...UNCOUNTED, source: 'pinned', score: 1, seed_item_id: '', parts: {} }),
  )[0]

/** What was read of a product page. */
type Page = {
  item_id: string
  /** Minor units. */
  price: number | null
  rules: PanelRules
  stated: readonly (Stated & CardRow)[]
  tails: readonly TailRow[]
  listed: readonly ListedRow[]
}

function panelOf(intent: Intent, page: Page): { refused: Map<string, string>; candidates: Card[] } {
  const onPage = new Map([[page.item_id, 'on_the_page']])
  const stated = page.stated.flatMap((row) => statedCard(row, row, intent))
  if (intent === 'complementary') {
    const listed = page.listed.flatMap((row) => listedCard(row, page.item_id))
    return { refused: refuseReplacements(onPage, page.stated), candidates: [...stated, ...listed] }
  }
  const tails = page.tails.flatMap((row) => (row.part === intent ? tailCard(row, page.item_id) : []))
  return { refused: refuseByPrice(onPage, intent, tails, page), candidates: [...stated, ...tails] }
}

/** An upgrade is dearer and a downgrade cheaper, by prices as they are now. */
function refuseByPrice(
  refused: Map<string, string>,
  intent: Intent,
  tails: readonly Card[],
  { price, rules, stated }: Page,
): Map<string, string> {
  if (intent !== 'upgrade' && intent !== 'downgrade') return refused
  const { from, to } = rules.upgrade ?? {}
  const own = from !== undefined && to !== undefined ? { from: 1 + from / 100, to: 1 + to / 100 } : undefined
  const bands = intent === 'downgrade' ? DOWNGRADE_BANDS : own ? ([own, own] as const) : UPGRADE_BANDS
  const within = inBand(tails, price, bands)
  // What the merchant states is an upgrade is one, whatever it costs.
  const said = new Set(stated.map(({ related_item_id }) => related_item_id))
  for (const card of tails) {
    if (!within.has(card) && !said.has(card.item_id)) refused.set(card.item_id, 'outside_the_price_band')
  }
  return refused
}

function listedCard(row: ListedRow, item_id: string): Card[] {
  const { kind, score, family, borrowed } = row
  if (kind === null) return []
  const { co_orders, seed_orders, item_orders } = kind === 'linked' ? UNCOUNTED : row
  const source = kind === 'item' && borrowed ? 'similar' : RUNG[kind]
  const seed_item_id = kind === 'shop' ? '' : item_id
  return cardOf(row, {
    ...{ source, score, seed_item_id, co_orders, seed_orders, item_orders, family },
    parts: { [kind === 'item' ? 'list' : kind]: score },
  })
}

type TailRow = CardRow & {
  live_model: string
  family_lift: number | null
  seed_price: number | null
  seed_family: number | null
  part: string | null
  alternative: string
}

function tailCard(row: TailRow, item_id: string): Card[] {
  if (row.part === null) return []
  const { item_id: _, score, ...alternative } = JSON.parse(row.alternative)
  const source = alternative.switches > 0 ? 'mined' : 'similar'
  const parts = { [row.part]: score }
  return cardOf(row, { source, score, seed_item_id: item_id, ...UNCOUNTED, parts, alternative })
}

const relationsOf = (shop_id: string, item_id: string, now: number): SQL => sql`
  select r.item_id as seed_item_id, r.related_item_id, r.relationship_type, r.position, ${CARD}
  from relations r left join items i on i.shop_id = r.shop_id and i.item_id = r.related_item_id
  where r.shop_id = ${shop_id} and r.item_id = ${item_id}
    and coalesce(r.start_at, ${now}) <= ${now} and coalesce(r.end_at, ${now + 1}) > ${now}
  limit ${MOST_RELATIONS}`

/** A row for each item that the asked parts of the item's own row name, and one without an item when there is none. */
const tailsOf = (shop_id: string, item_id: string, parts: readonly string[]): SQL => sql`
  select sl.live_model, m.counts ->> 'family_lift' as family_lift, seed.price as seed_price,
    l.tails ->> 'family' as seed_family, case when c.value is null then null else p.value end as part,
    c.value as alternative, ${CARD}
  from slots sl
  left join models m on m.shop_id = sl.shop_id and m.model_id = sl.live_model
  left join items seed on seed.shop_id = sl.shop_id and seed.item_id = ${item_id}
  left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'item' and l.key = ${item_id}
  left join json_each(${JSON.stringify(parts)}) p on true
  left join json_each(l.tails, '$.' || p.value) c on c.key < ${JOINED_BELOW}
  left join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
  where sl.shop_id = ${shop_id}`

const companionsOf = (shop_id: string, item_id: string): SQL => sql`
  select sl.live_model, m.counts ->> 'family_lift' as family_lift,
    case k.kind when 'item' then l.tails ->> 'family' end as seed_family, l.key,
    case when l.kind is null then null else k.kind end as kind, l.seed_orders, c.value ->> 'score' as score,
    c.value ->> 'co_orders' as co_orders, c.value ->> 'item_orders' as item_orders,
    c.value ->> 'family' as family, c.value ->> 'borrowed' as borrowed, ${CARD}
  from slots sl
  left join models m on m.shop_id = sl.shop_id and m.model_id = sl.live_model
  left join items seed on seed.shop_id = sl.shop_id and seed.item_id = ${item_id}
  cross join (select column1 as kind from (values ('item'), ('linked'), ('category'), ('shop'))) k
  left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot
    and l.kind = case k.kind when 'linked' then 'item' else k.kind end
    and l.key = case k.kind when 'category' then seed.category when 'shop' then '' else ${item_id} end
  left join json_each(case k.kind when 'linked' then coalesce(l.tails -> '$.linked', '[]') else l.companions end) c
    on c.key < case k.kind when 'item' then ${JOINED} else ${JOINED_BELOW} end
  left join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
  where sl.shop_id = ${shop_id}`
