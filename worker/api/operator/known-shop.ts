import { PairwellError } from '../../../vocabulary/errors.ts'
import type { Env } from '../../env.ts'
import { open, type Store } from '../../store/open.ts'
import { readShop } from '../../store/shop/shops.ts'

export const unknownShop = () =>
  new PairwellError('unknown_shop', 'There is no such shop. GET /v1/shops lists them.')

/** Opens a shop that exists. @throws {PairwellError} `unknown_shop` */
export async function openKnown(env: Env, shop_id: string): Promise<Store> {
  const store = open(env, shop_id)
  if (await readShop(store)) return store
  throw unknownShop()
}
