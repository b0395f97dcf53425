import { hash32 } from '../numbers/hash.ts'
import type { Campaign, Customers } from './campaign.ts'
import { isCut } from './cut.ts'
import { limitsOf } from './limits.ts'
import type { Plan } from './plan.ts'
import { PriceRule } from './price-rule.ts'

/**
 * Returns a function that decides the customers of a chunk: for each one the position of the option in `Campaign.options`, −1 for nothing. The
 * decision about a customer depends on the plan and on this customer only, so pages may be decided in any order, and again after a
 * crash. The limits hold if the customers are those that the plan was made for.
 */
export function decisionsOf(campaign: Campaign, plan: Plan): (chunk: Customers) => Int32Array {
  const limits = limitsOf(campaign)
  const rule = new PriceRule(limits, Float64Array.from(plan.prices), plan.spread)
  const exceptions = new Map(plan.exceptions)
  const margin = plan.core_margin ?? Number.POSITIVE_INFINITY
  return (chunk) =>
    Int32Array.from(chunk.keys, (key, customer) => {
      const exception = exceptions.get(key)
      if (exception !== undefined) return exception
      const hash = hash32(key)
      rule.look(chunk, customer, hash)
      if (rule.entry < 0) return -1
      const option = chunk.options[rule.entry] ?? 0
      return rule.margin >= margin && isCut(limits, plan.cut, option, hash) ? -1 : option
    })
}
