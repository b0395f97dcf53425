import { and, eq, notInArray, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Actor } from '../../../schema/audit.ts'
import { jobs } from '../../../schema/jobs.ts'
import { slots } from '../../../schema/models/models.ts'
import { moves } from '../../../schema/moves.ts'
import { hooks } from '../../../schema/shop/hooks.ts'
import { secretKeys } from '../../../schema/shop/keys.ts'
import { type Member, members, signInLinks } from '../../../schema/shop/members.ts'
import { passkeys } from '../../../schema/shop/passkeys.ts'
import { sessions } from '../../../schema/shop/sessions.ts'
import { type Settings, shopSettings } from '../../../schema/shop/settings.ts'
import { type Serving, type Shop, type ShopRow, shopOfRow, shops } from '../../../schema/shop/shops.ts'
import { webhooks } from '../../../schema/shop/webhooks.ts'
import { TABLES } from '../../../schema/tables.ts'
import type { Env } from '../../env.ts'
import { batch } from '../batch.ts'
import { shapeOfTable } from '../columns.ts'
import { firstDuties } from '../duties.ts'
import { newJob } from '../jobs.ts'
import { atHome, databases, type Store } from '../open.ts'
import { upsert } from '../upsert.ts'
import { settingsRow } from './settings.ts'

/** Tables with a shop's rows. Its own row and its jobs are deleted last; where it lives is known to the deployment, not to the shop. */
const OTHER_TABLES = TABLES.filter((table) => table !== shops && table !== jobs && table !== moves)

/** Jobs that go on when a shop is to be deleted: its deletion, and what keeps the rows of its old database from staying for ever. */
const KEPT_JOBS = ['delete_shop', 'move_shop', 'leave_home'] as const

/** Creates a shop with its settings, first keys and owner, in one transaction. */
export async function addShop(
  store: Store,
  shop: Omit<ShopRow, 'serving'>,
  settings: Settings,
  actor: Actor,
  key: { key_hash: string; hint: string },
  owner: Pick<Member, 'member_id' | 'name' | 'email'>,
  link: { token_hash: string; expires_at: number },
): Promise<void> {
  const { shop_id, created_at } = shop
  const serving: Serving = { ...settings, version: 1, experiments: [], learned: [] }
  const first = { ...settingsRow(1, settings, actor, created_at), shop_id }
  await batch(store.d1, [
    store.db.insert(shops).values({ ...shop, serving }),
    store.db.insert(shopSettings).values(first),
    store.db.insert(secretKeys).values({ ...key, shop_id, created_at }),
    store.db.insert(members).values({ ...owner, shop_id, role: 'owner', created_at }),
    store.db.insert(signInLinks).values({ ...link, shop_id, member_id: owner.member_id }),
    store.db.insert(slots).values({ shop_id, live_slot: 0, live_model: '', idle_model: '', building: null }),
    firstDuties(store, created_at),
  ])
}

/** Condition for writes that may come after the shop was deleted: the shop still exists. */
export const shopExists = ({ shop_id }: Store): SQL =>
  sql`exists (select 1 from shops where shop_id = ${shop_id})`

/** The shop, or undefined. */
export async function readShop(store: Store): Promise<Shop | undefined> {
  const row = await store.db.select().from(shops).where(eq(shops.shop_id, store.shop_id)).get()
  return row && shopOfRow(row)
}

/** Changes the currency of a shop that has no data yet; false when it has, because amounts are stored without it. */
export async function changeCurrency({ db, shop_id }: Store, currency: string): Promise<boolean> {
  const none = (table: string) =>
    sql`not exists (select 1 from ${sql.identifier(table)} where shop_id = ${shop_id})`
  const { meta } = await db.run(sql`
    update shops set currency = ${currency} where shop_id = ${shop_id}
      and ${none('items')} and ${none('orders')} and ${none('imports')}`)
  return meta.changes > 0
}

/** Pauses a shop or resumes it. False when there is no such shop. */
export async function changeShopStatus(store: Store, status: Shop['status']): Promise<boolean> {
  const { meta } = await store.db.update(shops).set({ status }).where(eq(shops.shop_id, store.shop_id)).run()
  return meta.changes > 0
}

/**
 * Replaces the sealed key of the shop's people, if it is still the one that was read, and notes with which master key everything is
 * sealed; null if an isolate of the deployment before has sealed something else meanwhile.
 * @param texts the secrets of hooks and webhooks and the token keys as they are sealed now
 */
export async function writeSealedIdentity(
  store: Store,
  before: string | null,
  { identity_key, sealed_with }: Pick<Shop, 'identity_key' | 'sealed_with'>,
  texts: readonly string[],
): Promise<void> {
  const { shop_id } = store
  const known = sql`(select value from json_each(${JSON.stringify(texts)}))`
  const isOther = (table: string, text: string) =>
    sql`exists (select 1 from ${sql.identifier(table)} where shop_id = ${shop_id}
      and ${sql.identifier(text)} is not null and ${sql.identifier(text)} not in ${known})`
  const isOtherId = sql`exists (select 1 from person_keys where shop_id = ${shop_id}
    and sealed is not null and sealed not glob ${`${sealed_with}.*`})`
  await store.db.run(sql`
    update shops set identity_key = ${identity_key}, sealed_with = iif(
      ${isOther('hooks', 'secret')} or ${isOther('hooks', 'secret_before')} or ${isOther('token_keys', 'sealed')}
      or ${isOther('installs', 'token')} or ${isOther('webhooks', 'secret')} or ${isOther('webhooks', 'secret_before')} or ${isOtherId}, null, ${sealed_with})
    where shop_id = ${shop_id} and identity_key is ${before}`)
}

/**
 * Shops of which something may be sealed with another master key, and that have no job for it. For the cron: reads across shops.
 * @param kid id of the current key; without it only shops of which the key is not known, which are few and found by an index
 */
export async function shopsSealedOtherwise(
  d1: D1Database,
  kid: string | undefined,
  limit: number,
): Promise<string[]> {
  const which = kid === undefined ? 'sealed_with is null' : 'sealed_with is not ?2'
  const { results } = await d1
    .prepare(
      `select shop_id from shops s where ${which}
         and not exists (select 1 from jobs j where j.shop_id = s.shop_id and j.kind = 'reseal') limit ?1`,
    )
    .bind(...[limit, ...(kid === undefined ? [] : [kid])])
    .all<{ shop_id: string }>()
  return results.map(({ shop_id }) => shop_id)
}

/**
 * Statement after a text was sealed: if it was not sealed with the key that the shop's row names, which an isolate of the deployment
 * before a rotation may do, the shop is sealed again.
 */
export const noteSealedWith = ({ shop_id }: Store, kid: string): SQL => sql`
  update shops set sealed_with = null where shop_id = ${shop_id} and sealed_with <> ${kid}`

/** Queues the sealing of everything of the shop with the current master key, unless it is queued. */
export async function queueReseal(store: Store, now: number): Promise<void> {
  const { shop_id } = store
  const isNew = sql`not exists (select 1 from jobs where shop_id = ${shop_id} and kind = 'reseal')`
  await store.db.run(upsert(jobs, shop_id, JSON.stringify([newJob(store, 'reseal', '', now)]), isNew))
}

/** Confirms every item as of that time, when a complete catalogue was applied. */
export const confirmCatalogue = (store: Store, as_of: number) =>
  sql`update shops set catalogue_at = max(coalesce(catalogue_at, 0), ${as_of}) where shop_id = ${store.shop_id}`

/** Databases that differ by less are equally empty, bytes: a shop that was opened lately may still grow. */
const EQUALLY_EMPTY = 100_000_000

/**
 * The number of the emptiest bound database, of equally empty ones that with the fewest shops, of those the lowest. For the operator only:
 * reads across shops.
 */
export async function emptiestDatabase(env: Env): Promise<number> {
  const counted = await Promise.all(
    databases(env).map(async ({ number, d1 }) => {
      const { results, meta } = await d1
        .prepare('select count(*) as shops from shops')
        .all<{ shops: number }>()
      return {
        ...{ number, shops: results[0]?.shops ?? 0 },
        size: Math.floor((meta.size_after ?? 0) / EQUALLY_EMPTY),
      }
    }),
  )
  counted.sort((a, b) => a.size - b.size || a.shops - b.shops || a.number - b.number)
  return counted[0]?.number ?? 0
}

/** Every shop of the deployment, oldest first. For the operator only: reads across shops. */
export async function listShops(env: Env): Promise<Shop[]> {
  const found = await Promise.all(
    databases(env).map(async ({ number, d1 }) =>
      atHome(number, await drizzle(d1).select().from(shops).all()),
    ),
  )
  return found
    .flat()
    .map(shopOfRow)
    .sort((a, b) => a.created_at - b.created_at || (a.shop_id < b.shop_id ? -1 : 1))
}

/**
 * Ends a shop: pauses it, deletes its keys, sessions, hooks, webhooks and waiting jobs, and queues the job that deletes its rows. A worker
 * with a job of the shop loses its lease at the next renewal, and stops. A second call while the job waits or runs changes
 * nothing.
 * @param start_at UTC milliseconds before which no row is deleted: after the longest time that a worker works without renewing
 * its lease, so that nothing is written after the deletion
 */
export async function endShop(store: Store, now: number, start_at: number): Promise<void> {
  const { shop_id, db } = store
  const job = { ...newJob(store, 'delete_shop', shop_id, now), lease_until: start_at }
  const isQueued = sql`exists (select 1 from jobs where shop_id = ${shop_id} and kind = 'delete_shop')`
  await batch(store.d1, [
    db.update(shops).set({ status: 'paused', publishable_keys: [] }).where(eq(shops.shop_id, shop_id)),
    db.delete(secretKeys).where(eq(secretKeys.shop_id, shop_id)),
    db.delete(sessions).where(eq(sessions.shop_id, shop_id)),
    db.delete(signInLinks).where(eq(signInLinks.shop_id, shop_id)),
    db.delete(passkeys).where(eq(passkeys.shop_id, shop_id)),
    db.delete(hooks).where(eq(hooks.shop_id, shop_id)),
    db.delete(webhooks).where(eq(webhooks.shop_id, shop_id)),
    db.delete(jobs).where(and(eq(jobs.shop_id, shop_id), notInArray(jobs.kind, [...KEPT_JOBS]))),
    upsert(jobs, shop_id, JSON.stringify([job]), sql`not ${isQueued}`),
  ])
}

/**
 * Deletes a shop's rows, at most `most` per table; true when nothing is left. The shop's own row and its jobs are deleted last
 * and together, so that after a worker's death the job remains for the next. Must be called under the lease of the job that
 * endShop has queued.
 */
export async function deleteShopRows(store: Store, most = 20_000): Promise<boolean> {
  for (const table of OTHER_TABLES) {
    const { name: named, primaryKey } = shapeOfTable(table)
    const name = sql.identifier(named)
    // The tables have no rowid to delete by.
    const keys = sql.raw(primaryKey.join(', '))
    const { meta } = await store.db.run(sql`
      delete from ${name} where (${keys}) in (select ${keys} from ${name} where shop_id = ${store.shop_id} limit ${most})`)
    // More than the rows themselves where triggers delete others with them; then one more round finds nothing.
    if (meta.changes >= most) return false
  }
  const { shop_id, db } = store
  await batch(store.d1, [
    db.delete(jobs).where(eq(jobs.shop_id, shop_id)),
    db.delete(shops).where(eq(shops.shop_id, shop_id)),
  ])
  return true
}
