import type { Env } from '../env.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { readInstall, writeSync } from '../store/shop/installs.ts'
import { syncShopify } from './shopify/sync.ts'

/** Sends everything of a shop system's store to the shop; called again, it goes on where it ended. @param platform of the app */
export async function syncPlatform(env: Env, store: Store, platform: string, lease: JobLease): Promise<void> {
  if (platform === 'shopify') await syncShopify(env, store, lease)
}

/** Records that a sync has failed finally. */
export async function failSync(store: Store, platform: string, problem: string): Promise<void> {
  const install = platform === 'shopify' ? await readInstall(store, platform) : undefined
  if (!install) return
  const sync = { ...install.sync, phase: 'failed' as const, problem, finished_at: Date.now() }
  await writeSync(store, install.platform, sync)
}
