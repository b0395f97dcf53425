import { type SQL, sql } from 'drizzle-orm'

/**
 * All keys of the people with these keys, as rows with `key`; a key without a row is a person of its own.
 * @param keys the bound JSON array of keys, or a column with one
 */
export const keysOfPeople = (shop_id: string, keys: SQL): SQL => sql`
  select distinct m.value as key from json_each(${keys}) given
  left join person_keys k on k.shop_id = ${shop_id} and k.key = given.value
  left join people p on p.shop_id = ${shop_id} and p.person = k.person
  cross join json_each(json_insert(coalesce(p.keys, '[]'), '$[#]', given.value)) m`

/**
 * All keys of the person with this key, as a JSON array. Its tables have names that no other statement uses, which would hide the column.
 * @param shop_id a bound value or a column
 */
export const keysOfOne = (shop_id: SQL, key: SQL): SQL => sql`coalesce((
  select own_person.keys from person_keys own_key
  cross join people own_person on own_person.shop_id = own_key.shop_id and own_person.person = own_key.person
  where own_key.shop_id = ${shop_id} and own_key.key = ${key}), json_array(${key}))`

/** Condition: both keys are of one person; null when one of them is null. */
export const isSamePerson = (shop_id: SQL, a: SQL, b: SQL): SQL =>
  sql`(${b} in (select value from json_each(${keysOfOne(shop_id, a)})))`
