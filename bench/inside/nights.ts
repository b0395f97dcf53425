import { createInterface } from 'node:readline'
import { openRuntime } from '../../tools/raw-worker.ts'
import { open } from '../../worker/store/open.ts'
import { queueFold } from '../../worker/store/outcomes/events.ts'
import { queueLearning } from '../../worker/store/outcomes/learning.ts'

/**
 * A running Worker whose nights come when they are called: prints its address, then takes shops by line, asks for what a
 * minute and a night bring, and prints the shop when its jobs are done. Arguments: database folder, secrets.
 */
const [state = '', vars = '{}'] = process.argv.slice(2)
const runtime = await openRuntime(state, JSON.parse(vars))
const DB = await runtime.getD1Database('DB')
const url = (await runtime.ready).origin
console.log(url)

/** Any request of a shop takes its jobs up; its own page is one that needs no key. */
async function settle(shop_id: string): Promise<void> {
  const left = DB.prepare('select count(*) as n from jobs where shop_id = ?1').bind(shop_id)
  while ((await left.first<number>('n')) !== 0) {
    await (await runtime.getQueueProducer('JOBS')).send({ shop_id })
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

for await (const shop_id of createInterface({ input: process.stdin })) {
  // Only the database is asked; the rest of the environment serves requests.
  const store = open({ DB } as never, shop_id)
  await settle(shop_id)
  await queueFold(store, Date.now())
  await settle(shop_id)
  await queueLearning(store, Date.now())
  await settle(shop_id)
  console.log(shop_id)
}
await runtime.dispose()
