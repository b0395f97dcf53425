import { and, eq, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { jobs } from '../../../schema/jobs.ts'
import { type AppPlatform, type Install, installs, type SyncState } from '../../../schema/shop/installs.ts'
import type { Env } from '../../env.ts'
import { batch } from '../batch.ts'
import { isPending, newJob } from '../jobs.ts'
import { databases, type Store } from '../open.ts'
import { upsert } from '../upsert.ts'
import { noteSealedWith } from './shops.ts'

const isInstall = (store: Store, platform: AppPlatform) =>
  and(eq(installs.shop_id, store.shop_id), eq(installs.platform, platform))

/**
 * The shop with an app of this platform under this domain; undefined for none. Asks every bound database, because the platform
 * names shops by nothing else.
 */
export async function findInstalledShop(
  env: Env,
  platform: AppPlatform,
  domain: string,
): Promise<string | undefined> {
  const isHere = and(eq(installs.platform, platform), eq(installs.domain, domain))
  const found = await Promise.all(
    databases(env).map(({ d1 }) =>
      drizzle(d1).select({ shop_id: installs.shop_id }).from(installs).where(isHere).get(),
    ),
  )
  return found.find((row) => row !== undefined)?.shop_id
}

/** The app of a platform, or undefined. */
export const readInstall = async (store: Store, platform: AppPlatform): Promise<Install | undefined> =>
  await store.db.select().from(installs).where(isInstall(store, platform)).get()

/** All apps of the shop. */
export const listInstalls = async (store: Store): Promise<Install[]> =>
  await store.db.select().from(installs).where(eq(installs.shop_id, store.shop_id))

/** Writes an app that was installed, again or for the first time. @param kid id of the master key that sealed its token */
export async function writeInstall(
  store: Store,
  install: Omit<Install, 'shop_id'>,
  kid: string,
): Promise<void> {
  const { domain, token, token_until, installed_at, sync } = install
  await batch(store.d1, [
    store.db
      .insert(installs)
      .values({ ...install, shop_id: store.shop_id })
      .onConflictDoUpdate({
        target: [installs.shop_id, installs.platform],
        set: { domain, token, token_until, installed_at, uninstalled_at: null, sync },
      }),
    noteSealedWith(store, kid),
  ])
}

/** Replaces the sealed token, if it is still the one that was read; false if it is not. */
export async function replaceInstallToken(
  store: Store,
  { platform, token }: Install,
  fresh: Pick<Install, 'token' | 'token_until'>,
  kid?: string,
): Promise<boolean> {
  const [changed] = await batch(store.d1, [
    store.db
      .update(installs)
      .set(fresh)
      .where(
        and(isInstall(store, platform), token === null ? isNull(installs.token) : eq(installs.token, token)),
      ),
    ...(kid === undefined ? [] : [noteSealedWith(store, kid)]),
  ])
  return changed?.meta.changes === 1
}

/** Ends an app that was removed: its token is deleted, and its sync stops. Data stay until the platform asks for their deletion. */
export async function endInstall(store: Store, platform: AppPlatform, now: number): Promise<void> {
  const { shop_id } = store
  await batch(store.d1, [
    store.db
      .update(installs)
      .set({ token: null, token_until: null, uninstalled_at: now })
      .where(isInstall(store, platform)),
    sql`delete from jobs where shop_id = ${shop_id} and kind = 'sync' and subject = ${platform}`,
  ])
}

/** Stores the state of a sync, if the app is still installed; false if it is not. */
export async function writeSync(store: Store, platform: AppPlatform, sync: SyncState): Promise<boolean> {
  const { meta } = await store.db
    .update(installs)
    .set({ sync })
    .where(and(isInstall(store, platform), isNull(installs.uninstalled_at)))
    .run()
  return meta.changes === 1
}

/** Queues a sync with this state, unless one is queued. */
export async function queueSync(store: Store, platform: AppPlatform, now: number): Promise<void> {
  const isNew = sql`not ${isPending(store, 'sync', platform)}`
  await store.db.run(
    upsert(jobs, store.shop_id, JSON.stringify([newJob(store, 'sync', platform, now)]), isNew),
  )
}
