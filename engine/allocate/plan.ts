import type { LimitName } from './campaign.ts'

/** How far a limit is used. Amounts of the budget are minor units, all others customers. */
export type LimitUse = LimitName & {
  limit: number
  used: number
  /** Minor units of value that one more would bring: for a segment, what one customer less to contact would bring. */
  price: number
  /** Of a segment: whether fewer than the minimum are contacted, since no more have an option or the hard limits allow no more. */
  is_short: boolean
}

/** What a plan brings. Amounts in minor units. */
export type PlanReport = {
  customers: number
  /** Customers with at least one option. */
  eligible: number
  contacted: number
  value: number
  cost: number
  /** No plan within the limits is worth more; minimums that are not reached count as far as they are. */
  bound: number
  /** Part by which a better plan may be worth more: (bound − value) / value, ≥ 0; null when the value is not above 0, or a minimum is so far out of reach that the bound is more than twice the value. */
  gap: number | null
  /** Only limits that the campaign has. */
  limits: LimitUse[]
  /** Passes over the source so far; the decisions are one more. */
  passes: number
  /** Peak bytes of typed arrays. */
  array_bytes: number
}

/** Decides every customer (decide.ts). Plain data: it can be stored as JSON. */
export type Plan = {
  /** Prices λ by limit, in the order of limits.ts. */
  prices: number[]
  /** Width of the tie noise relative to a customer's values. */
  spread: number
  /** Customers with a smaller margin are in the core. null: all are. */
  core_margin: number | null
  /** Who gets nothing that uses a limit (cut.ts): all 0 unless the prices are far off. */
  cut: number[]
  /** Customers of the core who get something else than the prices say: option, or −1 for nothing. By hash of the key. */
  exceptions: [key: string, option: number][]
  report: PlanReport
}
