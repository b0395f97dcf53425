import { Buffer } from 'node:buffer'
import { hkdfSync } from 'node:crypto'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { Env } from '../env.ts'

/** The deployment's secrets: one that encrypts, and during a rotation another one that can still, or already, decrypt. */
export type MasterKeys = Pick<Env, 'MASTER_KEY' | 'MASTER_KEY_OTHER'>

/** Shortest secret, in characters. */
const MIN_LENGTH = 32
const BYTES_OF_ID = 9

/** Derives a key from a secret (HKDF with SHA-256, RFC 5869). */
export const deriveKey = (
  secret: string,
  salt: string,
  use: string,
  bytes: number,
): Uint8Array<ArrayBuffer> => new Uint8Array(hkdfSync('sha256', secret, salt, use, bytes))

const keyIds = new Map<string, string>()

/** Identifies a secret without revealing it: `kid` in what was sealed with it. */
export function keyIdOf(secret: string): string {
  const found = keyIds.get(secret)
  if (found !== undefined) return found
  const id = Buffer.from(deriveKey(secret, '', 'pairwell master key id', BYTES_OF_ID)).toString('base64url')
  keyIds.set(secret, id)
  return id
}

/** The secret that encrypts. @throws {PairwellError} `unavailable` without one of at least 32 characters */
export function masterKey({ MASTER_KEY }: MasterKeys): string {
  if (MASTER_KEY && MASTER_KEY.length >= MIN_LENGTH) return MASTER_KEY
  throw new PairwellError(
    'unavailable',
    'The deployment has no MASTER_KEY of at least 32 characters. Tell its operator.',
  )
}

/** Id of the secret that encrypts; undefined without a usable one. */
export const currentKeyId = ({ MASTER_KEY }: MasterKeys): string | undefined =>
  MASTER_KEY && MASTER_KEY.length >= MIN_LENGTH ? keyIdOf(MASTER_KEY) : undefined

/** All secrets that can decrypt, the one that encrypts first. */
export const masterKeys = (keys: MasterKeys): string[] =>
  [masterKey(keys), keys.MASTER_KEY_OTHER ?? ''].filter(({ length }) => length >= MIN_LENGTH)

/** The secret with this id; undefined when the deployment does not have it. */
export const masterKeyOf = (keys: MasterKeys, kid: unknown): string | undefined =>
  masterKeys(keys).find((secret) => keyIdOf(secret) === kid)
