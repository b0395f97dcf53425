import { expect, it } from 'vitest'
import { type Log, logOf } from '../../bench/measure/path.ts'
import type { Estimate } from '../../engine/measure/estimate.ts'
import { aShop, type TestShop } from '../a-shop.ts'
import { count, report } from './a-beacon.ts'
import { HOLDOUT } from './an-experiment.ts'

async function throughTheShop(shop: TestShop, { beacons, orders }: Log): Promise<void> {
  for (const [n, beacon] of beacons.entries()) {
    const { status } = await report(shop, beacon, { 'CF-Connecting-IP': `192.0.2.${n % 250}` })
    expect(status).toBe(202)
  }
  await count(shop)
  await shop.call('/v1/orders', 'POST', { orders })
}

const digits = (one: Estimate | null) =>
  one && [one.value, one.error, one.low, one.high].map((figure) => figure.toFixed(6))

// The small form; `npm run bench -- measure` sends 20 of them.
it('the API reports what the estimators compute for the same visitors', async () => {
  const shop = await aShop()
  const { body: draft } = await shop.call('/v1/experiments', 'POST', HOLDOUT)
  await shop.call(`/v1/experiments/${draft.experiment_id}`, 'PATCH', { status: 'running', ramp: 100 })
  const log = logOf(draft.experiment_id, 200, 1, Date.now(), draft.plan.planned_visitors)
  await throughTheShop(shop, log)
  const { body } = await shop.call(`/v1/experiments/${draft.experiment_id}/results`)
  expect(body.arms).toMatchObject([
    { arm: 'panel', visitors: log.visitors.panel, revenue: log.revenue.panel },
    { arm: 'holdout', visitors: log.visitors.holdout, revenue: log.revenue.holdout },
  ])
  const [{ revenue }] = body.comparisons
  expect(digits(revenue.effect)).toEqual(digits(log.expected.effect))
  expect(digits(revenue.always)).toEqual(digits(log.expected.always))
  expect(revenue.variance_left).toBeCloseTo(log.expected.variance_left, 9)
})
