import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { readGoals, readTeam } from '../../worker/store/accounts/team.ts'
import { open } from '../../worker/store/open.ts'
import { accountId, aWholesaleShop, MISSED } from './a-wholesale-shop.ts'

const FIRST = accountId(0)
const NOW = Date.now()
it('a promised call with an opening that loses money comes before one that can wait', async () => {
  const shop = await aWholesaleShop()
  await env.DB.prepare(
    "update account_analyses set openings = json_array(json_set(openings -> 0, '$.margin', -5000)), margin = -5000 where shop_id = ?1 and account_id = 'A-0'",
  )
    .bind(shop.shop_id)
    .run()
  await shop.call(`/v1/accounts/${FIRST}/outcomes`, 'POST', {
    outcome_id: 'l',
    family: 'Cups',
    outcome: 'later',
    follow_up_at: NOW - 1,
  })
  const { items } = (await shop.call('/v1/accounts/calls?limit=100')).body
  expect(items.at(-1).account_id).not.toBe(FIRST)
})

it('an outcome before 1970 is refused, and nothing is written', async () => {
  const shop = await aWholesaleShop(4)
  const told = await shop.call(`/v1/accounts/${FIRST}/outcomes`, 'POST', {
    outcome_id: 'old',
    family: MISSED,
    outcome: 'rejected',
    at: -1,
  })
  expect([told.status, JSON.stringify(told.body)]).toEqual([400, expect.stringContaining('"at"')])
  expect(await shop.table('account_outcomes')).toEqual([])
})

it('two at once with one id, and another content: one outcome, one decision', async () => {
  const shop = await aWholesaleShop(4)
  const tell = (at: number) =>
    shop.call(`/v1/accounts/${FIRST}/outcomes`, 'POST', {
      outcome_id: 'race',
      family: MISSED,
      outcome: 'rejected',
      at: NOW - at,
    })
  for (let n = 0; n < 1; n += 1) await Promise.all(Array.from({ length: 12 }, (_, at) => tell(at * 1_000)))
  expect([(await shop.table('account_outcomes')).length, (await shop.table('decisions')).length]).toEqual([
    1, 1,
  ])
})

it('only `later` has a time to talk again', async () => {
  const shop = await aWholesaleShop(4)
  const told = await shop.call(`/v1/accounts/${FIRST}/outcomes`, 'POST', {
    outcome_id: 'r',
    family: MISSED,
    outcome: 'rejected',
    follow_up_at: NOW - DAY,
  })
  expect(told.status).toBe(400)
})

it('goals and the team do not read all outcomes once for each member and goal', async () => {
  const shop = await aWholesaleShop(2)
  for (let n = 0; n < 20; n += 1)
    await shop.call('/v1/members', 'POST', { name: `R${n}`, role: 'rep', team: 'north' })
  await env.DB.prepare(`insert into account_outcomes (shop_id, outcome_id, account_id, family, outcome, channel, at, created_at)
    select ?1, 'z' || n, 'A-0', 'Cups', 'accepted', 'rep', ?2, ?2 from (with recursive r(n) as (select 1 union all select n + 1 from r where n < 5000) select n from r)`)
    .bind(shop.shop_id, NOW - DAY)
    .run()
  const goal = { team: 'north', measure: 'outcomes', target: 10, from: NOW - 30 * DAY, to: NOW }
  await shop.call('/v1/settings', 'PATCH', { accounts: { goals: Array.from({ length: 20 }, () => goal) } })
  const store = open(env as never, shop.shop_id)
  let read = 0
  const d1 = new Proxy(store.d1, {
    get: (target, name) => {
      const value = Reflect.get(target, name)
      if (name !== 'batch') return typeof value === 'function' ? value.bind(target) : value
      return async (list: unknown[]) => {
        const results = await value.call(target, list)
        for (const one of results) read += one.meta.rows_read
        return results
      }
    },
  })
  await readTeam({ ...store, d1 } as never, 'all', 30, NOW)
  await readGoals({ ...store, d1 } as never, Array.from({ length: 20 }, () => goal) as never)
  expect(read).toBeLessThan(500_000)
})
