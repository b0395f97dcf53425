import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { quizOf } from '../../worker/accounts/enablement/quiz.ts'
import { readAccountModel } from '../../worker/store/accounts/analyses.ts'
import { open } from '../../worker/store/open.ts'
import { browse, signedIn, tokenOf } from '../operate/console.ts'
import { accountId, aWholesaleShop, buyerId, handleOf, MISSED } from './a-wholesale-shop.ts'

const NOW = Date.now()

async function twoReps() {
  const shop = await aWholesaleShop(12)
  const rep = async (name: string, team: string) => {
    const { body } = await shop.call('/v1/members', 'POST', { name, role: 'rep', team })
    return {
      member_id: body.member_id as string,
      cookie: (await signedIn(tokenOf(body.sign_in_link))).cookie,
    }
  }
  const [ada, bo] = [await rep('Ada', 'north'), await rep('Bo', 'south')]
  await env.DB.prepare(
    "update accounts set rep = iif(account_id in ('A-0', 'A-2'), ?2, ?3) where shop_id = ?1",
  )
    .bind(shop.shop_id, ada.member_id, bo.member_id)
    .run()
  const as = async (who: { cookie: string }, path: string, init: object = {}) =>
    await browse(path, init, { Cookie: who.cookie })
  return { shop, ada, bo, as }
}

it('the last contact on the call list is one with this account', async () => {
  const { shop, ada, as } = await twoReps()
  // Ida ordered for A-0 once, and buys for an account of the other rep now.
  await shop.call('/v1/accounts', 'PUT', {
    accounts: [{ account_id: accountId(0), name: 'Café 0', rep: ada.member_id, companies: ['Krone'] }],
  })
  await shop.call('/v1/orders', 'POST', {
    orders: [
      {
        order_id: 'k',
        customer_id: 'ida',
        account: 'Krone',
        ordered_at: new Date(NOW - 200 * DAY).toISOString(),
        lines: [{ item_id: 'cups-1', price: 1_000 }],
      },
    ],
  })
  await shop.call(`/v1/accounts/${accountId(0)}/buyers`, 'PUT', {
    buyers: [{ customer_id: 'ida', until: NOW - 100 * DAY }],
  })
  await shop.call(`/v1/accounts/${accountId(4)}/buyers`, 'PUT', {
    buyers: [{ customer_id: 'ida', since: NOW - 90 * DAY }],
  })
  await shop.call(`/v1/accounts/${accountId(4)}/outcomes`, 'POST', {
    outcome_id: 'x',
    family: MISSED,
    outcome: 'rejected',
    channel: 'call',
    customer: await handleOf(shop, 'ida'),
    at: NOW - 20 * DAY,
  })
  const { body } = await as(ada, '/v1/accounts/calls?limit=100')
  expect(
    body.items.find((one: { account_id: string }) => one.account_id === accountId(0))?.last_contact_at,
  ).toBeNull()
})

it('a rep learns nothing of another account by an outcome id', async () => {
  const { ada, bo, as } = await twoReps()
  const tell = (who: { cookie: string }, id: string, n: number) =>
    as(who, `/v1/accounts/${accountId(n)}/outcomes`, {
      method: 'POST',
      body: JSON.stringify({ outcome_id: id, family: MISSED, outcome: 'later' }),
      headers: { 'Content-Type': 'application/json' },
    })
  expect((await tell(bo, 'mine', 4)).status).toBe(200)
  const asked = await tell(ada, 'mine', 0)
  expect([asked.status, JSON.stringify(asked.body)]).toEqual([409, expect.not.stringContaining('A-4')])
})

it('filters and totals by another rep are empty', async () => {
  const { ada, bo, as } = await twoReps()
  for (const path of [
    '/v1/white-space?',
    '/v1/white-space/totals?by=rep&',
    '/v1/white-space/totals?by=tier&',
    '/v1/coverage?',
    '/v1/accounts?',
    '/v1/accounts/calls?',
  ]) {
    const { body } = await as(ada, `${path}rep=${bo.member_id}`)
    expect.soft([path, body.items]).toEqual([path, []])
  }
  const csv = await as(ada, '/v1/white-space?form=csv&sort=name')
  expect(String(csv.body)).not.toContain('A-4')
  const placed = await as(ada, `/v1/white-space?after=${encodeURIComponent(JSON.stringify([-1e12, '']))}`)
  expect(placed.body.items.map((one: { account_id: string }) => one.account_id).sort()).toEqual([
    'A-0',
    'A-2',
  ])
})

it('a quiz whose questions cannot be made asks little of the database', async () => {
  const { shop, ada } = await twoReps()
  const families = Array.from({ length: 200 }, (_, n) => `F${n}`)
  await env.DB.prepare('update account_models set families = ?2, facts = ?3 where shop_id = ?1')
    .bind(
      shop.shop_id,
      JSON.stringify(families),
      JSON.stringify(families.map(() => ({ accounts: 1, with: [], items: [] }))),
    )
    .run()
  const openings = families.slice(0, 30).map((_, f) => ({
    f,
    lapsed: false,
    p: 0.1,
    margin: 10,
    low: 1,
    high: 20,
    assumed: false,
    gap: 2,
    reasons: [],
    items: [],
  }))
  await env.DB.prepare(
    "update account_analyses set openings = ?2, cells = '[]' where shop_id = ?1 and account_id in ('A-0', 'A-2')",
  )
    .bind(shop.shop_id, JSON.stringify(openings))
    .run()
  // The rep has learned for a year; then all accounts but two equal ones went to another rep.
  for (const kind of ['first_item', 'who_lacks'])
    await env.DB.prepare(
      `insert into quiz_answers (shop_id, member_id, question, box, due_at, right, asked, answered_at) select ?1, ?2, ?3 || ':F' || value, 1, 1, 1, 1, 1 from json_each(?4)`,
    )
      .bind(shop.shop_id, ada.member_id, kind, JSON.stringify(families.map((_, n) => n)))
      .run()
  const store = open(env as never, shop.shop_id)
  const model = await readAccountModel(store)
  const before = store.budget.spent
  await quizOf(
    store,
    model as never,
    { member_id: ada.member_id, scope: { member_id: ada.member_id, team: null } },
    NOW,
  )
  console.log('L5', store.budget.spent - before)
  expect(store.budget.spent - before).toBeLessThan(100)
})

it('a buyer who moved in later is not the one who refused before', async () => {
  const { shop } = await twoReps()
  await shop.call('/v1/orders', 'POST', {
    orders: [
      {
        order_id: 'n',
        customer_id: 'newest',
        ordered_at: new Date(NOW - 1_000).toISOString(),
        lines: [{ item_id: 'cups-1', price: 1_000 }],
      },
    ],
  })
  await shop.call(`/v1/accounts/${accountId(0)}/buyers`, 'PUT', {
    buyers: [{ customer_id: 'newest', since: NOW - DAY }],
  })
  await shop.call(`/v1/accounts/${accountId(0)}/outcomes`, 'POST', {
    outcome_id: 'x',
    family: MISSED,
    outcome: 'rejected',
    at: NOW - 10 * DAY,
  })
  const [row] = await shop.table('account_outcomes')
  expect(row?.customer).toBe(await handleOf(shop, buyerId(0)))
})
