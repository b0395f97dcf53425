import { Pairwell } from '../../packages/client/src/client.ts'

/** A mistake of whoever typed the command. */
export class UsageError extends Error {}

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * A client of the deployment at an address, with the shop's secret key.
 * @param key value of the environment variable PAIRWELL_KEY: in an argument other users of the machine would see it
 * @throws {UsageError} for what is no address, for a missing key, and where the key would be sent in the clear
 */
export function deploymentAt(address: string, key: string | undefined): Pairwell {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw new UsageError(
      `"${address}" is no address. Give the one of the deployment: https://pairwell.example.com`,
    )
  const { protocol, hostname, origin } = new URL(address)
  if (protocol === 'http:' && !LOCAL.test(hostname))
    throw new UsageError(`${address} is not https, so the secret key could be read on its way.`)
  if (!key) throw new UsageError('Put the secret key of the shop into the environment variable PAIRWELL_KEY.')
  return new Pairwell({ url: origin, key })
}
