import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import type { StoredEvent } from '../../schema/events.ts'
import { advance } from '../../worker/jobs/advance.ts'
import { addBeacon, queueFold } from '../../worker/store/events.ts'
import { timeId } from '../../worker/store/jobs.ts'
import { open } from '../../worker/store/open.ts'
import { aShop } from '../a-shop.ts'

/** Dollars of Workers Paid beyond what is included, November 2026: a million rows written, a million requests. */
const PRICE = { rows: 1, requests: 0.3 }

/** The database, counting the rows that it bills as written. */
function metered(d1: D1Database, count: { rows: number }): D1Database {
  const noted = <R extends { meta: { rows_written: number } }>(result: R): R => {
    count.rows += result.meta.rows_written
    return result
  }
  const statement = (inner: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(inner, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        if (name === 'inner') return target
        if (name === 'run' || name === 'all') return async () => noted(await target[name]())
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

/** A minute: beacons of five events, each of a visitor with consent or of one without, about 50 items. */
async function rowsOfAMinute(beacons: number, consent: boolean): Promise<number> {
  const shop = await aShop()
  const count = { rows: 0 }
  const watched = { ...env, DB: metered(env.DB, count) }
  const store = open(watched, shop.shop_id)
  const now = Date.now()
  for (let n = 0; n < beacons; n += 1) {
    const events = Array.from({ length: 5 }, (_, k): StoredEvent => {
      const items = [{ item_id: `item-${(n * 5 + k) % 50}`, index: 0, source: 'mined' }]
      const name = (['view_item_list', 'rec_viewable', 'select_item'] as const)[k % 3] ?? 'select_item'
      const event_id = `event-${consent}-${n}-${k}`
      return { event_id, name, at: now, claimed_at: now, placement: 'product', seed_item_id: 'tea', items }
    })
    await addBeacon(store, {
      beacon_id: timeId('b', now + n),
      received_at: now,
      visitor: consent ? `visitor-${n}` : null,
      customer: null,
      events,
    })
  }
  await queueFold(store, now)
  await advance(watched, store)
  expect(await shop.table('beacons')).toEqual([])
  return count.rows
}

it('a thousand events a minute write 0.46 rows an event without consent and 0.66 with it', async () => {
  // 200 beacons written and deleted; 50 items and a panel; 8 rows of marks; the job itself.
  const without = await rowsOfAMinute(200, false)
  const within = await rowsOfAMinute(200, true)
  // A slow machine renews the lease once or twice: a row each.
  for (const [rows, expected] of [
    [without, 462],
    [within, 662],
  ] as const) {
    expect(rows).toBeGreaterThanOrEqual(expected)
    expect(rows).toBeLessThanOrEqual(expected + 4)
  }
  const dollars = (rows: number) => (rows / 1_000) * PRICE.rows + (200 / 1_000) * PRICE.requests
  // Of a million events.
  expect(dollars(without)).toBeLessThan(0.53)
  expect(dollars(within)).toBeLessThan(0.73)
})
