import { PairwellError } from '../../../vocabulary/errors.ts'

/** Hosts that the operator trusts, private or not, and the Worker's own, from which nothing is fetched. */
export type Around = { trusted: readonly string[]; own_host: string }

/** The hosts of the operator's setting FEED_HOSTS. */
export const readTrusted = (setting: string | undefined): string[] =>
  (setting ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '')

/** Does the operator trust this host? Without a port in the setting, at any port. */
export const isTrusted = ({ host, hostname }: URL, { trusted }: Pick<Around, 'trusted'>): boolean =>
  trusted.includes(host) || trusted.includes(hostname)

/** Names that no public name server answers for (RFC 6761, 6762, 8375, and what networks use at home). */
const PRIVATE_NAMES =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|test|example|invalid|onion)$/

/**
 * Ranges of addresses that are not the public internet's, as first address and number of bits.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const PRIVATE_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  // Multicast, and what is reserved up to the broadcast.
  '224.0.0.0/3',
].map((range) => {
  const [address = '', bits = '0'] = range.split('/')
  return { first: numberOf4(address) ?? 0n, bits: Number(bits) }
})

/** The public internet of version 6; ranges within it that lead elsewhere. */
const PUBLIC_6 = { first: 0x2000n << 112n, bits: 3 }
const PRIVATE_6 = [
  // Teredo and other protocol assignments, documentation twice, 6to4.
  { first: 0x2001_0000n << 96n, bits: 23 },
  { first: 0x2001_0db8n << 96n, bits: 32 },
  { first: 0x2002n << 112n, bits: 16 },
  { first: 0x3fff_0000n << 96n, bits: 20 },
]
/** Version 4 in the clothes of version 6: mapped, and translated by NAT64. */
const FOUR_IN_SIX = [0xffffn << 32n, 0x64_ff9bn << 96n]

function numberOf4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
}

function numberOf6(text: string): bigint | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const tail = dotted?.[2] === undefined ? undefined : numberOf4(dotted[2])
  if (dotted && tail === undefined) return undefined
  const plain = dotted ? `${dotted[1]}${hex(tail, 16)}:${hex(tail, 0)}` : text
  const halves = plain.split('::')
  if (halves.length > 2 || !/^[\da-f:]+$/i.test(plain)) return undefined
  const [head = [], behind = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - behind.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...behind]
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
}

const hex = (address: bigint | undefined, shift: number) =>
  (((address ?? 0n) >> BigInt(shift)) & 0xffffn).toString(16)

const lies = (address: bigint, { first, bits }: { first: bigint; bits: number }, width: number): boolean =>
  address >> BigInt(width - bits) === first >> BigInt(width - bits)

const isPublic4 = (address: bigint): boolean => !PRIVATE_4.some((range) => lies(address, range, 32))

/** Is this address one of the public internet? What is no address is not. */
export function isPublicAddress(text: string): boolean {
  const four = numberOf4(text)
  if (four !== undefined) return isPublic4(four)
  const six = numberOf6(text)
  if (six === undefined) return false
  const inside = FOUR_IN_SIX.some((first) => lies(six, { first, bits: 96 }, 128))
  if (inside) return isPublic4(six & 0xffff_ffffn)
  return lies(six, PUBLIC_6, 128) && !PRIVATE_6.some((range) => lies(six, range, 128))
}

const forbidden = (message: string) => new PairwellError('forbidden_address', message)

/**
 * Checks an address before anything is asked of it; the platform's reader of URLs has brought every spelling of a host
 * into one. A name is looked up besides, see resolve.ts.
 * @throws {PairwellError} `forbidden_address`
 */
export function checkAddress(written: string, around: Around): URL {
  if (!URL.canParse(written))
    throw forbidden('This is no address. Write it like https://shop.example/feed.csv.')
  const url = new URL(written)
  if (url.username !== '' || url.password !== '') {
    throw forbidden('The address holds a name or password. Take an address that is secret by itself.')
  }
  if (url.host === around.own_host) throw forbidden('This address is our own. Give that of the shop.')
  if (isTrusted(url, around) && (url.protocol === 'https:' || url.protocol === 'http:')) return url
  if (url.protocol !== 'https:') throw forbidden('A feed comes over https only. Write https://….')
  if (url.port !== '') throw forbidden('A feed comes from the usual port of https only. Leave the port away.')
  const name = url.hostname.replace(/\.$/, '')
  const literal = name.startsWith('[') ? name.slice(1, -1) : name
  const isLiteral = name.startsWith('[') || /^[\d.]+$/.test(name)
  const isPublic = isLiteral ? isPublicAddress(literal) : name.includes('.') && !PRIVATE_NAMES.test(name)
  if (!isPublic) throw forbidden(`The host ${name} is not one of the public internet.`)
  return url
}
