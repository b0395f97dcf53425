import { ITEMS } from '../../demo/shop/catalogue.ts'
import type { RecommendationQuery } from '../../schema/serving/questions.ts'
import { openRuntime } from '../../tools/raw-worker.ts'
import { ask } from '../../worker/serve/answer.ts'
import { open } from '../../worker/store/open.ts'
import { type Cost, metered } from './meter.ts'

/** Prints as JSON the rows that answers of the demo shop read, one line per question. Arguments: database folder, shop. */
const [state = '', shop_id = ''] = process.argv.slice(2)
const runtime = await openRuntime(state, {})
const DB = await runtime.getD1Database('DB')

async function costOf(question: Partial<RecommendationQuery>): Promise<Cost & { candidates: number }> {
  const cost: Cost = { round_trips: 0, rows_read: 0 }
  // Only the database is used; the rest of the environment is for other routes.
  const store = open({ DB: metered(DB as never, cost) } as never, shop_id)
  const { compose } = await ask(
    store,
    { placement: 'product', intent: 'complementary', ...question },
    Date.now(),
  )
  const [{ trace = [] } = {}] = await compose({ orders: 1, trace: true })
  return { ...cost, candidates: trace.length }
}

const ids = ITEMS.map(({ id }) => id)
const questions: Partial<RecommendationQuery>[] = [
  ...ids.map((item_id) => ({ item_id })),
  // Every size is tested, so that none exceeds its budget unnoticed.
  ...Array.from({ length: 100 }, (_, at) => at + 1).flatMap((size) =>
    [0, 7, 13, 19].map((from) => ({
      placement: 'cart' as const,
      cart_item_ids: ids.slice(from, from + size),
    })),
  ),
]
for (const question of questions) {
  const k = question.cart_item_ids?.length ?? 0
  console.log(JSON.stringify({ k, item: question.item_id, ...(await costOf(question)) }))
}
await runtime.dispose()
