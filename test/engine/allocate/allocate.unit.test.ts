import { describe, expect, it } from 'vitest'
import { bestValue } from '../../../bench/allocate/reference.ts'
import { wave } from '../../../bench/allocate/wave.ts'
import { allocate } from '../../../engine/allocate/allocate.ts'
import type { Customers } from '../../../engine/allocate/campaign.ts'
import type { Plan } from '../../../engine/allocate/plan.ts'
import { hash32 } from '../../../engine/numbers/hash.ts'
import { bestOfAll, chunkOf, type Row, rowsOf, sourceOf } from './a-wave.ts'
import { decide, NO_LIMITS, planned, SMALL_ROOM } from './planned.ts'

const SHAPE = {
  seed: 1,
  customers: 300,
  offers: 8,
  channels: 2,
  budget: 0.3,
  capacity: 0.2,
  stock: null,
  minimums: [],
  chunk: 100,
}

const allRows = (source: () => Iterable<Customers>): Row[] => [...source()].flatMap(rowsOf)

describe('a wave of few customers', () => {
  it('gives everybody the option of the largest value when there are no limits', async () => {
    const rows: Row[] = [
      {
        key: 'ann',
        options: [
          [0, 5, 1],
          [1, 7, 9],
        ],
      },
      { key: 'bob', options: [[0, 5, 1]] },
      { key: 'cleo', options: [] },
      { key: 'dan', options: [[1, -3, 0]] },
    ]
    const { plan, report } = await planned(NO_LIMITS, rows)
    expect(Object.fromEntries(decide(NO_LIMITS, plan, rows))).toEqual({ ann: 1, bob: 0, cleo: -1, dan: -1 })
    expect(report).toMatchObject({
      customers: 4,
      eligible: 3,
      contacted: 2,
      value: 12,
      cost: 10,
      bound: 12,
      gap: 0,
    })
  })

  it.each([1, 2, 3, 5, 6, 8])(
    'is planned exactly: wave %i of six customers, all plans tried',
    async (seed) => {
      const minimums = seed % 2 === 0 ? [0.3] : []
      const { campaign, source } = wave({
        ...SHAPE,
        seed,
        customers: 6,
        offers: 3,
        budget: 0.5,
        capacity: 0.4,
        minimums,
      })
      const rows = allRows(source)
      const best = bestOfAll(campaign, rows)
      expect(best).toBeDefined()
      expect((await planned(campaign, rows)).outcome.value).toBeCloseTo(best ?? 0, 1)
    },
  )

  it('is empty without customers', async () => {
    const { report } = await planned({ ...NO_LIMITS, budget: 10 }, [])
    expect(report).toMatchObject({ customers: 0, contacted: 0, value: 0, gap: null })
  })
})

describe('120 customers and 8 offers', () => {
  const TIGHT = { budget: 0.1, capacity: 0.08 }
  const LOOSE = { budget: 0.5, capacity: 0.3 }
  it.each([
    [1, TIGHT],
    [2, LOOSE],
    [3, { ...TIGHT, minimums: [0.4, 0.4] }],
    [4, { ...LOOSE, stock: 0.03 }],
    [6, { ...LOOSE, minimums: [0.4, 0.4] }],
  ])('are planned within a hundredth of the exact optimum: wave %i, %o', async (seed, shape) => {
    const { campaign, source } = wave({ ...SHAPE, customers: 120, seed, ...shape })
    const rows = allRows(source)
    const exact = await bestValue(campaign, chunkOf(rows), { isExact: true, seconds: 5 })
    const { outcome, report } = await planned(campaign, rows)
    expect(outcome.value).toBeGreaterThanOrEqual(0.99 * exact.value)
    expect(report.bound).toBeGreaterThanOrEqual(exact.value - 0.01)
    expect(report.limits.filter(({ is_short }) => is_short)).toEqual([])
  })
})

describe('more customers than fit into memory', () => {
  const { campaign, source } = wave({ ...SHAPE, customers: 6_000, minimums: [0.5], stock: 0.05 })
  const rows = allRows(source)

  it('are planned within 1 % of the bound, in three passes', async () => {
    const { report } = await planned(campaign, rows, SMALL_ROOM)
    expect(report.gap).toBeLessThan(0.01)
    expect(report.passes).toBe(3)
    expect(report.limits.filter(({ is_short }) => is_short)).toEqual([])
  })

  it('get the same plan in any order and in chunks of any size', async () => {
    const plan = await allocate(campaign, sourceOf(rows), { room: SMALL_ROOM })
    const shuffled = [...rows].sort((a, b) => hash32(`shuffled ${a.key}`) - hash32(`shuffled ${b.key}`))
    const again = await allocate(campaign, sourceOf(shuffled, 17), { room: SMALL_ROOM })
    const { array_bytes: _bytes, ...report } = plan.report
    expect(again).toEqual({ ...plan, report: { ...report, array_bytes: again.report.array_bytes } })
    expect(decide(campaign, again, shuffled, 7)).toEqual(new Map(decide(campaign, plan, rows)))
  })

  it('are decided page by page, with a plan that was stored as JSON', async () => {
    const plan = await allocate(campaign, sourceOf(rows), { room: SMALL_ROOM })
    const stored: Plan = JSON.parse(JSON.stringify(plan))
    expect(decide(campaign, stored, rows.slice(2_000, 2_100))).toEqual(
      new Map([...decide(campaign, plan, rows)].slice(2_000, 2_100)),
    )
  })

  it('are divided when all are equal', async () => {
    const equal = Array.from(
      { length: 5_000 },
      (_, n): Row => ({
        key: `c${n}`,
        options: [
          [0, 10, 2],
          [1, 9, 2],
        ],
      }),
    )
    const limited = { ...NO_LIMITS, budget: 3_000, capacities: [500, null] }
    const { outcome } = await planned(limited, equal, SMALL_ROOM)
    expect(outcome.value).toBeGreaterThan(0.99 * (500 * 10 + 1_000 * 9))
  })

  it('are planned as near to the bound when contacts cost nothing', async () => {
    const free = rows.map(
      (row): Row => ({ ...row, options: row.options.map(([option, value]) => [option, value, 0]) }),
    )
    expect((await planned({ ...campaign, budget: 1 }, free, SMALL_ROOM)).report.gap).toBeLessThan(0.02)
  })

  it('keep within a limit that the sample cannot see', async () => {
    const rare = rows.map(
      (row, n): Row => ({ ...row, options: n % 500 === 7 ? [...row.options, [8, 9_000, 1]] : row.options }),
    )
    const offers = {
      ...campaign,
      options: [...campaign.options, { offer: 8, channel: 0 }],
      stocks: [...campaign.stocks, 3],
    }
    expect((await planned(offers, rare, SMALL_ROOM)).outcome.offers.get(8)).toBe(3)
  })
})

describe('minimums', () => {
  const rows = Array.from(
    { length: 40 },
    (_, n): Row => ({
      key: `c${n}`,
      options: [[0, n < 10 ? 1 : 20 + n, 5]],
      segments: n < 10 ? [0] : [],
    }),
  )
  const limited = { ...NO_LIMITS, budget: 100 }

  it('are met at the least loss', async () => {
    const { report, outcome } = await planned({ ...limited, minimums: [4] }, rows)
    expect(outcome.segments.get(0)).toBe(4)
    expect(report.value).toBe(4 + 16 * 20 + (24 + 39) * 8)
  })

  it('are reported as short when fewer customers have an option, and met as far as they can be', async () => {
    const { report } = await planned({ ...limited, minimums: [15] }, rows)
    expect(report.limits.at(-1)).toMatchObject({ kind: 'segment', limit: 15, used: 10, is_short: true })
  })

  it('give way to the budget', async () => {
    const { report } = await planned({ ...limited, budget: 30, minimums: [8] }, rows)
    expect(report.limits.at(-1)).toMatchObject({ kind: 'segment', limit: 8, used: 6, is_short: true })
    expect(report.cost).toBe(30)
  })
})

it.each([{ budget: 0 }, { capacities: [0, 0] }, { stocks: [0, 0] }])(
  'contacts nobody within %o',
  async (limit) => {
    const rows: Row[] = [
      {
        key: 'ann',
        options: [
          [0, 5, 1],
          [1, 7, 9],
        ],
      },
    ]
    expect((await planned({ ...NO_LIMITS, ...limit }, rows)).outcome.contacted).toBe(0)
  },
)
