import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { MasterKeys } from '../../auth/master-key.ts'
import { unseal } from '../../auth/seal.ts'
import type { Store } from '../../store/open.ts'
import { listTokenKeys } from '../../store/shop/tokens.ts'
import { PURPOSE } from './customer-token.ts'

/** What the shop's server signs for an order: a plain HMAC, which every template language has. */
export const signedText = (transaction_id: string): string => `order:${transaction_id}`

/**
 * Whether the shop's server has signed the number of the order with one of its token keys. Only the page of the buyer has the
 * signature, so a stranger who guesses the number cannot claim the order.
 * @param order_token hex of the HMAC-SHA-256
 */
export async function isOrderToken(
  keys: MasterKeys,
  store: Store,
  transaction_id: string,
  order_token: string,
): Promise<boolean> {
  const given = Buffer.from(order_token, 'hex')
  for (const { sealed } of await listTokenKeys(store)) {
    const key = await unseal(keys, store.shop_id, PURPOSE, sealed)
    if (key === undefined) continue
    const right = createHmac('sha256', key).update(signedText(transaction_id)).digest()
    if (right.length === given.length && timingSafeEqual(right, given)) return true
  }
  return false
}
