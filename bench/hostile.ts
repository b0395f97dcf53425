import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { call } from '../tools/demo-shop.ts'
import { memoryOf, startRawWorker } from '../tools/raw-worker.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const HEAD = 'order_id,item_id\n'
/** Limits per file: seconds until it is refused or accepted, and growth of the runtime in bytes. */
const MAX_SECONDS = 2
const MAX_GROWTH = 128_000_000

const utf16 = (text: string) => Buffer.from(text, 'utf16le')

/** Hostile files and their expected results. */
const FILES: readonly [what: string, body: () => Buffer, ends: string][] = [
  ['95 MB of quotes', () => Buffer.alloc(94_900_000, '"'), 'unreadable_file'],
  ['95 MB of quotes behind a header', () => Buffer.from(HEAD + '"'.repeat(94_900_000)), 'unreadable_file'],
  [
    'a header of a million columns',
    () => Buffer.from(`order_id,item_id${',x'.repeat(1_000_000)}\n1,tea`),
    'unreadable_file',
  ],
  [
    'a row of a million columns',
    () => Buffer.from(`${HEAD}1,tea${',x'.repeat(1_000_000)}`),
    'unreadable_file',
  ],
  ['UTF-16 without a mark', () => utf16(`${HEAD}1,tea\n2,mug`), 'taken'],
  ['zero bytes', () => Buffer.from(`${HEAD}1,te\0a`), 'wrong_encoding'],
  ['95 MB of zero bytes', () => Buffer.alloc(94_900_000), 'wrong_encoding'],
  ['a cell of 1.9 MB', () => Buffer.from(`${HEAD}1,tea\n2,"${'a'.repeat(1_900_000)}"`), 'taken'],
  ['a cell of 2.1 MB', () => Buffer.from(`${HEAD}1,tea\n2,"${'a'.repeat(2_100_000)}"`), 'unreadable_file'],
  ['a gzip bomb, 1000:1, of one line', () => gzipSync(Buffer.alloc(900_000_000, 'a')), 'unreadable_file'],
  ['a gzip bomb, 1000:1, of empty lines', () => gzipSync(Buffer.alloc(900_000_000, '\n')), 'unreadable_file'],
  [
    'a workbook',
    () => Buffer.from('PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml', 'latin1'),
    'spreadsheet',
  ],
  [
    'a line of JSON of 90 MB',
    () => Buffer.from(`{"order_id":"${'a'.repeat(90_000_000)}"}`),
    'unreadable_file',
  ],
  ['XML that never ends', () => Buffer.from(`<rss>${'<a>'.repeat(20_000_000)}`), 'unreadable_file'],
]

/** Sends a file. A refusal ends the connection early, and sometimes the client sees only that, so it tries again. */
async function send(file: Buffer, key: string, tries = 5): Promise<Response> {
  try {
    return await fetch(`${worker.url}/v1/imports?kind=orders`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      body: new Uint8Array(file),
    })
  } catch (thrown) {
    if (tries === 1) throw thrown
    return await send(file, key, tries - 1)
  }
}

const folder = mkdtempSync(join(tmpdir(), 'pairwell-'))
const worker = await startRawWorker(folder, VARS)
const rows: string[] = []
let failed = false
try {
  const shop = { method: 'POST', body: JSON.stringify({ name: 'Bench', currency: 'EUR' }) }
  const { secret_key } = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
  for (const [what, body, ends] of FILES) {
    const file = body()
    const before = memoryOf(worker.workerd)
    let most = before
    const watch = setInterval(() => (most = Math.max(most, memoryOf(worker.workerd))), 20)
    const began = performance.now()
    const response = await send(file, secret_key)
    const answer = await response.json()
    const seconds = (performance.now() - began) / 1000
    clearInterval(watch)
    const came = response.status === 202 ? 'taken' : answer.code
    const good = came === ends && seconds <= MAX_SECONDS && most - before <= MAX_GROWTH
    failed ||= !good
    const cells = [what, `${(file.length / 1e6).toFixed(1)} MB`, came, `${seconds.toFixed(2)} s`]
    rows.push(
      `| ${[...cells, `${((most - before) / 1e6).toFixed(0)} MB`, good ? 'yes' : '**no**'].join(' | ')} |`,
    )
  }
} finally {
  await worker.kill()
  rmSync(folder, { recursive: true, force: true })
}
console.log(`| file | sent | result | time | the runtime grew by | as expected |
|---|---|---|---|---|---|
${rows.join('\n')}`)
process.exit(failed ? 1 : 0)
