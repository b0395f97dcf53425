import { topK } from '../../../engine/numbers/top-k.ts'
import type { StoredFamily } from '../../../schema/accounts/white-space.ts'

/** Families that are named beside one, and accounts that must buy both. */
const MOST = 5
const LEAST_ACCOUNTS = 3
/** How much more often than all accounts those of a family must buy the other one. */
const LEAST_LIFT = 1.1

/** Counts which families accounts buy together. */
export class FamilyPairs {
  private readonly families: number
  private readonly both: Uint32Array
  private accounts = 0

  constructor(families: number) {
    this.families = families
    this.both = new Uint32Array(families * families)
  }

  /** Adds what an account buys, each family once. */
  add(owned: readonly number[]): void {
    this.accounts += 1
    for (const a of owned) {
      for (const b of owned) this.both[a * this.families + b] = this.together(a, b) + 1
    }
  }

  /** Of each family: the accounts that buy it, and the families that they buy more often than others do, by share. */
  facts(): Omit<StoredFamily, 'items'>[] {
    const numbers = [...Array(this.families).keys()]
    return numbers.map((a) => {
      const accounts = this.together(a, a)
      const share = (b: number) => this.together(a, b) / Math.max(1, accounts)
      const usual = (b: number) => this.together(b, b) / Math.max(1, this.accounts)
      const near = numbers.filter(
        (b) => b !== a && this.together(a, b) >= LEAST_ACCOUNTS && share(b) >= LEAST_LIFT * usual(b),
      )
      return { accounts, with: topK(near, MOST, share).map((b) => [b, Number(share(b).toFixed(3))]) }
    })
  }

  private together(a: number, b: number): number {
    return this.both[a * this.families + b] ?? 0
  }
}
