import type { HookRow, HookSender, PlatformHook } from '../../../schema/shop/hooks.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { DAY, SECOND } from '../../../vocabulary/time.ts'
import { isSigned, unseal } from '../../auth/seal.ts'
import { callWorker, type Env } from '../../env.ts'
import { LEASE_MS } from '../../jobs/lease/lease-time.ts'
import { queueIfGrown } from '../../models/queue-model.ts'
import { addAuditEntry } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { openDeployment, type Store } from '../../store/open.ts'
import { addDataRequest, addShopRequest, eraseCustomer } from '../../store/orders/privacy.ts'
import { countMessage, countRefused, type MessageResult } from '../../store/shop/hooks.ts'
import { endShop } from '../../store/shop/shops.ts'
import { addCompanies } from '../identity/add-companies.ts'
import { identifierOf } from '../identity/identifier.ts'
import { RowProblem } from '../import/problems.ts'
import type { Message } from './message.ts'
import { deliveryOf, SENDERS } from './platforms.ts'
import type { Hook } from './records.ts'
import { take } from './take.ts'

/** Milliseconds that the previous secret stays valid; Shopify signs with it for up to an hour after a change. */
const OVERLAP = DAY

/** Purpose under which a hook's secret is encrypted. */
export const hookPurpose = (platform: HookSender): string => `hook ${platform}`

/** The sealed secrets that are valid now. */
export const hookSecrets = ({ secret, secret_before, changed_at }: HookRow, now: number): string[] =>
  secret_before !== null && now - changed_at < OVERLAP ? [secret, secret_before] : [secret]

/** Whether the platform signed these bytes, compared in constant time; false without a secret. */
export async function isSignedBy(
  env: Env,
  hook: PlatformHook,
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  now: number,
): Promise<boolean> {
  const signature = headers.get(SENDERS[hook.platform].signature)
  if (!signature) return false
  for (const sealed of hookSecrets(hook, now)) {
    const secret = await unseal(env, hook.shop_id, hookPurpose(hook.platform), sealed)
    if (secret !== undefined && (await isSigned(secret, body, signature))) return true
  }
  return false
}

/**
 * Age of a hook's secret from which its messages may end the shop, milliseconds: whoever has the shop's secret key can give the hook a secret of their own, and
 * a secret key must not be enough to delete a shop. Shopify asks for it two days after the app was removed, so the secret of a real shop is older.
 */
const OLD_SECRET = 2 * DAY

/** Result of a message. Platforms read only the status code; merchants can see the result in the platform's log. */
export type Outcome = { taken: true } | { late: true } | { ignored: string }

/** Maximum number of topics counted as ignored: the topic header is not signed, so it could take any number of values. */
const MAX_TOPICS = 50

/**
 * Processes a message with a valid signature. A message that cannot be parsed is counted and acknowledged, because sending it
 * again would not help.
 */
export async function receiveMessage(
  env: Env,
  store: Store,
  shop: Shop,
  row: PlatformHook,
  headers: Headers,
  body: Uint8Array,
  now: number,
  endsShops = now - row.changed_at >= OLD_SECRET,
): Promise<Outcome> {
  const { platform } = row
  const sender = SENDERS[platform]
  const topic = headers.get(sender.topic) ?? ''
  const reader = sender.topics.get(topic)
  if (!reader) {
    const plain = /^[a-z_]{1,40}[/.][a-z_]{1,40}$/.test(topic) ? topic : 'other'
    const isCounted = plain in row.counts.ignored || Object.keys(row.counts.ignored).length < MAX_TOPICS
    await count({ store, shop, platform, topic: isCounted ? plain : 'other', now }, 'ignored')
    return { ignored: 'Messages of this topic contain no items, orders or people.' }
  }
  const hook: Hook = { store, shop, platform, topic, now }
  try {
    const { currency, time_zone } = shop
    const people = await identifierOf(env, shop)
    const context = { currency, time_zone, people, now, memory: new Map<string, string>() }
    const outcome = await act(env, hook, reader(deliveryOf(sender, headers, body, now), context), endsShops)
    await addCompanies(store, shop, people, now)
    return outcome
  } catch (thrown) {
    if (!(thrown instanceof RowProblem)) throw thrown
    await batch(store.d1, [countRefused(store, platform, `${topic}: ${thrown.message}`, now)])
    return { ignored: thrown.message }
  }
}

const count = async ({ store, platform, topic, now }: Hook, fate: MessageResult): Promise<void> => {
  await batch(store.d1, [countMessage(store, platform, { fate, topic }, now)])
}

async function act(env: Env, hook: Hook, message: Message, endsShops: boolean): Promise<Outcome> {
  const { store, platform, now } = hook
  switch (message.about) {
    case 'redact': {
      const request_id = `${platform} redact ${message.request_id}`
      const { keys, order_ids } = message.person
      await eraseCustomer(store, { request_id, keys, orders: { platform, ids: order_ids }, now })
      break
    }
    case 'data_request': {
      const request_id = `${platform} data_request ${message.request_id}`
      await addDataRequest(store, request_id, message.person.keys, now)
      break
    }
    case 'shop_redact':
      if (!endsShops) {
        await addShopRequest(store, `${platform} shop_redact ${Math.floor(now / DAY)}`, now)
        break
      }
      await endShop(store, now, now + LEASE_MS)
      await addAuditEntry(
        openDeployment(env),
        { kind: 'system', id: platform },
        { action: 'end a shop', subject: { shop_id: store.shop_id }, before: null, after: null },
        now,
      )
      await callWorker(env, store.shop_id, 'deletion', LEASE_MS / SECOND + 1)
      return { taken: true }
    default: {
      if (!(await take(hook, message))) {
        await count(hook, 'late')
        return { late: true }
      }
      const grown = message.about === 'order' && (await queueIfGrown(store, now))
      if (grown) await callWorker(env, store.shop_id, 'mining')
      return { taken: true }
    }
  }
  await count(hook, 'taken')
  return { taken: true }
}
