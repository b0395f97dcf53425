import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Actor } from '../../../schema/audit.ts'
import {
  type Settings,
  type SettingsRow,
  shopSettings,
  upgradedSettings,
} from '../../../schema/shop/settings.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { insertRows } from '../upsert.ts'
import { rebuildServing } from './serving.ts'

/** Versions that are kept, the newest ones; about one a week for ten years. */
const MAX_VERSIONS = 500

/** The row of a new version. */
export const settingsRow = (
  version: number,
  settings: Settings,
  actor: Actor,
  created_at: number,
  restored: number | null = null,
): Omit<SettingsRow, 'shop_id'> => ({
  ...{ version, settings, created_at, restored },
  actor_kind: actor.kind,
  actor_id: actor.id,
})

const upgraded = (row: SettingsRow | undefined) => row && { ...row, settings: upgradedSettings(row.settings) }

/** The settings in force, or undefined when there is no such shop. */
export const readSettings = async (store: Store): Promise<SettingsRow | undefined> =>
  upgraded(
    await store.db
      .select()
      .from(shopSettings)
      .where(eq(shopSettings.shop_id, store.shop_id))
      .orderBy(desc(shopSettings.version))
      .limit(1)
      .get(),
  )

/** One version, or undefined. */
export const readSettingsVersion = async (store: Store, version: number): Promise<SettingsRow | undefined> =>
  upgraded(
    await store.db
      .select()
      .from(shopSettings)
      .where(and(eq(shopSettings.shop_id, store.shop_id), eq(shopSettings.version, version)))
      .get(),
  )

/** Versions before the given one, newest first. */
export const listSettingsVersions = async (
  store: Store,
  before: number,
  limit: number,
): Promise<SettingsRow[]> =>
  await store.db
    .select()
    .from(shopSettings)
    .where(and(eq(shopSettings.shop_id, store.shop_id), lt(shopSettings.version, before)))
    .orderBy(desc(shopSettings.version))
    .limit(limit)

/**
 * Puts a new version in force. Returns false, and writes nothing, when another version has been written since the one before it
 * was read.
 */
export async function writeSettings(store: Store, row: Omit<SettingsRow, 'shop_id'>): Promise<boolean> {
  const { shop_id } = store
  const isNext = sql`(select max(version) from shop_settings where shop_id = ${shop_id}) = ${row.version - 1}`
  const [written] = await batch(store.d1, [
    insertRows(shopSettings, shop_id, JSON.stringify([row]), isNext),
    sql`delete from shop_settings where shop_id = ${shop_id} and version <= (
      select max(version) from shop_settings where shop_id = ${shop_id}) - ${MAX_VERSIONS}`,
    rebuildServing(shop_id),
  ])
  return (written?.meta.changes ?? 0) > 0
}
