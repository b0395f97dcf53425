import { eq, type SQL, sql } from 'drizzle-orm'
import {
  type PropensityModelRow,
  type PropensityRow,
  propensities,
  propensityModels,
} from '../../../schema/customers/propensities.ts'
import { jobs } from '../../../schema/jobs.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { rowOfTable } from '../columns.ts'
import { isPending, newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { insertRows, upsert } from '../upsert.ts'
import { dayOf, paidFor } from './purchases.ts'

/** A key of a buyer, its person, and whether it is the first of the person's keys that has orders. */
export type BuyerKey = { key: string; person: string; isFirst: boolean }

/** The next keys of buyers, in their order. Keys are keyed hashes, so the first of them are a random sample of the shop's customers. */
export async function listBuyerKeys(
  { shop_id, db }: Store,
  after: string,
  limit: number,
): Promise<BuyerKey[]> {
  const rows = await db.all<{ key: string; person: string; earlier: number }>(sql`
    select b.customer as key, coalesce(k.person, b.customer) as person, exists (
        select 1 from json_each((select keys from people where shop_id = ${shop_id} and person = k.person)) q
        where q.value < b.customer and exists (select 1 from orders o indexed by orders_by_customer
          where o.shop_id = ${shop_id} and o.customer = q.value)) as earlier
    from (
      select distinct customer from orders indexed by orders_by_customer
      where shop_id = ${shop_id} and customer is not null and customer > ${after} order by customer limit ${limit}) b
    left join person_keys k on k.shop_id = ${shop_id} and k.key = b.customer order by b.customer`)
  return rows.map(({ key, person, earlier }) => ({ key, person, isFirst: earlier === 0 }))
}

/** An order as scoring reads it. `day` is days since 1970; `lines` is JSON. */
export type PersonOrder = { person: string; day: number; ordered_at: number; paid: number; lines: string }

/** The dated orders of people, by person and time. @param persons at most 1,000 */
export async function readPersonOrders(
  { shop_id, db }: Store,
  persons: readonly string[],
  currency: string,
): Promise<PersonOrder[]> {
  return await db.all(sql`
    select c.value as person, ${dayOf} as day, o.ordered_at, ${paidFor(currency)} as paid, o.lines
    from json_each(${JSON.stringify(persons)}) c
    cross join json_each(coalesce((select keys from people where shop_id = ${shop_id} and person = c.value), json_array(c.value))) k
    cross join orders o indexed by orders_by_customer on o.shop_id = ${shop_id} and o.customer = k.value
    where o.status in ${COUNTED} and o.ordered_at is not null
    order by c.key, o.ordered_at, o.order_id`)
}

/** The shop's model; undefined before the first job. */
export async function readPropensityModel({ shop_id, db }: Store): Promise<PropensityModelRow | undefined> {
  return await db.select().from(propensityModels).where(eq(propensityModels.shop_id, shop_id)).get()
}

const shopExists = ({ shop_id }: Store) => sql`exists (select 1 from shops where shop_id = ${shop_id})`

/** Stores the model in place of the one before. */
export async function writePropensityModel(
  store: Store,
  row: Omit<PropensityModelRow, 'shop_id'>,
): Promise<void> {
  await store.db.run(upsert(propensityModels, store.shop_id, JSON.stringify([row]), shopExists(store)))
}

/** Selects a row for a person who objects to profiling under any of their keys. */
const objection = (shop_id: string, person: SQL): SQL => sql`
  select 1 from json_each(${keysOfOne(sql`${shop_id}`, person)}) k cross join customer_details d
    on d.shop_id = ${shop_id} and d.customer = k.value where d.details ->> 'objects_to_profiling'`

/**
 * Writes rows of people, and how far the job is, in one transaction. People who were erased since their orders were read, and who object
 * to profiling, get none.
 * @param to last key that is scored with these rows
 */
export async function writePropensities(
  store: Store,
  job_id: string,
  rows: readonly Omit<PropensityRow, 'shop_id'>[],
  to: string,
): Promise<void> {
  const { shop_id } = store
  const allowed = sql`${shopExists(store)} and not exists (
    select 1 from erasures e where e.shop_id = ${shop_id} and e.customer = value ->> 'person')
    and not exists (${objection(shop_id, sql`json_each.value ->> 'person'`)})`
  await batch(store.d1, [
    ...[...jsonChunks(rows)].map((chunk) => upsert(propensities, shop_id, chunk, allowed)),
    sql`update propensity_models set scored_to = ${to}, scored = scored + ${rows.length}
      where shop_id = ${shop_id} and job_id = ${job_id}`,
  ])
}

/** Ends a run: deletes up to `most` rows that it has not written, of people who left or became one with others. @returns whether none is left */
export async function dropOldPropensities(
  { shop_id, db }: Store,
  day: number,
  most: number,
): Promise<boolean> {
  const { meta } = await db.run(sql`delete from propensities where (shop_id, person) in (
    select shop_id, person from propensities where shop_id = ${shop_id} and day < ${day} limit ${most})`)
  return meta.changes < most
}

/** Marks the run as done. */
export async function endPropensities({ shop_id, db }: Store, job_id: string): Promise<void> {
  await db.run(
    sql`update propensity_models set scored_to = null where shop_id = ${shop_id} and job_id = ${job_id}`,
  )
}

/** Queues a run unless one waits or runs. @returns whether it was queued */
export async function queuePropensities(store: Store, now: number): Promise<boolean> {
  const { shop_id: _, ...job } = newJob(store, 'score', '', now)
  const { meta } = await store.db.run(
    insertRows(
      jobs,
      store.shop_id,
      JSON.stringify([job]),
      sql`not ${isPending(store, 'score')} and ${shopExists(store)}`,
    ),
  )
  return meta.changes > 0
}

/** Whether a run waits or runs. */
export async function isScoring(store: Store): Promise<boolean> {
  const [row] = await store.db.all<{ pending: number }>(sql`select ${isPending(store, 'score')} as pending`)
  return row?.pending === 1
}

/**
 * The companions of items in the live model with the largest cart weights above 0, largest first. An item without a list has no row.
 * @param item_ids at most 5,000
 */
export async function readCompanions(
  { shop_id, db }: Store,
  item_ids: readonly string[],
  most: number,
): Promise<{ item_id: string; companions: [item_id: string, weight: number][] }[]> {
  const rows = await db.all<{ item_id: string; companions: string }>(sql`
    select l.key as item_id, (
      select json_group_array(json_array(other, weight)) from (
        select value ->> 'item_id' as other, value ->> 'cart_weight' as weight from json_each(l.companions)
        where value ->> 'cart_weight' > 0 order by weight desc, other limit ${most})) as companions
    from json_each(${JSON.stringify(item_ids)}) i
    cross join slots s on s.shop_id = ${shop_id}
    cross join lists l on l.shop_id = s.shop_id and l.slot = s.live_slot and l.kind = 'item' and l.key = i.value`)
  return rows.map(({ item_id, companions }) => ({ item_id, companions: JSON.parse(companions) }))
}

/** One person's row with the model's families, in one statement; undefined for a person who is not scored. */
export async function readPropensityRow(
  { shop_id, replica }: Store,
  person: string,
): Promise<{ row: PropensityRow; families: string[]; window_days: number } | undefined> {
  const [found] = await batch(replica, [
    sql`select p.*, m.families, m.model ->> '$.window_days' as window_days
      from propensities p join propensity_models m on m.shop_id = p.shop_id
      where p.shop_id = ${shop_id} and p.person = coalesce(
        (select person from person_keys where shop_id = ${shop_id} and key = ${person}), ${person})`,
  ])
  const raw = found?.results[0]
  if (!raw) return undefined
  const { families, window_days, ...row } = raw
  return {
    row: rowOfTable(propensities, row),
    families: JSON.parse(String(families)),
    window_days: Number(window_days),
  }
}

/** How items are divided into families (engine/choice/family-names.ts), of a row `m` of the models; null where there is no model. */
export const FAMILY_NAMES = sql.raw(`m.model -> '$.names' as names`)

/** Statement for the coded probabilities of a person and the names of the families. @param person rows with the `key`s of the person */
export const selectCodes = (shop_id: string, person: SQL): SQL => sql`
  select p.codes, m.families, ${FAMILY_NAMES} from (${person}) k
  cross join propensities p on p.shop_id = ${shop_id} and p.person = k.key
  join propensity_models m on m.shop_id = p.shop_id order by p.day desc limit 1`

/** The customers with the largest codes of a family, largest first, of equal ones by handle. */
export async function readBest(
  { shop_id, db }: Store,
  family: number,
  limit: number,
): Promise<{ person: string; code: string }[]> {
  return await db.all(sql`
    select coalesce(k.person, b.person) as person, b.code from (
      select person, substr(codes, ${2 * family + 1}, 2) as code from propensities
      where shop_id = ${shop_id} order by code desc, person limit ${limit}) b
    left join person_keys k on k.shop_id = ${shop_id} and k.key = b.person order by b.code desc, b.person`)
}

/** A person's probabilities as they are stored. */
export type PersonCodes = { person: string; buys: number; codes: string }

/** The next rows by person. */
export async function listCodes(
  { shop_id, db }: Store,
  after: string,
  limit: number,
): Promise<PersonCodes[]> {
  return await db.all(sql`
    select person, buys, codes from propensities
    where shop_id = ${shop_id} and person > ${after} order by person limit ${limit}`)
}

/** The rows of these people. @param persons handles, any keys of theirs */
export async function readCodes({ shop_id, db }: Store, persons: readonly string[]): Promise<PersonCodes[]> {
  return await db.all(sql`
    select person, buys, codes from propensities where shop_id = ${shop_id} and person in (
      select coalesce(k.person, g.value) from json_each(${JSON.stringify(persons)}) g
      left join person_keys k on k.shop_id = ${shop_id} and k.key = g.value) order by person`)
}

/** The item's names that decide its family; undefined for an unknown item. */
export async function readItemNames(
  { shop_id, db }: Store,
  item_id: string,
): Promise<{ category: string; product_type: string; title: string } | undefined> {
  const [row] = await db.all<{ category: string; product_type: string; title: string }>(sql`
    select category, coalesce(product_type, '') as product_type, title from items
    where shop_id = ${shop_id} and item_id = ${item_id}`)
  return row
}

/** Statements that forget the rows of erased people; before their keys are forgotten. @param erased keys in brackets, for `in` */
export const forgetPropensities = (shop_id: string, erased: SQL): SQL[] => [
  sql`delete from propensities where shop_id = ${shop_id} and (person in ${erased} or person in (
    select person from person_keys where shop_id = ${shop_id} and key in ${erased}))`,
]
