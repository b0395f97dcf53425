import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawOf } from '../../engine/numbers/draw.ts'
import type { BeaconInput } from '../../schema/outcomes/events.ts'
import type { Experiment } from '../../schema/outcomes/experiments.ts'
import type { Results } from '../../schema/outcomes/results.ts'
import { call } from '../../tools/demo-shop.ts'
import { startRawWorker } from '../../tools/raw-worker.ts'
import { type AsPage, pageOf } from '../page-events.ts'
import type { Customer } from './hillstrom.ts'
import { logOf } from './path.ts'

const VARS = { ADMIN_TOKEN: 'bench', MASTER_KEY: 'a-master-key-of-the-bench-with-more-than-32-characters' }
const AT_ONCE = 8
const ORDERS_A_CALL = 1_000

/** Runs a Worker in which `use` can open shops. */
export async function withWorker<T>(use: (open: () => Promise<Shop>) => Promise<T>): Promise<T> {
  const state = mkdtempSync(join(tmpdir(), 'pairwell-measure-'))
  const worker = await startRawWorker(state, VARS)
  try {
    return await use(async () => {
      const shop = { method: 'POST', body: JSON.stringify({ name: 'Bench', currency: 'USD' }) }
      const keys = await call(worker.url, '/v1/shops', VARS.ADMIN_TOKEN, shop)
      const asPage = await pageOf(worker.url, VARS, keys, ['mug', 'mail'])
      return new Shop(worker.url, keys.publishable_key, keys.secret_key, asPage)
    })
  } finally {
    await worker.kill()
    rmSync(state, { recursive: true, force: true })
  }
}

/** A shop with the calls of its pages and its server. */
export class Shop {
  private readonly url: string
  private readonly pk: string
  private readonly sk: string
  private readonly asPage: AsPage

  constructor(url: string, pk: string, sk: string, asPage: AsPage) {
    this.asPage = asPage
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
        // Only the time between an event and its sending counts, and sending all takes minutes.
        const beacon = beacons[at]
        if (!beacon) continue
        const body = JSON.stringify(this.asPage({ ...beacon, sent_at: Date.now() }))
        const answer = await fetch(`${this.url}/p/${this.pk}/events`, { method: 'POST', body })
        // An unread answer keeps its connection open.
        await answer.arrayBuffer()
        const { status } = answer
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

  async stock(items: readonly object[]): Promise<void> {
    await this.call('/v1/items', 'PUT', { items })
  }

  /** Waits until all visitors are counted and returns the results. */
  async results({ experiment_id }: Experiment, visitors: number): Promise<Results> {
    for (;;) {
      // Reading a report counts the waiting beacons.
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

/** The one item whose cost is known, so that margin counts sales: a cent each. */
const SALE = {
  item_id: 'sale',
  title: 'Sale',
  variants: [{ variant_id: 'sale', price: 1, cost: 0, availability: 'in_stock' }],
}

/** What a customer's order is made of, cents: nothing for a visit alone, else the sale and the rest of what was spent. */
const linesOf = (spend: number) =>
  spend === 0
    ? [{ item_id: 'visit', price: 0 }]
    : [
        { item_id: 'sale', price: 1 },
        { item_id: 'goods', price: spend - 1 },
      ]

/**
 * Runs the e-mail test of real customers through the API: each is a visitor who has drawn the arm of the mail. One run for
 * all three measures, because a visitor needs a beacon of its own: whoever visited has an order (conversion), of what was
 * spent (revenue), with one cent of margin where anything was.
 */
export async function throughExperiment(shop: Shop, customers: readonly Customer[]): Promise<Results> {
  const third = 1 / 3
  const experiment = await shop.experiment(Object.values(ARM).map((arm) => ({ arm, share: third })))
  const { experiment_id } = experiment
  const now = Date.now()
  const inArm = (arm: string, draw: number) => Object.values(ARM)[Math.floor(draw / third)] === arm
  const orders: object[] = []
  const beacons = customers.map(({ segment, visit, spend }, n): BeaconInput => {
    const arm = ARM[segment]
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
    if (visit === 1) {
      const lines = linesOf(Math.round(100 * spend))
      orders.push({ order_id: `o${n}`, ordered_at: new Date(now).toISOString(), lines })
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
      events: [{ ...seen, experiment_id, arm, items }, ...(visit === 1 ? [bought] : [])],
    }
  })
  await shop.stock([SALE])
  await shop.send(beacons)
  await shop.sell(orders)
  return await shop.results(experiment, customers.length)
}
