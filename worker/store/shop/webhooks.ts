import { and, asc, eq, sql } from 'drizzle-orm'
import { type Webhook, webhooks } from '../../../schema/shop/webhooks.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { insertRows } from '../upsert.ts'
import { noteSealedWith, shopExists } from './shops.ts'

/** Condition for one webhook of the shop. */
export const isWebhook = ({ shop_id }: Store, webhook_id: string) =>
  and(eq(webhooks.shop_id, shop_id), eq(webhooks.webhook_id, webhook_id))

/** Webhooks of the shop, oldest first. */
export const listWebhooks = async (store: Store): Promise<Webhook[]> =>
  await store.db
    .select()
    .from(webhooks)
    .where(eq(webhooks.shop_id, store.shop_id))
    .orderBy(asc(webhooks.created_at), asc(webhooks.webhook_id))

/** One webhook, or undefined. */
export const readWebhook = async (store: Store, webhook_id: string): Promise<Webhook | undefined> =>
  await store.db.select().from(webhooks).where(isWebhook(store, webhook_id)).get()

/**
 * Adds a webhook; false when the shop already has `most`.
 * @param kid id of the master key with which the secret is sealed
 */
export async function addWebhook(
  store: Store,
  row: Omit<Webhook, 'shop_id'>,
  kid: string,
  most: number,
): Promise<boolean> {
  const { shop_id } = store
  const isRoom = sql`${shopExists(store)} and (select count(*) from webhooks where shop_id = ${shop_id}) < ${most}`
  const [added] = await batch(store.d1, [
    sql`${insertRows(webhooks, shop_id, JSON.stringify([row]), isRoom)} on conflict do nothing`,
    noteSealedWith(store, kid),
  ])
  return (added?.meta.changes ?? 0) > 0
}

/** Changes columns of a webhook. */
export async function changeWebhook(
  store: Store,
  webhook_id: string,
  change: Partial<Webhook>,
): Promise<void> {
  await store.db.update(webhooks).set(change).where(isWebhook(store, webhook_id)).run()
}

/** Gives a webhook another secret; the present one signs, too, for a while. */
export async function rotateSecret(
  store: Store,
  webhook_id: string,
  { secret, kid }: { secret: string; kid: string },
  now: number,
): Promise<void> {
  const change = { secret, secret_before: sql`${webhooks.secret}`, rotated_at: now }
  await batch(store.d1, [
    store.db.update(webhooks).set(change).where(isWebhook(store, webhook_id)),
    noteSealedWith(store, kid),
  ])
}

/** Replaces the sealed secrets of a webhook, if they are still those that were read. */
export async function replaceWebhookSecrets(
  store: Store,
  { webhook_id, secret }: Webhook,
  fresh: Pick<Webhook, 'secret' | 'secret_before'>,
): Promise<void> {
  await store.db
    .update(webhooks)
    .set(fresh)
    .where(and(isWebhook(store, webhook_id), eq(webhooks.secret, secret)))
    .run()
}

/** Deletes a webhook with its messages and their jobs; false when it did not exist. */
export async function deleteWebhook(store: Store, webhook_id: string): Promise<boolean> {
  const { shop_id } = store
  const [deleted] = await batch(store.d1, [
    store.db.delete(webhooks).where(isWebhook(store, webhook_id)),
    sql`delete from jobs where shop_id = ${shop_id} and kind = 'deliver'
      and (subject = ${webhook_id} or subject glob ${`${webhook_id}/*`})`,
    sql`delete from webhook_messages where shop_id = ${shop_id} and webhook_id = ${webhook_id}`,
  ])
  return (deleted?.meta.changes ?? 0) > 0
}
