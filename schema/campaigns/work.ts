/** How far the job of a campaign is. It is written together with the rows that it counts, so an interruption counts nothing twice. */
export type CampaignWork = {
  /** The last customer that was gone through; null when all were. */
  after: string | null
  /** Customers that were gone through, and those of them in the audience. */
  looked_at: number
  audience: number
  /** Customers of the audience who get nothing, by `stage/code`. */
  blocked: Record<string, number>
  /** The wave that is prepared or runs. */
  wave: 1 | 2
  /** How members are chosen, as the engine made it (engine/allocate/plan.ts); null before. */
  rule: unknown
  /** What was spent so far on those whose turn has come: minor units, and contacts by offer. */
  spent: number
  offered: Record<string, number>
  /** The last member that was chosen by it; null when all were. */
  chosen_to: string | null
  /** Contacts by the day for which they are planned (days since 1970, UTC) and the channel. */
  released: Record<string, number>
  /** When results were counted last, UTC milliseconds. */
  counted_at: number
  /** How far the count is that is being made; null for none. */
  counting: { after: string; contact: CountedArm; control: CountedArm } | null
}

/** Members of one kind, counted so far: their margin as mean and sum of squared deviations. */
export type CountedArm = {
  n: number
  buyers: number
  orders: number
  revenue: number
  returned: number
  margin: { n: number; mean: number; squares: number }
}

/** A job that has not begun. */
export const NO_WORK: CampaignWork = {
  ...{ after: '', looked_at: 0, audience: 0, blocked: {}, wave: 2, rule: null, chosen_to: '' },
  ...{ spent: 0, offered: {} },
  ...{ released: {}, counted_at: 0, counting: null },
}
