import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type HookRow, type HookSender, hooks } from '../../../schema/shop/hooks.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { noteSealedWith } from './shops.ts'

const isHook = (store: Store, platform: HookSender) =>
  and(eq(hooks.shop_id, store.shop_id), eq(hooks.platform, platform))

/** Hooks of the shop. */
export const listHooks = async (store: Store): Promise<HookRow[]> =>
  await store.db.select().from(hooks).where(eq(hooks.shop_id, store.shop_id)).orderBy(hooks.platform)

/** One hook, or undefined. */
export const readHook = async <S extends HookSender>(
  store: Store,
  platform: S,
): Promise<(HookRow & { platform: S }) | undefined> =>
  (await store.db.select().from(hooks).where(isHook(store, platform)).get()) as
    | (HookRow & { platform: S })
    | undefined

/**
 * Creates a hook, or changes its secret; the previous secret stays valid for a while.
 * @param kid id of the master key with which the secret is sealed
 */
export async function writeHook(
  store: Store,
  platform: HookSender,
  { secret, kid }: { secret: string; kid: string },
  now: number,
): Promise<void> {
  const counts = { taken: {}, late: {}, ignored: {}, refused: 0 }
  await batch(store.d1, [
    store.db
      .insert(hooks)
      .values({ shop_id: store.shop_id, platform, secret, changed_at: now, created_at: now, counts })
      .onConflictDoUpdate({
        target: [hooks.shop_id, hooks.platform],
        set: { secret, secret_before: sql`${hooks.secret}`, changed_at: now },
      }),
    noteSealedWith(store, kid),
  ])
}

/** Deletes a hook; data received through it stay. False when it did not exist. */
export async function deleteHook(store: Store, platform: HookSender): Promise<boolean> {
  const { meta } = await store.db.delete(hooks).where(isHook(store, platform)).run()
  return meta.changes > 0
}

/** Result of a message. */
export type MessageResult = 'taken' | 'late' | 'ignored'

/**
 * Counts a message of a topic. `differs`: the totals of its order do not add up.
 * @param taken name of the write that follows, and the condition on which both depend
 */
export function countMessage(
  { shop_id }: Store,
  platform: HookSender,
  {
    fate,
    topic,
    differs = false,
    times = 1,
  }: { fate: MessageResult; topic: string; differs?: boolean | undefined; times?: number },
  now: number,
  taken?: { write: string; allowed: SQL },
): SQL {
  const path = `$.${fate}."${topic}"`
  const totals = differs
    ? sql`, '$.totals_differ', coalesce(json_extract(counts, '$.totals_differ'), 0) + 1`
    : sql``
  return sql`
    update hooks set received_at = max(coalesce(received_at, 0), ${now}),
      counts = json_set(counts, ${path}, coalesce(json_extract(counts, ${path}), 0) + ${times}${totals}),
      last_write = coalesce(${taken?.write ?? null}, last_write)
    where shop_id = ${shop_id} and platform = ${platform} and ${taken?.allowed ?? sql`true`}`
}

/** Counts a signed message that could not be parsed, and stores the reason. */
export const countRefused = ({ shop_id }: Store, platform: HookSender, why: string, now: number): SQL => sql`
  update hooks set received_at = max(coalesce(received_at, 0), ${now}), problem = ${why}, problem_at = ${now},
    counts = json_set(counts, '$.refused', json_extract(counts, '$.refused') + 1)
  where shop_id = ${shop_id} and platform = ${platform}`

/** Replaces the sealed secrets of a hook, if they are still those that were read. */
export async function replaceHookSecrets(
  store: Store,
  { platform, secret }: HookRow,
  fresh: Pick<HookRow, 'secret' | 'secret_before'>,
): Promise<void> {
  await store.db
    .update(hooks)
    .set(fresh)
    .where(and(isHook(store, platform), eq(hooks.secret, secret)))
    .run()
}
