/** Eligible options of many customers. Customer `c` has the entries from `starts[c]` to just before `starts[c + 1]`. */
export type Customers = {
  /** Ids of the customers, each at most once in a source. They decide samples and ties. */
  keys: readonly string[]
  /** One more than there are customers, ascending. */
  starts: Uint32Array
  /** Position of the option in `Campaign.options`, by entry; at most once for each customer. */
  options: Uint16Array
  /** Expected value if the customer gets the option, minor units, finite; by entry. Rounded to 1/1024 in sums. */
  values: Float32Array
  /** Expected cost, minor units, finite and ≥ 0; by entry. Rounded up to 1/1024 against the budget. */
  costs: Float32Array
  /** Segments of customer `c`: from `segmentStarts[c]` to just before `segmentStarts[c + 1]`; both left out when there are none. */
  segmentStarts?: Uint32Array
  /** Positions in `Campaign.minimums`, each at most once for a customer. */
  segments?: Uint16Array
}

/**
 * Reads all customers of the wave from the beginning, in chunks of any size and in any order. Every call must give the same
 * customers; a call is a pass, and may read a database.
 */
export type Source = () => AsyncIterable<Customers> | Iterable<Customers>

/** What is offered in one wave, and within which limits. A limit is null where there is none. */
export type Campaign = {
  /** Each option is an offer on a channel, both by position; at most 65,535. */
  options: readonly { offer: number; channel: number }[]
  /** Sum of the costs, minor units, ≥ 0. */
  budget: number | null
  /** Contacts of each channel, whole, ≥ 0. */
  capacities: readonly (number | null)[]
  /** Contacts with each offer, whole, ≥ 0. */
  stocks: readonly (number | null)[]
  /** Customers of each segment that are to be contacted, whole, ≥ 0; a wish that gives way to the hard limits above. */
  minimums: readonly number[]
}

/** Which limit of a campaign: `at` is the position of the channel, offer or segment, 0 for the budget. */
export type LimitName = { kind: 'budget' | 'channel' | 'offer' | 'segment'; at: number }
