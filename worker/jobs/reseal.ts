import { customerIds } from '../auth/customer-id.ts'
import { sealIdentity } from '../auth/identity-key.ts'
import { keyIdOf, type MasterKeys, masterKey } from '../auth/master-key.ts'
import { seal, unseal } from '../auth/seal.ts'
import { hookPurpose } from '../ingest/hooks/receive.ts'
import { PURPOSE as TOKEN_PURPOSE } from '../ingest/identity/customer-token.ts'
import { rejoin } from '../ingest/identity/link-people.ts'
import { logFault } from '../log.ts'
import { INSTALL_PURPOSE } from '../platforms/shopify/tokens.ts'
import type { Store } from '../store/open.ts'
import { readMigratedKeys, readSealedOtherwise, writeSealed } from '../store/orders/people.ts'
import { listHooks, replaceHookSecrets } from '../store/shop/hooks.ts'
import { listInstalls, replaceInstallToken } from '../store/shop/installs.ts'
import { readShop, writeSealedIdentity } from '../store/shop/shops.ts'
import { listTokenKeys, replaceTokenKey } from '../store/shop/tokens.ts'
import { listWebhooks, replaceWebhookSecrets } from '../store/shop/webhooks.ts'
import { WEBHOOK_PURPOSE } from '../webhooks/sign.ts'
import type { JobLease } from './lease/lease.ts'

/** Customer ids encrypted again in one statement. */
const PORTION = 500

/**
 * Seals everything of a shop with the current MASTER_KEY: the key of its people, the secrets of its hooks and webhooks, the tokens of its apps, its token
 * keys and the customer ids. Serving goes on, because what is sealed with MASTER_KEY_OTHER can be opened all the while. Each text is replaced only
 * if it is still the one that was read, and what is done already is skipped, so that the job can be interrupted anywhere.
 */
export async function reseal(keys: MasterKeys, store: Store, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  if (!shop) return
  if (shop.identity_key === null) await rejoinMigrated(store, lease)
  const texts = [
    ...(await resealHooks(keys, store)),
    ...(await resealTokenKeys(keys, store)),
    ...(await resealWebhooks(keys, store)),
    ...(await resealInstalls(keys, store)),
  ]
  await resealCustomerIds(keys, store, lease)
  // Last, because it says that everything is sealed with this key; if something is not, the cron queues this job again.
  await writeSealedIdentity(store, shop.identity_key, await sealIdentity(keys, shop), texts)
}

/** Keys in one transaction. */
const REJOINED = 100

/** Joins the people whom the migration from version 0.1.0 has left apart. */
async function rejoinMigrated(store: Store, lease: JobLease): Promise<void> {
  for (let after = ''; ; ) {
    const keys = await readMigratedKeys(store, after, REJOINED)
    const last = keys.at(-1)
    if (last === undefined) return
    await rejoin(store, keys)
    after = last
    lease.handOverIfSpent()
    await lease.pause()
  }
}

/** The text sealed again; the same text when no key of the deployment opens it, because then nothing can. */
async function sealedAgain(
  keys: MasterKeys,
  { shop_id }: Store,
  purpose: string,
  sealed: string,
): Promise<string> {
  const plain = await unseal(keys, shop_id, purpose, sealed)
  if (plain !== undefined) return await seal(keys, shop_id, purpose, plain)
  logFault('secret_not_opened', { shop_id, purpose })
  return sealed
}

/** @returns the sealed texts */
async function resealHooks(keys: MasterKeys, store: Store): Promise<string[]> {
  const texts: string[] = []
  for (const hook of await listHooks(store)) {
    const again = (sealed: string) => sealedAgain(keys, store, hookPurpose(hook.platform), sealed)
    const secret = await again(hook.secret)
    const secret_before = hook.secret_before === null ? null : await again(hook.secret_before)
    await replaceHookSecrets(store, hook, { secret, secret_before })
    texts.push(secret, ...(secret_before === null ? [] : [secret_before]))
  }
  return texts
}

/** @returns the sealed texts */
async function resealWebhooks(keys: MasterKeys, store: Store): Promise<string[]> {
  const texts: string[] = []
  for (const webhook of await listWebhooks(store)) {
    const again = (sealed: string) => sealedAgain(keys, store, WEBHOOK_PURPOSE, sealed)
    const secret = await again(webhook.secret)
    const secret_before = webhook.secret_before === null ? null : await again(webhook.secret_before)
    await replaceWebhookSecrets(store, webhook, { secret, secret_before })
    texts.push(secret, ...(secret_before === null ? [] : [secret_before]))
  }
  return texts
}

/** @returns the sealed texts */
async function resealInstalls(keys: MasterKeys, store: Store): Promise<string[]> {
  const texts: string[] = []
  for (const install of await listInstalls(store)) {
    if (install.token === null) continue
    const token = await sealedAgain(keys, store, INSTALL_PURPOSE, install.token)
    await replaceInstallToken(store, install, { token, token_until: install.token_until })
    texts.push(token)
  }
  return texts
}

/** @returns the sealed texts */
async function resealTokenKeys(keys: MasterKeys, store: Store): Promise<string[]> {
  const texts: string[] = []
  for (const key of await listTokenKeys(store)) {
    const sealed = await sealedAgain(keys, store, TOKEN_PURPOSE, key.sealed)
    await replaceTokenKey(store, key, sealed)
    texts.push(sealed)
  }
  return texts
}

async function resealCustomerIds(keys: MasterKeys, store: Store, lease: JobLease): Promise<void> {
  const ids = customerIds(keys, store.shop_id)
  const kid = keyIdOf(masterKey(keys))
  let after = ''
  for (;;) {
    const rows = await readSealedOtherwise(store, kid, after, PORTION)
    const last = rows.at(-1)
    if (!last) return
    const fresh = rows.flatMap(({ key, sealed }) => {
      const again = sealed === null ? undefined : ids.sealAgain(sealed)
      return sealed === null || again === undefined ? [] : [{ key, before: sealed, sealed: again }]
    })
    await writeSealed(store, fresh)
    after = last.key
    lease.handOverIfSpent()
    await lease.pause()
  }
}
