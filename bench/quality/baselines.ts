import { logLikelihoodRatio } from '../../engine/numbers/log-likelihood-ratio.ts'
import { topK } from '../../engine/numbers/top-k.ts'
import type { Ranker } from './tasks.ts'

/** All pairs of the training orders, from either side, whole: nothing is cut off for the baselines. */
export type Table = {
  items: number
  orders: number
  degrees: Uint32Array
  starts: Uint32Array
  others: Uint32Array
  both: Uint32Array
  /** Sum of 1 / size over the orders with both. */
  sized: Float32Array
}

/** Counts in the simplest way, independently of the engine, so that each checks the other. */
export function countAll(items: number, orders: readonly (readonly number[])[]): Table {
  const holding: number[][] = Array.from({ length: items }, () => [])
  orders.forEach((held, order) => {
    for (const item of held) holding[item]?.push(order)
  })
  const both = new Uint32Array(items)
  const sized = new Float64Array(items)
  const starts = new Uint32Array(items + 1)
  const rows: { others: Uint32Array; both: Uint32Array; sized: Float32Array }[] = []
  for (let item = 0; item < items; item += 1) {
    const seen: number[] = []
    for (const order of holding[item] ?? []) {
      const held = orders[order] ?? []
      for (const other of held) {
        if (other === item) continue
        if (both[other] === 0) seen.push(other)
        both[other] = (both[other] ?? 0) + 1
        sized[other] = (sized[other] ?? 0) + 1 / held.length
      }
    }
    rows.push({
      others: Uint32Array.from(seen),
      both: Uint32Array.from(seen, (other) => both[other] ?? 0),
      sized: Float32Array.from(seen, (other) => sized[other] ?? 0),
    })
    starts[item + 1] = (starts[item] ?? 0) + seen.length
    for (const other of seen) both[other] = sized[other] = 0
  }
  const all = starts[items] ?? 0
  const table = { others: new Uint32Array(all), both: new Uint32Array(all), sized: new Float32Array(all) }
  rows.forEach((row, item) => {
    table.others.set(row.others, starts[item])
    table.both.set(row.both, starts[item])
    table.sized.set(row.sized, starts[item])
  })
  const degrees = Uint32Array.from(holding, ({ length }) => length)
  return { items, orders: orders.length, degrees, starts, ...table }
}

/** What item i says of item j: from the orders with both, with i, with j, and the sum of 1 / size of those with both. */
type Formula = (both: number, one: number, other: number, sized: number, all: number) => number

const FORMULAS: Record<string, Formula> = {
  confidence: (both, one) => both / one,
  lift: (both, one, other, _, all) => (both * all) / one / other,
  'log-likelihood ratio': (both, one, other, _, all) =>
    both * all > one * other ? logLikelihoodRatio(both, one, other, all) : 0,
  cosine: (both, one, other) => both / Math.sqrt(one * other),
  'size-weighted': (_both, one, _other, sized) => sized / (one + 5),
}

/** The usual formulas, each as it is used: on a page ranked, in a cart summed up. Ties go to what is bought more. */
export function baselines(table: Table): Record<string, Ranker> {
  const rankers: Record<string, Ranker> = { 'most bought': mostBought(table) }
  for (const [name, formula] of Object.entries(FORMULAS)) rankers[name] = summed(table, formula)
  return rankers
}

function mostBought({ degrees, items }: Table): Ranker {
  const best = topK(
    Array.from({ length: items }, (_, item) => item),
    200,
    (item) => degrees[item] ?? 0,
  )
  const without = (held: readonly number[]) => best.filter((item) => !held.includes(item)).slice(0, 10)
  return { page: (seed) => without([seed]), cart: without }
}

function summed(table: Table, formula: Formula): Ranker {
  const { items, orders, degrees, starts, others, both, sized } = table
  const scores = new Float64Array(items)
  const cart = (held: readonly number[]) => {
    const seen: number[] = []
    for (const item of held) {
      const end = starts[item + 1] ?? 0
      for (let at = starts[item] ?? 0; at < end; at += 1) {
        const other = others[at] ?? 0
        const score = formula(both[at] ?? 0, degrees[item] ?? 0, degrees[other] ?? 0, sized[at] ?? 0, orders)
        if (scores[other] === 0) seen.push(other)
        scores[other] = (scores[other] ?? 0) + score + 1e-12 * (degrees[other] ?? 0)
      }
    }
    const without = new Set(held)
    const best = topK(
      seen.filter((item) => !without.has(item)),
      10,
      (item) => scores[item] ?? 0,
    )
    for (const item of seen) scores[item] = 0
    return best
  }
  return { page: (seed) => cart([seed]), cart }
}
