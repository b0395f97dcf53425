import type { Campaign, Customers } from '../../../engine/allocate/campaign.ts'

/** One customer: options by position with value and cost, and segments. */
export type Row = {
  key: string
  options: readonly [option: number, value: number, cost: number][]
  segments?: number[]
}

export const chunkOf = (rows: readonly Row[]): Customers => ({
  keys: rows.map(({ key }) => key),
  starts: startsOf(rows.map(({ options }) => options.length)),
  options: Uint16Array.from(rows.flatMap(({ options }) => options.map(([option]) => option))),
  values: Float32Array.from(rows.flatMap(({ options }) => options.map(([, value]) => value))),
  costs: Float32Array.from(rows.flatMap(({ options }) => options.map(([, , cost]) => cost))),
  segmentStarts: startsOf(rows.map(({ segments = [] }) => segments.length)),
  segments: Uint16Array.from(rows.flatMap(({ segments = [] }) => segments)),
})

const startsOf = (lengths: readonly number[]): Uint32Array => {
  const starts = new Uint32Array(lengths.length + 1)
  for (const [at, length] of lengths.entries()) starts[at + 1] = (starts[at] ?? 0) + length
  return starts
}

export const rowsOf = (customers: Customers): Row[] =>
  customers.keys.map((key, at) => {
    const entries = (starts: Uint32Array | undefined) =>
      Array.from({ length: (starts?.[at + 1] ?? 0) - (starts?.[at] ?? 0) }, (_, n) => (starts?.[at] ?? 0) + n)
    return {
      key,
      options: entries(customers.starts).map((entry) => [
        customers.options[entry] ?? 0,
        customers.values[entry] ?? 0,
        customers.costs[entry] ?? 0,
      ]),
      segments: entries(customers.segmentStarts).map((entry) => customers.segments?.[entry] ?? 0),
    }
  })

/** A source of rows in chunks. */
export const sourceOf = (rows: readonly Row[], chunk = 1000) =>
  function* () {
    for (let from = 0; from < rows.length; from += chunk) yield chunkOf(rows.slice(from, from + chunk))
  }

/** What decisions use and bring. */
export function outcomeOf({ options }: Campaign, rows: readonly Row[], decided: ReadonlyMap<string, number>) {
  const sum = { value: 0, cost: 0, contacted: 0 }
  const [channels, offers, segments] = [
    new Map<number, number>(),
    new Map<number, number>(),
    new Map<number, number>(),
  ]
  const count = (map: Map<number, number>, at: number) => map.set(at, (map.get(at) ?? 0) + 1)
  for (const { key, options: own, segments: of = [] } of rows) {
    const option = decided.get(key) ?? -1
    if (option < 0) continue
    const [, value, cost] = own.find(([one]) => one === option) ?? [0, Number.NaN, Number.NaN]
    sum.value += value
    sum.cost += cost
    sum.contacted += 1
    count(channels, options[option]?.channel ?? -1)
    count(offers, options[option]?.offer ?? -1)
    for (const segment of of) count(segments, segment)
  }
  return { ...sum, channels, offers, segments }
}

/** Whether no hard limit is exceeded. */
export function isWithin(
  campaign: Campaign,
  { cost, channels, offers }: ReturnType<typeof outcomeOf>,
): boolean {
  const within = (limits: readonly (number | null)[], used: ReadonlyMap<number, number>) =>
    limits.every((limit, at) => limit === null || (used.get(at) ?? 0) <= limit)
  return (
    cost <= (campaign.budget ?? Number.POSITIVE_INFINITY) + 1e-6 &&
    within(campaign.capacities, channels) &&
    within(campaign.stocks, offers)
  )
}

/** The largest value of any plan that meets everything, by trying them all; undefined if there is none. */
export function bestOfAll(campaign: Campaign, rows: readonly Row[]): number | undefined {
  let best: number | undefined
  const decided = new Map<string, number>()
  const descend = (at: number) => {
    const row = rows[at]
    if (row) {
      for (const option of [-1, ...row.options.map(([one]) => one)]) {
        decided.set(row.key, option)
        descend(at + 1)
      }
      return
    }
    const outcome = outcomeOf(campaign, rows, decided)
    const meets = campaign.minimums.every(
      (minimum, segment) => (outcome.segments.get(segment) ?? 0) >= minimum,
    )
    if (meets && isWithin(campaign, outcome) && outcome.value > (best ?? Number.NEGATIVE_INFINITY))
      best = outcome.value
  }
  descend(0)
  return best
}
