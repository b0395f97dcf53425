import ipaddr from 'ipaddr.js'
import { PairwellError } from '../../../vocabulary/errors.ts'

/** Hosts that the operator trusts, private or not, and the Worker's own host, from which nothing is fetched. */
export type AddressPolicy = { trusted: readonly string[]; own_host: string }

/** Hosts of the operator's settings FEED_HOSTS and WEBHOOK_HOSTS. */
export const readTrusted = (setting: string | undefined): string[] =>
  (setting ?? '')
    .split(',')
    .map((host) => spelled(host.trim()))
    .filter((host) => host !== '')

/** Whether the operator trusts this host. A setting without a port allows any port. */
export const isTrusted = ({ host, hostname }: URL, { trusted }: Pick<AddressPolicy, 'trusted'>): boolean =>
  trusted.includes(spelled(host)) || trusted.includes(spelled(hostname))

/** A host name, or host with port, as it is compared: `api.example.` is another spelling of `api.example` (RFC 1034, 3.1). */
const spelled = (host: string): string => host.toLowerCase().replace(/\.+(?=:\d+$|$)/, '')

/** Names that no public name server resolves (RFC 6761, 6762, 8375, and common names of private networks). */
const PRIVATE_NAMES =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|test|example|invalid|onion)$/

/** IPv6 addresses that are assigned to the public internet; the package ipaddr.js knows the exceptions within the range. */
const PUBLIC_6 = ipaddr.parseCIDR('2000::/3')
/** IPv6 addresses that NAT64 translates into the IPv4 address in their last 32 bits (RFC 6052). */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96')

/**
 * Whether a text is an address of the public internet, by the registries of special addresses in the package ipaddr.js.
 * False for texts that are not addresses, and for IPv4 addresses not written as four decimal numbers.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublicAddress(text: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).range() === 'unicast'
  // A zone ("%eth0") names an interface of this machine. The package reads "::8.8.8.8" (deprecated, RFC 4291) as a mapped
  // address.
  if (text.includes('%') || /^::\d+\./.test(text) || !ipaddr.IPv6.isValid(text)) return false
  const address = ipaddr.IPv6.parse(text)
  if (address.isIPv4MappedAddress()) return address.toIPv4Address().range() === 'unicast'
  if (address.match(NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(-4)).range() === 'unicast'
  return address.match(PUBLIC_6) && address.range() === 'unicast'
}

const forbidden = (message: string) => new PairwellError('forbidden_address', message)

/**
 * Parses a URL and checks it before any request. The URL parser has normalised every spelling of the host. The addresses of a
 * host name are checked separately, see resolve.ts.
 * @throws {PairwellError} `forbidden_address`
 */
export function checkAddress(written: string, around: AddressPolicy): URL {
  if (!URL.canParse(written))
    throw forbidden('This is not a URL. Write it like https://shop.example/feed.csv.')
  const url = new URL(written)
  if (url.username !== '' || url.password !== '') {
    throw forbidden('The address contains a user name or password. Use an address that is itself secret.')
  }
  if (spelled(url.host) === spelled(around.own_host))
    throw forbidden('This address belongs to this service. Use an address of the shop.')
  if (isTrusted(url, around) && (url.protocol === 'https:' || url.protocol === 'http:')) return url
  if (url.protocol !== 'https:')
    throw forbidden('Only https is allowed. Use an address that begins with https://.')
  if (url.port !== '')
    throw forbidden('Only the standard https port is allowed. Remove the port from the address.')
  const name = spelled(url.hostname)
  const literal = name.startsWith('[') ? name.slice(1, -1) : name
  const isLiteral = name.startsWith('[') || /^[\d.]+$/.test(name)
  const isPublic = isLiteral ? isPublicAddress(literal) : name.includes('.') && !PRIVATE_NAMES.test(name)
  if (!isPublic) throw forbidden(`The host ${name} is not on the public internet. Use a public address.`)
  return url
}
