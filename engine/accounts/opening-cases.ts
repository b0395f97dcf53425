import type { BinaryCases } from '../choice/logistic-regression.ts'
import { WIDTH } from './opening-features.ts'

/**
 * Accounts and families of the past with what became of them. Of those that did not open only one in `oneIn` is drawn, which raises all
 * odds as many times: ln(oneIn) is in the offsets, so that the weights and the intercept are those of all cases.
 * @see G. King, L. Zeng (2001), Logistic Regression in Rare Events Data, Political Analysis 9, section 4.1
 */
export class Cases {
  readonly oneIn: number
  count = 0
  opened = 0
  folds = new Uint8Array(1_024)
  outcomes = new Uint8Array(1_024)
  private features = new Float32Array(1_024 * WIDTH)

  /** @param oneIn ≥ 1 */
  constructor(oneIn: number) {
    this.oneIn = oneIn
  }

  /** Adds a case with the features at a position of an array; the first of them is the log odds of the base rate. */
  add(values: Float64Array, at: number, isOpened: boolean, fold: number): void {
    if (this.count === this.folds.length) this.grow()
    this.features.set(values.subarray(at, at + WIDTH), this.count * WIDTH)
    this.outcomes[this.count] = isOpened ? 1 : 0
    this.folds[this.count] = fold
    this.opened += isOpened ? 1 : 0
    this.count += 1
  }

  featuresOf(row: number): Float32Array {
    return this.features.subarray(row * WIDTH, (row + 1) * WIDTH)
  }

  /** Log odds of the base rate of a case. */
  baseOf(row: number): number {
    return this.features[row * WIDTH] ?? 0
  }

  /** The cases of some folds, for a fit. */
  part(isWanted: (fold: number) => boolean): BinaryCases {
    const rows: number[] = []
    for (let row = 0; row < this.count; row += 1) if (isWanted(this.folds[row] ?? 0)) rows.push(row)
    const features = new Float32Array(rows.length * WIDTH)
    for (const [at, row] of rows.entries()) features.set(this.featuresOf(row), at * WIDTH)
    const drawn = Math.log(this.oneIn)
    return {
      width: WIDTH,
      features,
      outcomes: Uint8Array.from(rows, (row) => this.outcomes[row] ?? 0),
      offsets: Float32Array.from(rows, (row) => this.baseOf(row) + drawn),
    }
  }

  private grow(): void {
    const length = 2 * this.folds.length
    const { folds, outcomes, features } = this
    this.folds = new Uint8Array(length)
    this.folds.set(folds)
    this.outcomes = new Uint8Array(length)
    this.outcomes.set(outcomes)
    this.features = new Float32Array(length * WIDTH)
    this.features.set(features)
  }
}
