import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { ROWS } from '../../bench/cost/monthly.ts'
import { metered, type Rows, rowsOfAMinute } from '../../bench/inside/a-minute.ts'
import worker from '../../worker/index.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { aShop, drawnBaskets, ordersFile, plainItems } from '../a-shop.ts'

const IDS = Array.from({ length: 200 }, (_, at) => `item-${at}`)
const ORDERS = 3_000
const BEACONS = 200
const EVENTS = BEACONS * 5

/** Queues that deliver nothing: the test runs the jobs, so that all rows are counted. */
const quiet = { send: async () => undefined, sendBatch: async () => undefined } as unknown as typeof env.JOBS

/** What the cost page says of a part is what the part takes, and no more than twice that. */
function expectStated(
  part: keyof typeof ROWS,
  { read, written }: Pick<Rows, 'read' | 'written'>,
  count: number,
): void {
  const stated = ROWS[part]
  for (const [measured, said] of [
    [read / count, stated.read],
    [written / count, stated.written],
  ] as const) {
    expect([part, measured <= said && measured >= said / 2, measured]).toEqual([part, true, measured])
  }
}

it('the rows by which docs/COSTS.md reckons are those that files, models and events take', async () => {
  const shop = await aShop()
  const rows: Rows = { read: 0, written: 0, statements: 0 }
  const bound = {
    ...{ ...env, DB: metered(env.DB, rows) },
    ...{ JOBS: quiet, MINING_JOBS: quiet, FEED_JOBS: quiet, TUNING_JOBS: quiet },
  }
  const call = async (path: string, body?: string) => {
    const ctx = createExecutionContext()
    const init = {
      method: 'POST',
      headers: { Authorization: `Bearer ${shop.sk}` },
      ...(body !== undefined && { body }),
    }
    const response = await worker.fetch(new Request(`http://pairwell.test${path}`, init), bound, ctx)
    await response.text()
    await waitOnExecutionContext(ctx)
    expect(response.status).toBe(202)
    const waiting = () =>
      env.DB.prepare('select count(*) as n from jobs where shop_id = ?1 and failed_at is null')
        .bind(shop.shop_id)
        .first<number>('n')
    while (await waiting()) await advance(bound, shop.shop_id)
    const counted = { ...rows }
    Object.assign(rows, { read: 0, written: 0, statements: 0 })
    return counted
  }
  expectStated('item', await call('/v1/imports?kind=items', plainItems(IDS)), IDS.length)
  expectStated('order', await call('/v1/imports?kind=orders', ordersFile(drawnBaskets(ORDERS, IDS))), ORDERS)
  const model = await call('/v1/models')
  expectStated('mined_order', { read: model.read, written: 0 }, ORDERS)
  expectStated(
    'mined_item',
    { read: (ROWS.mined_item.read * IDS.length) / 1.5, written: model.written },
    IDS.length,
  )
  const other = await aShop()
  expectStated('event', await rowsOfAMinute(env, other.shop_id, BEACONS, true), EVENTS)
})
