import type { Campaign, Customers } from '../../engine/allocate/campaign.ts'
import { addUse, boundUnits, limitsOf } from '../../engine/allocate/limits.ts'

/** Counts what the decisions of a wave use, chunk by chunk. */
export class Recount {
  value = 0
  private readonly limits
  private readonly used: Float64Array

  constructor(campaign: Campaign) {
    this.limits = limitsOf(campaign)
    this.used = new Float64Array(this.limits.bounds.length)
  }

  add(customers: Customers, decided: Int32Array): void {
    for (const [customer, option] of decided.entries()) {
      if (option < 0) continue
      const from = customers.starts[customer] ?? 0
      const entry = customers.options.indexOf(option, from)
      if (entry >= (customers.starts[customer + 1] ?? 0))
        throw new Error('An option that the customer does not have.')
      this.value += customers.values[entry] ?? 0
      addUse(this.limits, customers, customer, entry, this.used, 1)
    }
  }

  /** Hard limits that are exceeded. */
  get exceeded(): number {
    const bounds = boundUnits(this.limits)
    return this.used.filter((used, limit) => limit < this.limits.firstSegment && used > (bounds[limit] ?? 0))
      .length
  }
}
