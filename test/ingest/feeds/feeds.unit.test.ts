import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkAddress, isPublicAddress, readTrusted } from '../../../worker/ingest/feeds/address.ts'
import { download, LIMITS, type Limits, type Validators } from '../../../worker/ingest/feeds/download.ts'
import { restOf } from '../../../worker/ingest/feeds/fetch.ts'
import { checkName } from '../../../worker/ingest/feeds/resolve.ts'
import { always } from '../../always.ts'
import { type FeedFile, feedServer } from './feed-server.ts'

const AROUND = { trusted: [], own_host: 'pairwell.example.com' }

it.each([
  'https://shop.com/feed.csv',
  'https://shop.com:443/feed.csv',
  'https://93.184.215.14/feed.csv',
  'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/feed.csv',
  'https://münchen.de/feed.csv',
])('%s may be fetched', (address) => {
  expect(checkAddress(address, AROUND).protocol).toBe('https:')
})

it.each(['pairwell.example.com.', 'Pairwell.Example.com', 'pairwell.example.com'])(
  'a shop that called this service as %s cannot have its own answers fetched',
  (own_host) => {
    const refused = () => checkAddress('https://pairwell.example.com/v1/items', { trusted: [], own_host })
    expect(refused).toThrowError('This address belongs to this service')
  },
)

it('a host that the operator trusts is trusted with a dot at its end, and the service itself on no port of its own', () => {
  const around = { trusted: readTrusted('10.0.0.7:8080, Files.Intranet.example.'), own_host: '10.0.0.7:8080' }
  expect(checkAddress('http://files.intranet.example./x', around).protocol).toBe('http:')
  expect(() => checkAddress('http://10.0.0.7.:8080/x', around)).toThrowError('belongs to this service')
})

it.each([
  'no address',
  'http://shop.com/feed.csv',
  'ftp://shop.com/feed.csv',
  'file:///etc/passwd',
  'data:text/csv,a',
  'https://ann:secret@shop.com/feed.csv',
  'https://ann@shop.com/feed.csv',
  'https://shop.com:8443/feed.csv',
  'https://pairwell.example.com/v1/items',
  'https://pairwell.example.com./v1/items',
  'https://PAIRWELL.example.com.:443/v1/items',
  'https://pairwell。example。com。/v1/items',
  'https://localhost/feed.csv',
  'https://LOCALHOST./feed.csv',
  'https://feed.localhost/x',
  'https://printer.local/x',
  'https://metadata.google.internal/x',
  'https://intranet/x',
  'https://shop.home.arpa/x',
  // One address in many spellings.
  'https://127.0.0.1/x',
  'https://127.1/x',
  'https://2130706433/x',
  'https://0x7f.0.0.1/x',
  'https://0x7f000001/x',
  'https://0177.0.0.1/x',
  'https://１２７.0.0.1/x',
  'https://[::1]/x',
  'https://[0:0:0:0:0:0:0:1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://[::ffff:7f00:1]/x',
  'https://[::127.0.0.1]/x',
  'https://[64:ff9b::10.0.0.1]/x',
  'https://[2002:7f00:1::]/x',
  'https://0.0.0.0/x',
  'https://10.1.2.3/x',
  'https://100.64.0.1/x',
  'https://169.254.169.254/latest/meta-data',
  'https://172.31.255.255/x',
  'https://192.168.0.1/x',
  'https://198.19.0.1/x',
  'https://224.0.0.1/x',
  'https://255.255.255.255/x',
  'https://[fe80::1]/x',
  'https://[fc00::1]/x',
  'https://[fd00:ec2::254]/x',
  'https://[ff02::1]/x',
  'https://[2001:db8::1]/x',
  'https://[::]/x',
])('%s may not', (address) => {
  expect(() => checkAddress(address, AROUND)).toThrowError(
    expect.objectContaining({ code: 'forbidden_address' }),
  )
})

it('a host that the operator trusts may be private, without TLS, and at any port unless one is named', () => {
  const around = { ...AROUND, trusted: readTrusted(' Files.intranet , 10.0.0.7:8080,') }
  const may = (address: string) => {
    try {
      return checkAddress(address, around).href
    } catch {
      return undefined
    }
  }
  expect([
    may('http://files.intranet/x'),
    may('http://files.intranet:81/x'),
    may('http://10.0.0.7:8080/x'),
    may('http://10.0.0.7/x'),
    may('http://ann:pw@files.intranet/x'),
    may('ftp://files.intranet/x'),
  ]).toEqual([
    'http://files.intranet/x',
    'http://files.intranet:81/x',
    'http://10.0.0.7:8080/x',
    undefined,
    undefined,
    undefined,
  ])
})

it('an IPv4 address is judged alike in every IPv6 form', () => {
  always(
    fc.property(fc.ipV4(), (address) => {
      expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address))
      expect(isPublicAddress(`::${address}`)).toBe(false)
    }),
    1_000,
  )
  always(
    fc.property(fc.oneof(fc.string(), fc.ipV6()), (text) => {
      expect(typeof isPublicAddress(text)).toBe('boolean')
    }),
    1_000,
  )
})

it.each([
  ['only public addresses', [['93.184.215.14'], ['2606:2800::1']], true],
  ['one private among public ones', [['93.184.215.14', '10.0.0.1'], []], false],
  ['a private one of version 6', [['93.184.215.14'], ['fd00::1']], false],
  ['no address', [[], []], false],
])('a name with %s', async (_name, found, may) => {
  const checked = checkName(
    'shop.com',
    found.map((addresses) => async () => addresses),
  )
  if (may) await expect(checked).resolves.toBeUndefined()
  else await expect(checked).rejects.toMatchObject({ code: 'forbidden_address' })
})

it('a name that cannot be resolved is refused', async () => {
  const lookUp = async () => {
    throw new Error('ESERVFAIL')
  }
  await expect(checkName('shop.com', [lookUp])).rejects.toMatchObject({ code: 'forbidden_address' })
})

it('a failing feed waits twice as long after each failure, at most a day', () => {
  expect([1, 2, 3, 99].map((failures) => restOf(15, failures) / 60_000)).toEqual([30, 60, 120, 1440])
  expect(restOf(10_080, 1) / 60_000).toBe(1440)
})

let origin = ''
let close = async () => {}
beforeAll(async () => {
  ;({ origin, close } = await feedServer())
})
afterAll(async () => await close())

const put = (path: string, file: FeedFile) =>
  fetch(`${origin}${path}`, { method: 'PUT', body: JSON.stringify(file) })
const asked = async (path: string): Promise<Record<string, string>[]> =>
  JSON.parse(await (await fetch(`${origin}/asked${path}`)).text())
const NOTHING: Validators = { etag: null, last_modified: null }
const QUICK: Limits = { silence: 200, whole: 1_000, grace: 300, rate: 1_000 }

async function fetched(path: string, validators = NOTHING, limits: Limits = LIMITS) {
  const around = { trusted: [new URL(origin).host], own_host: 'pairwell.example.com' }
  const found = await download(`${origin}${path}`, validators, around, new AbortController(), limits)
  return found.unchanged ? found : { ...found, text: await new Response(found.body).text() }
}

it('a file is fetched with its ETag and not sent again while unchanged', async () => {
  await put('/etag', { body: 'id,title\ntea,Tea' })
  const first = await fetched('/etag')
  expect(first).toMatchObject({ unchanged: false, text: 'id,title\ntea,Tea' })
  if (first.unchanged) return
  expect(await fetched('/etag', first.validators)).toEqual({ unchanged: true })
  await put('/etag', { body: 'id,title\ntea,Green tea' })
  expect(await fetched('/etag', first.validators)).toMatchObject({ text: 'id,title\ntea,Green tea' })
})

it('a request contains no key and no name except that of the program', async () => {
  await put('/plain', { body: 'x' })
  await fetched('/plain', { etag: '"a"', last_modified: 'Thu, 01 Oct 2026 00:00:00 GMT' })
  const [headers] = await asked('/plain')
  expect(headers).toMatchObject({
    'user-agent': 'Pairwell-Feed/1',
    'if-none-match': '"a"',
    'if-modified-since': 'Thu, 01 Oct 2026 00:00:00 GMT',
  })
  expect(Object.keys(headers ?? {})).not.toContain('authorization')
  expect(Object.keys(headers ?? {})).not.toContain('cookie')
})

it('redirects are followed, each is checked again, and their number is limited', async () => {
  const to = (Location: string): FeedFile => ({ status: 302, headers: { Location } })
  await put('/end', { body: 'there' })
  await put('/once', to('/end'))
  await put('/again', to(`${origin}/once`))
  expect(await fetched('/again')).toMatchObject({ text: 'there' })
  await put('/loop', to('/loop'))
  await expect(fetched('/loop')).rejects.toThrowError(/more than 5 times/)
  expect(await asked('/loop')).toHaveLength(6)
  for (const private_ of [
    'http://127.0.0.1:1/x',
    'https://169.254.169.254/latest',
    'https://[::1]/x',
    'https://localhost/x',
    'https://ann:pw@shop.com/x',
    'file:///etc/passwd',
    'https://[bad',
  ]) {
    await put('/private', to(private_))
    await expect(fetched('/private')).rejects.toMatchObject({ code: 'forbidden_address' })
  }
})

it.each<[string, FeedFile, RegExp]>([
  ['a web page', { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: '<html>' }, /web page/],
  ['an error', { status: 500, body: 'oops' }, /answered with status 500/],
  ['a file that is not there', { status: 404 }, /answered with status 404/],
  ['a redirect to nowhere', { status: 302, headers: {} }, /answered with status 302/],
  ['too large a file', { headers: { 'Content-Length': '95000001' }, body: 'x' }, /larger than 95 MB/],
  ['nothing', { silent: true }, /did not answer in time/],
  [
    'a file cut off',
    { headers: { 'Content-Length': '100' }, body: 'half', cut: true },
    /closed the connection/,
  ],
  ['a trickle', { body: 'x'.repeat(500), drip: { every: 20, bytes: 2 } }, /too slow/],
  [
    'a pause',
    { body: 'x'.repeat(4), drip: { every: 400, bytes: 1 } },
    /stopped in the middle|did not answer/,
  ],
])('%s is refused with its reason', async (name, file, reason) => {
  const path = `/${encodeURIComponent(name)}`
  await put(path, file)
  await expect(fetched(path, NOTHING, QUICK)).rejects.toThrowError(reason)
})

it('a transfer that is steady but too slow in total is aborted', async () => {
  await put('/long', { body: 'x'.repeat(100_000), drip: { every: 50, bytes: 2_000 } })
  await expect(fetched('/long', NOTHING, QUICK)).rejects.toThrowError(/in time/)
})

it('a host that does not answer is refused with its reason', async () => {
  const around = { trusted: ['127.0.0.1:1'], own_host: '' }
  await expect(download('http://127.0.0.1:1/x', NOTHING, around, new AbortController())).rejects.toThrowError(
    /could not be reached/,
  )
})
