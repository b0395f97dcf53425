import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { type Cost, metered } from '../../bench/inside/meter.ts'
import { decide } from '../../worker/decisions/decide.ts'
import { open } from '../../worker/store/open.ts'
import { readShop } from '../../worker/store/shop/shops.ts'
import type { TestShop } from '../a-shop.ts'
import { aCustomer, anOffer, aPolicyShop } from './a-policy-shop.ts'

const OTHERS = 2_000

/** Fills a table with rows of other people; `n` counts from 1. */
const fill = ({ shop_id }: TestShop, table: string, cells: string) =>
  env.DB.prepare(
    `with recursive others(n) as (select 1 union all select n + 1 from others where n < ${OTHERS})
     insert into ${table} select ?1, ${cells} from others`,
  )
    .bind(shop_id)
    .run()

/** Round trips and rows of one decision. */
async function costOf(shop: TestShop, customer: string, channel: 'web' | 'email'): Promise<Cost> {
  const cost: Cost = { round_trips: 0, rows_read: 0 }
  const store = open({ ...env, DB: metered(env.DB, cost) }, shop.shop_id)
  const found = await readShop(shop.store)
  if (!found) throw new Error('The shop is gone.')
  const { decision } = await decide(
    store,
    found,
    { customer, channel, context: { item_ids: [] } },
    Date.now(),
  )
  expect(decision).not.toBeNull()
  return cost
}

it('a decision takes three round trips at most, the same one again two, and no row of other people', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot'))
  await shop.call('/v1/offers', 'POST', { ...anOffer('pot'), proposal: { type: 'companion' }, margin: 1 })
  const order = (customer_id: string) => ({
    order_id: `of ${customer_id}`,
    customer_id,
    lines: [{ item_id: 'tea' }],
  })
  await shop.call('/v1/orders', 'POST', { orders: ['ann', 'bob'].map(order) })
  const [ann, bob] = [await aCustomer(shop, 'ann'), await aCustomer(shop, 'bob')]
  const first = await costOf(shop, ann, 'email')
  const again = await costOf(shop, ann, 'web')
  expect([first.round_trips, again.round_trips]).toEqual([3, 2])

  await fill(shop, 'customer_details', `'other-' || n, '{}', 1, 1`)
  await fill(
    shop,
    'decisions',
    `'dec_' || n, 'other-' || n, 'o', 'cross_sell', 'email', '[]', '[]', '{}', '[]', '{}', '[]', 'open', 1, 9e15, null, '[]'`,
  )
  await fill(shop, 'contacts', `'dec_' || n, 'email', 'other-' || n, 'o', '[]', 1, 0, 9e15, null`)
  await fill(
    shop,
    'responses',
    `'rsp_' || n, 'dec_' || n, 'other-' || n, 'o', 'email', 'viewed', null, null, 1`,
  )
  await fill(shop, 'person_turns', `'other-' || n, 1, ''`)
  const { rows_read, round_trips } = await costOf(shop, bob, 'email')
  expect([round_trips, Math.abs(rows_read - first.rows_read) < 10]).toEqual([3, true])
  expect(rows_read).toBeLessThan(150)
})
