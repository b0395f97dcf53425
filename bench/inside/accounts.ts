import { scheduler } from 'node:timers/promises'
import { openRuntime } from '../../tools/raw-worker.ts'
import { DAY } from '../../vocabulary/time.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { queueAnalysis } from '../../worker/store/accounts/analyses.ts'
import { open } from '../../worker/store/open.ts'
import { metered, type Rows } from './a-minute.ts'

/**
 * Analyses the accounts of a shop by the Worker's own job, outside of the runtime so that its memory can be read. Prints the result as
 * JSON. Arguments: database folder, secrets, shop, accounts, orders of each.
 */
// The jobs of the Worker pause with it, and Node has it elsewhere.
Object.assign(globalThis, { scheduler })

const [state = '', vars = '{}', shop_id = '', count = '', orders = ''] = process.argv.slice(2)

const runtime = await openRuntime(state, JSON.parse(vars))
// The runtime's own types of D1 differ from those of the Worker.
const DB: D1Database = (await runtime.getD1Database('DB')) as never
const CHUNK = 500

/** Accounts of ten reps and three tiers. */
const ADD_ACCOUNTS = `
  with recursive a(a) as (select 0 union all select a + 1 from a where a < ?2 - 1)
  insert into accounts (shop_id, account_id, name, tier, rep, written, from_orders, version, created_at, changed_at)
  select ?1, printf('A-%05d', a), 'Account ' || a, substr('ABC', 1 + a % 3, 1), 'rep-' || (a % 10),
    json_object('name', 'Account ' || a, 'companies', json('[]'), 'tier', null, 'rep', null, 'group', null, 'locations', json('[]'), 'terms', '',
      'contract_ends_at', null, 'quotes', json('[]'), 'plans', json('[]'), 'attributes', json('{}')), 0, 1, 1, 1 from a`
const ADD_COMPANIES = `insert into account_companies (shop_id, company, account_id)
  select shop_id, 'key-' || account_id, account_id from accounts where shop_id = ?1`

/** Orders over two years with four lines each; an account buys mostly from thirty families of its own, and opens them one after the other. */
const ADD_ORDERS = `
  with recursive a(a) as (select cast(?2 as integer) union all select a + 1 from a where a < ?3 - 1),
    n(n) as (select 0 union all select n + 1 from n where n < ?4 - 1)
  insert into orders (shop_id, order_id, ordered_at, customer, account, status, currency, lines, as_of, total)
  select ?1, a || '-' || n, cast(?5 as integer) - (730 - (730 * n) / ?4) * 86400000, null, 'key-' || printf('A-%05d', a), 'paid', 'EUR',
    json_array(
      json_array('i:item-' || ((((a * 7 + (n * 3) % (1 + (30 * (n + 1)) / ?4)) % 200) * 5) + n % 5), 2, 990),
      json_array('i:item-' || ((((a * 7 + (n * 5) % (1 + (30 * (n + 1)) / ?4)) % 200) * 5) + n % 3), 1, 1990),
      json_array('i:item-' || ((((a * 7 + (n * 11) % (1 + (30 * (n + 1)) / ?4)) % 200) * 5) + n % 4), 3, 490),
      json_array('i:item-' || (((a * 31 + n * 17) % 200) * 5), 1, 990)), 0, 990
  from a cross join n`

const COUNT = Number(count)
await DB.prepare(ADD_ACCOUNTS).bind(shop_id, COUNT).run()
await DB.prepare(ADD_COMPANIES).bind(shop_id).run()
for (let from = 0; from < COUNT; from += CHUNK) {
  await DB.prepare(ADD_ORDERS)
    .bind(shop_id, from, Math.min(COUNT, from + CHUNK), Number(orders), Date.now() - DAY)
    .run()
}

const rows: Rows = { read: 0, written: 0, statements: 0 }
const queue = { send: async () => {}, sendBatch: async () => {} }
const env = { DB: metered(DB, rows), JOBS: queue, TUNING_JOBS: queue } as never
await queueAnalysis(open(env, shop_id), Date.now())
Object.assign(rows, { read: 0, written: 0, statements: 0 })
let arrays = 0
const watch = setInterval(() => {
  arrays = Math.max(arrays, process.memoryUsage().arrayBuffers)
}, 20)
const left = () =>
  DB.prepare("select count(*) as n from jobs where shop_id = ?1 and kind = 'account' and failed_at is null")
    .bind(shop_id)
    .first<number>('n')
const start = performance.now()
let invocations = 0
for (; (await left()) !== 0; invocations += 1) await advance(env, shop_id, undefined, ['scoring'])
const seconds = (performance.now() - start) / 1_000
clearInterval(watch)
const failed = await DB.prepare('select problem from jobs where shop_id = ?1 and failed_at is not null')
  .bind(shop_id)
  .first<string>('problem')
const stored =
  await DB.prepare(`select count(*) as rows, sum(length(cells) + length(openings) + length(audit) + length(usual)) as bytes
  from account_analyses where shop_id = ?1`)
    .bind(shop_id)
    .first<{ rows: number; bytes: number }>()
console.log(JSON.stringify({ seconds, invocations, arrays, ...rows, stored, failed }))
await runtime.dispose()
