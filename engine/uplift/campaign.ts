import { byCodePoint } from '../numbers/sort.ts'

/** One customer of a randomised campaign. Who was contacted was drawn with the same chances for everybody. */
export type CampaignRow = {
  /** The customer. All rows of a customer are in one fold. */
  key: string
  /** As `featuresOf` makes them: the same number for every row, known before the contact. */
  features: readonly number[]
  /** What the customer received; null for the control. */
  treatment: string | null
  /** 0 or 1 (visited, bought), or a value such as the net margin of the weeks after. */
  outcome: number
  /** When the contact was made, or would have been, in any unit of time. Rows of one moment leave it out. */
  at?: number
}

/** Customers of one treatment and of the control, in an order that does not depend on that of the rows. */
export type Comparison = {
  keys: readonly string[]
  width: number
  /** `width` numbers a customer, one customer after the other. */
  features: Float64Array
  /** 1 for contacted customers, 0 for the control. */
  contacted: Uint8Array
  outcomes: Float64Array
  times: Float64Array | null
  /** Whether every outcome is 0 or 1. */
  isBinary: boolean
}

/** Names of the treatments, sorted. */
export const treatmentsOf = (rows: readonly CampaignRow[]): string[] =>
  [...new Set(rows.flatMap(({ treatment }) => (treatment === null ? [] : [treatment])))].sort(byCodePoint)

/**
 * The customers who received a treatment, and those whom they are compared with.
 * @param control another treatment, or null for those who received none
 * @throws {RangeError} when rows have different numbers of features, or a number is not finite
 */
export function comparisonOf(
  rows: readonly CampaignRow[],
  treatment: string,
  control: string | null = null,
): Comparison {
  const used = rows.filter((row) => row.treatment === control || row.treatment === treatment).sort(byContent)
  const width = used[0]?.features.length ?? 0
  const features = new Float64Array(used.length * width)
  for (const [number, row] of used.entries()) {
    const isSound = row.features.length === width && [row.outcome, ...row.features].every(Number.isFinite)
    if (!isSound) throw new RangeError(`A row has not ${width} finite features and a finite outcome.`)
    features.set(row.features, number * width)
  }
  const hasTimes = used.length > 0 && used.every(({ at }) => at !== undefined)
  return {
    keys: used.map(({ key }) => key),
    width,
    features,
    contacted: Uint8Array.from(used, (row) => (row.treatment === treatment ? 1 : 0)),
    outcomes: Float64Array.from(used, ({ outcome }) => outcome),
    times: hasTimes ? Float64Array.from(used, ({ at }) => at ?? 0) : null,
    isBinary: used.every(({ outcome }) => outcome === 0 || outcome === 1),
  }
}

/** Orders rows by everything they say: sums of rounded numbers depend on their order. */
function byContent(a: CampaignRow, b: CampaignRow): number {
  const first =
    byCodePoint(a.key, b.key) ||
    (a.at ?? 0) - (b.at ?? 0) ||
    byCodePoint(a.treatment ?? '', b.treatment ?? '') ||
    a.outcome - b.outcome
  if (first !== 0) return first
  for (const [k, feature] of a.features.entries()) {
    const apart = feature - (b.features[k] ?? 0)
    if (apart !== 0) return apart
  }
  return 0
}

/** The features of a customer: a view. */
export const featuresAt = ({ features, width }: Comparison, number: number): Float64Array =>
  features.subarray(number * width, (number + 1) * width)

/** Share of contacted customers among these. */
export function shareOf({ contacted }: Pick<Comparison, 'contacted'>, numbers: Uint32Array): number {
  let sum = 0
  for (const number of numbers) sum += contacted[number] ?? 0
  return sum / Math.max(1, numbers.length)
}
