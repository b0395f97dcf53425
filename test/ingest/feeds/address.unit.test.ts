import { expect, it } from 'vitest'
import { isPublicAddress } from '../../../worker/ingest/feeds/address.ts'

/**
 * Ranges of the registries of special-purpose addresses that are not globally reachable or translate to another address,
 * each with an address within it and its name; also multicast and reserved addresses.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry (2025-10-09)
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry (2025-10-09)
 */
const SPECIAL: readonly [range: string, first: string, last: string, name: string][] = [
  ['0.0.0.0/8', '0.0.0.0', '0.255.255.255', 'This network'],
  ['10.0.0.0/8', '10.0.0.0', '10.255.255.255', 'Private-Use'],
  ['100.64.0.0/10', '100.64.0.0', '100.127.255.255', 'Shared Address Space'],
  ['127.0.0.0/8', '127.0.0.0', '127.255.255.255', 'Loopback'],
  ['169.254.0.0/16', '169.254.0.0', '169.254.255.255', 'Link Local'],
  ['172.16.0.0/12', '172.16.0.0', '172.31.255.255', 'Private-Use'],
  ['192.0.0.0/24', '192.0.0.0', '192.0.0.255', 'IETF Protocol Assignments'],
  ['192.0.2.0/24', '192.0.2.0', '192.0.2.255', 'Documentation (TEST-NET-1)'],
  ['192.31.196.0/24', '192.31.196.0', '192.31.196.255', 'AS112-v4'],
  ['192.52.193.0/24', '192.52.193.0', '192.52.193.255', 'AMT'],
  ['192.88.99.0/24', '192.88.99.0', '192.88.99.255', 'Deprecated (6to4 Relay Anycast)'],
  ['192.168.0.0/16', '192.168.0.0', '192.168.255.255', 'Private-Use'],
  ['192.175.48.0/24', '192.175.48.0', '192.175.48.255', 'Direct Delegation AS112 Service'],
  ['198.18.0.0/15', '198.18.0.0', '198.19.255.255', 'Benchmarking'],
  ['198.51.100.0/24', '198.51.100.0', '198.51.100.255', 'Documentation (TEST-NET-2)'],
  ['203.0.113.0/24', '203.0.113.0', '203.0.113.255', 'Documentation (TEST-NET-3)'],
  ['224.0.0.0/4', '224.0.0.0', '239.255.255.255', 'Multicast'],
  ['240.0.0.0/4', '240.0.0.0', '255.255.255.254', 'Reserved'],
  ['255.255.255.255/32', '255.255.255.255', '255.255.255.255', 'Limited Broadcast'],
  ['::/128', '::', '0:0:0:0:0:0:0:0', 'Unspecified Address'],
  ['::1/128', '::1', '0:0:0:0:0:0:0:1', 'Loopback Address'],
  ['::/96', '::8.8.8.8', '::808:808', 'Deprecated (IPv4-compatible)'],
  ['::/96', '0:0:0:0:0:0:8.8.8.8', '0::8.8.8.8', 'Deprecated (IPv4-compatible)'],
  ['::ffff:0:0/96', '::ffff:10.0.0.1', '::ffff:7f00:1', 'IPv4-mapped Address, of a private one'],
  ['64:ff9b::/96', '64:ff9b::10.0.0.1', '64:ff9b::a9fe:a9fe', 'IPv4-IPv6 Translat., of a private one'],
  ['64:ff9b:1::/48', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:808:808', 'IPv4-IPv6 Translat.'],
  ['100::/64', '100::', '100::ffff:ffff:ffff:ffff', 'Discard-Only Address Block'],
  ['100:0:0:1::/64', '100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff', 'Dummy IPv6 Prefix'],
  ['2001::/23', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', 'IETF Protocol Assignments'],
  ['2001::/32', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:0:ffff::', 'TEREDO'],
  ['2001:1::1/128', '2001:1::1', '2001:1::3', 'Port Control Protocol Anycast, TURN, DNS-SD'],
  ['2001:2::/48', '2001:2::', '2001:2:0:ffff::', 'Benchmarking'],
  ['2001:3::/32', '2001:3::', '2001:3:ffff::', 'AMT'],
  ['2001:4:112::/48', '2001:4:112::', '2001:4:112:ffff::', 'AS112-v6'],
  ['2001:10::/28', '2001:10::', '2001:1f:ffff::', 'Deprecated (previously ORCHID)'],
  ['2001:20::/28', '2001:20::', '2001:2f:ffff::', 'ORCHIDv2'],
  ['2001:30::/28', '2001:30::', '2001:3f:ffff::', 'Drone Remote ID'],
  ['2001:db8::/32', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', 'Documentation'],
  ['2002::/16', '2002:7f00:1::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '6to4'],
  ['2620:4f:8000::/48', '2620:4f:8000::', '2620:4f:8000:ffff::', 'Direct Delegation AS112 Service'],
  ['3fff::/20', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', 'Documentation'],
  ['5f00::/16', '5f00::', '5f00:ffff::', 'Segment Routing (SRv6) SIDs'],
  ['fc00::/7', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'Unique-Local'],
  ['fe80::/10', 'fe80::', 'febf:ffff::', 'Link-Local Unicast'],
  ['fec0::/10', 'fec0::', 'feff:ffff::', 'Deprecated (site-local)'],
  ['ff00::/8', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'Multicast'],
  ['1000::/4', '1000::', '1fff:ffff::', 'not assigned'],
  ['4000::/3', '4000::', '5eff:ffff::', 'not assigned'],
  ['e000::/4', 'e000::', 'efff:ffff::', 'not assigned'],
]

it.each(SPECIAL)('%s is refused from %s to %s: %s', (_range, first, last) => {
  expect([isPublicAddress(first), isPublicAddress(last)]).toEqual([false, false])
})

/** The nearest addresses outside these ranges, and some of well-known hosts. */
const PUBLIC = [
  ...['1.0.0.0', '1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '93.184.215.14', '100.63.255.255'],
  ...['100.128.0.0', '126.255.255.255', '128.0.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255'],
  ...['172.32.0.0', '191.255.255.255', '192.0.1.0', '192.0.3.0', '192.88.98.255', '192.88.100.0'],
  ...['192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '198.51.99.255', '198.51.101.0'],
  ...['203.0.112.255', '203.0.114.0', '223.255.255.255', '192.31.195.255', '192.52.194.0', '192.175.49.0'],
  ...['2000::', '2001:200::', '2001:4860:4860::8888', '2001:db7:ffff::', '2001:db9::', '2003::'],
  ...['2606:4700:4700::1111', '2620:4f:7fff::', '2620:4f:8001::', '3ffe:ffff::', '3fff:1000::'],
  ...['::ffff:8.8.8.8', '::ffff:808:808', '64:ff9b::8.8.8.8', '64:ff9b::808:808', '2606:2800:21F:CB07::A'],
]

it.each(PUBLIC)('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

it.each([
  ...[
    '',
    ' ',
    'localhost',
    'example.com',
    '8.8.8',
    '8.8.8.8.8',
    '8.8.8.256',
    '8.8.8.-1',
    '8.8.8.8 ',
    ' 8.8.8.8',
  ],
  ...['134744072', '0x08080808', '010.8.8.8', '8.8.2056', '08.8.8.8', '8.8.8.8/32', '8.8.8.8:80', '８.8.8.8'],
  ...['2606:4700', '2606::4700::1', '[2606:4700::1]', '2606:4700::1%eth0', 'fe80::1%1', '2606:4700::1/64'],
  ...['2606:4700::g', ':2606::', '1:2:3:4:5:6:7:8:9', '::ffff:8.8.8', '::ffff:8.8.8.256', '::ffff:010.0.0.1'],
])('%o is not an address, or not in its usual spelling', (text) => {
  expect(isPublicAddress(text)).toBe(false)
})
