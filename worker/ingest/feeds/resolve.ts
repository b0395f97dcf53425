import { resolve4, resolve6 } from 'node:dns/promises'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { isPublicAddress } from './address.ts'

/** Looks a name up; the addresses of one version, none when it has none. */
export type LookUp = (name: string) => Promise<string[]>

/** What a name server says of a name that has no address of that version. */
const NONE = new Set(['ENODATA', 'NODATA'])

async function orNone(found: Promise<string[]>): Promise<string[]> {
  try {
    return await found
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && NONE.has(String(thrown.code))) return []
    throw thrown
  }
}

const BOTH: readonly LookUp[] = [(name) => orNone(resolve4(name)), (name) => orNone(resolve6(name))]

/**
 * Makes sure that a name leads to the public internet and nowhere else. A name that cannot be looked up leads nowhere.
 * @throws {PairwellError} `forbidden_address`
 */
export async function checkName(hostname: string, lookUps: readonly LookUp[] = BOTH): Promise<void> {
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return
  let addresses: string[]
  try {
    addresses = (await Promise.all(lookUps.map((lookUp) => lookUp(hostname)))).flat()
  } catch {
    throw new PairwellError('forbidden_address', `The host ${hostname} could not be looked up.`)
  }
  if (addresses.length === 0 || !addresses.every(isPublicAddress)) {
    throw new PairwellError('forbidden_address', `The host ${hostname} is not one of the public internet.`)
  }
}
