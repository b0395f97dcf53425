import type { SyncState } from '../../../schema/shop/installs.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import type { JobLease } from '../../jobs/lease/lease.ts'
import type { Admin } from './admin.ts'

/** What a step needs; `save` stores the state, and ends the job when the app was removed. */
export type SyncWork = Admin & {
  shop: Shop
  lease: JobLease
  stop: AbortController
  save(sync: SyncState): Promise<void>
}
