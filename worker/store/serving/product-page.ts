import { type SQL, sql } from 'drizzle-orm'
import type { Shop } from '../../../schema/shop/shops.ts'
import type { Intent } from '../../../vocabulary/panels.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import {
  type CardRow,
  type CompanionRow,
  cardColumns,
  itemNamed,
  type KnownRules,
  type RulesRow,
  rowsOf,
  type StatedRelation,
  selectPinned,
  selectRules,
  selectShop,
  shopOf,
} from './rows.ts'

/** Companions joined from the item's own list: limit and spares of the largest panel. */
const MAX_JOINED = 30
/** Companions joined from the other lists, which only fill a panel up. */
const MAX_JOINED_FALLBACK = 12
/** Maximum relations read for an item, two rows each. They come in the order of ids, so a lower limit could lose a substitute. */
const MAX_RELATIONS = 200

/** The intents whose candidates are a part of the same name in an item's row. */
const ALTERNATIVES: ReadonlySet<Intent> = new Set(['upgrade', 'downgrade', 'related'])

/** An alternative with the columns of its card; `part` is the intent, null when the item has no alternatives. */
export type AlternativeRow = CardRow & {
  live_model: string
  family_lift: number | null
  since: number | null
  seed_price: number | null
  seed_family: number | null
  part: Intent | null
  /** JSON of an `Alternative` (schema/models/lists.ts). */
  alternative: string
}

/** Rows for the panels of a product page. */
export type ProductPageRows = {
  shop: Shop | undefined
  /** Undefined when the shop has no rules. */
  rules: RulesRow | undefined
  /** Items that rules pin on this page. */
  pinned: CardRow[]
  model_id: string
  /** Lift of several items of a family in one order; undefined when unknown. */
  family_lift: number | undefined
  /** UTC milliseconds of the first counted order; undefined when unknown. */
  since: number | undefined
  /** The item on the page, whatever the page calls it. */
  item_id: string
  /** Price of the item on the page, minor units. */
  price: number | null
  family: number | null
  /** The item on the page itself; empty when the catalogue has no such item. */
  own: CardRow[]
  stated: (StatedRelation & CardRow)[]
  companions: CompanionRow[]
  alternatives: AlternativeRow[]
}

/**
 * Reads the rows for the panels of a product page, in one round trip. Rows read: docs/METHOD.md, "What an answer reads".
 * @param name any name of the item
 */
export async function readProductPage(
  store: Store,
  name: string,
  intents: readonly Intent[],
  now: number,
  known: KnownRules,
): Promise<ProductPageRows> {
  const { shop_id, replica } = store
  const item_id = itemNamed(shop_id, name)
  const parts = intents.filter((intent) => ALTERNATIVES.has(intent))
  const card = cardColumns(known.needs)
  const [found, ruled, pinned, own, relations, ...others] = await batch(replica, [
    selectShop(shop_id),
    selectRules(shop_id, known),
    selectPinned(shop_id, sql`'item ' || ${item_id}`, known),
    sql`select ${card} from items i where i.shop_id = ${shop_id} and i.item_id = ${item_id}`,
    selectRelations(shop_id, item_id, now, card),
    ...(intents.includes('complementary') ? [selectCompanions(shop_id, item_id, card)] : []),
    ...(parts.length > 0 || !intents.includes('complementary')
      ? [selectAlternatives(shop_id, item_id, parts, card)]
      : []),
  ])
  const rows = others.flatMap((result) => rowsOf<CompanionRow | AlternativeRow>(result))
  const model = rows.find(({ seed_family }) => seed_family !== null) ?? rows[0]
  return {
    shop: shopOf(found),
    rules: rowsOf<RulesRow>(ruled)[0],
    pinned: rowsOf<CardRow>(pinned),
    model_id: model?.live_model ?? '',
    family_lift: model?.family_lift ?? undefined,
    since: model?.since ?? undefined,
    item_id: rowsOf<CardRow>(own)[0]?.item_id ?? name,
    price: rows.find((row) => 'seed_price' in row)?.seed_price ?? null,
    family: model?.seed_family ?? null,
    own: rowsOf<CardRow>(own),
    stated: rowsOf<StatedRelation & CardRow>(relations),
    companions: rows.filter((row) => 'kind' in row),
    alternatives: rows.filter((row) => 'part' in row),
  }
}

const selectRelations = (shop_id: string, item_id: SQL, now: number, card: SQL): SQL => sql`
  select r.item_id as seed_item_id, r.related_item_id, r.relationship_type, r.position, ${card}
  from relations r left join items i on i.shop_id = r.shop_id and i.item_id = r.related_item_id
  where r.shop_id = ${shop_id} and r.item_id = ${item_id}
    and coalesce(r.start_at, ${now}) <= ${now} and coalesce(r.end_at, ${now + 1}) > ${now}
  limit ${MAX_RELATIONS}`

/** One row for each item in the requested parts of the item's own row, and one row without an item when there are none. */
const selectAlternatives = (shop_id: string, item_id: SQL, parts: readonly string[], card: SQL): SQL => sql`
  select sl.live_model, m.counts ->> 'family_lift' as family_lift, m.counts ->> 'first_order_at' as since, seed.price as seed_price,
    l.tails ->> 'family' as seed_family, case when c.value is null then null else p.value end as part,
    c.value as alternative, ${card}
  from slots sl
  left join models m on m.shop_id = sl.shop_id and m.model_id = sl.live_model
  left join items seed on seed.shop_id = sl.shop_id and seed.item_id = ${item_id}
  left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'item' and l.key = ${item_id}
  left join json_each(${JSON.stringify(parts)}) p on true
  left join json_each(l.tails, '$.' || p.value) c on c.key < ${MAX_JOINED_FALLBACK}
  left join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
  where sl.shop_id = ${shop_id}`

const selectCompanions = (shop_id: string, item_id: SQL, card: SQL): SQL => sql`
  select sl.live_model, m.counts ->> 'family_lift' as family_lift, m.counts ->> 'first_order_at' as since,
    case k.kind when 'item' then l.tails ->> 'family' end as seed_family, l.key,
    case when l.kind is null then null else k.kind end as kind, l.seed_orders, c.value ->> 'score' as score,
    c.value ->> 'co_orders' as co_orders, c.value ->> 'item_orders' as item_orders,
    c.value ->> 'family' as family, c.value ->> 'borrowed' as borrowed,
    c.value ->> 'popular' as popular, ${card}
  from slots sl
  left join models m on m.shop_id = sl.shop_id and m.model_id = sl.live_model
  left join items seed on seed.shop_id = sl.shop_id and seed.item_id = ${item_id}
  left join (select column1 as kind from (values ('item'), ('linked'), ('category'), ('shop'))) k on seed.item_id is not null
  left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot
    and l.kind = case k.kind when 'linked' then 'item' else k.kind end
    and l.key = case k.kind when 'category' then seed.category when 'shop' then '' else ${item_id} end
  left join json_each(case k.kind when 'linked' then coalesce(l.tails -> '$.linked', '[]') else l.companions end) c
    on c.key < case k.kind when 'item' then ${MAX_JOINED} else ${MAX_JOINED_FALLBACK} end
  left join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
  where sl.shop_id = ${shop_id}`
