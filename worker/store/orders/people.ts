import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type PersonKey, people, personKeys } from '../../../schema/orders/people.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { noteSealedWith } from '../shop/shops.ts'
import { upsert } from '../upsert.ts'
import { erasedAmong } from './privacy.ts'

/** A key's row without its shop. */
export type KeyCells = Omit<PersonKey, 'shop_id'>

const selectKeys = (shop_id: string, keys: readonly string[]): SQL => sql`
  select k.* from json_each(${JSON.stringify(keys)}) given cross join person_keys k
    on k.shop_id = ${shop_id} and k.key = given.value`

const keysFrom = (result: D1Result<unknown> | undefined): KeyCells[] =>
  rowsOf<object>(result).map((row) => {
    const { shop_id: _, ...cells } = rowOfTable(personKeys, row)
    return cells
  })

/** Rows of these keys; keys without a row are left out. */
export async function readKeys(store: Store, keys: readonly string[]): Promise<KeyCells[]> {
  const [found] = await batch(store.d1, [selectKeys(store.shop_id, keys)])
  return keysFrom(found)
}

/** The persons of these keys; a key without a row is a person of its own, and left out. */
export async function readPersons(
  store: Store,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await readKeys(store, [...new Set(keys)])
  return new Map(rows.map(({ key, person }) => [key, person]))
}

/** An erased key; `spreads` is false for a shared key, which says nothing about the people who use it. */
export type ErasedKey = { customer: string; spreads: boolean }

/** Rows of these keys, and those of them that are erased, in one round trip. */
export async function readKeysAndErasures(
  store: Store,
  keys: readonly string[],
): Promise<{ rows: KeyCells[]; erased: ErasedKey[] }> {
  const [found, erased] = await batch(store.d1, [selectKeys(store.shop_id, keys), erasedAmong(store, keys)])
  return {
    rows: keysFrom(found),
    erased: rowsOf<{ customer: string; spreads: number }>(erased).map(({ customer, spreads }) => ({
      customer,
      spreads: spreads === 1,
    })),
  }
}

/** Rows and people to write; every row has the version that follows the one that was read. */
export type PeopleCells = {
  keys: readonly KeyCells[]
  people: readonly { person: string; keys: string[] }[]
  gone: readonly string[]
}

/**
 * Writes people in one transaction. Returns false, and writes nothing, when a key was changed or erased since it was read.
 * @param read all rows from which the change was made; a written key without one had none
 */
export async function writePeople(
  store: Store,
  change: PeopleCells,
  read: ReadonlyMap<string, Pick<KeyCells, 'version'>>,
): Promise<boolean> {
  const { shop_id } = store
  const keys = change.keys.map(({ key }) => key)
  const all = [...new Set([...read.keys(), ...keys])]
  const seen = JSON.stringify(all.map((key) => [key, read.get(key)?.version ?? 0]))
  const isUnchanged = sql`not exists (
      select 1 from json_each(${seen}) s left join person_keys k on k.shop_id = ${shop_id} and k.key = s.value ->> 0
      where coalesce(k.version, 0) <> s.value ->> 1)
    and not exists (${erasedAmong(store, keys)})`
  const statements: SQL[] = []
  if (change.gone.length > 0) {
    statements.push(sql`delete from people where shop_id = ${shop_id} and ${isUnchanged}
      and person in (select value from json_each(${JSON.stringify(change.gone)}))`)
  }
  for (const rows of jsonChunks(change.people)) statements.push(upsert(people, shop_id, rows, isUnchanged))
  // After the people, because the condition compares these rows.
  const at = statements.push(upsert(personKeys, shop_id, JSON.stringify(change.keys), isUnchanged)) - 1
  const kids = new Set(change.keys.flatMap(({ sealed }) => sealed?.split('.', 1) ?? []))
  for (const kid of kids) statements.push(noteSealedWith(store, kid))
  const results = await batch(store.d1, statements)
  // All or none of them; more where triggers note the changes of a shop that is being moved.
  return (results[at]?.meta.changes ?? 0) >= change.keys.length
}

/** Keys with several partners, or about which the merchant has decided, in the order of the keys. */
export async function listConflicts(store: Store, after: string, limit: number): Promise<KeyCells[]> {
  const { shop_id } = store
  const rows = await store.db.all<object>(sql`
    select * from person_keys indexed by person_keys_in_conflict
    where shop_id = ${shop_id} and key > ${after} and state <> 'single' order by key limit ${limit}`)
  return rows.map((row) => {
    const { shop_id: _, ...cells } = rowOfTable(personKeys, row)
    return cells
  })
}

/** Number of keys that may stand for several people, and of those that therefore join nobody. */
export async function countConflicts(store: Store): Promise<{ several: number; shared: number }> {
  const [found] = await store.db.all<{ several: number; shared: number }>(sql`
    select coalesce(sum(state = 'several'), 0) as several, coalesce(sum(state = 'shared'), 0) as shared
    from person_keys indexed by person_keys_in_conflict where shop_id = ${store.shop_id} and state <> 'single'`)
  return found ?? { several: 0, shared: 0 }
}

/** Encrypted customer ids that are not sealed with this master key, in the order of the keys. */
export const readSealedOtherwise = async (store: Store, kid: string, after: string, limit: number) =>
  await store.db
    .select({ key: personKeys.key, sealed: personKeys.sealed })
    .from(personKeys)
    .where(
      and(
        eq(personKeys.shop_id, store.shop_id),
        sql`${personKeys.key} > ${after} and ${personKeys.sealed} is not null and ${personKeys.sealed} not glob ${`${kid}.*`}`,
      ),
    )
    .orderBy(personKeys.key)
    .limit(limit)

/** Replaces encrypted customer ids that are still as they were read. */
export async function writeSealed(
  store: Store,
  rows: readonly { key: string; before: string; sealed: string }[],
): Promise<void> {
  for (const chunk of jsonChunks(rows)) {
    await store.db.run(sql`
      update person_keys set sealed = fresh.sealed, version = version + 1
      from (select value ->> 'key' as key, value ->> 'before' as before, value ->> 'sealed' as sealed from json_each(${chunk})) fresh
      where person_keys.shop_id = ${store.shop_id} and person_keys.key = fresh.key and person_keys.sealed = fresh.before`)
  }
}

/** Keys of rows that the migration from version 0.1.0 has made and that may join people, in the order of the keys. */
export async function readMigratedKeys(store: Store, after: string, limit: number): Promise<string[]> {
  const rows = await store.db.all<{ key: string }>(sql`
    select key from person_keys where shop_id = ${store.shop_id} and key > ${after} and version = 1 and partners <> '[]'
    order by key limit ${limit}`)
  return rows.map(({ key }) => key)
}
