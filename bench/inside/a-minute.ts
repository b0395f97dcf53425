import type { StoredEvent } from '../../schema/outcomes/events.ts'
import { signedId } from '../../worker/auth/answer-id.ts'
import type { Env } from '../../worker/env.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { timeId } from '../../worker/store/ids.ts'
import { open } from '../../worker/store/open.ts'
import { addBeacons } from '../../worker/store/outcomes/beacons.ts'
import { queueFold } from '../../worker/store/outcomes/events.ts'
import { OPERATIONS, PRICE } from '../cost/prices.ts'

/** Rows as D1 bills them, and the statements that read or wrote them. */
export type Rows = { written: number; read: number; statements: number }

const EVENTS_A_BEACON = 5
const ITEMS = 50

/** Returns the database with a counter of its statements and of the billed rows. */
export function metered(d1: D1Database, rows: Rows): D1Database {
  const noted = <R extends { meta: { rows_written: number; rows_read: number } }>(result: R): R => {
    rows.written += result.meta.rows_written
    rows.read += result.meta.rows_read
    rows.statements += 1
    return result
  }
  const statement = (inner: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(inner, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        if (name === 'inner') return target
        if (name === 'run' || name === 'all') return async () => noted(await target[name]())
        // `raw` does not report rows, so the same cells are read with `all`.
        if (name === 'raw') return async () => noted(await target.all<object>()).results.map(Object.values)
        const member: unknown = Reflect.get(target, name)
        return typeof member === 'function' ? member.bind(target) : member
      },
    })
  return new Proxy(d1, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => statement(target.prepare(sql))
      if (name === 'batch') {
        return async (list: (D1PreparedStatement & { inner: D1PreparedStatement })[]) =>
          (await target.batch(list.map((one) => one.inner))).map(noted)
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

const ADD_ITEMS = `
  with recursive n(n) as (select 0 union all select n + 1 from n where n < ?2 - 1)
  insert into items (shop_id, item_id, title, category, tags, attributes, published, gift_card, market_prices, group_prices,
    variants, variant_id, availability, recommendable)
  select ?1, 'item-' || n, 'Item', '', '[]', '{}', 1, 0, '{}', '{}', '[]', 'item-' || n, 'in_stock', 1 from n`

/** The id of an answer before it is signed. */
const ANSWER = `r_${'0'.repeat(24)}`

/** Counts the rows of a minute of a shop, which has the items: beacons of five events about 50 items, with or without consent. */
export async function rowsOfAMinute(
  env: Env,
  shop_id: string,
  beacons: number,
  consent: boolean,
): Promise<Rows> {
  await env.DB.prepare(ADD_ITEMS).bind(shop_id, ITEMS).run()
  const rows: Rows = { written: 0, read: 0, statements: 0 }
  const watched = { ...env, DB: metered(env.DB, rows) }
  const store = open(watched, shop_id)
  const now = Date.now()
  for (let n = 0; n < beacons; n += 1) {
    const events = Array.from({ length: EVENTS_A_BEACON }, (_, k): StoredEvent => {
      const item_id = `item-${(n * EVENTS_A_BEACON + k) % ITEMS}`
      const items = [{ item_id, index: 0, source: 'mined' }]
      const name = (['view_item_list', 'rec_viewable', 'select_item'] as const)[k % 3] ?? 'select_item'
      const event_id = `event-${consent}-${n}-${k}`
      const panel = { placement: 'product', intent: 'complementary', seed_item_id: 'item-0' } as const
      const recommendation_id = signedId(env, shop_id, ANSWER, panel)
      return { event_id, name, at: now, claimed_at: now, recommendation_id, ...panel, items }
    })
    const beacon = {
      ...{ shop_id, network: null, weight: 1 },
      beacon_id: timeId('b', now + n),
      received_at: now,
      visitor: consent ? `visitor-${n}` : null,
      customer: null,
      events,
    }
    await addBeacons(store, [beacon])
  }
  await queueFold(store, now)
  await advance(watched, shop_id)
  return rows
}

/** Returns the dollars of a million events like those of the minute. @param queued whether all of them go through the queue */
export function dollarsAMillion({ written, read }: Rows, beacons: number, queued = false): number {
  const money = written * PRICE.row_written + read * PRICE.row_read + beacons * PRICE.request
  const queue = queued ? beacons * OPERATIONS * PRICE.queue_operation : 0
  return ((money + queue) / (beacons * EVENTS_A_BEACON)) * 1e6
}
