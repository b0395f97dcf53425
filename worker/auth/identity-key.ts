import { Buffer } from 'node:buffer'
import type { Shop } from '../../schema/shop/shops.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { deriveKey, keyIdOf, type MasterKeys, masterKey, masterKeys } from './master-key.ts'
import { seal, unseal } from './seal.ts'

/** Purpose of the sealed key. */
const PURPOSE = 'identity'
const BYTES_OF_KEY = 32
/** Keys that an isolate remembers, by their sealed text and the master keys that opened it. */
const MAX_CACHED = 1_000

const opened = new Map<string, Uint8Array>()

/**
 * The key under which the shop's people are hashed. It never changes, or the same person would get another hash: it is derived
 * from the first MASTER_KEY, and from then on kept sealed.
 * @throws {PairwellError} `unavailable` when it was sealed with a MASTER_KEY that the deployment does not have
 */
export async function identityKey(
  keys: MasterKeys,
  { shop_id, identity_key }: Pick<Shop, 'shop_id' | 'identity_key'>,
): Promise<Uint8Array> {
  const secret = masterKey(keys)
  if (identity_key === null) {
    if (keys.MASTER_KEY_OTHER === undefined) return firstIdentityKey(secret, shop_id)
    // It would be a guess from which of the two keys the hashes of the shop's people were made.
    throw new PairwellError(
      'unavailable',
      'This shop has not been sealed since the update. Tell the operator to remove MASTER_KEY_OTHER until GET /v1/shops shows current_master_key for all shops.',
    )
  }
  const name = [identity_key, ...masterKeys(keys).map(keyIdOf)].join(' ')
  const found = opened.get(name)
  if (found) return found
  const text = await unseal(keys, shop_id, PURPOSE, identity_key)
  if (text === undefined) {
    throw new PairwellError(
      'unavailable',
      'The data of this shop were sealed with another MASTER_KEY. Tell the operator to set it as MASTER_KEY_OTHER.',
    )
  }
  const key = new Uint8Array(Buffer.from(text, 'base64url'))
  if (opened.size === MAX_CACHED) opened.clear()
  opened.set(name, key)
  return key
}

/** The key of a shop whose key has not been sealed yet. */
const firstIdentityKey = (secret: string, shop_id: string): Uint8Array =>
  deriveKey(secret, shop_id, 'pairwell customer', BYTES_OF_KEY)

/** What a shop's row says about its secrets. */
export type SealedIdentity = Pick<Shop, 'identity_key' | 'sealed_with'>

/** The shop's key, sealed with the current MASTER_KEY. */
export async function sealIdentity(
  keys: MasterKeys,
  shop: Pick<Shop, 'shop_id' | 'identity_key'>,
): Promise<SealedIdentity> {
  const plain = Buffer.from(await identityKey(keys, shop)).toString('base64url')
  const identity_key = await seal(keys, shop.shop_id, PURPOSE, plain)
  return { identity_key, sealed_with: keyIdOf(masterKey(keys)) }
}
