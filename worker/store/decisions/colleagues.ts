import { type SQL, sql } from 'drizzle-orm'
import { type ContactRow, contacts } from '../../../schema/decisions/decisions.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { buyersNow } from '../accounts/buyers.ts'
import { rowOfTable } from '../columns.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'

/** The longest window of a contact policy, and so the time for which contacts are read. */
export const LONGEST_WINDOW = 731 * DAY

/** The other buyers of a person's accounts: their contacts that count, and what a decision must find unchanged. */
export type Colleagues = {
  /** All keys of theirs, sorted. */
  keys: string[]
  /** Sum of the turns of the keys. */
  turn: number
  contacts: ContactRow[]
  /** UTC milliseconds for which buyers and contacts were read. */
  at: number
}

/**
 * The accounts for which a person buys: as the merchant says, and for somebody of whom the merchant says nothing, by their orders.
 * @param person rows with the `key`s of the person
 */
const accountsOf = (shop_id: string, person: SQL, now: number): SQL => sql`
  select b.account_id from (${person}) k cross join account_buyers b on b.shop_id = ${shop_id} and b.customer = k.key
    where b.until is null or b.until > ${now}
  union
  select c.account_id from (${person}) k
    cross join orders o indexed by orders_by_customer on o.shop_id = ${shop_id} and o.customer = k.key
    cross join account_companies c on c.shop_id = ${shop_id} and c.company = o.account
    where not exists (select 1 from (${person}) q cross join account_buyers s on s.shop_id = ${shop_id} and s.customer = q.key)`

/** The account for which each of these people buys, or null. @param persons rows with `person`, a key of theirs */
export const selectAccounts = (shop_id: string, persons: SQL, now: number): SQL => {
  const keys = sql`select value as key from json_each(${keysOfOne(sql`${shop_id}`, sql`w.person`)})`
  return sql`select w.person, (select min(account_id) from (${accountsOf(shop_id, keys, now)})) as account_id from (${persons}) w`
}

/** All keys of the other buyers of a person's accounts, as rows with `key`. @param person rows with the `key`s of the person */
const colleagueKeys = (shop_id: string, person: SQL, now: number): SQL => sql`
  select distinct m.value as key from (
    ${buyersNow(shop_id, sql`(select json_group_array(account_id) from (${accountsOf(shop_id, person, now)}))`, now)}) b
  cross join json_each(${keysOfOne(sql`${shop_id}`, sql`b.customer`)}) m
  where m.value not in (select key from (${person}))`

/** Their keys as a JSON array in order, and the sum of their turns. */
export const stateOfColleagues = (shop_id: string, person: SQL, now: number): SQL => sql`
  select json_group_array(key) as keys, coalesce(sum(turn), 0) as turn from (
    select k.key, t.turn from (${colleagueKeys(shop_id, person, now)}) k
    left join person_turns t on t.shop_id = ${shop_id} and t.customer = k.key order by k.key)`

/** Two statements for the colleagues of a person; see `colleaguesFrom`. */
export const selectColleagues = (shop_id: string, person: SQL, now: number): SQL[] => [
  stateOfColleagues(shop_id, person, now),
  sql`select c.* from (${colleagueKeys(shop_id, person, now)}) k cross join contacts c indexed by contacts_by_customer
    on c.shop_id = ${shop_id} and c.customer = k.key and c.at > ${now - LONGEST_WINDOW}
    where c.made or c.expires_at > ${now}`,
]

/** What the statements of `selectColleagues` have read. */
export function colleaguesFrom(
  [state, contacted]: readonly (D1Result<unknown> | undefined)[],
  at: number,
): Colleagues {
  const [{ keys = '[]', turn = 0 } = {}] = rowsOf<{ keys: string; turn: number }>(state)
  return {
    ...{ keys: JSON.parse(keys), turn, at },
    contacts: rowsOf<object>(contacted).map((row) => rowOfTable(contacts, row)),
  }
}

/**
 * The contacts of the colleagues of many people, as rows with the `person`. The buyers of an account are read once, however many of the people
 * buy for it.
 * @param persons one key of each
 */
export const selectColleaguesOfMany = (shop_id: string, persons: readonly string[], now: number): SQL => {
  const keysOf = (key: SQL) => sql`json_each(${keysOfOne(sql`${shop_id}`, key)})`
  const keys = sql`select value as key from ${keysOf(sql`w.value`)}`
  return sql`
    with own as materialized (
      select w.value as person, a.value as account_id from json_each(${JSON.stringify(persons)}) w
      cross join json_each((select json_group_array(account_id) from (${accountsOf(shop_id, keys, now)}))) a),
    buying as materialized (
      select distinct b.account_id, m.value as key from (
        ${buyersNow(shop_id, sql`(select json_group_array(distinct account_id) from own)`, now)}) b
      cross join ${keysOf(sql`b.customer`)} m)
    select distinct own.person, c.* from own join buying on buying.account_id = own.account_id
    cross join contacts c indexed by contacts_by_customer on c.shop_id = ${shop_id} and c.customer = buying.key
      and c.at > ${now - LONGEST_WINDOW}
    where (c.made or c.expires_at > ${now}) and buying.key not in (select value from ${keysOf(sql`own.person`)})`
}
