import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import type { TestShop } from '../a-shop.ts'
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

const FIRST = accountId(0)

const tell = (shop: TestShop, outcome_id: string, more: object = {}) =>
  shop.call(`/v1/accounts/${FIRST}/outcomes`, 'POST', {
    ...{ outcome_id, family: MISSED, item_id: 'syrup-1', outcome: 'rejected', reason: 'price_sensitivity' },
    ...more,
  })

it('shows openings with evidence, items, and the price of the account', async () => {
  const shop = await aWholesaleShop(30, (number) => ({ group: number === 0 ? 'gastro' : null }))
  await shop.call('/v1/items', 'PUT', {
    items: [anItem('Syrup', 1, { group_prices: { gastro: { amount: 800, currency: 'EUR' } } })],
  })
  const { openings, why_now, buyers, audit } = await briefOf(shop, FIRST)
  expect(openings.length).toBeLessThanOrEqual(3)
  const missed = openings.find(({ family }: { family: string }) => family === MISSED)
  expect(missed).toMatchObject({ state: 'never', margin_assumed: false })
  expect(missed.reasons.length).toBeGreaterThan(0)
  expect(missed.items[0]).toMatchObject({ item_id: 'syrup-1', price: 800, list_price: 1_000 })
  expect(missed.margin_low).toBeLessThanOrEqual(missed.margin)
  expect(missed.margin_high).toBeGreaterThanOrEqual(missed.margin)
  expect(why_now.length).toBeGreaterThan(0)
  expect(buyers).toMatchObject([{ role: 'purchasing', orders: 26 }])
  expect(buyers[0].families[0]).toBe('Cups')
  expect(buyers[0].families).not.toContain(MISSED)
  expect(audit).toMatchObject({ orders: 26, days_between_orders: 14, margin_share: 0.4 })
})

it('an offer that a buyer refused at the till is gone from the page at once', async () => {
  const shop = await aWholesaleShop()
  expect(openFamilies(await briefOf(shop, FIRST))).toContain(MISSED)
  const { offer_id } = (
    await shop.call('/v1/offers', 'POST', anOffer('syrup-2', { status: 'live', margin: 500 }))
  ).body
  const customer = await handleOf(shop, buyerId(0))
  const { decision } = (await shop.call('/v1/decisions', 'POST', { customer, channel: 'till' })).body
  expect(decision.offer_id).toBe(offer_id)
  await shop.call('/v1/responses', 'POST', {
    ...{ decision_id: decision.decision_id, response: 'rejected', channel: 'till', reason: 'already_have' },
  })
  const brief = await briefOf(shop, FIRST)
  expect(openFamilies(brief)).not.toContain(MISSED)
  expect(brief.blocked).toMatchObject([
    { family: MISSED, block: 'rejected', reason: 'already_have', channel: 'till' },
  ])
})

it('an outcome is stored once, takes the opening off the page, and lets the family rest on every channel', async () => {
  const shop = await aWholesaleShop()
  await shop.call('/v1/offers', 'POST', anOffer('syrup-2', { status: 'live', margin: 500 }))
  const customer = await handleOf(shop, buyerId(0))
  const first = await tell(shop, 'phone-1', { note: 'Too dear for them' })
  expect(first.body).toMatchObject({ outcome: 'rejected', note: 'Too dear for them' })
  // The device did not see the answer, and sends it again.
  const again = await tell(shop, 'phone-1', { note: 'Too dear for them' })
  expect(again.body).toEqual(first.body)
  expect(await shop.table('account_outcomes')).toHaveLength(1)
  expect(await shop.table('decisions')).toHaveLength(1)
  expect(openFamilies(await briefOf(shop, FIRST))).not.toContain(MISSED)
  const asked = (await shop.call('/v1/decisions', 'POST', { customer, channel: 'till' })).body
  expect(asked.decision).toBeNull()
  expect(asked.considered[0].blocked_by).toMatchObject({ stage: 'policy', code: 'category_rejected_lately' })
  // The buyer may think better of it, and says so elsewhere.
  const { decision_id } = first.body
  expect((await shop.call(`/v1/decisions/${decision_id}`)).body).toMatchObject({
    status: 'rejected',
    customer,
  })
  const better = { decision_id, response: 'accepted', channel: 'till' }
  expect((await shop.call('/v1/responses', 'POST', better)).body.decision.status).toBe('accepted')
  const elsewhere = await shop.call(`/v1/accounts/${accountId(1)}/outcomes`, 'POST', {
    ...{ outcome_id: 'phone-1', family: MISSED, outcome: 'accepted' },
  })
  expect(elsewhere.body.code).toBe('outcome_exists')
})

it('a call takes its place in the windows of the policy, a talk face to face does not', async () => {
  const shop = await aWholesaleShop(12)
  await tell(shop, 'face', { channel: 'rep', outcome: 'accepted', reason: null })
  expect(await shop.table('contacts')).toEqual([])
  await tell(shop, 'call', { channel: 'call' })
  expect(await shop.table('contacts')).toMatchObject([
    { channel: 'call', made: 1, offer_id: 'account:opening' },
  ])
})

type Call = { account_id: string; margin: number | null; why_now: { reason: string }[] }

it('later comes back when its time has come, as the first reason to call', async () => {
  const shop = await aWholesaleShop(12)
  const now = Date.now()
  await tell(shop, 'soon', { outcome: 'later', reason: null, follow_up_at: now + 5 * DAY })
  expect(openFamilies(await briefOf(shop, FIRST))).not.toContain(MISSED)
  await tell(shop, 'now', { outcome: 'later', reason: null, follow_up_at: now - 1 })
  const brief = await briefOf(shop, FIRST)
  expect(brief.why_now[0]).toMatchObject({ reason: 'follow_up', about: MISSED })
  expect(openFamilies(brief)).toContain(MISSED)
  const { items } = (await shop.call('/v1/accounts/calls')).body
  expect(items.find(({ account_id }: Call) => account_id === FIRST)).toMatchObject({
    why_now: [{ reason: 'follow_up' }, ...Array(2).fill({})],
  })
  // A promised call weighs eight times its margin, an order that is due twice (docs/METHOD.md).
  const weights: Record<string, number> = { follow_up: 8, order_due: 2 }
  const rank = ({ margin, why_now: [most] }: Call) => (1 + (margin ?? 0)) * (weights[most?.reason ?? ''] ?? 1)
  expect(items.map(rank)).toEqual(items.map(rank).sort((a: number, b: number) => b - a))
})

it('what is not for the account, sold out, or complained about, is not proposed', async () => {
  const shop = await aWholesaleShop()
  const mark = (family: string, word: string | null) =>
    shop.call(`/v1/accounts/${FIRST}/marks`, 'PUT', { family, mark: word, note: 'From Bremen' })
  const marked = await mark(MISSED, 'not_eligible')
  expect(marked.body.items).toMatchObject([{ family: MISSED, mark: 'not_eligible', note: 'From Bremen' }])
  expect(openFamilies(await briefOf(shop, FIRST))).not.toContain(MISSED)
  await mark(MISSED, 'elsewhere')
  const { openings } = await briefOf(shop, FIRST)
  expect(openings.find(({ family }: { family: string }) => family === MISSED)).toMatchObject({
    mark_note: 'From Bremen',
  })
  await mark(MISSED, null)
  const soldOut = [1, 2].map((number) => anItem('Syrup', number, {}, { availability: 'out_of_stock' }))
  await shop.call('/v1/items', 'PUT', { items: soldOut })
  const brief = await briefOf(shop, FIRST)
  expect(openFamilies(brief)).not.toContain(MISSED)
  expect(brief.blocked).toMatchObject([{ family: MISSED, block: 'sold_out' }])
  await shop.call('/v1/customers', 'PUT', { customers: [{ customer_id: buyerId(0), complaint_open: true }] })
  const complained = await briefOf(shop, FIRST)
  expect(complained.openings).toEqual([])
  expect(complained.audit.risks).toContain('complaint')
})

it('calls are those that the policy allows, and the others are counted', async () => {
  const shop = await aWholesaleShop(12)
  const ids = async () =>
    (await shop.call('/v1/accounts/calls?limit=100')).body.items.map(
      ({ account_id }: { account_id: string }) => account_id,
    )
  expect(await ids()).toContain(FIRST)
  await shop.call('/v1/customers', 'PUT', {
    customers: [{ customer_id: buyerId(0), consents: { call: { given: false, at: 1 } } }],
  })
  expect(await ids()).not.toContain(FIRST)
  const { withheld } = (await shop.call('/v1/accounts/calls')).body
  expect(withheld).toContainEqual({ code: 'no_consent', accounts: 1 })
})

it('lists what the account usually orders, and what its openings begin with, also as a file', async () => {
  const shop = await aWholesaleShop(12)
  const usual = (await shop.call(`/v1/accounts/${FIRST}/items`)).body
  expect(usual.items[0]).toMatchObject({ item_id: 'cups-1', quantity: 2, price: 1_000 })
  const { openings } = await briefOf(shop, FIRST)
  const begin = (await shop.call(`/v1/accounts/${FIRST}/items?of=openings`)).body.items
  expect(begin.map(({ item_id }: { item_id: string }) => item_id)).toEqual(
    expect.arrayContaining(
      openings.slice(0, 1).map((one: { items: { item_id: string }[] }) => one.items[0]?.item_id),
    ),
  )
  const file = (await shop.call(`/v1/accounts/${FIRST}/items?form=csv`)).body
  expect(file).toContain('cups-1,Cups 1,2,10.00,EUR,in_stock')
})

it('refuses a buyer of another account', async () => {
  const shop = await aWholesaleShop(12)
  const stranger = await handleOf(shop, buyerId(5))
  expect((await tell(shop, 'phone-2', { customer: stranger })).body.code).toBe('unknown_buyer')
  expect((await tell(shop, 'phone-3', { outcome: 'accepted' })).status).toBe(400)
})
