import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ITEMS } from '../demo/shop/catalogue.ts'
import { openDemoShop } from '../tools/demo-shop.ts'
import { startRawWorker } from '../tools/raw-worker.ts'
import { cartRowsAllowed, pageRowsAllowed } from './serving/allowed.ts'
import { addRules } from './serving/rules.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
/** Rounds of one question of each kind in turn: this machine's speed drifts, a ratio within a round does not. */
const ROUNDS = 300
const WITH_RULES = 'product, a shop with 1,000 rules'
/** What a thousand rules may add to a product page's answer. */
const RULES_FACTOR = 1.1

const middle = (values: readonly number[], at = 0.5): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * at)] ?? 0

const state = mkdtempSync(join(tmpdir(), 'pairwell-'))
const worker = await startRawWorker(state, VARS)
const keys = await openDemoShop(worker.url, 'http://127.0.0.1', VARS.ADMIN_TOKEN, () => undefined)
const ruled = await openDemoShop(worker.url, 'http://127.0.0.1', VARS.ADMIN_TOKEN, () => undefined)
await addRules(worker.url, ruled.secret_key)
const ids = ITEMS.map(({ id }) => id)
const recommendations = `${worker.url}/p/${keys.publishable_key}/recommendations`
const cart = (round: number, size: number) => ids.slice(round % 20, (round % 20) + size).join(',')
const kinds: Record<string, (round: number) => string> = {
  'constant page': () => `${worker.url}/`,
  product: (round) => `${recommendations}?placement=product&item_id=${ids[round % ids.length]}`,
  [WITH_RULES]: (round) =>
    `${worker.url}/p/${ruled.publishable_key}/recommendations?placement=product&item_id=${ids[round % ids.length]}`,
  'cart of 2': (round) => `${recommendations}?placement=cart&cart_item_ids=${cart(round, 2)}`,
  'cart of 10': (round) => `${recommendations}?placement=cart&cart_item_ids=${cart(round, 10)}`,
  'cart of 50': (round) => `${recommendations}?placement=cart&cart_item_ids=${cart(round, 50)}`,
  'cart of 100': (round) => `${recommendations}?placement=cart&cart_item_ids=${cart(round, 100)}`,
}
const times: Record<string, number[]> = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]))
for (let round = -20; round < ROUNDS; round += 1) {
  for (const [kind, address] of Object.entries(kinds)) {
    const began = performance.now()
    await (await fetch(address(Math.max(0, round)))).arrayBuffer()
    if (round >= 0) times[kind]?.push(performance.now() - began)
  }
}
await worker.kill()

type Row = { k: number; round_trips: number; rows_read: number; candidates: number }
const { stdout } = spawnSync(process.execPath, ['bench/inside/rows.ts', state, keys.shop_id], {
  encoding: 'utf8',
})
const rows: Row[] = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
rmSync(state, { recursive: true, force: true })

const base = middle(times['constant page'] ?? [])
console.log('Demo shop without cache, one request at a time on the bare runtime.\n')
console.log(
  '| question | median beside a constant page | p95 | round trips | rows read, median | most | allowed there |',
)
console.log('|---|---|---|---|---|---|---|')
for (const [kind, taken] of Object.entries(times)) {
  const k = kind === 'product' ? 0 : kind === WITH_RULES ? -1 : Number(/\d+/.exec(kind)?.[0] ?? -1)
  const ours = rows.filter((row) => row.k === k)
  const most = ours.reduce<Row | undefined>(
    (top, row) => (top && top.rows_read >= row.rows_read ? top : row),
    undefined,
  )
  const allowed = most && (k === 0 ? pageRowsAllowed(most.candidates) : cartRowsAllowed(k))
  const ratio = (at: number) => `${(middle(taken, at) / base).toFixed(1)} ×`
  const read = most
    ? `${most.round_trips} | ${middle(ours.map((row) => row.rows_read))} | ${most.rows_read} | ${allowed}`
    : '0 | 0 | 0 | 0'
  console.log(`| ${kind} | ${ratio(0.5)} | ${ratio(0.95)} | ${read} |`)
}

const factor = middle(times[WITH_RULES] ?? []) / middle(times.product ?? [])
console.log(
  `\nA thousand rules: ${factor.toFixed(2)} × the product page of the same shop without rules; allowed ${RULES_FACTOR} ×.`,
)

const over = rows.filter(({ k, rows_read, candidates }) =>
  k === 0 ? rows_read > pageRowsAllowed(candidates) : rows_read > cartRowsAllowed(k),
)
if (rows.length === 0 || over.length > 0) {
  console.error(
    `${over.length} of ${rows.length} questions read more rows than allowed: ${JSON.stringify(over)}`,
  )
  process.exitCode = 1
}
