import { hash32 } from '../../numbers/hash.ts'
import { UNITS } from '../fixed-point.ts'
import { BUDGET } from '../limits.ts'
import type { Selection } from './selection.ts'

/** Customers that are decided together, and steps of such a search: at first many, a small wave exactly, and then a few again and again. */
const FIRST = { customers: 24, steps: 60_000 }
const NEXT = { customers: 12, steps: 3_000 }
const SEARCHES = 400
/** Least decided customers, of whom some are drawn each time. */
const POOL = 120
/** Gains below it are rounding, minor units. */
const LEAST_GAIN = 1 / UNITS

/** An entry of a customer, and the reduced value that it loses against the best one. */
type Choice = { entry: number; loss: number }

/** A customer with their choices, the best first, and what the next best would lose. */
type Doubtful = { customer: number; choices: Choice[]; doubt: number }

/**
 * Branch and bound over a few of the customers who are least decided at the prices, all others fixed, again and again for others of them, drawn by
 * hash (large neighbourhood search: P. Shaw 1998). What the best choices lose against the dual function bounds each branch (A. Geoffrion 1974,
 * Math. Program. Stud. 2, 82–114). Takes over better plans only, and no plan that is further from a minimum.
 */
export function search(selection: Selection): void {
  const { rows, entries } = selection
  const pool = Array.from(entries, (_, customer) => choicesOf(selection, customer))
    .sort((a, b) => a.doubt - b.doubt || a.customer - b.customer)
    .slice(0, POOL)
  new Search(selection, pool.slice(0, FIRST.customers), FIRST.steps).run()
  const searches = pool.length <= FIRST.customers ? 0 : SEARCHES
  for (let round = 1; round <= searches; round += 1) {
    const drawn = pool
      .map((one) => ({ one, rank: hash32(`${round}:${rows.keys[one.customer]}`) }))
      .sort((a, b) => a.rank - b.rank || a.one.customer - b.one.customer)
      .slice(0, NEXT.customers)
    const some = drawn.map(({ one }) => one)
    new Search(selection, some, NEXT.steps).run()
  }
}

function choicesOf(selection: Selection, customer: number): Doubtful {
  const { rows, entries } = selection
  const choices: Choice[] = [{ entry: -1, loss: 0 }]
  const to = rows.starts[customer + 1] ?? 0
  for (let entry = rows.starts[customer] ?? 0; entry < to; entry += 1) {
    choices.push({ entry, loss: -selection.reducedOf(customer, entry) })
  }
  choices.sort((a, b) => a.loss - b.loss || a.entry - b.entry)
  const least = choices[0]?.loss ?? 0
  for (const choice of choices) choice.loss -= least
  // Who does not have the best choice was moved by repair or fill-up, and comes first.
  const isBest = choices[0]?.entry === entries[customer]
  return { customer, choices, doubt: isBest ? (choices[1]?.loss ?? Number.POSITIVE_INFINITY) : 0 }
}

class Search {
  private readonly selection: Selection
  private readonly customers: readonly Doubtful[]
  /** Losses at which a plan is no better than the best so far. */
  private room: number
  private readonly bounds: Float64Array
  private best: number[] | undefined
  private steps: number

  constructor(selection: Selection, customers: readonly Doubtful[], steps: number) {
    this.selection = selection
    this.customers = customers
    this.steps = steps
    const { entries, used, limits } = selection
    this.bounds = selection.bounds.map((bound, limit) =>
      limit < limits.firstSegment ? bound : Math.max(bound, used[limit] ?? 0),
    )
    // L(λ) − value = Σ losses of what is chosen + Σ λ (b − use).
    this.room = this.slackLoss()
    for (const { customer, choices } of this.customers) {
      this.room += choices.find(({ entry }) => entry === entries[customer])?.loss ?? 0
    }
  }

  run(): void {
    const { selection, customers } = this
    const before = customers.map(({ customer }) => selection.entries[customer] ?? -1)
    for (const { customer } of customers) selection.move(customer, -1)
    this.descend(0, 0, [])
    const found = this.best ?? before
    for (const [at, { customer }] of customers.entries()) selection.move(customer, found[at] ?? -1)
  }

  private descend(at: number, loss: number, chosen: number[]): void {
    const { selection } = this
    const one = this.customers[at]
    if (!one) {
      this.note(loss, chosen)
      return
    }
    for (const choice of one.choices) {
      this.steps -= 1
      if (this.steps < 0 || loss + choice.loss >= this.room - LEAST_GAIN) return
      if (choice.entry >= 0 && !selection.fits(one.customer, choice.entry)) continue
      selection.move(one.customer, choice.entry)
      chosen[at] = choice.entry
      this.descend(at + 1, loss + choice.loss, chosen)
      selection.move(one.customer, -1)
    }
  }

  /** All are decided: what the prices of unused limits lose decides whether the plan is better. */
  private note(loss: number, chosen: readonly number[]): void {
    const { selection, bounds } = this
    const { used, limits } = selection
    for (let limit = limits.firstSegment; limit < used.length; limit += 1) {
      if ((used[limit] ?? 0) > (bounds[limit] ?? 0)) return
    }
    const total = loss + this.slackLoss()
    if (total >= this.room - LEAST_GAIN) return
    this.room = total
    this.best = [...chosen]
  }

  private slackLoss(): number {
    const { selection, bounds } = this
    return bounds.reduce((sum, bound, limit) => {
      const price = selection.rule.priceOf(limit)
      const unit = limit === BUDGET ? UNITS : 1
      return price === 0 ? sum : sum + (price * (bound - (selection.used[limit] ?? 0))) / unit
    }, 0)
  }
}
