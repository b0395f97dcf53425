import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { metered, type Rows } from '../../bench/inside/a-minute.ts'
import { open, type Store } from '../../worker/store/open.ts'
import { readBuyers } from '../../worker/store/outcomes/learning.ts'
import { readOutcomes } from '../../worker/store/outcomes/outcomes.ts'
import { readViews } from '../../worker/store/outcomes/views.ts'
import { aShop } from '../a-shop.ts'

const VISITORS = 500

/** Returns a shop with an experiment whose visitors have all bought. @param signed as customers, each in another browser */
async function aShopOfBuyers(signed = false): Promise<{ store: Store; rows: Rows }> {
  const { shop_id } = await aShop()
  const visitors = `with recursive v(n) as (select 1 union all select n + 1 from v where n < ${VISITORS})`
  const columns = {
    exposures: `'x_1', 'v' || n, 'panel', 1000, null, null, null`,
    journeys: `'v' || n, null, 1000, 2000, '{}', '[]', '[]'`,
    purchases: `'o' || n, ${signed ? "'b' || n, 'v' || n" : "'v' || n, null"}, 2000, null, null, null, '[]', 2000, 'order_token', null`,
    orders: `'o' || n, 2000, null, 'paid', 'EUR', '[]', 0, ${Array(14).fill('null').join(', ')}`,
  }
  for (const [table, cells] of Object.entries(columns)) {
    await env.DB.prepare(`${visitors} insert into ${table} select ?1, ${cells} from v`).bind(shop_id).run()
  }
  const rows: Rows = { written: 0, read: 0, statements: 0 }
  return { store: open({ ...env, DB: metered(env.DB, rows) }, shop_id), rows }
}

it.each(['visitor', 'customer'] as const)(
  'the results of an experiment read a few rows per %s, whatever the number of buyers',
  async (unit) => {
    const { store, rows } = await aShopOfBuyers(unit === 'customer')
    expect((await readOutcomes(store, { experiment_id: 'x_1', unit })).claimed).toHaveLength(VISITORS)
    // Of a customer's keys each counts as a row.
    expect(rows.read).toBeLessThan(16 * VISITORS)
  },
)

it('learning reads a bounded number of rows', async () => {
  const { store, rows } = await aShopOfBuyers()
  expect((await readBuyers(store, '', 1_000)).buyers).toHaveLength(VISITORS)
  expect(rows.read).toBeLessThan(11 * VISITORS)
})

it('views are read in pages of a megabyte, with a few rows per visitor', async () => {
  const { store, rows } = await aShopOfBuyers()
  expect(await readViews(store, '', 2_000)).toHaveLength(VISITORS)
  expect(rows.read).toBeLessThan(6 * VISITORS)
  expect(await readViews(store, '', 200)).toHaveLength(200)
  const long = JSON.stringify([{ day: 20_000, network: '', item_ids: Array(100).fill('x'.repeat(128)) }])
  await env.DB.prepare('update journeys set views = ?2 where shop_id = ?1').bind(store.shop_id, long).run()
  const seen: string[] = []
  for (let page = await readViews(store, '', 2_000); page.length > 0; ) {
    expect(page.length * long.length).toBeLessThan(1_000_000 + 2 * long.length)
    seen.push(...page.map(({ visitor }) => visitor))
    page = await readViews(store, seen.at(-1) ?? '', 2_000)
  }
  expect(new Set(seen).size).toBe(VISITORS)
  expect(seen).toHaveLength(VISITORS)
})
