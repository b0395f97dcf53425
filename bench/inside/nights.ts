import { createInterface } from 'node:readline'
import { openRuntime } from '../../tools/raw-worker.ts'
import { open } from '../../worker/store/open.ts'
import { queueFold } from '../../worker/store/outcomes/events.ts'
import { queueLearning } from '../../worker/store/outcomes/learning.ts'

/**
 * Runs a Worker whose nightly jobs start on request: prints its address, reads shops line by line, runs the jobs of a
 * minute and of a night, and prints the line when they are done; ` spread` after a shop also dates its views on four days. Arguments: database folder, secrets.
 */
const [state = '', vars = '{}'] = process.argv.slice(2)
const runtime = await openRuntime(state, JSON.parse(vars))
const DB = await runtime.getD1Database('DB')
const url = (await runtime.ready).origin
console.log(url)

/** Continues the jobs of a shop, as any of its requests does, here one that needs no key. */
async function settle(shop_id: string): Promise<void> {
  const left = DB.prepare('select count(*) as n from jobs where shop_id = ?1').bind(shop_id)
  while ((await left.first<number>('n')) !== 0) {
    await (await runtime.getQueueProducer('JOBS')).send({ shop_id })
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Dates the views of each visitor on one of four days: a bench cannot wait, and the days are those of the Worker's clock. */
const spreadViews = (shop_id: string) =>
  DB.prepare(
    `update journeys set views = json_set(views, '$[0].day', (views ->> '$[0].day') - unicode(visitor) % 4) where shop_id = ?1 and views <> '[]'`,
  )
    .bind(shop_id)
    .run()

for await (const line of createInterface({ input: process.stdin })) {
  const [shop_id = '', spreads] = line.split(' ')
  // Only the database is used; the rest of the environment is for requests.
  const store = open({ DB } as never, shop_id)
  await settle(shop_id)
  await queueFold(store, Date.now())
  await settle(shop_id)
  if (spreads) await spreadViews(shop_id)
  await queueLearning(store, Date.now())
  await settle(shop_id)
  console.log(line)
}
await runtime.dispose()
