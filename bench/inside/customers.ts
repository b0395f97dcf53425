import { scheduler } from 'node:timers/promises'
import { openRuntime } from '../../tools/raw-worker.ts'
import { DAY } from '../../vocabulary/time.ts'
import { readPersonPropensities } from '../../worker/customers/propensities.ts'
import { bestCustomers } from '../../worker/customers/target-lists.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { queuePropensities } from '../../worker/store/customers/propensities.ts'
import { open } from '../../worker/store/open.ts'
import { metered, type Rows } from './a-minute.ts'

/**
 * Scores many customers of a shop by the Worker's own job, outside of the runtime so that its memory can be read. Prints the result as
 * JSON. Arguments: database folder, secrets, shop, customers.
 */
// The jobs of the Worker pause with it, and Node has it elsewhere.
Object.assign(globalThis, { scheduler })

const [state = '', vars = '{}', shop_id = '', customers = ''] = process.argv.slice(2)

const runtime = await openRuntime(state, JSON.parse(vars))
// The runtime's own types of D1 differ from those of the Worker.
const DB: D1Database = (await runtime.getD1Database('DB')) as never
const COUNT = Number(customers)
const CHUNK = 50_000

/** One to seven orders a customer over 400 days; two of three are of the customer's own family. */
const ADD_ORDERS = `
  with recursive c(c) as (select cast(?2 as integer) union all select c + 1 from c where c < ?3 - 1),
    n(n) as (select 0 union all select n + 1 from n where n < 6)
  insert into orders (shop_id, order_id, ordered_at, customer, status, currency, lines, as_of, total)
  select ?1, c || '-' || n, cast(?4 as integer) - ((c * 7919 + n * 104729) % 400) * 86400000, printf('%022x', (c * 2654435761) % 4503599627370496), 'paid',
    'EUR', json_array(json_array('i:item-' || iif((c + n) % 3 > 0, (c % 40) * 5 + (c + n) % 5, (c * 31 + n * 17) % 200), 1, 990)), 0, 990
  from c cross join n where n <= (c * 13) % 7`

const began = performance.now()
for (let from = 0; from < COUNT; from += CHUNK) {
  await DB.prepare(ADD_ORDERS)
    .bind(shop_id, from, Math.min(COUNT, from + CHUNK), Date.now() - DAY)
    .run()
}
const filled = performance.now()

const rows: Rows = { read: 0, written: 0, statements: 0 }
let messages = 0
const queue = {
  send: async () => {
    messages += 1
  },
  sendBatch: async () => {},
}
const env = { DB: metered(DB, rows), JOBS: queue, TUNING_JOBS: queue } as never
const store = open(env, shop_id)
await queuePropensities(store, Date.now())
Object.assign(rows, { read: 0, written: 0, statements: 0 })

/** Milliseconds between two looks at the memory in use; each collects garbage first, which is no need of the job. */
const LOOK = 250
let [arrays, heap] = [0, 0]
const watch = setInterval(() => {
  globalThis.gc?.()
  const memory = process.memoryUsage()
  arrays = Math.max(arrays, memory.arrayBuffers)
  heap = Math.max(heap, memory.heapUsed)
}, LOOK)
const start = performance.now()
const left = () =>
  DB.prepare("select count(*) as n from jobs where shop_id = ?1 and kind = 'score' and failed_at is null")
    .bind(shop_id)
    .first<number>('n')
let invocations = 0
for (; (await left()) !== 0; invocations += 1) await advance(env, shop_id, undefined, ['scoring'])
const seconds = (performance.now() - start) / 1_000
clearInterval(watch)

const used = { ...rows }
const timed = async (work: () => Promise<unknown>) => {
  Object.assign(rows, { read: 0, written: 0, statements: 0 })
  const from = performance.now()
  await work()
  return { milliseconds: performance.now() - from, ...rows }
}
const someone = await DB.prepare('select person from propensities where shop_id = ?1 limit 1')
  .bind(shop_id)
  .first<string>('person')
const replica = open({ DB: metered(DB, rows) } as never, shop_id)
const row = await timed(() => readPersonPropensities({ ...replica, replica: replica.d1 }, someone ?? ''))
const column = await timed(() => bestCustomers(store, 3, 10_000))
const bytes = await DB.prepare(
  `select sum(length(person) + length(codes) + length(best) + length(items)) as n from propensities where shop_id = ?1`,
)
  .bind(shop_id)
  .first<number>('n')
const model = await DB.prepare(
  'select scored, fitted, families, length(model) as bytes from propensity_models where shop_id = ?1',
)
  .bind(shop_id)
  .first<{ scored: number; fitted: number; families: string; bytes: number }>()
console.log(
  JSON.stringify({
    ...{ fill: (filled - began) / 1_000, seconds, invocations, arrays, heap, row, column },
    ...{ read: used.read, written: used.written, statements: used.statements },
    ...{ scored: model?.scored, fitted: model?.fitted, model_bytes: model?.bytes },
    ...{ families: JSON.parse(model?.families ?? '[]').length, row_bytes: (bytes ?? 0) / COUNT, messages },
  }),
)
await runtime.dispose()
