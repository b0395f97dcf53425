import { describe, expect, it } from 'vitest'
import { wave } from '../../../bench/allocate/wave.ts'
import { allocate } from '../../../engine/allocate/allocate.ts'
import { decisionsOf } from '../../../engine/allocate/decide.ts'
import { hash32 } from '../../../engine/numbers/hash.ts'
import { bestOfAll, chunkOf, type Row, sourceOf } from './a-wave.ts'
import { decide, NO_LIMITS, planned, SMALL_ROOM } from './planned.ts'

/** Customers with one option that costs 5 and has a value of 1 to 100. */
const rowsOf = (count: number, segmentsOf: (n: number) => number[] = () => []): Row[] =>
  Array.from({ length: count }, (_, n) => ({
    key: `c${n}`,
    options: [[0, 1 + ((n * 37) % 100), 5]],
    segments: segmentsOf(n),
  }))

it('a customer with 70 options gets the best of them within the budget', async () => {
  const options = Array.from({ length: 70 }, (_, at) => ({ offer: at, channel: 0 }))
  const campaign = { ...NO_LIMITS, options, budget: 8, capacities: [null], stocks: options.map(() => null) }
  // Option 69 has the largest value and costs too much; option 67 is the best of the others.
  const own = options.map((_, at): Row['options'][number] => [at, at === 67 ? 68.5 : at, at === 69 ? 9 : 1])
  const rows = [{ key: 'ann', options: own }]
  const { plan } = await planned(campaign, rows)
  expect(decide(campaign, plan, rows).get('ann')).toBe(67)
})

it('of equal customers with equal options as many are contacted as the budget allows', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, n): Row => ({
      key: `c${n}`,
      options: [
        [0, 10, 2],
        [1, 10, 2],
      ],
    }),
  )
  const campaign = { ...NO_LIMITS, budget: 20 }
  const { plan, report } = await planned(campaign, rows)
  expect([report.contacted, report.value]).toEqual([10, 100])
  const again = await planned(campaign, rows.toReversed())
  expect(decide(campaign, again.plan, rows)).toEqual(decide(campaign, plan, rows))
})

it('more than 5,000 customers in memory are planned within 1 % of the bound', async () => {
  const { report } = await planned({ ...NO_LIMITS, budget: 5_000 }, rowsOf(5_200))
  expect(report.passes).toBe(1)
  expect(report.gap).toBeLessThan(0.01)
})

it('a plan that meets all minimums is preferred to one of a larger value', async () => {
  const rows: Row[] = [
    {
      key: 'a',
      options: [
        [0, 10, 6],
        [1, 11, 6],
      ],
      segments: [0],
    },
    {
      key: 'b',
      options: [
        [0, 12, 5],
        [1, 2, 2],
      ],
      segments: [0],
    },
    {
      key: 'c',
      options: [
        [0, 8, 5],
        [1, 7, 7],
      ],
      segments: [1],
    },
    { key: 'd', options: [[1, 4, 8]], segments: [1] },
  ]
  const campaign = { ...NO_LIMITS, budget: 16, capacities: [1, 2], minimums: [2, 1] }
  const { plan, report } = await planned(campaign, rows)
  // Without minimums a and b are worth 23. With c or d besides, b's better option leaves too little of the budget.
  expect(Object.fromEntries(decide(campaign, plan, rows))).toEqual({ a: 1, b: 1, c: 0, d: -1 })
  expect(report.value).toBe(bestOfAll(campaign, rows))
  expect(report.value).toBe(11 + 2 + 8)
})

describe('more customers than fit into memory', () => {
  const limited = { ...NO_LIMITS, budget: 5_000 }
  const rows = rowsOf(6_000)

  it('may have no segments at all', async () => {
    const plan = await allocate(limited, sourceOf(rows), { room: SMALL_ROOM })
    const bare = () =>
      [...sourceOf(rows)()].map(({ segmentStarts: _starts, segments: _segments, ...chunk }) => chunk)
    expect(await allocate(limited, bare, { room: SMALL_ROOM })).toEqual(plan)
    const { segmentStarts: _starts, segments: _segments, ...page } = chunkOf(rows.slice(0, 100))
    expect(decisionsOf(limited, plan)(page)).toEqual(decisionsOf(limited, plan)(chunkOf(rows.slice(0, 100))))
  })

  it('get the same plan with others who have no option', async () => {
    const { plan, report } = await planned(limited, rows, SMALL_ROOM)
    const idle = rows.flatMap((row, n): Row[] =>
      n % 3 === 0 ? [row, { key: `idle ${n}`, options: [] }] : [row],
    )
    const more = await planned(limited, idle, SMALL_ROOM)
    expect(more.report).toMatchObject({ customers: 8_000, eligible: 6_000, value: report.value })
    expect(decide(limited, more.plan, rows)).toEqual(decide(limited, plan, rows))
  })

  it('meet a minimum that the best plan meets by itself, at no loss', async () => {
    const members = rowsOf(6_000, (n) => (n % 2 === 0 ? [0] : []))
    const { report } = await planned({ ...limited, minimums: [50] }, members, SMALL_ROOM)
    const free = await planned(limited, members, SMALL_ROOM)
    expect(report.value).toBe(free.report.value)
    expect(report.limits.at(-1)).toMatchObject({ kind: 'segment', limit: 50, is_short: false })
  })

  it('contact only members where the budget is too small for the minimum', async () => {
    const members = rowsOf(6_000, (n) => (n % 4 === 0 ? [0] : []))
    const { report, outcome } = await planned({ ...limited, minimums: [1_400] }, members, SMALL_ROOM)
    // 5,000 of budget are 1,000 contacts, all of them of members.
    expect(outcome.segments.get(0)).toBe(1_000)
    expect(report.limits.at(-1)).toMatchObject({ limit: 1_400, used: 1_000, is_short: true })
  })

  it('contact about as many members as the budget allows where members cost differently', async () => {
    const priced = rowsOf(6_000, (n) => (n % 4 === 0 ? [0] : [])).map((row, n): Row => {
      const [, value] = row.options[0] ?? [0, 0]
      return { ...row, options: [[0, value, 1 + ((n * 7) % 10)]] }
    })
    const { report } = await planned({ ...limited, budget: 3_000, minimums: [1_400] }, priced, SMALL_ROOM)
    const { used = 0, is_short } = report.limits.at(-1) ?? {}
    // 300 members each cost 1, 3, 5, 7 and 9: 300 + 900 + 1,500 for the cheapest 900, and 42 more for 7 each.
    expect(is_short).toBe(true)
    expect(used).toBeLessThanOrEqual(942)
    expect(used).toBeGreaterThanOrEqual(0.98 * 942)
  })
})

it('customers whose draws are equal in a round of the search are decided alike in any order', async () => {
  // The hashes of "1:krzxsx" and "1:nqcyfm" are equal.
  expect(hash32('1:krzxsx')).toBe(hash32('1:nqcyfm'))
  const rows = ['krzxsx', 'nqcyfm', ...Array.from({ length: 40 }, (_, n) => `c${n}`)].map(
    (key, n): Row => ({
      key,
      options: [
        [0, 20 + ((n * 7) % 11), 3 + (n % 4)],
        [1, 18 + ((n * 5) % 13), 2 + (n % 5)],
      ],
    }),
  )
  const campaign = { ...NO_LIMITS, budget: 60, capacities: [9, null] }
  const [one, other] = [await planned(campaign, rows), await planned(campaign, rows.toReversed())]
  expect(decide(campaign, other.plan, rows)).toEqual(decide(campaign, one.plan, rows))
  expect(one.report.gap).toBeLessThan(0.02)
})

it('minimums that are far out of reach leave the distance to the best plan open', async () => {
  // 90 % of two segments, and money and places for a twentieth and a tenth of all customers.
  const limits = { budget: 0.05, capacity: 0.1, stock: 0.03, minimums: [0.9, 0.9] }
  const { campaign, source } = wave({
    seed: 1,
    customers: 3_000,
    chunk: 1_000,
    offers: 8,
    channels: 2,
    ...limits,
  })
  const { report } = await allocate(campaign, source, { room: SMALL_ROOM })
  expect(report.limits.filter(({ is_short }) => is_short)).toHaveLength(2)
  expect([report.gap, report.bound > 2 * report.value]).toEqual([null, true])
})
