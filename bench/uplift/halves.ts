import { join } from 'node:path'
import { hash32 } from '../../engine/numbers/hash.ts'
import type { CampaignRow, Comparison } from '../../engine/uplift/campaign.ts'
import { type Facts, featuresOf, fitColumns } from '../../engine/uplift/features.ts'
import type { Scored } from '../../engine/uplift/qini.ts'
import { DATA } from '../data.ts'
import { type Customer, readCustomers } from '../measure/hillstrom.ts'

/** The customers of the e-mail test. Its rows have no ids, so their number is the key. */
export const HILLSTROM = join(DATA, 'hillstrom_email/customers.csv.gz')
export const [WOMENS, MENS] = ['Womens E-Mail', 'Mens E-Mail'] as const
/** What is known before the mail. `history_segment` is `history` in classes. */
export const COLUMNS = ['recency', 'history', 'mens', 'womens', 'newbie', 'zip_code', 'channel'] as const

const factsOf = (customer: Customer): Facts =>
  Object.fromEntries(COLUMNS.map((name) => [name, customer[name]]))

/** Rows of the test with one of its outcomes. Columns are standardised over all customers, which uses no outcome. */
export function hillstromRows(measure: 'visit' | 'conversion' | 'spend'): CampaignRow[] {
  const customers = readCustomers(HILLSTROM)
  const columns = fitColumns(customers.map(factsOf), COLUMNS)
  return customers.map((customer, number) => ({
    key: `customer ${number}`,
    features: featuresOf(columns, factsOf(customer)),
    treatment: customer.segment === 'No E-Mail' ? null : customer.segment,
    outcome: customer[measure],
  }))
}

/**
 * Whether a customer is in the first half of a halving, which is fitted to. Halvings 1 and 2 have the same halves in exchanged roles, and so
 * on: then what is easy to find in one half does not favour the other.
 */
export const isFirstHalf = (key: string, halving: number): boolean =>
  (hash32(`half ${Math.ceil(halving / 2)}:${key}`) + halving) % 2 === 0

/** The rows of one half. */
export const halfOf = (rows: readonly CampaignRow[], halving: number, isFirst: boolean): CampaignRow[] =>
  rows.filter(({ key }) => isFirstHalf(key, halving) === isFirst)

/** Customers of a comparison with a score each. */
export function scored(all: Comparison, score: (features: Float64Array, key: string) => number): Scored {
  const { keys, contacted, outcomes, features, width } = all
  const scores = keys.map((key, number) =>
    score(features.subarray(number * width, (number + 1) * width), key),
  )
  return { keys, contacted, outcomes, scores }
}

/** Mean of figures, and their standard deviation. */
export function spreadOf(figures: readonly number[]): { mean: number; deviation: number } {
  const mean = figures.reduce((sum, one) => sum + one, 0) / figures.length
  const squares = figures.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / Math.max(1, figures.length - 1)) }
}
