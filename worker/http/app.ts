import type { Actor } from '../../schema/audit.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { ErrorCode } from '../../vocabulary/errors.ts'
import type { Env } from '../env.ts'
import type { Store } from '../store/open.ts'
import type { Session } from '../store/shop/sessions.ts'

/**
 * What a call changed: the state before and after it, without secrets and without people. `subject` names what it was about where
 * the parameters of the route do not; `log` is where it is recorded, if not with the shop.
 */
export type Changed = { subject?: Record<string, string>; log?: Store; before?: object; after?: object }

/** Variables of an authenticated request: its shop, the store opened for it, who calls, and what the call changed. */
export type App = {
  Bindings: Env
  Variables: {
    store: Store
    shop: Shop
    actor: Actor
    /** The session of a member; none for a call with a key. */
    session?: Session
    changed?: Changed
    /** Where and how responses are kept for repetitions, if not as they are with the shop. */
    keeping?: Pick<Store, 'db' | 'shop_id'> & {
      written(body: string): Promise<string>
      read(stored: string): Promise<string>
    }
    /** See http/traced.ts. */
    requestId: string
    /** The error that was answered. */
    code?: ErrorCode
    /** See http/shed.ts. */
    bodyIsRead?: () => void
  }
}
