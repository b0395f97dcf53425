import { resolve4, resolve6 } from 'node:dns/promises'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { isPublicAddress } from './address.ts'

/** Resolves a host name to its addresses of one IP version; [] when it has none. */
export type LookUp = (name: string) => Promise<string[]>

/** Error codes of a name server for a name without addresses of the requested version. */
const NO_ADDRESS = new Set(['ENODATA', 'NODATA'])

async function orNone(found: Promise<string[]>): Promise<string[]> {
  try {
    return await found
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && NO_ADDRESS.has(String(thrown.code))) return []
    throw thrown
  }
}

const BOTH: readonly LookUp[] = [(name) => orNone(resolve4(name)), (name) => orNone(resolve6(name))]

/**
 * Checks that a host name resolves only to public addresses. A name that cannot be resolved is refused.
 * @throws {PairwellError} `forbidden_address`
 */
export async function checkName(hostname: string, lookUps: readonly LookUp[] = BOTH): Promise<void> {
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return
  let addresses: string[]
  try {
    addresses = (await Promise.all(lookUps.map((lookUp) => lookUp(hostname)))).flat()
  } catch {
    throw new PairwellError(
      'forbidden_address',
      `The host name ${hostname} could not be resolved. Check its spelling.`,
    )
  }
  if (addresses.length === 0 || !addresses.every(isPublicAddress)) {
    throw new PairwellError(
      'forbidden_address',
      `The host ${hostname} is not on the public internet. Use a public address.`,
    )
  }
}
