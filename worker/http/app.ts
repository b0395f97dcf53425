import type { Shop } from '../../schema/shop/shops.ts'
import type { Env } from '../env.ts'
import type { Store } from '../store/open.ts'

/** What a request carries behind the doors: the shop it belongs to, opened. */
export type App = { Bindings: Env; Variables: { store: Store; shop: Shop } }
