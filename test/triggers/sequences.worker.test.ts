import { afterEach, expect, it, vi } from 'vitest'
import { HOUR } from '../../vocabulary/time.ts'
import { answer } from '../decisions/a-policy-shop.ts'
import {
  addOffer,
  addTrigger,
  aTriggerShop,
  firingsOf,
  later,
  post,
  runTriggers,
  toldOf,
} from './a-trigger-shop.ts'

afterEach(() => {
  vi.useRealTimers()
})

const EVENT = { type: 'event', name: 'cart_left' }
const LEFT = { name: 'cart_left', key: 'c1', customer_id: 'ann' }

/** A shop with a trigger of two steps that has made its first offer. */
async function aSequence(after: string) {
  const shop = await aTriggerShop(['ann'])
  const channels = ['email']
  const steps = [
    { offer_id: await addOffer(shop, 'pot'), channels },
    { offer_id: await addOffer(shop, 'tin'), channels, after, silence_days: 3, wait_hours: 2 },
  ]
  const trigger = await addTrigger(shop, EVENT, { steps })
  later(1)
  await post(shop, LEFT)
  await runTriggers(shop)
  const [{ decision_id }] = await firingsOf(shop, trigger)
  const deliver = (id: string) => shop.call(`/v1/decisions/${id}/deliver`, 'POST', { channel: 'email' })
  return { shop, trigger, decision_id, deliver }
}

it('a refusal is followed by another offer, and that one by nothing', async () => {
  const { shop, trigger, decision_id, deliver } = await aSequence('refused')
  await deliver(decision_id)
  await answer(shop, decision_id, 'rejected', { channel: 'email' })
  await runTriggers(shop)
  expect(await toldOf(shop, trigger)).toEqual([
    'event:cart_left:c1 0 ended rejected',
    'event:cart_left:c1 1 waiting',
  ])
  later(2)
  await runTriggers(shop)
  const [, second] = await firingsOf(shop, trigger)
  expect(second).toMatchObject({ step: 1, state: 'decided' })
  await deliver(second.decision_id)
  await answer(shop, second.decision_id, 'rejected', { channel: 'email' })
  await runTriggers(shop)
  later(24 * 30)
  await runTriggers(shop)
  expect(await toldOf(shop, trigger)).toEqual([
    'event:cart_left:c1 0 ended rejected',
    'event:cart_left:c1 1 ended rejected',
  ])
  expect((await shop.call(`/v1/triggers/${trigger}`)).body.counts).toMatchObject({
    ...{ causes: 1, decided: 2, delivered: 2, rejected: 2, accepted: 0, waiting: 0 },
  })
})

it('silence is followed after some days, and an acceptance or an unsent offer by nothing', async () => {
  const silent = await aSequence('silence')
  await silent.deliver(silent.decision_id)
  await runTriggers(silent.shop)
  later(71)
  await runTriggers(silent.shop)
  expect(await toldOf(silent.shop, silent.trigger)).toEqual(['event:cart_left:c1 0 decided'])
  later(2)
  await runTriggers(silent.shop)
  later(2)
  await runTriggers(silent.shop)
  expect(await toldOf(silent.shop, silent.trigger)).toEqual([
    'event:cart_left:c1 0 ended ignored',
    'event:cart_left:c1 1 decided',
  ])
  const accepted = await aSequence('silence')
  await accepted.deliver(accepted.decision_id)
  await answer(accepted.shop, accepted.decision_id, 'accepted', { channel: 'email' })
  later(100)
  await runTriggers(accepted.shop)
  expect(await toldOf(accepted.shop, accepted.trigger)).toEqual(['event:cart_left:c1 0 ended accepted'])
  const unsent = await aSequence('silence')
  later(24 * 15)
  await runTriggers(unsent.shop)
  expect(await toldOf(unsent.shop, unsent.trigger)).toEqual(['event:cart_left:c1 0 ended expired'])
})

it('two names of one person in a call are one customer', async () => {
  const shop = await aTriggerShop(['ann'])
  const customer_email = 'ann@example.com'
  const order = { order_id: 'joins', customer_id: 'ann', customer_email, lines: [{ item_id: 'mug' }] }
  await shop.call('/v1/orders', 'POST', { orders: [order] })
  const trigger = await addTrigger(shop, EVENT)
  later(60)
  const at = Date.now() - 50 * HOUR
  const { customer_id: _, ...byAddress } = { ...LEFT, customer_email }
  expect(await post(shop, { ...LEFT, at }, { ...byAddress, at })).toMatchObject({ stored: 1, repeated: 1 })
  expect(await toldOf(shop, trigger)).toEqual(['event:cart_left:c1 0 late'])
})

it('is offered only with consent, to those of its condition, and not to its control', async () => {
  const shop = await aTriggerShop(['ann', 'bea', 'cid'])
  await shop.call('/v1/customers', 'PUT', {
    customers: [
      { customer_id: 'ann', attributes: { club: true } },
      { customer_id: 'bea', consents: { email: { given: false, at: 2 } }, attributes: { club: true } },
    ],
  })
  const club = { attribute: 'club', values: [true] }
  const trigger = await addTrigger(shop, EVENT, { for: club, control_share: 0.5 })
  later(1)
  const keys = Array.from({ length: 3 }, (_, at) => `k${at}`)
  for (const customer_id of ['ann', 'bea', 'cid', 'unknown']) {
    await post(shop, ...keys.map((key) => ({ ...LEFT, key, customer_id })))
  }
  await runTriggers(shop)
  const told = (await firingsOf(shop, trigger)).map(({ state, reason }: { state: string; reason: string }) =>
    [state, reason].join(' '),
  )
  const counted = (text: string) => told.filter((one: string) => one === text).length
  expect(counted('withheld no_consent')).toBe(3)
  expect(counted('withheld not_in_condition')).toBe(6)
  // Ann is in the control for all causes, or for none; then only one offer is open at a time.
  expect([counted('control '), counted('decided ') + counted('withheld open_decision')].sort()).toEqual([
    0, 3,
  ])
})

it('needs offers that are approved, keeps its version, and is deleted only when it is off', async () => {
  const shop = await aTriggerShop(['ann'])
  const draft = await addOffer(shop, 'pot', { status: 'draft' })
  const written = { name: 'Left', on: EVENT, steps: [{ offer_id: draft, channels: ['email'] }] }
  const { body, headers } = await shop.call('/v1/triggers', 'POST', written)
  const path = `/v1/triggers/${body.trigger_id}`
  expect([body.status, headers.get('ETag')]).toEqual(['off', '"1"'])
  expect((await shop.call(`${path}/actions`, 'POST', { action: 'on' })).body.code).toBe('unknown_offer')
  await shop.call(`/v1/offers/${draft}`, 'PATCH', { status: 'approved' })
  const on = (await shop.call(`${path}/actions`, 'POST', { action: 'on' })).body
  expect(on).toMatchObject({
    status: 'on',
    version: 2,
    on_at: Date.now(),
    approver: { kind: 'key' },
    approved_at: Date.now(),
  })
  const late = await shop.call(path, 'PATCH', { note: 'x' }, { 'If-Match': '"1"' })
  expect(late.body.code).toBe('changed_meanwhile')
  expect((await shop.call(path, 'DELETE')).body.code).toBe('trigger_on')
  later(1)
  await post(shop, LEFT)
  await shop.call(`${path}/actions`, 'POST', { action: 'off' })
  expect(await toldOf(shop, body.trigger_id)).toEqual(['event:cart_left:c1 0 cancelled trigger_off'])
  expect((await shop.call(path, 'DELETE')).status).toBe(204)
  expect(await shop.table('trigger_firings')).toEqual([])
  const daily = { ...written, on: { type: 'due' }, late_after_hours: 24 }
  expect((await shop.call('/v1/triggers', 'POST', daily)).body.code).toBe('invalid_input')
  const twice = { ...written, steps: [written.steps[0], { ...written.steps[0], after: 'refused' }] }
  expect((await shop.call('/v1/triggers', 'POST', twice)).body.code).toBe('invalid_input')
})

it('an erased person has no rows, and nothing of theirs fires again', async () => {
  const { shop, trigger } = await aSequence('refused')
  const { customer } = (await shop.call('/v1/customers/lookup', 'POST', { customer_id: 'ann' })).body
  const { triggers, events } = (await shop.call(`/v1/customers/${customer}/data`)).body
  expect([triggers, events]).toMatchObject([[{ cause: 'event:cart_left:c1' }], [{ key: 'c1' }]])
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'ann' })
  expect(await shop.table('trigger_firings')).toEqual([])
  expect(await shop.table('custom_events')).toEqual([])
  expect(await post(shop, { ...LEFT, key: 'c2' })).toMatchObject({ erased: 1, stored: 0 })
  vi.setSystemTime(Date.now() + HOUR)
  await runTriggers(shop)
  expect(await firingsOf(shop, trigger)).toEqual([])
})
