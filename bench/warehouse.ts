import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Baskets } from '../engine/data/baskets.ts'
import { OrderTable } from '../engine/data/order-table.ts'
import { SECOND } from '../vocabulary/time.ts'
import { DIALECTS } from '../warehouse/dialects.ts'
import {
  candidatesOf,
  creditRows,
  hashOfRows,
  itemRows,
  pairRows,
  type Rows,
  shareRows,
} from '../warehouse/engine-rows.ts'
import { planOf } from '../warehouse/plan.ts'
import { type RealOrder, readSets } from './quality/sets.ts'
import { areInstalled, type Database, ENGINES, type EngineName } from './warehouse/databases.ts'
import { mineLargeShop } from './warehouse/large.ts'
import { mineFromWarehouses } from './warehouse/one-hash.ts'

/** Order lines of the generated shop: 10⁷, or as many as the environment asks for, such as 100000000. */
const LINES = Number(process.env.WAREHOUSE_LINES ?? 10_000_000)
const COLUMNS = { order_id: 'text', customer_id: 'text', ordered_at: 'integer', item_id: 'text' } as const

/** The same orders in the engine's table, with the numbers of their items. */
function basketsOf(orders: readonly RealOrder[], ids: readonly string[]): Baskets {
  const numbers = new Map(ids.map((id, number) => [id, number]))
  const lines = orders.reduce((sum, { items }) => sum + items.length, 0)
  const table = new OrderTable(ids, orders.length, lines)
  for (const { at, customer, items } of orders) {
    const held = items.map((item) => numbers.get(item) ?? 0)
    table.add({ at, customer, items: held, size: items.length })
  }
  return table.close()
}

/** Runs the plan in one engine; the hash of each statement's rows, and its seconds. */
async function runPlan(name: EngineName, folder: string): Promise<Map<string, [string, number]>> {
  const database: Database = await ENGINES[name]()
  const found = new Map<string, [string, number]>()
  try {
    await database.load('pairwell_orders', COLUMNS, join(folder, 'orders.csv'))
    await database.load('pairwell_items', { item: 'integer', item_id: 'text' }, join(folder, 'items.csv'))
    const shares = { i: 'integer', j: 'integer', e0: 'integer' } as const
    await database.load('pairwell_shares', shares, join(folder, 'shares.csv'))
    for (const { name: statement, sql, home } of planOf(DIALECTS[name])) {
      const started = performance.now()
      const rows = home ? await database.integers(sql) : void (await database.run(sql))
      const seconds = (performance.now() - started) / 1000
      found.set(statement, [rows ? hashOfRows(rows) : '', seconds])
    }
  } finally {
    database.close()
  }
  return found
}

function writeFiles(
  folder: string,
  orders: readonly RealOrder[],
  ids: readonly string[],
  shares: Rows,
): void {
  const lines = orders.flatMap(({ id, at, customer, items }) =>
    items.map((item) => `"${id}",${customer === null ? '\\N' : `"${customer}"`},${at / SECOND},"${item}"`),
  )
  writeFileSync(join(folder, 'orders.csv'), `${lines.join('\n')}\n`)
  writeFileSync(join(folder, 'items.csv'), ids.map((id, item) => `${item},"${id}"\n`).join(''))
  writeFileSync(join(folder, 'shares.csv'), Array.from(shares, (row) => `${row.join(',')}\n`).join(''))
}

const sets = readSets()
if (sets.length === 0 || !areInstalled()) {
  console.log(
    'Skipped: it needs the real data (PAIRWELL_DATA) and the packages of bench/warehouse/package.json.',
  )
  process.exit(0)
}
console.log(`## Counts

The statements of \`npm run warehouse -- --counts\` in DuckDB 1.5.6 and in ClickHouse 26.7 (chDB 3.4.0), both in this process with all its cores, beside the engine's own loop in one thread. A hash is SHA-256 over the
rows that come home; seconds are of one run.

| set, all its orders | rows | the engine's hash | seconds | DuckDB: same, seconds | ClickHouse: same, seconds |
|---|---|---|---|---|---|`)
let different = 0
/** Seconds that the plain count of pairs takes in each engine, by set. */
const counting = new Map<string, Record<EngineName, number>>()
for (const { name, train, test } of sets) {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-warehouse-'))
  const orders = [...train, ...test].sort((a, b) => (a.id < b.id ? -1 : 1))
  const ids = [...new Set(orders.flatMap(({ items }) => items))].sort()
  const baskets = basketsOf(orders, ids)
  const candidates = candidatesOf(baskets)
  writeFiles(folder, orders, ids, shareRows(candidates))
  const theirs = [await runPlan('duckdb', folder), await runPlan('clickhouse', folder)]
  const [duckdb = 0, clickhouse = 0] = theirs.map((engine) => engine.get('pairs')?.[1] ?? 0)
  counting.set(name, { duckdb, clickhouse })
  const own: Readonly<Record<string, () => Rows>> = {
    items: () => itemRows(baskets),
    pairs: () => pairRows(baskets),
    credits: () => creditRows(baskets, candidates),
  }
  for (const [statement, rows] of Object.entries(own)) {
    const started = performance.now()
    const made = [...rows()]
    const seconds = (performance.now() - started) / 1000
    const hash = hashOfRows(made)
    const cells = theirs.map((engine) => {
      const [found = '', took = 0] = engine.get(statement) ?? []
      if (found !== hash) different += 1
      return `${found === hash ? 'yes' : '**no**'}, ${took.toFixed(2)}`
    })
    const row = [`${name}: ${statement}`, made.length, hash.slice(0, 12), seconds.toFixed(2), ...cells]
    console.log(`| ${row.join(' | ')} |`)
  }
  rmSync(folder, { recursive: true, force: true })
}

console.log(`
## Models

The Worker mines an upload of each set. The same orders lie in a warehouse, which writes them by the statement of \`npm run warehouse\`, with customers as numbers; \`npm run mine\` makes a model of the Parquet
file with two threads and publishes it to a shop that has the catalogue and no order. Beside it the engine's own time for nothing but the count of pairs, from the table above.

| set | lines | the Worker's hash | engine | published, same hash | writing Parquet, s | reading it, s | mining and lists, s | the engine's count of pairs, s |
|---|---|---|---|---|---|---|---|---|`)
const seconds = (ms: number) => (ms / 1000).toFixed(2)
for (const set of sets) {
  const { lines, worker, engines } = await mineFromWarehouses(set)
  for (const engine of Object.keys(ENGINES) as EngineName[]) {
    const { hash, isLive, exporting, reading, mining } = engines[engine]
    const isSame = isLive && hash === worker
    if (!isSame) different += 1
    const pairs = counting.get(set.name)?.[engine] ?? 0
    const times = [exporting, reading, mining].map(seconds)
    console.log(
      `| ${[set.name, lines, worker.slice(0, 12), engine, isSame ? 'yes' : '**no**', ...times, pairs.toFixed(2)].join(' | ')} |`,
    )
  }
}

const items = Math.round(100_000 * Math.sqrt(LINES / 10_000_000))
console.log(`
## ${LINES.toLocaleString('en')} generated lines, ${items.toLocaleString('en')} items

Each engine has the lines in a table of its own and writes them by the statement of \`npm run warehouse\`; \`npm run mine\` with two threads makes the model, from the Parquet file to the lists, and it is published to a shop
without orders. Beside it what the engine takes for nothing but a count of all pairs, on two integer columns. Memory is the most that was resident in the process, all of the engine's work included.

| engine | writing Parquet, s | npm run mine, s | of it reading, s | memory, MB | the engine's count of pairs, s | pairs | memory of the engine, MB | hash | published, same hash |
|---|---|---|---|---|---|---|---|---|---|`)
const large = await mineLargeShop(LINES, items)
for (const { engine, engineRun, mineRun, published } of large) {
  const isTooLarge = published === 'file_too_large'
  const isSame = (isTooLarge || published === mineRun.hash) && mineRun.hash === large[0]?.mineRun.hash
  const verdict = isTooLarge ? 'one hash, over 1 GB' : isSame ? 'yes' : '**no**'
  if (!isSame) different += 1
  const mined = [mineRun.seconds.toFixed(1), mineRun.reading, mineRun.megabytes]
  const own = [engineRun.counting.toFixed(1), engineRun.pairs, (engineRun.bytes / 1e6).toFixed(0)]
  const cells = [engine, engineRun.exporting.toFixed(1), ...mined, ...own, mineRun.hash.slice(0, 12)]
  console.log(`| ${cells.join(' | ')} | ${verdict} |`)
}
process.exit(different === 0 ? 0 : 1)
