import type { Shop } from '../../schema/shop/shops.ts'
import type { Env } from '../env.ts'
import type { Store } from '../store/open.ts'

/** Variables of an authenticated request: its shop, and the store opened for it. */
export type App = { Bindings: Env; Variables: { store: Store; shop: Shop } }
