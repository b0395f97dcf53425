import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { anOffer } from '../decisions/a-policy-shop.ts'
import {
  accountId,
  anItem,
  aWholesaleShop,
  briefOf,
  buyerId,
  handleOf,
  MISSED,
  openFamilies,
} from './a-wholesale-shop.ts'

const NOW = Date.now()
const FIRST = accountId(0)
const order = (order_id: string, days: number, more: object) => ({
  ...{
    order_id,
    ordered_at: new Date(NOW - days * DAY).toISOString(),
    lines: [{ item_id: 'cups-1', price: 1_000 }],
  },
  ...more,
})
/** The first account's buyer refuses the family's offer at the till. @returns the decision's id */
async function refusedAtTheTill(shop: TestShop): Promise<string> {
  await shop.call('/v1/offers', 'POST', anOffer('syrup-2', { status: 'live', margin: 500 }))
  const customer = await handleOf(shop, buyerId(0))
  const { decision } = (await shop.call('/v1/decisions', 'POST', { customer, channel: 'till' })).body
  await shop.call('/v1/responses', 'POST', {
    decision_id: decision.decision_id,
    response: 'rejected',
    channel: 'till',
    reason: 'already_have',
  })
  return decision.decision_id
}
async function twoAccounts(orders: object[], settings: object = {}): Promise<TestShop> {
  const shop = await aShop({ time_zone: 'UTC', pictures: 'optional', ...settings })
  await shop.call('/v1/items', 'PUT', { items: [anItem('Cups')] })
  await shop.call('/v1/accounts', 'PUT', {
    accounts: [
      { account_id: 'A', name: 'Alpha' },
      { account_id: 'B', name: 'Beta' },
    ],
  })
  if (orders.length > 0) await shop.call('/v1/orders', 'POST', { orders })
  return shop
}
async function ordersOf(shop: TestShop, account_id: string): Promise<number> {
  await shop.call('/v1/accounts/analysis', 'POST')
  await shop.settle()
  return (await briefOf(shop, account_id)).audit?.orders ?? 0
}
const buyers = (shop: TestShop, account_id: string, one: object) =>
  shop.call(`/v1/accounts/${account_id}/buyers`, 'PUT', { buyers: [one] })

it('a buyer who was named by an address and then moves under the id buys for one account', async () => {
  const shop = await twoAccounts([])
  await buyers(shop, 'A', { customer_email: 'ida@x.example' })
  await shop.call('/v1/orders', 'POST', {
    orders: [
      order('1', 30, { customer_id: 'ida', customer_email: 'ida@x.example' }),
      order('2', 5, { customer_id: 'ida' }),
    ],
  })
  expect(await ordersOf(shop, 'A')).toBe(2)
  await buyers(shop, 'B', { customer_id: 'ida', since: NOW - 10 * DAY })
  expect([await ordersOf(shop, 'A'), await ordersOf(shop, 'B')]).toEqual([1, 1])
})

it('orders that a buyer placed for another company are not counted in the brief', async () => {
  const shop = await twoAccounts([
    order('1', 9, { customer_id: 'ida' }),
    order('2', 3, { customer_id: 'ida', account: 'Beta' }),
  ])
  await buyers(shop, 'A', { customer_id: 'ida' })
  expect((await briefOf(shop, 'A')).buyers).toMatchObject([{ orders: 1 }])
})

it('the brief of the new account says nothing of talks of the rep of the old one', async () => {
  const shop = await aWholesaleShop(12)
  await shop.call(`/v1/accounts/${FIRST}/outcomes`, 'POST', {
    ...{
      outcome_id: 'o1',
      family: MISSED,
      outcome: 'rejected',
      channel: 'call',
      customer: await handleOf(shop, buyerId(0)),
    },
  })
  await buyers(shop, accountId(2), { customer_id: buyerId(0), since: Date.now() + 1 })
  const { contacts } = await briefOf(shop, accountId(2))
  expect(contacts).toEqual([])
})

it('a buyer who left does not withhold the calls of the account that their orders named', async () => {
  const shop = await aWholesaleShop(12, (n) => (n === 0 ? { companies: ['Krone'] } : {}))
  await shop.call('/v1/orders', 'POST', {
    orders: [order('k', 40, { customer_id: 'ida', account: 'Krone' })],
  })
  await buyers(shop, FIRST, { customer_id: 'ida' })
  await buyers(shop, accountId(2), { customer_id: 'ida', since: Date.now() - DAY })
  await shop.call('/v1/customers', 'PUT', { customers: [{ customer_id: 'ida', complaint_open: true }] })
  expect((await briefOf(shop, FIRST)).audit.risks).not.toContain('complaint')
  const { items } = (await shop.call('/v1/accounts/calls?limit=100')).body
  expect(items.map((one: { account_id: string }) => one.account_id)).toContain(FIRST)
})

it('the call list names no family that a buyer refused at the till', async () => {
  const shop = await aWholesaleShop()
  await refusedAtTheTill(shop)
  const brief = await briefOf(shop, FIRST)
  expect(openFamilies(brief)).not.toContain(MISSED)
  const { items } = (await shop.call('/v1/accounts/calls?limit=100')).body
  const call = items.find((one: { account_id: string }) => one.account_id === FIRST)
  expect.soft(call.family).not.toBe(MISSED)
  expect.soft(call.why_now.map((one: { about: string }) => one.about)).not.toContain(MISSED)
  // The page itself: its reasons, too.
  expect.soft(brief.why_now.map((one: { about: string }) => one.about)).not.toContain(MISSED)
})

it('an account whose only buyer must not be offered anything is not listed for a call about an opening', async () => {
  const shop = await aWholesaleShop(12)
  const set = await shop.call('/v1/customers', 'PUT', {
    customers: [{ customer_id: buyerId(0), do_not_offer_until: NOW + 30 * DAY }],
  })
  expect(set.status).toBe(200)
  expect((await briefOf(shop, FIRST)).openings).toEqual([])
  const { items } = (await shop.call('/v1/accounts/calls?limit=100')).body
  const call = items.find((one: { account_id: string }) => one.account_id === FIRST)
  expect(call?.family ?? null).toBeNull()
})

it('a buyer who left long ago does not undo do-not-offer of the one who is left', async () => {
  const shop = await aWholesaleShop(12)
  await buyers(shop, FIRST, { customer_id: 'old', until: NOW - 100 * DAY })
  await shop.call('/v1/customers', 'PUT', {
    customers: [{ customer_id: buyerId(0), do_not_offer_until: NOW + 30 * DAY }],
  })
  expect((await briefOf(shop, FIRST)).openings).toEqual([])
})

it('nobody is listed on a blackout day', async () => {
  const shop = await aWholesaleShop(12)
  const today = new Date().toISOString().slice(0, 10)
  const set = await shop.call('/v1/settings', 'PATCH', { contact_policy: { blackout_days: [today] } })
  expect([set.status, JSON.stringify(set.body).slice(0, 300)]).toEqual([200, expect.any(String)])
  const { items, withheld } = (await shop.call('/v1/accounts/calls?limit=100')).body
  expect([items.length, withheld]).toEqual([0, [expect.objectContaining({ code: 'no_time' })]])
})

it('a follow-up on a family that was marked as not for the account is no reason', async () => {
  const shop = await aWholesaleShop(12)
  await shop.call(`/v1/accounts/${FIRST}/outcomes`, 'POST', {
    outcome_id: 'l',
    family: MISSED,
    outcome: 'later',
    follow_up_at: NOW - 1,
  })
  await shop.call(`/v1/accounts/${FIRST}/marks`, 'PUT', { family: MISSED, mark: 'not_eligible' })
  const { why_now } = await briefOf(shop, FIRST)
  expect(why_now.map((one: { reason: string }) => one.reason)).not.toContain('follow_up')
})

it('an account that the merchant writes takes its company over from one that orders made', async () => {
  const shop = await aShop({ time_zone: 'UTC', accounts: { from_orders: true } })
  await shop.call('/v1/items', 'PUT', { items: [anItem('Cups')] })
  await shop.give(
    'orders',
    'order_id,order_date,item_id,company\n1,2026-03-01,cups-1,Delta GmbH\n2,2026-04-01,cups-1,Delta GmbH',
  )
  await shop.call('/v1/accounts', 'PUT', { accounts: [{ account_id: 'D-1', name: 'Delta GmbH', tier: 'A' }] })
  expect(await ordersOf(shop, 'D-1')).toBe(2)
})

it('the time before and the time now do not share a day', async () => {
  const shop = await aWholesaleShop(2)
  const { body } = await shop.call('/v1/members', 'POST', { name: 'Ada', role: 'rep', team: 'n' })
  const day = Math.floor((Date.now() - 30 * DAY) / DAY)
  await env.DB.prepare(
    'insert into rep_days (shop_id, member_id, day, pages_opened, quiz_asked, quiz_right) values (?1, ?2, ?3, 1, 0, 0)',
  )
    .bind(shop.shop_id, body.member_id, day)
    .run()
  const [row] = (await shop.call('/v1/team?days=30')).body.items
  expect(row.now.pages_opened + row.before.pages_opened).toBe(1)
})

it('a refusal stays a block when its item is deleted', async () => {
  const shop = await aWholesaleShop()
  await refusedAtTheTill(shop)
  expect((await shop.call('/v1/items/syrup-2', 'DELETE')).status).toBeLessThan(300)
  expect(openFamilies(await briefOf(shop, FIRST))).not.toContain(MISSED)
})

it('a refusal stays a block after 200 newer decisions that nobody answered', async () => {
  const shop = await aWholesaleShop()
  const decision_id = await refusedAtTheTill(shop)
  const columns = (
    await env.DB.prepare("select name from pragma_table_info('decisions')").all<{ name: string }>()
  ).results.map(({ name }) => name)
  const value = (name: string) =>
    name === 'decision_id'
      ? "'dec_zz' || n.value"
      : name === 'status'
        ? "'expired'"
        : name === 'created_at'
          ? 'd.created_at + 1 + n.value'
          : name === 'ended_at'
            ? 'null'
            : `d.${name}`
  await env.DB.prepare(
    `insert into decisions (${columns.join(', ')}) select ${columns.map(value).join(', ')} from decisions d, (with recursive r(value) as (select 1 union all select value + 1 from r where value < 200) select value from r) n where d.decision_id = ?1`,
  )
    .bind(decision_id)
    .run()
  expect(openFamilies(await briefOf(shop, FIRST))).not.toContain(MISSED)
})
