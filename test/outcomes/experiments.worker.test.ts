import { expect, it } from 'vitest'
import { aShop, plainItems } from '../a-shop.ts'
import { aBeacon, anEvent, count, report } from './a-beacon.ts'
import { aSellingShop, HOLDOUT, page, running, seen, visitorIn, visitors } from './an-experiment.ts'

it('a draft states its power; for a small shop it proposes equal halves', async () => {
  const shop = await aShop()
  const { status, body } = await shop.call('/v1/experiments', 'POST', { name: 'First', placement: 'product' })
  expect([status, body.status, body.ramp]).toEqual([201, 'draft', 0])
  expect(body.plan.proposed_holdout).toBe(null)
  expect(body.plan.power.map(({ share }: { share: number }) => share)).toEqual([0.05, 0.1, 0.2, 0.5])
  expect(body.arms).toMatchObject([
    { arm: 'panel', share: 0.5, holdout: false },
    { arm: 'holdout', share: 0.5, holdout: true },
  ])
  expect((await page(await aSellingShop())).experiment).toBeUndefined()
})

it('an answer contains the lists of all arms, and the list that everybody else sees', async () => {
  const shop = await aSellingShop()
  const before = await page(shop)
  const experiment_id = await running(shop, {
    name: 'Two are enough',
    placement: 'product',
    arms: [
      { arm: 'as_it_is', share: 0.4 },
      { arm: 'two', share: 0.4, settings: { limit: 2, title: 'Take these along', layout: 'list' } },
      { arm: 'none', share: 0.2, holdout: true },
    ],
  })
  const answer = await page(shop)
  expect(answer.items).toEqual(before.items)
  expect(answer.recommendation_id).not.toBe(before.recommendation_id)
  const [control, two, none] = answer.experiment.arms
  expect(answer.experiment.experiment_id).toBe(experiment_id)
  expect(control).toEqual({ arm: 'as_it_is', share: 0.4, holdout: false })
  expect(none).toEqual({ arm: 'none', share: 0.2, holdout: true })
  expect(two.items.map((item: { item_id: string }) => item.item_id)).toEqual(
    before.items.slice(0, 2).map((item: { item_id: string }) => item.item_id),
  )
  expect(two.panel).toMatchObject({ title: 'Take these along', layout: 'list' })
  expect(two.recommendation_id).not.toBe(answer.recommendation_id)
  const other = (await shop.call('/v1/recommendations?placement=product&item_id=tea')).body
  expect(other.experiment).toBeUndefined()
})

it('a stopped experiment and a paused shop show nothing any more', async () => {
  const shop = await aSellingShop()
  const experiment_id = await running(shop, HOLDOUT)
  expect((await page(shop)).experiment.arms).toHaveLength(2)
  const { body } = await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'stopped' })
  expect(body).toMatchObject({ status: 'stopped', stop_cause: 'call' })
  expect((await page(shop)).experiment).toBeUndefined()
})

it('a placement has at most one experiment', async () => {
  const shop = await aShop()
  await running(shop, HOLDOUT)
  const second = (await shop.call('/v1/experiments', 'POST', HOLDOUT)).body.experiment_id
  const refused = await shop.call(`/v1/experiments/${second}`, 'PATCH', { status: 'running' })
  expect(refused.body).toMatchObject({ status: 409, code: 'experiment_running' })
  await running(shop, { ...HOLDOUT, placement: 'cart' })
})

it.each([
  ['one arm', { arms: HOLDOUT.arms.slice(0, 1) }, 'arms'],
  ['an arm twice', { arms: [HOLDOUT.arms[0], HOLDOUT.arms[0]] }, 'arms'],
  [
    'more than everybody',
    {
      arms: [
        { arm: 'a', share: 0.9 },
        { arm: 'b', share: 0.2 },
      ],
    },
    'arms',
  ],
  ['two holdouts', { arms: HOLDOUT.arms.map((arm) => ({ ...arm, holdout: true })) }, 'arms'],
  ['a placement of its own', { placement: 'roof' }, 'placement'],
])('%s is refused', async (_, wrong, field) => {
  const shop = await aShop()
  const { body } = await shop.call('/v1/experiments', 'POST', { ...HOLDOUT, ...wrong })
  expect(body).toMatchObject({ code: 'invalid_input', issues: [{ field }] })
  expect(await shop.table('experiments')).toEqual([])
})

it('a ramp only rises, three arms are stored completely, and an ended experiment cannot be restarted', async () => {
  const shop = await aShop()
  const id = await running(shop, HOLDOUT, 50)
  const change = (experiment_id: string, body: object) =>
    shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', body)
  expect((await change(id, { ramp: 10 })).body).toMatchObject({ code: 'invalid_input' })
  expect((await change(id, { ramp: 100 })).body).toMatchObject({ ramp: 100 })
  await change(id, { status: 'stopped' })
  expect((await change(id, { status: 'running' })).body).toMatchObject({ code: 'experiment_over' })
  const arms = ['a', 'b', 'c'].map((arm) => ({ arm, share: 0.3 }))
  const three = (await shop.call('/v1/experiments', 'POST', { ...HOLDOUT, arms })).body.experiment_id
  expect((await change(three, { status: 'running', ramp: 10 })).body).toMatchObject({ code: 'invalid_input' })
  expect((await change(three, { status: 'running' })).body).toMatchObject({ ramp: 100 })
  expect((await change('x_none', { ramp: 10 })).body).toMatchObject({ code: 'unknown_experiment' })
})

it.each([{ ramp: 10 }, { status: 'stopped' }, {}])(
  'a draft that is requested to %o answers that it has not started',
  async (wish) => {
    const shop = await aShop()
    const { experiment_id } = (await shop.call('/v1/experiments', 'POST', HOLDOUT)).body
    const refused = await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', wish)
    expect(refused.body).toMatchObject({ status: 409, code: 'experiment_not_started' })
    expect(await shop.table('experiments')).toMatchObject([{ status: 'draft', ramp: 0, started_at: null }])
  },
)

it('two simultaneous changes do not undo each other', async () => {
  const shop = await aShop()
  const { experiment_id } = (await shop.call('/v1/experiments', 'POST', HOLDOUT)).body
  const change = (body: object) => shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', body)
  const starts = await Promise.all([change({ status: 'running' }), change({ status: 'running' })])
  expect(starts.map(({ status }) => status)).toEqual([200, 200])
  const wanted = [50, 10, 20, 50, 30, 10, 40]
  const ramps = await Promise.all(wanted.map((ramp) => change({ ramp })))
  // Each hears of its own change, whatever the others made of it.
  const heard = ramps.map(({ status, body }, at) => (status === 200 ? body.ramp : wanted[at]))
  expect(heard).toEqual(wanted)
  expect(await shop.table('experiments')).toMatchObject([{ status: 'running', ramp: 50 }])
  expect(ramps.filter(({ status }) => status !== 200 && status !== 400)).toEqual([])
  const [stopped] = await Promise.all([change({ status: 'stopped' }), change({ ramp: 100 })])
  expect(stopped.status).toBe(200)
  expect(await shop.table('experiments')).toMatchObject([{ status: 'stopped', stop_cause: 'call' }])
})

it('a visitor who saw or would have seen a panel is exposed once, in the arm that was drawn', async () => {
  const shop = await aShop()
  const id = await running(shop, HOLDOUT)
  const [ann, bob] = [visitorIn(id, 'panel'), visitorIn(id, 'holdout')]
  await report(shop, aBeacon([seen(id, 'panel'), seen(id, 'panel')], ann))
  await report(shop, aBeacon([seen(id, 'holdout')], bob))
  // Pages may report anything: this visitor was drawn into the other arm.
  await report(shop, aBeacon([seen(id, 'holdout')], visitorIn(id, 'panel', 1)))
  await report(shop, aBeacon([seen('x_unknown', 'panel')], visitorIn(id, 'panel', 2)))
  await count(shop)
  expect((await shop.table('exposures')).map(({ arm }) => arm).sort()).toEqual(['holdout', 'panel'])
  const { body } = await shop.call(`/v1/experiments/${id}/results`)
  expect(body.arms).toMatchObject([
    { arm: 'panel', visitors: 1, left_out: 0 },
    { arm: 'holdout', visitors: 1, left_out: 0 },
  ])
  expect(body.comparisons).toMatchObject([
    { arm: 'panel', control: 'holdout', revenue: { verdict: 'too_early' } },
  ])
})

it('a visitor who saw a panel before the draw is excluded, also when that event arrives late', async () => {
  const shop = await aShop()
  const id = await running(shop, HOLDOUT)
  const ann = visitorIn(id, 'panel')
  const at = Date.now()
  await report(shop, aBeacon([anEvent('rec_viewable', { at: at - 60_000 })], ann))
  await count(shop)
  await report(shop, aBeacon([seen(id, 'panel', { at })], ann))
  await count(shop)
  const bea = visitorIn(id, 'panel', 1)
  await report(shop, aBeacon([seen(id, 'panel', { at })], bea))
  await count(shop)
  await report(shop, aBeacon([anEvent('rec_viewable', { at: at - 60_000 }), seen(id, 'panel', { at })], bea))
  await count(shop)
  const { body } = await shop.call(`/v1/experiments/${id}/results`)
  expect(body.arms[0]).toMatchObject({ visitors: 0, left_out: 2 })
})

it('a visitor who sees the panel of the arm again, minutes or days later, stays in the comparison', async () => {
  const shop = await aShop()
  const id = await running(shop, HOLDOUT)
  const [ann, bob] = [visitorIn(id, 'panel'), visitorIn(id, 'holdout')]
  const at = Date.now() - 60_000
  for (const later of [20_000, 0, 40_000]) {
    await report(shop, aBeacon([seen(id, 'panel', { at: at + later })], ann))
    await report(shop, aBeacon([seen(id, 'holdout', { at: at + later })], bob))
    await count(shop)
  }
  const { body } = await shop.call(`/v1/experiments/${id}/results`)
  expect(body.arms).toMatchObject([
    { arm: 'panel', visitors: 1, left_out: 0 },
    { arm: 'holdout', visitors: 1, left_out: 0 },
  ])
})

it('an answer without a panel belongs to no experiment', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  await running(shop, HOLDOUT)
  expect((await page(shop)).experiment).toBeUndefined()
})

it('views that are folded before the fold knows the experiment are no earlier exposure, in either arm', async () => {
  const shop = await aShop()
  const { experiment_id } = (await shop.call('/v1/experiments', 'POST', HOLDOUT)).body
  const at = Date.now() - 60_000
  const bothSee = async (moment: number) => {
    for (const arm of ['panel', 'holdout'] as const) {
      const event = seen(experiment_id, arm, { at: moment })
      await report(shop, aBeacon([event], visitorIn(experiment_id, arm)))
    }
    await count(shop)
  }
  await bothSee(at)
  await shop.call(`/v1/experiments/${experiment_id}`, 'PATCH', { status: 'running', ramp: 100 })
  await bothSee(at + 30_000)
  const { body } = await shop.call(`/v1/experiments/${experiment_id}/results`)
  expect(body.arms).toMatchObject([
    { arm: 'panel', visitors: 1, left_out: 0 },
    { arm: 'holdout', visitors: 1, left_out: 0 },
  ])
})

it('a visitor who sees the panel only after the stop is in no arm', async () => {
  const shop = await aShop()
  const id = await running(shop, HOLDOUT)
  await report(shop, aBeacon([seen(id, 'panel', { at: Date.now() - 60_000 })], visitorIn(id, 'panel')))
  await shop.call(`/v1/experiments/${id}`, 'PATCH', { status: 'stopped' })
  await report(shop, aBeacon([seen(id, 'panel')], visitorIn(id, 'panel', 1)))
  await count(shop)
  expect((await shop.call(`/v1/experiments/${id}/results`)).body.arms[0].visitors).toBe(1)
})

it('of two events for one order in one fold the earlier applies, and a value without currency is in the shop’s currency', async () => {
  const shop = await aShop({ currency: 'KWD' })
  const at = Date.now() - 60_000
  const word = (moment: number, value: number) =>
    anEvent('purchase', { transaction_id: '7', items: [{ item_id: 'tea' }], at: moment, value })
  await report(shop, aBeacon([word(at + 30_000, 3), word(at, 16)], visitors[0]))
  await count(shop)
  expect(await shop.table('purchases')).toMatchObject([{ value: 16_000 }])
})

it('another panel of the same page is no earlier exposure of this one, and a purchase counts at its first event', async () => {
  const shop = await aShop()
  const id = await running(shop, HOLDOUT)
  const ann = visitorIn(id, 'panel')
  const at = Date.now() - 60_000
  const thanks = (later: number) => anEvent('purchase', { transaction_id: '7', items: [], at: at + later })
  const upgrade = anEvent('rec_viewable', { intent: 'upgrade', at: at - 1_000 })
  await report(shop, aBeacon([upgrade, seen(id, 'panel', { at }), thanks(1_000)], ann))
  await count(shop)
  await report(shop, aBeacon([thanks(30_000)], ann))
  await count(shop)
  const [purchase] = await shop.table('purchases')
  expect(Number(purchase?.at)).toBeLessThan(at + 5_000)
  const { body } = await shop.call(`/v1/experiments/${id}/results`)
  expect(body.arms[0]).toMatchObject({ visitors: 1, left_out: 0 })
})

it('results count orders sent with the secret key, net of returns, of visitors who prove that they are theirs', async () => {
  const shop = await aSellingShop()
  const id = await running(shop, HOLDOUT)
  const [ann, bob, eve] = [visitorIn(id, 'panel'), visitorIn(id, 'holdout'), visitorIn(id, 'panel', 1)]
  const buys = (transaction_id: string, more = {}) =>
    anEvent('purchase', { transaction_id, items: [{ item_id: 'tea' }], currency: 'EUR', ...more })
  const at = Date.now() - 60_000
  await report(shop, aBeacon([seen(id, 'panel', { at }), buys('1001', { value: 16 }), buys('1002')], ann))
  await report(shop, aBeacon([seen(id, 'holdout', { at }), buys('1003'), buys('never')], bob))
  const order_token = '0'.repeat(64)
  await report(shop, aBeacon([seen(id, 'panel', { at }), buys('1004', { order_token })], eve))
  await count(shop)
  const ordered_at = new Date().toISOString()
  const order = (order_id: string, price: number, status = 'paid') => ({
    order_id,
    ordered_at,
    status,
    lines: [{ item_id: 'tea', quantity: 2, price }],
  })
  const orders = [
    order('#1001', 1000),
    order('#1002', 700, 'refunded'),
    order('1003', 300),
    order('1004', 9999),
  ]
  await shop.call('/v1/orders', 'POST', { orders })
  const { body } = await shop.call(`/v1/experiments/${id}/results`)
  // The lines add up to 20.00; the browser reported 16.00 without tax.
  expect(body.arms).toMatchObject([
    { arm: 'panel', visitors: 2, buyers: 1, orders: 1, revenue: 1600 },
    { arm: 'holdout', visitors: 1, buyers: 1, orders: 1, revenue: 600 },
  ])
  expect(body.purchases_joined).toBeCloseTo(4 / 5, 12)
  expect(body.purchases_unproved).toBe(1)
  expect(body.cost_known).toBe(0)
})
