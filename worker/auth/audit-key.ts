import { Buffer } from 'node:buffer'
import type { Shop } from '../../schema/shop/shops.ts'
import { identityKey } from './identity-key.ts'
import { deriveKey, type MasterKeys } from './master-key.ts'

const BYTES_OF_KEY = 32

/**
 * The key under which digests of the shop's audit are signed. It is derived from the shop's own key, which stays the same when MASTER_KEY is exchanged.
 * @throws {PairwellError} `unavailable` when that key cannot be opened
 */
export async function auditKey(
  keys: MasterKeys,
  shop: Pick<Shop, 'shop_id' | 'identity_key'>,
): Promise<Uint8Array> {
  const secret = Buffer.from(await identityKey(keys, shop)).toString('base64url')
  return deriveKey(secret, shop.shop_id, 'pairwell audit', BYTES_OF_KEY)
}
