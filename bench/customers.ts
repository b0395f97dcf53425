import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startRawWorker } from '../tools/raw-worker.ts'
import { PRICE } from './cost/prices.ts'
import { shopOfItems } from './shop-of-items.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const CUSTOMERS = Number(process.env.CUSTOMERS ?? 1_000_000)
const FAMILIES = 40

/** Result of bench/inside/customers.ts. */
type Scored = {
  fill: number
  seconds: number
  invocations: number
  arrays: number
  heap: number
  read: number
  written: number
  statements: number
  scored: number
  fitted: number
  families: number
  model_bytes: number
  row_bytes: number
  row: { milliseconds: number; read: number; statements: number }
  column: { milliseconds: number; read: number; statements: number }
}

/** 200 items in 40 categories. */
const items = [
  'id,title,link,image_link,price,category',
  ...Array.from({ length: 5 * FAMILIES }, (_, n) => {
    const family = Math.floor(n / 5)
    return `item-${n},Item ${n},/i/${n},/i/${n}.png,9.90,Family ${family}`
  }),
].join('\n')

const state = mkdtempSync(join(tmpdir(), 'pairwell-customers-'))
try {
  const worker = await startRawWorker(state, VARS)
  const shop = await shopOfItems(worker.url, VARS.ADMIN_TOKEN, items)
  await worker.kill()
  const args = [
    '--expose-gc',
    'bench/inside/customers.ts',
    state,
    JSON.stringify(VARS),
    shop.shop_id,
    String(CUSTOMERS),
  ]
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error('The customers could not be scored.')
  print(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
} finally {
  rmSync(state, { recursive: true, force: true })
}

function print(found: Scored): void {
  const whole = (value: number) => Math.round(value).toLocaleString('en')
  const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`
  const dollars = found.read * PRICE.row_read + found.written * PRICE.row_written
  console.log(`${whole(CUSTOMERS)} customers with one to seven orders each are scored for ${found.families} families by the job of the Worker, on the local database.

| | |
|---|---|
| customers fitted on, and scored | ${whole(found.fitted)}, ${whole(found.scored)} |
| seconds, and invocations | ${whole(found.seconds)}, ${found.invocations} |
| arrays and buffers in use at one time, answers of the database included, and the heap with Node's own | ${megabytes(found.arrays)}, ${megabytes(found.heap)} |
| statements | ${whole(found.statements)} |
| rows read, rows written | ${whole(found.read)}, ${whole(found.written)} |
| dollars | ${dollars.toFixed(2)} |
| bytes of a customer's row, and of the model | ${whole(found.row_bytes)}, ${whole(found.model_bytes)} |
| one customer: statements, rows read, milliseconds | ${found.row.statements}, ${found.row.read}, ${found.row.milliseconds.toFixed(1)} |
| the best 10,000 customers of a family: statements, rows read, seconds | ${found.column.statements}, ${whole(found.column.read)}, ${(found.column.milliseconds / 1_000).toFixed(1)} |`)
}
