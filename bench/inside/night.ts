import { openRuntime } from '../../tools/raw-worker.ts'
import { HOUR, MINUTE } from '../../vocabulary/time.ts'
import type { JobMessage } from '../../worker/env.ts'
import { tick } from '../../worker/jobs/tick.ts'
import { MAX_STATEMENTS } from '../../worker/store/budget.ts'
import { metered, type Rows } from './a-minute.ts'
import { copiesOf } from './many-shops.ts'

/**
 * Runs the cron of one night for many copies of a shop, minute by minute on a simulated clock, then a sample of the mining jobs
 * that it queued, by the runtime's own queue. Prints the result as JSON. Arguments: database folder, secrets, the shop to copy,
 * copies, sample.
 */
const [state = '', vars = '{}', shop_id = '', copies = '', sample = ''] = process.argv.slice(2)
const NIGHT = Date.UTC(2031, 5, 1, 3, 0)
const LONGEST_NIGHT = 3 * HOUR

const runtime = await openRuntime(state, JSON.parse(vars))
// The runtime's own types of D1 differ from those of the Worker.
const DB: D1Database = (await runtime.getD1Database('DB')) as never
const number = async (text: string) => Number(await DB.prepare(text).first<number>('n'))

const ids = await copiesOf(DB, shop_id, Number(copies))
// One shop cannot be served, a tenth is paused.
await DB.prepare(`update models set counts = '{torn' where shop_id = ?1`).bind(ids[5]).run()
await DB.prepare(`update shops set status = 'paused' where shop_id in (select value from json_each(?1))`)
  .bind(JSON.stringify(ids.filter((_, at) => at % 10 === 1)))
  .run()
await DB.prepare(
  `update duties set due_at = case duty when 'nightly' then ${NIGHT} else ${NIGHT + 24 * HOUR} end`,
).run()
await DB.prepare('delete from duties where shop_id = ?1').bind(shop_id).run()

const messages: JobMessage[] = []
const queue = {
  send: async (body: JobMessage) => void messages.push(body),
  sendBatch: async (list: Iterable<{ body: JobMessage }>) => {
    messages.push(...Array.from(list, ({ body }) => body))
  },
}
const rows: Rows = { read: 0, written: 0, statements: 0 }
// Only the databases and queues are used; the rest of the environment is for requests.
const env = {
  DB: metered(DB, rows),
  JOBS: queue,
  FEED_JOBS: queue,
  MINING_JOBS: queue,
  TUNING_JOBS: queue,
} as never

const minute = async (at: number): Promise<Rows> => {
  Object.assign(rows, { read: 0, written: 0, statements: 0 })
  await tick(env, at)
  return { ...rows }
}
const waiting = () => number(`select count(*) as n from duties where due_at <= ${NIGHT}`)

const idle = await minute(NIGHT - MINUTE)
const ticks: Rows[] = []
const began = performance.now()
for (let at = NIGHT; at < NIGHT + LONGEST_NIGHT && (await waiting()) > 0; at += MINUTE)
  ticks.push(await minute(at))
const seconds = (performance.now() - began) / 1_000

const queued = await number(
  `select count(*) as n from models where cause = 'nightly' and created_at >= ${NIGHT}`,
)
const producer = await runtime.getQueueProducer('MINING_JOBS')
const began_jobs = performance.now()
const mining = messages.filter((body) => 'lane' in body && body.lane === 'mining')
const sampled = [...new Set(mining.map((body) => ('shop_id' in body ? body.shop_id : '')))].slice(
  0,
  Number(sample),
)
for (const one of sampled) await producer.send({ shop_id: one, lane: 'mining' })
const left = DB.prepare(
  'select count(*) as n from jobs j join json_each(?1) s on s.value = j.shop_id where j.failed_at is null',
).bind(JSON.stringify(sampled))
while ((await left.first<number>('n')) !== 0) await new Promise((resolve) => setTimeout(resolve, 500))
const made = DB.prepare(
  `select count(*) as n from models m join json_each(?1) s on s.value = m.shop_id
   where m.cause = 'nightly' and m.created_at >= ${NIGHT} and m.status in ('live', 'refused')`,
).bind(JSON.stringify(sampled))
console.log(
  JSON.stringify({
    idle,
    ticks: ticks.length,
    most_statements: Math.max(...ticks.map(({ statements }) => statements)),
    limit: MAX_STATEMENTS,
    read: ticks.reduce((sum, one) => sum + one.read, 0),
    written: ticks.reduce((sum, one) => sum + one.written, 0),
    seconds_a_tick: seconds / ticks.length,
    needed: ids.filter((_, at) => at !== 5 && at % 10 !== 1).length,
    queued,
    sampled: sampled.length,
    made: await made.first<number>('n'),
    seconds_of_jobs: (performance.now() - began_jobs) / 1_000,
    failing: await number(`select count(*) as n from duties where failures > 0`),
  }),
)
await runtime.dispose()
