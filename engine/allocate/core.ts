import type { Arena } from '../data/arena.ts'
import { hash32 } from '../numbers/hash.ts'
import type { Customers, Source } from './campaign.ts'
import { type Cut, GROUPS, groupOf, isCut } from './cut.ts'
import { UNITS, valueUnits } from './fixed-point.ts'
import { KeptCustomers, type Room, type SortedCustomers } from './kept-customers.ts'
import { addUse, type Limits } from './limits.ts'
import { PriceRule } from './price-rule.ts'

/**
 * The customers of a wave at given prices, divided in two: the core, whose best two options are about equal so that small changes of the prices
 * may change them (E. Balas, E. Zemel 1980, Oper. Res. 28, 1130–1154), and all others, of whom only the use of the limits is kept.
 */
export type Core = {
  rows: SortedCustomers
  /** Customers with a smaller margin are in the core. */
  margin: number
  /** Of the others: use by limit in the units of `addUse`, the same by group of hashes (`group * limits + limit`), and value in 1/1024. */
  used: Float64Array
  usedByGroup: Float64Array
  value: number
  contacted: number
  /** Σ of all customers' largest reduced values, 1/1024 minor units, each rounded up: the first term of the bound. */
  surplus: number
}

/** Reads the source once. @param margin of the core at most; less if the customers do not fit */
export async function collectCore(
  source: Source,
  limits: Limits,
  prices: Float64Array,
  spread: number,
  { margin, cut, room, arena }: { margin: number; cut: Cut; room: Room; arena: Arena },
): Promise<Core> {
  const rule = new PriceRule(limits, prices, spread)
  const size = prices.length
  const others = { used: new Float64Array(size), value: 0, contacted: 0, surplus: 0 }
  const usedByGroup = arena.float64(GROUPS * size)
  const fix = (customers: Customers, customer: number, hash: number, entry: number) => {
    if (entry < 0 || isCut(limits, cut, customers.options[entry] ?? 0, hash)) return
    others.contacted += 1
    others.value += valueUnits(customers.values[entry] ?? 0)
    addUse(limits, customers, customer, entry, others.used, 1)
    const group = groupOf(hash)
    addUse(limits, customers, customer, entry, usedByGroup.subarray(group * size, (group + 1) * size), 1)
  }
  const kept = new KeptCustomers(margin, room, arena, (customers, customer, hash) => {
    rule.look(customers, customer, hash)
    fix(customers, customer, hash, rule.entry)
  })
  for await (const chunk of source()) {
    for (let customer = 0; customer < chunk.keys.length; customer += 1) {
      if (chunk.starts[customer] === chunk.starts[customer + 1]) continue
      const hash = hash32(chunk.keys[customer] ?? '')
      rule.look(chunk, customer, hash)
      others.surplus += surplusUnits(rule.surplus)
      const { entry } = rule
      if (!kept.add(chunk, customer, hash, rule.margin)) fix(chunk, customer, hash, entry)
    }
  }
  return { rows: kept.sorted(), margin: kept.limit, usedByGroup, ...others }
}

/** All customers as the core. */
export function wholeCore(rows: SortedCustomers, limits: Limits, prices: Float64Array): Core {
  const rule = new PriceRule(limits, prices, 0)
  let surplus = 0
  for (const [customer, hash] of rows.hashes.entries()) {
    rule.look(rows, customer, hash)
    surplus += surplusUnits(rule.surplus)
  }
  const used = new Float64Array(prices.length)
  const others = { value: 0, contacted: 0, used, usedByGroup: new Float64Array(0) }
  return { rows, surplus, margin: Number.POSITIVE_INFINITY, ...others }
}

const surplusUnits = (surplus: number): number => Math.ceil(surplus * UNITS)
