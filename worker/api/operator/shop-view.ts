import type { Shop } from '../../../schema/shop/shops.ts'
import { currentKeyId } from '../../auth/master-key.ts'
import type { Env } from '../../env.ts'

/** A shop as the operator sees it, without its keys. */
export const view = (
  env: Env,
  { shop_id, name, currency, locale, time_zone, status, created_at, sealed_with }: Shop,
) => ({
  ...{ shop_id, name, currency, locale, time_zone, status, created_at },
  current_master_key: sealed_with !== null && sealed_with === currentKeyId(env),
})
