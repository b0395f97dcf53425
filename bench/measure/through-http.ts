import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawOf } from '../../engine/numbers/draw.ts'
import type { BeaconInput } from '../../schema/events.ts'
import type { Experiment } from '../../schema/experiments.ts'
import type { Results } from '../../schema/results.ts'
import { call } from '../../tools/demo-shop.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import type { Customer } from './hillstrom.ts'
import { logOf } from './path.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const AT_ONCE = 8
const ORDERS_A_CALL = 1_000

/** A running Worker with as many shops as are asked for. */
export async function withWorker<T>(use: (open: () => Promise<Shop>) => Promise<T>): Promise<T> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-measure-'))
  const worker = await startRawWorker(state, VARS)
  try {
    return await use(async () => {
      const shop = { method: 'POST', body: JSON.stringify({ name: 'Bench', currency: 'USD' }) }
      const keys = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
      return new Shop(worker.url, keys.publishable_key, keys.secret_key)
    })
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

/** A shop as its pages and its server see it. */
export class Shop {
  private readonly url: string
  private readonly pk: string
  private readonly sk: string

  constructor(url: string, pk: string, sk: string) {
    this.url = url
    this.pk = pk
    this.sk = sk
  }

  async experiment(arms: object): Promise<Experiment> {
    const wish = { name: 'Bench', placement: 'product', arms }
    const draft = await this.call('/v1/experiments', 'POST', wish)
    return await this.call(`/v1/experiments/${draft.experiment_id}`, 'PATCH', {
      status: 'running',
      ramp: 100,
    })
  }

  async send(beacons: readonly BeaconInput[]): Promise<void> {
    let next = 0
    const sender = async () => {
      for (let at = next++; at < beacons.length; at = next++) {
        // What lies between an event and its sending is what counts, and sending all takes minutes.
        const body = JSON.stringify({ ...beacons[at], sent_at: Date.now() })
        const { status } = await fetch(`${this.url}/p/${this.pk}/events`, { method: 'POST', body })
        if (status !== 202) throw new Error(`An event was answered with ${status}.`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, sender))
  }

  async sell(orders: readonly object[]): Promise<void> {
    for (let from = 0; from < orders.length; from += ORDERS_A_CALL) {
      await this.call('/v1/orders', 'POST', { orders: orders.slice(from, from + ORDERS_A_CALL) })
    }
  }

  /** When all visitors are counted. */
  async results({ experiment_id }: Experiment, visitors: number): Promise<Results> {
    for (;;) {
      // Looking at a report has what waits counted.
      await this.call('/v1/reports/coverage')
      const found: Results = await this.call(`/v1/experiments/${experiment_id}/results`)
      if (found.arms.reduce((sum, arm) => sum + arm.visitors, 0) >= visitors) return found
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
  }

  private async call(path: string, method = 'GET', body?: object) {
    return await call(this.url, path, this.sk, { method, ...(body && { body: JSON.stringify(body) }) })
  }
}

const HALF = [
  { arm: 'panel', share: 0.5 },
  { arm: 'holdout', share: 0.5, holdout: true },
]

/** Sends one simulated log of visitors; how far the report is from the estimators on the same visitors, minor units. */
export async function pathError(shop: Shop, seed: number, visitors: number): Promise<number> {
  const experiment = await shop.experiment(HALF)
  const log = logOf(experiment.experiment_id, visitors, seed, Date.now(), experiment.plan.planned_visitors)
  await shop.send(log.beacons)
  await shop.sell(log.orders)
  const { arms, comparisons } = await shop.results(experiment, visitors)
  const { effect } = comparisons[0]?.revenue ?? { effect: log.expected.effect }
  const revenue = arms.map(({ arm, revenue: one }) =>
    Math.abs(one - log.revenue[arm === 'panel' ? 'panel' : 'holdout']),
  )
  const parts = (['value', 'low', 'high'] as const).map((part) =>
    Math.abs(effect[part] - log.expected.effect[part]),
  )
  return Math.max(...revenue, ...parts)
}

const ARM: Readonly<Record<Customer['segment'], string>> = {
  'No E-Mail': 'none',
  'Mens E-Mail': 'mens',
  'Womens E-Mail': 'womens',
}

/**
 * Runs the e-mail test of real customers through the API: each is a visitor who has drawn the arm of the mail.
 * @param amount what a customer is taken to have bought for, minor units; 0 for nothing
 */
export async function throughExperiment(
  shop: Shop,
  customers: readonly Customer[],
  amount: (customer: Customer) => number,
): Promise<Results> {
  const third = 1 / 3
  const experiment = await shop.experiment(Object.values(ARM).map((arm) => ({ arm, share: third })))
  const { experiment_id } = experiment
  const now = Date.now()
  const inArm = (arm: string, draw: number) => Object.values(ARM)[Math.floor(draw / third)] === arm
  const orders: object[] = []
  const beacons = customers.map((customer, n): BeaconInput => {
    const arm = ARM[customer.segment]
    let visitor_id = ''
    for (let luck = 0; visitor_id === '' || !inArm(arm, drawOf(experiment_id, visitor_id)); luck += 1) {
      visitor_id = `customer-${String(n).padStart(6, '0')}-${luck}`
    }
    const items = [{ item_id: 'mail' }]
    const seen = {
      event_id: `seen-${n}-of-the-mail`,
      name: 'rec_viewable' as const,
      at: now - 60_000,
      placement: 'product' as const,
    }
    const value = amount(customer)
    if (value > 0) {
      const line = { item_id: 'mail', price: value }
      orders.push({ order_id: `o${n}`, ordered_at: new Date(now).toISOString(), lines: [line] })
    }
    const bought = {
      event_id: `bought-${n}-after`,
      name: 'purchase' as const,
      at: now,
      transaction_id: `o${n}`,
      items,
    }
    return {
      consent: true,
      visitor_id,
      sent_at: now,
      events: [{ ...seen, experiment_id, arm, items }, ...(value > 0 ? [bought] : [])],
    }
  })
  await shop.send(beacons)
  await shop.sell(orders)
  return await shop.results(experiment, customers.length)
}
