import { topK } from '../numbers/top-k.ts'
import { NEVER, type Snapshot } from './snapshot.ts'

/** Most owned families whose associations are known: the inverse below needs time with the third power of their number. */
const MAX_FAMILIES = 400
/** Ridge, in accounts: as a share of all accounts, chosen on training folds, and the least of it (k-anonymity with k = 10). */
const [RIDGE_SHARE, LEAST_RIDGE] = [0.3, 10]
/** Pseudo-count, in accounts, of a family's owners. */
const PSEUDO_OWNERS = 10

/** Weight of a family in what an account owns: log₂(1 + days on which it was bought). */
export const ownedWeight = (times: number): number => WEIGHTS[times] ?? Math.log2(1 + times)
/** Logarithms cost more than a look-up, and most families are bought a few times. */
const WEIGHTS = Float64Array.from({ length: 256 }, (_, times) => Math.log2(1 + times))

/**
 * How much each family that an account owns speaks for each other one: the item-based linear model EASE, relative to the share of
 * accounts that own the other family. `weightOf(owned, other)` times the weight of the owned family, summed over all, says how many
 * times the usual share is expected.
 *
 * With X (accounts × families) of weights, G = XᵀX + λI and P = G⁻¹: B(g, f) = −P(g, f) / P(f, f), and 0 for g = f.
 * @see H. Steck (2019), Embarrassingly Shallow Autoencoders for Sparse Data, WWW '19
 */
export class Associations {
  /** Place of each family among the associated ones, or −1. */
  readonly places: Int32Array
  /** Families by place, and B by rows of the owned family. */
  readonly associated: readonly number[]
  readonly weights: Float64Array

  constructor(snapshot: Snapshot) {
    const { ledger, owners, known } = snapshot
    const all = owners.map((_, family) => family)
    this.associated = topK(all, MAX_FAMILIES, (family) => owners[family] ?? 0)
    this.places = new Int32Array(ledger.families).fill(-1)
    for (const [place, family] of this.associated.entries()) this.places[family] = place
    this.weights = inverted(this.gram(snapshot), this.associated.length)
    const size = this.associated.length
    const precision = Float64Array.from({ length: size }, (_, k) => this.weights[k * size + k] ?? 1)
    for (let one = 0; one < size; one += 1) {
      for (let other = 0; other < size; other += 1) {
        const share = ((owners[this.associated[other] ?? 0] ?? 0) + PSEUDO_OWNERS) / (known + PSEUDO_OWNERS)
        const at = one * size + other
        this.weights[at] = one === other ? 0 : -(this.weights[at] ?? 0) / (precision[other] ?? 1) / share
      }
    }
  }

  /** How much an owned family speaks for another; 0 for families outside. */
  weightOf(owned: number, other: number): number {
    const [row, column] = [this.places[owned] ?? -1, this.places[other] ?? -1]
    return row < 0 || column < 0 ? 0 : (this.weights[row * this.associated.length + column] ?? 0)
  }

  /** Adds what an owned family says of all others, by place. @param sums as many as associated families */
  addTo(sums: Float64Array, owned: number, weight: number): void {
    const row = (this.places[owned] ?? -1) * sums.length
    if (row < 0) return
    for (let place = 0; place < sums.length; place += 1) {
      sums[place] = (sums[place] ?? 0) + weight * (this.weights[row + place] ?? 0)
    }
  }

  private gram({ ledger, states, times, known }: Snapshot): Float64Array {
    const size = this.associated.length
    const gram = new Float64Array(size * size)
    const [owned, weights] = [new Uint32Array(size), new Float64Array(size)]
    for (let account = 0; account < ledger.accounts; account += 1) {
      let count = 0
      const end = ledger.cellStarts[account + 1] ?? 0
      for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) {
        const place = this.places[ledger.cellFamilies[cell] ?? 0] ?? -1
        if (states[cell] === NEVER || place < 0) continue
        owned[count] = place
        weights[count++] = ownedWeight(times[cell] ?? 0)
      }
      for (let i = 0; i < count; i += 1) {
        const row = (owned[i] ?? 0) * size
        const weight = weights[i] ?? 0
        for (let j = 0; j < count; j += 1) {
          const at = row + (owned[j] ?? 0)
          gram[at] = (gram[at] ?? 0) + weight * (weights[j] ?? 0)
        }
      }
    }
    for (let k = 0; k < size; k += 1) {
      gram[k * size + k] = (gram[k * size + k] ?? 0) + LEAST_RIDGE + RIDGE_SHARE * known
    }
    return gram
  }
}

/**
 * Inverse of a symmetric positive definite matrix by Gauss–Jordan elimination without pivots, in place.
 * @see G. Golub, C. Van Loan (2013), Matrix Computations, section 3.4.8: no pivots are needed for such matrices
 */
export function inverted(a: Float64Array, size: number): Float64Array {
  for (let k = 0; k < size; k += 1) {
    const pivot = 1 / (a[k * size + k] ?? 1)
    a[k * size + k] = 1
    for (let j = 0; j < size; j += 1) a[k * size + j] = (a[k * size + j] ?? 0) * pivot
    for (let i = 0; i < size; i += 1) {
      if (i === k) continue
      const factor = a[i * size + k] ?? 0
      if (factor === 0) continue
      a[i * size + k] = 0
      for (let j = 0; j < size; j += 1)
        a[i * size + j] = (a[i * size + j] ?? 0) - factor * (a[k * size + j] ?? 0)
    }
  }
  return a
}
