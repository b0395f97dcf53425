import { type SQL, sql } from 'drizzle-orm'
import { type RuleRow, rulePins, ruleSets, rules } from '../../../schema/shop/rules.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { rowOfTable } from '../columns.ts'
import { randomText } from '../ids.ts'
import type { Store } from '../open.ts'
import { type FactsRow, itemFacts } from '../serving/rows.ts'
import { insertRows } from '../upsert.ts'

/** Versions of a rule that are kept, the newest ones. */
const MAX_VERSIONS = 50

const newest = (shop_id: string): SQL => sql`
  select r.* from rules r where r.shop_id = ${shop_id} and r.version = (
    select max(version) from rules n where n.shop_id = r.shop_id and n.rule_id = r.rule_id)`

const read = async (store: Store, statement: SQL): Promise<RuleRow[]> =>
  (await store.db.all<object>(statement)).map((row) => rowOfTable(rules, row))

/** The newest version of every rule, by id. */
export const readRules = async (store: Store): Promise<RuleRow[]> =>
  await read(store, sql`${newest(store.shop_id)} order by r.rule_id`)

/** The newest version of one rule; undefined when there is none. */
export const readRule = async (store: Store, rule_id: string): Promise<RuleRow | undefined> =>
  (await read(store, sql`${newest(store.shop_id)} and r.rule_id = ${rule_id}`))[0]

/** A page of the newest versions, newest rule first. */
export const listRules = async (store: Store, before: string, limit: number): Promise<RuleRow[]> =>
  await read(
    store,
    sql`${newest(store.shop_id)} and r.rule_id < ${before} order by r.rule_id desc limit ${limit}`,
  )

/** Versions of one rule before the given one, newest first. */
export const listRuleVersions = async (
  store: Store,
  rule_id: string,
  before: number,
  limit: number,
): Promise<RuleRow[]> =>
  await read(
    store,
    sql`select * from rules where shop_id = ${store.shop_id} and rule_id = ${rule_id} and version < ${before}
      order by version desc limit ${limit}`,
  )

/** Number of changes to the rules so far. */
export const readRulesVersion = async ({ db, shop_id }: Store): Promise<number> =>
  (await db.get<{ version: number }>(sql`select version from ${ruleSets} where shop_id = ${shop_id}`))
    ?.version ?? 0

/** What a change writes: new versions of rules, and what answers need of all live rules. */
export type RulesChange = {
  rows: readonly Omit<RuleRow, 'shop_id'>[]
  /** Rules that are deleted with all their versions. */
  deleted?: readonly string[]
  compiled: string
  pins: readonly { scope: string; item_id: string }[]
}

/**
 * Writes a change in one transaction. Returns false, and writes nothing, when the rules have changed since `version` was read.
 * @param version number of changes on which this one is based
 */
export async function writeRules(store: Store, version: number, change: RulesChange): Promise<boolean> {
  const { shop_id } = store
  const { rows, deleted = [], compiled, pins } = change
  const token = randomText(16)
  const isOurs = sql`exists (select 1 from rule_sets where shop_id = ${shop_id} and token = ${token})`
  const [written] = await batch(store.d1, [
    sql`
      insert into rule_sets (shop_id, version, token, rules) select ${shop_id}, ${version + 1}, ${token}, ${compiled}
      where coalesce((select version from rule_sets where shop_id = ${shop_id}), 0) = ${version}
      on conflict do update set version = excluded.version, token = excluded.token, rules = excluded.rules`,
    ...[...jsonChunks(rows)].map((chunk) => insertRows(rules, shop_id, chunk, isOurs)),
    sql`delete from rules where shop_id = ${shop_id} and ${isOurs}
      and rule_id in (select value from json_each(${JSON.stringify(deleted)}))`,
    sql`
      delete from rules where shop_id = ${shop_id} and ${isOurs} and (rule_id, version) in (
        select value ->> 0, r.version from json_each(${JSON.stringify(rows.map((row) => [row.rule_id, row.version]))}) c
        join rules r on r.shop_id = ${shop_id} and r.rule_id = c.value ->> 0
        where r.version <= c.value ->> 1 - ${MAX_VERSIONS})`,
    sql`delete from rule_pins where shop_id = ${shop_id} and ${isOurs}`,
    ...[...jsonChunks(pins)].map((chunk) => insertRows(rulePins, shop_id, chunk, isOurs)),
  ])
  return (written?.meta.changes ?? 0) > 0
}

/** What rules compare of these items, as far as the catalogue has them. */
export const readItemFacts = async (
  store: Store,
  item_ids: readonly string[],
): Promise<({ item_id: string; price: number | null } & FactsRow)[]> =>
  await store.db.all(sql`
    select i.item_id, i.price, ${itemFacts()} from json_each(${JSON.stringify(item_ids)}) c
    cross join items i on i.shop_id = ${store.shop_id} and i.item_id = c.value`)
