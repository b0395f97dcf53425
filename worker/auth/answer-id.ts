import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import { deriveKey, type MasterKeys, masterKeys } from './master-key.ts'

/** Hex digits of an id: the hash of the answer, then the signature, 32 bits. */
const HASH = 16
const SIGNATURE = 8
const FORM = /^r_[0-9a-f]{24}$/
const BYTES_OF_KEY = 32
/** Keys that an isolate remembers. */
const MAX_CACHED = 1_000

const keysOfShops = new Map<string, Uint8Array>()

function keyOf(secret: string, shop_id: string): Uint8Array {
  const name = `${shop_id} ${secret}`
  const found = keysOfShops.get(name)
  if (found) return found
  const key = deriveKey(secret, shop_id, 'pairwell recommendation id', BYTES_OF_KEY)
  if (keysOfShops.size === MAX_CACHED) keysOfShops.clear()
  keysOfShops.set(name, key)
  return key
}

/** The panel that an id stands for: nobody can use it for another one. */
type Panel = Pick<Recommendation, 'placement' | 'intent'>

const signatureOf = (key: Uint8Array, hash: string, { placement, intent }: Panel): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([hash, placement, intent]))
    .digest('hex')
    .slice(0, SIGNATURE)

/**
 * The id of an answer with a signature in its last digits, so that events can name only answers that were given. Without a usable
 * MASTER_KEY the id stays as it is; events are not taken then either.
 * @param id `r_` and at least 16 hex digits
 */
export function signedId(keys: MasterKeys, shop_id: string, id: string, panel: Panel): string {
  const [secret] = secretsOf(keys)
  if (secret === undefined) return id
  const hash = id.slice(2, 2 + HASH)
  return `r_${hash}${signatureOf(keyOf(secret, shop_id), hash, panel)}`
}

/** Whether an event names an answer of ours, as that of the right panel. */
export function isGiven(keys: MasterKeys, shop_id: string, id: string, panel: Panel): boolean {
  if (!FORM.test(id)) return false
  const [hash, given] = [id.slice(2, 2 + HASH), Buffer.from(id.slice(2 + HASH))]
  return secretsOf(keys).some((secret) =>
    timingSafeEqual(Buffer.from(signatureOf(keyOf(secret, shop_id), hash, panel)), given),
  )
}

/** During a rotation an answer may come from a cache that was filled before it. */
const secretsOf = (keys: MasterKeys): string[] => (keys.MASTER_KEY ? masterKeys(keys) : [])

/** The answer, and the lists of its arms, with signed ids. */
export function withSignedIds(keys: MasterKeys, shop_id: string, answer: Recommendation): Recommendation {
  const sign = (id: string) => signedId(keys, shop_id, id, answer)
  const { recommendation_id, experiment } = answer
  return {
    ...answer,
    recommendation_id: sign(recommendation_id),
    ...(experiment && {
      experiment: {
        ...experiment,
        arms: experiment.arms.map((arm) =>
          arm.recommendation_id === undefined
            ? arm
            : { ...arm, recommendation_id: sign(arm.recommendation_id) },
        ),
      },
    }),
  }
}
