import { afterEach, describe, expect, it, vi } from 'vitest'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import {
  addTrigger,
  aTriggerShop,
  firingsOf,
  later,
  placeOrder,
  post,
  runTriggers,
  START,
  toldOf,
} from './a-trigger-shop.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('a posted event', () => {
  it('fires once, after the wait, however often it is reported', async () => {
    const shop = await aTriggerShop(['ann'])
    const trigger = await addTrigger(shop, { type: 'event', name: 'cart_left' })
    const [step] = (await shop.call(`/v1/triggers/${trigger}`)).body.steps
    await shop.call(`/v1/triggers/${trigger}`, 'PATCH', { steps: [{ ...step, wait_hours: 4 }] })
    later(1)
    const event = { name: 'cart_left', key: 'c1', customer_id: 'ann', item_ids: ['mug'] }
    expect(await post(shop, event, event)).toMatchObject({ stored: 1, repeated: 1 })
    expect(await post(shop, { ...event, event_id: 'again' })).toMatchObject({ stored: 0, repeated: 1 })
    await runTriggers(shop)
    expect(await toldOf(shop, trigger)).toEqual(['event:cart_left:c1 0 waiting'])
    later(4)
    await runTriggers(shop)
    await runTriggers(shop)
    expect(await firingsOf(shop, trigger)).toMatchObject([{ state: 'decided', item_ids: ['mug'] }])
    const contacts = await shop.table('contacts')
    expect(contacts).toHaveLength(1)
    const { counts } = (await shop.call(`/v1/triggers/${trigger}`)).body
    expect(counts).toMatchObject({ causes: 1, decided: 1, delivered: 0 })
  })

  it('that is cancelled, before or after it, contacts nobody', async () => {
    const shop = await aTriggerShop(['ann', 'bea', 'cid'])
    const trigger = await addTrigger(shop, { type: 'event', name: 'cart_left' }, { cancel_on: ['order'] })
    later(1)
    const left = (customer_id: string) => ({ name: 'cart_left', key: `of ${customer_id}`, customer_id })
    await post(shop, { ...left('ann'), cancel: true })
    await post(shop, left('ann'), left('bea'), left('cid'))
    await post(shop, { ...left('bea'), cancel: true })
    await placeOrder(shop, 'o-cid', 'cid', 'tea', Date.now() + 1)
    await runTriggers(shop)
    expect((await toldOf(shop, trigger)).sort()).toEqual([
      'event:cart_left:of ann 0 cancelled event_cancelled',
      'event:cart_left:of bea 0 cancelled event_cancelled',
      'event:cart_left:of cid 0 cancelled ordered',
    ])
    expect(await shop.table('decisions')).toEqual([])
  })

  it('whose reason goes while the contact waits for the end of quiet hours is withdrawn', async () => {
    const quiet = { quiet_hours: { from: '08:00', to: '07:00' } }
    const shop = await aTriggerShop(['ann'], quiet)
    const trigger = await addTrigger(shop, { type: 'event', name: 'cart_left' })
    later(1)
    const event = { name: 'cart_left', key: 'c1', customer_id: 'ann' }
    await post(shop, event)
    await runTriggers(shop)
    expect(await toldOf(shop, trigger)).toEqual(['event:cart_left:c1 0 decided'])
    await post(shop, { ...event, cancel: true })
    await runTriggers(shop)
    expect(await toldOf(shop, trigger)).toEqual(['event:cart_left:c1 0 cancelled event_cancelled'])
    expect(await shop.table('decisions')).toMatchObject([{ status: 'withdrawn' }])
    expect(await shop.table('contacts')).toEqual([])
  })

  it('that is too old, or from before the trigger, never fires', async () => {
    const shop = await aTriggerShop(['ann'])
    const trigger = await addTrigger(shop, { type: 'event', name: 'cart_left' })
    const on = Date.now()
    await post(shop, { name: 'cart_left', key: 'before', customer_id: 'ann', at: on - 1 })
    later(60)
    const old = { name: 'cart_left', key: 'old', customer_id: 'ann', at: on + HOUR }
    expect(await post(shop, old)).toMatchObject({ stored: 1, late: 1 })
    await runTriggers(shop)
    expect(await toldOf(shop, trigger)).toEqual(['event:cart_left:old 0 late'])
  })
})

describe('a trigger fires', () => {
  it('for an order, and for the first one only where it says so', async () => {
    const shop = await aTriggerShop(['ann', 'bea'])
    const any = await addTrigger(shop, { type: 'order' })
    const first = await addTrigger(shop, { type: 'order', first_only: true })
    await placeOrder(shop, 'old', 'bea', 'tea', START - 90 * DAY)
    later(1)
    for (const [id, who] of [
      ['a1', 'ann'],
      ['a2', 'ann'],
      ['b1', 'bea'],
    ] as const) {
      await placeOrder(shop, id, who, 'tea', Date.now())
      later(1)
    }
    await runTriggers(shop)
    await runTriggers(shop)
    const causes = async (id: string) => (await toldOf(shop, id)).map((told) => told.split(' ')[0]).sort()
    expect(await causes(any)).toEqual(['order:a1', 'order:a2', 'order:b1'])
    expect(await causes(first)).toEqual(['order:a1'])
  })

  it('when a number rises to its threshold, again after it fell, under whichever key it is said', async () => {
    const shop = await aTriggerShop(['ann'])
    const trigger = await addTrigger(shop, { type: 'attribute', attribute: 'points', at_least: 100 })
    later(1)
    const say = async (points: number, names: object = { customer_id: 'ann' }) =>
      await shop.call('/v1/customers', 'PUT', { customers: [{ ...names, attributes: { points } }] })
    await placeOrder(shop, 'o1', 'ann', 'tea', START - 5 * DAY)
    const email = { customer_email: 'ann@example.com' }
    await shop.call('/v1/orders', 'POST', {
      orders: [{ order_id: 'o2', customer_id: 'ann', ...email, lines: [{ item_id: 'tea' }] }],
    })
    await say(99)
    await say(100)
    await say(150)
    await say(160, email)
    expect(await firingsOf(shop, trigger)).toHaveLength(1)
    await runTriggers(shop)
    await say(50)
    await say(120)
    await say(60)
    await runTriggers(shop)
    const states = (await firingsOf(shop, trigger)).map(({ state, reason }: never) => [state, reason])
    expect(states.sort()).toEqual([
      ['cancelled', 'below'],
      ['decided', null],
    ])
  })

  it('on a date that the merchant says, days before it, once', async () => {
    const shop = await aTriggerShop(['ann', 'bea'])
    const birthday = { type: 'date', attribute: 'birthday', days_before: 2 }
    const trigger = await addTrigger(shop, birthday)
    await shop.call('/v1/customers', 'PUT', {
      customers: [
        { customer_id: 'ann', attributes: { birthday: '01-10' } },
        { customer_id: 'bea', attributes: { birthday: '2030-01-30' } },
      ],
    })
    await runTriggers(shop)
    expect(await firingsOf(shop, trigger)).toEqual([])
    later(16)
    await runTriggers(shop)
    await runTriggers(shop)
    expect(await toldOf(shop, trigger)).toEqual(['date:2030-01-10 0 decided'])
  })

  it('on the anniversary of the first order, and when the usual gap between orders has passed', async () => {
    const shop = await aTriggerShop(['ann'])
    await placeOrder(shop, 'a1', 'ann', 'tea', START - 365 * DAY + 5 * HOUR)
    await placeOrder(shop, 'a2', 'ann', 'tea', START - 40 * DAY + 5 * HOUR)
    await placeOrder(shop, 'a3', 'ann', 'tea', START - 20 * DAY + 5 * HOUR)
    await placeOrder(shop, 'a4', 'ann', 'tea', START - 20 * DAY + 6 * HOUR)
    const anniversary = await addTrigger(shop, { type: 'anniversary' })
    await runTriggers(shop)
    later(24)
    await runTriggers(shop)
    expect(await toldOf(shop, anniversary)).toEqual(['anniversary:1 0 decided'])
    const lapse = await addTrigger(shop, { type: 'lapse' })
    // Days between the orders: 325, 20 and 21.
    const last = Date.now()
    await placeOrder(shop, 'a5', 'ann', 'tea', last)
    later(24 * 20)
    await runTriggers(shop)
    expect(await firingsOf(shop, lapse)).toEqual([])
    later(24 * 2)
    await runTriggers(shop)
    await runTriggers(shop)
    expect(await toldOf(shop, lapse)).toEqual([`lapse:${last} 0 decided`])
  })
})
