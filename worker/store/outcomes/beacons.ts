import { sql } from 'drizzle-orm'
import { type BeaconRow, beacons, type NewBeacon } from '../../../schema/outcomes/events.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { shopExists } from '../shop/shops.ts'
import { insertRows } from '../upsert.ts'
import { addRefused } from './page-days.ts'

/**
 * Writes beacons; once this returns, they are stored durably. A beacon already stored is ignored, and a shop deleted in the
 * meantime gets none.
 */
export async function addBeacons(store: Store, rows: readonly NewBeacon[]): Promise<void> {
  const whole = rows.map((row) => ({ ...row, attempts: 0, set_aside_at: null }))
  await batch(
    store.d1,
    [...jsonChunks(whole)].map(
      (chunk) => sql`${insertRows(beacons, store.shop_id, chunk, shopExists(store))} on conflict do nothing`,
    ),
  )
}

/** Most bytes of beacons, and of the journeys of their visitors, that are counted at once: an isolate has 128 MB. */
const BYTES_AT_ONCE = 2_000_000

/**
 * Ids of the oldest beacons that are not counted yet and not set aside, as many as fit into memory with the journeys that they
 * change, at least one.
 */
export async function nextBeacons(store: Store, most: number): Promise<string[]> {
  const { shop_id } = store
  const rows = await store.db.all<{ beacon_id: string }>(sql`
    with next as (
      select beacon_id, visitor, octet_length(events) as own from beacons
      where shop_id = ${shop_id} and set_aside_at is null order by beacon_id limit ${most}),
    sized as (
      select beacon_id, own + coalesce(
        (select octet_length(j.touches) + octet_length(j.views) from journeys j where j.shop_id = ${shop_id} and j.visitor = next.visitor), 0) as bytes
      from next),
    summed as (
      select beacon_id, row_number() over (order by beacon_id) as place,
        sum(bytes) over (order by beacon_id rows unbounded preceding) as bytes from sized)
    select beacon_id from summed where place = 1 or bytes <= ${BYTES_AT_ONCE} order by beacon_id`)
  return rows.map(({ beacon_id }) => beacon_id)
}

/** These beacons, oldest first. */
export const readBeacons = async (store: Store, ids: readonly string[]): Promise<BeaconRow[]> =>
  await store.db
    .select()
    .from(beacons)
    .where(
      sql`${beacons.shop_id} = ${store.shop_id} and ${beacons.beacon_id} in (select value from json_each(${JSON.stringify(ids)}))`,
    )
    .orderBy(beacons.beacon_id)

/** Notes an attempt to count a beacon alone; returns the attempts before it. */
export async function noteAttempt(store: Store, beacon_id: string): Promise<number> {
  const [row] = await store.db.all<{ attempts: number }>(sql`
    update beacons set attempts = attempts + 1 where shop_id = ${store.shop_id} and beacon_id = ${beacon_id} returning attempts`)
  return (row?.attempts ?? 1) - 1
}

/** Sets a beacon aside that cannot be counted: it is kept for some days, and counted where the merchant looks. */
export async function setAside(store: Store, beacon_id: string, now: number): Promise<void> {
  const { shop_id } = store
  await batch(store.d1, [
    sql`update beacons set set_aside_at = ${now} where shop_id = ${shop_id} and beacon_id = ${beacon_id}`,
    addRefused(store, { set_aside: 1 }, now, shopExists(store)),
  ])
}
