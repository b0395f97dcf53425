import { afterEach, expect, it, vi } from 'vitest'
import { changeDetailsOfKeys } from '../../worker/ingest/identity/change-details.ts'
import type { TestShop } from '../a-shop.ts'
import { anOffer, aPolicyShop, ask } from '../decisions/a-policy-shop.ts'
import { addTrigger, aTriggerShop } from '../triggers/a-trigger-shop.ts'

afterEach(() => {
  vi.useRealTimers()
})

const handleOf = async (shop: TestShop, customer_id: string): Promise<string> =>
  (await shop.call('/v1/customers/lookup', 'POST', { customer_id })).body.customer

/** What is known of a customer, under whichever name. */
const known = async (shop: TestShop, customer_id: string) =>
  (await shop.call(`/v1/customers/${await handleOf(shop, customer_id)}/data`)).body.details

const FILE = [
  'customer_id,customer_email,group,consent_email,consent_email_at,attribute:points,birth_year',
  'ann,ann@example.com,trade,yes,2026-01-05,120,1980',
  'bob,,retail,no,2026-01-05,,1801',
  'cid,,,yes,2026-01-05,15,',
  ',,trade,yes,2026-01-05,,',
].join('\n')

it('a spreadsheet of customers says what the API says: groups, consents, attributes', async () => {
  const shop = await aPolicyShop()
  await shop.call('/v1/offers', 'POST', anOffer('pot', { eligibility: { group: ['trade'] } }))
  const report = await shop.give('customers', FILE)
  // The row without a name is left out, and said; the row with a birth year that nobody has is refused by its column.
  expect(report).toMatchObject({
    report: { format: 'plain customers', rows: 4, rows_kept: 2, added: 2 },
    left_out: [{ code: 'no_customer', count: 1, text: 'no customer id and no email' }],
    errors: 1,
  })
  expect(await known(shop, 'ann')).toMatchObject({
    ...{ group: 'trade', birth_year: 1980, attributes: { points: 120 } },
    consents: { email: { given: true } },
  })
  // Somebody who never ordered has a page, too.
  const page = (await shop.call(`/v1/customers/${await handleOf(shop, 'ann')}`)).body
  expect(page).toMatchObject({ orders: 0, details: { group: 'trade', attributes: { points: 120 } } })
  const { decision } = await ask(shop, await handleOf(shop, 'ann'), 'email')
  expect(decision.item_ids).toEqual(['pot'])
  const cid = await ask(shop, await handleOf(shop, 'cid'), 'email')
  expect(cid.considered[0].blocked_by.code).toBe('not_eligible')
})

it('an older file does not undo a refusal, and an empty cell changes nothing', async () => {
  const shop = await aPolicyShop()
  await shop.give('customers', FILE)
  const refusal = { email: { given: false, at: Date.UTC(2026, 5, 1) } }
  await shop.call('/v1/customers', 'PUT', { customers: [{ customer_id: 'ann', consents: refusal }] })
  await shop.give('customers', 'customer_id,newsletter,group\nann,yes,\n')
  await shop.give('customers', FILE)
  expect(await known(shop, 'ann')).toMatchObject({ group: 'trade', consents: { email: { given: false } } })
})

it('an old list does not lift what forbids offers, nor what was said after its upload', async () => {
  const shop = await aPolicyShop()
  const columns = 'customer_id,objects_to_profiling,complaint_open,do_not_offer_until,group'
  const later = Date.UTC(2031, 0, 1)
  await shop.call('/v1/customers', 'PUT', {
    customers: [
      { customer_id: 'ann', objects_to_profiling: true, complaint_open: true, do_not_offer_until: later },
    ],
  })
  await shop.give('customers', `${columns}\nann,no,no,2030-01-01,trade`)
  expect(await known(shop, 'ann')).toMatchObject({
    ...{ objects_to_profiling: true, complaint_open: true, do_not_offer_until: later, group: 'trade' },
  })
  await shop.give('customers', `${columns}\nann,,,2032-01-01,`)
  expect((await known(shop, 'ann')).do_not_offer_until).toBe(Date.UTC(2032, 0, 1))
  // Uploaded before the call, and applied after it.
  await changeDetailsOfKeys(
    shop.store,
    [{ keys: [await handleOf(shop, 'ann')], change: { group: 'retail', complaint_open: true } }],
    1_000,
    { as_of: 1_000, dry_run: false, also: () => [] },
  )
  expect((await known(shop, 'ann')).group).toBe('trade')
})

it('what is said again under the same name is the newest word', async () => {
  const shop = await aPolicyShop()
  const say = (names: object, group: string) =>
    shop.call('/v1/customers', 'PUT', { customers: [{ ...names, group }] })
  await say({ customer_id: 'ann', customer_email: 'ann@example.com' }, 'first')
  await say({ customer_id: 'ann' }, 'trade')
  await say({ customer_email: 'ann@example.com' }, 'retail')
  await say({ customer_id: 'ann' }, 'trade')
  expect((await known(shop, 'ann')).group).toBe('trade')
})

it('sent again it changes nothing, and a dry run only counts', async () => {
  const shop = await aPolicyShop()
  const rows = async () => (await shop.rows()).customer_details
  expect(await shop.give('customers', FILE, '&dry_run=1')).toMatchObject({ report: { added: 2, changed: 0 } })
  expect(await rows()).toEqual([])
  await shop.give('customers', FILE)
  const before = await rows()
  expect(await shop.give('customers', FILE)).toMatchObject({ report: { added: 0, changed: 0, same: 2 } })
  expect(await rows()).toEqual(before)
})

it('somebody who was erased does not come back by a file', async () => {
  const shop = await aPolicyShop()
  await shop.give('customers', FILE)
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'ann' })
  await shop.give('customers', FILE)
  expect(await shop.table('customer_details')).toHaveLength(1)
})

it('a number that the file lifts to a threshold sets off a trigger once, however often it is sent', async () => {
  const shop = await aTriggerShop([])
  await addTrigger(shop, { type: 'attribute', attribute: 'points', at_least: 100 })
  for (let time = 0; time < 2; time += 1) await shop.give('customers', FILE)
  expect(await shop.table('trigger_firings')).toHaveLength(1)
})

it('many customers are read in parts, in the background', async () => {
  const shop = await aPolicyShop()
  const many = Array.from({ length: 1_700 }, (_, n) => `c${n},c${n}@example.com,g${n % 3}`)
  const report = await shop.give(
    'customers',
    ['customer_id,customer_email,customer_group', ...many].join('\n'),
  )
  expect(report).toMatchObject({ report: { found: 1_700, added: 1_700 } })
  // Each under both names.
  expect(await shop.table('customer_details')).toHaveLength(3_400)
  expect(await known(shop, 'c1699')).toEqual({ group: 'g1', consents: {}, attributes: {} })
})
