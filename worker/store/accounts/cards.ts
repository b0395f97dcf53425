import { type SQL, sql } from 'drizzle-orm'
import { type ProductCardRow, productCards, type WrittenCard } from '../../../schema/accounts/enablement.ts'
import type { RefusalReason } from '../../../vocabulary/decisions/offers.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'

/** A better item than another, with what makes it better, as the live model has it. */
export type StoredGain = { from: string; to: string; gains: string }

/** What is stored about a family's card. `titles` are of the items that are asked for. */
export type CardFacts = {
  card: ProductCardRow | undefined
  refusals: { reason: RefusalReason; times: number }[]
  titles: Map<string, string>
  gains: StoredGain[]
}

/** Better items of one item that a card names. */
const MAX_GAINS = 2

/** The upgrades of items with the titles of both. */
const selectGains = (shop_id: string, items: string): SQL => sql`
  select o.title as "from", n.title as "to", u.value -> 'gains' as gains
  from json_each(${items}) g cross join slots s on s.shop_id = ${shop_id}
  cross join lists l on l.shop_id = s.shop_id and l.slot = s.live_slot and l.kind = 'item' and l.key = g.value
  cross join json_each(l.tails -> 'upgrade') u
  cross join items o on o.shop_id = ${shop_id} and o.item_id = g.value
  cross join items n on n.shop_id = ${shop_id} and n.item_id = u.value ->> 'item_id'
  where u.key < ${MAX_GAINS} and json_array_length(u.value -> 'gains') > 0`

/** Reads what a family's card shows, in one round trip. @param item_ids items with which accounts begin */
export async function readCardFacts(
  { d1, shop_id }: Store,
  family: string,
  item_ids: readonly string[],
): Promise<CardFacts> {
  const given = JSON.stringify(item_ids)
  const [cards, refusals, titles, gains] = await batch(d1, [
    sql`select * from product_cards where shop_id = ${shop_id} and family = ${family}`,
    sql`select reason, count(*) as times from account_outcomes
      where shop_id = ${shop_id} and family = ${family} and reason is not null group by 1 order by 2 desc, 1`,
    sql`select i.item_id, i.title from json_each(${given}) g cross join items i on i.shop_id = ${shop_id} and i.item_id = g.value`,
    selectGains(shop_id, given),
  ])
  const [row] = rowsOf<object>(cards)
  return {
    card: row && rowOfTable(productCards, row),
    refusals: rowsOf(refusals),
    titles: new Map(
      rowsOf<{ item_id: string; title: string }>(titles).map((one) => [one.item_id, one.title]),
    ),
    gains: rowsOf(gains),
  }
}

/** Writes what people say of a family; a later version in place of the one before. */
export async function writeCard(
  { db, shop_id }: Store,
  { family, written, member_id }: { family: string; written: WrittenCard; member_id: string | null },
  now: number,
): Promise<void> {
  await db.run(sql`
    insert into product_cards (shop_id, family, written, version, changed_at, member_id)
    values (${shop_id}, ${family}, ${JSON.stringify(written)}, 1, ${now}, ${member_id})
    on conflict do update set written = excluded.written, version = version + 1, changed_at = excluded.changed_at, member_id = excluded.member_id`)
}
