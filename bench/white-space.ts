import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from '../tools/demo-shop.ts'
import { startRawWorker } from '../tools/raw-worker.ts'
import { median } from './median.ts'
import { shopOfItems } from './shop-of-items.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const ACCOUNTS = Number(process.env.ACCOUNTS ?? 5_000)
/** Orders of an account in two years; each has four lines. */
const ORDERS = Number(process.env.ORDERS ?? 50)
const FAMILIES = 200
/** Calls of each kind. */
const CALLS = 9

/** Result of bench/inside/accounts.ts. */
type Analysed = {
  seconds: number
  invocations: number
  arrays: number
  read: number
  written: number
  statements: number
  stored: { rows: number; bytes: number }
  failed: string | null
}

/** A thousand items in 200 families. */
const items = [
  'id,title,link,image_link,price,cost_of_goods_sold,category',
  ...Array.from({ length: 5 * FAMILIES }, (_, n) => {
    const family = Math.floor(n / 5)
    return `item-${n},Item ${n},/i/${n},/i/${n}.png,9.90,6.00,Family ${family}`
  }),
].join('\n')

/** The questions of the console's grid. */
const QUESTIONS = [
  ['a page of 25 accounts, by margin', '/v1/white-space?limit=25'],
  ['the same by name', '/v1/white-space?limit=25&sort=name'],
  ['accounts for one family', '/v1/white-space?limit=25&family=Family%203'],
  ['of one rep', '/v1/white-space?limit=25&rep=rep-3'],
  ['totals by family', '/v1/white-space/totals?by=family'],
  ['totals by rep', '/v1/white-space/totals?by=rep'],
  ['one account for a rep', '/v1/accounts/A-00017/brief'],
  ['calls of the day', '/v1/accounts/calls'],
  ['coverage of all reps', '/v1/coverage'],
] as const

const state = mkdtempSync(join(tmpdir(), 'pairwell-accounts-'))
try {
  const first = await startRawWorker(state, VARS)
  const shop = await shopOfItems(first.url, VARS.ADMIN_TOKEN, items)
  await first.kill()
  const args = [state, JSON.stringify(VARS), shop.shop_id, String(ACCOUNTS), String(ORDERS)]
  const { status, stdout } = spawnSync(process.execPath, ['bench/inside/accounts.ts', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error('The accounts could not be analysed.')
  const found: Analysed = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  if (found.failed !== null) throw new Error(found.failed)
  const worker = await startRawWorker(state, VARS)
  const asked: [string, number, number][] = []
  for (const [name, path] of QUESTIONS) {
    const times: number[] = []
    let bytes = 0
    for (let at = 0; at < CALLS; at += 1) {
      const from = performance.now()
      bytes = JSON.stringify(await call(worker.url, path, shop.secret_key)).length
      times.push(performance.now() - from)
    }
    asked.push([name, median(times), bytes])
  }
  await worker.kill()
  print(found, asked)
} finally {
  rmSync(state, { recursive: true, force: true })
}

function print(found: Analysed, asked: readonly [string, number, number][]): void {
  const whole = (value: number) => Math.round(value).toLocaleString('en')
  console.log(`${whole(ACCOUNTS)} accounts with ${ORDERS} orders of four lines each in two years, ${FAMILIES} families. The job of the Worker on the local database, outside of the runtime; then calls over HTTP to a running Worker, median of ${CALLS}.

| the analysis | |
|---|---|
| seconds, and invocations | ${found.seconds.toFixed(1)}, ${found.invocations} |
| arrays and buffers of the process at one time, answers of the database included | ${whole(found.arrays / 1_000_000)} MB |
| statements | ${whole(found.statements)} |
| rows read, rows written | ${whole(found.read)}, ${whole(found.written)} |
| rows stored, and bytes of one | ${whole(found.stored.rows)}, ${whole(found.stored.bytes / found.stored.rows)} |

| what the console asks | milliseconds | kB |
|---|---|---|
${asked.map(([name, time, bytes]) => `| ${name} | ${whole(time)} | ${whole(bytes / 1_000)} |`).join('\n')}

Wanted: the analysis within 30 s, a page of the grid within 1 s.`)
}
