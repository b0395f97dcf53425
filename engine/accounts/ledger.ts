import { sortingPairs } from '../numbers/sort.ts'
import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'
import { type AccountLines, checkLines, isPurchase, wholeMoney } from './lines.ts'

/** Largest product of accounts and families, and largest span in days: keys of the sort have 32 bits. */
const MAX_KEY = 2 ** 32

/**
 * Purchases by account and family. A cell is an account with a family that it bought at least once; a visit is a day on which it
 * bought it. Besides the lines themselves this takes 4 bytes a line, 20 a visit and 12 a cell.
 */
export class Ledger {
  readonly lines: AccountLines
  /** First day with a purchase, and the day after the last one; both 0 without any. */
  readonly firstDay: number
  readonly endDay: number
  /** Numbers of the lines by account, family and day. */
  readonly sorted: Uint32Array
  /** Cells of account `a`: from `cellStarts[a]` to just before `cellStarts[a + 1]`, by family number. */
  readonly cellStarts: Uint32Array
  readonly cellFamilies: Numbers
  /** Visits of cell `c`: from `visitStarts[c]` to just before `visitStarts[c + 1]`, oldest first. */
  readonly visitStarts: Uint32Array
  readonly visitDays: Int32Array
  /** Minor units. */
  readonly visitSpend: Float64Array
  /** Lines of visit `v`: positions in `sorted` from `visitLines[v]` to just before `visitLines[v + 1]`. */
  readonly visitLines: Uint32Array
  /** Days on which account `a` ordered: from `dayStarts[a]` to just before `dayStarts[a + 1]`, oldest first, each once. */
  readonly dayStarts: Uint32Array
  readonly orderDays: Int32Array

  /** @throws {RangeError} for impossible numbers, and for more than 2³² pairs of accounts and families */
  constructor(lines: AccountLines) {
    checkLines(lines)
    if (lines.accounts * lines.families > MAX_KEY) throw new RangeError('Too many accounts and families.')
    this.lines = lines
    const { firstDay, endDay, sorted } = sortLines(lines)
    this.firstDay = firstDay
    this.endDay = endDay
    this.sorted = sorted
    const size = sizeOf(lines, sorted)
    this.cellStarts = new Uint32Array(lines.accounts + 1)
    this.cellFamilies = numbersBelow(lines.families, size.cells)
    this.visitStarts = new Uint32Array(size.cells + 1)
    this.visitDays = new Int32Array(size.visits)
    this.visitSpend = new Float64Array(size.visits)
    this.visitLines = new Uint32Array(size.visits + 1)
    this.fill()
    this.dayStarts = new Uint32Array(lines.accounts + 1)
    this.orderDays = this.daysOfOrders()
  }

  get accounts(): number {
    return this.lines.accounts
  }

  get families(): number {
    return this.lines.families
  }

  get cells(): number {
    return this.cellFamilies.length
  }

  /** The cell of an account and a family, or −1. */
  cellOf(account: number, family: number): number {
    let low = this.cellStarts[account] ?? 0
    let high = (this.cellStarts[account + 1] ?? 0) - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.cellFamilies[middle] ?? 0
      if (found === family) return middle
      if (found < family) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  /** Number of an account's days with an order before a day. */
  ordersBefore(account: number, day: number): number {
    const first = this.dayStarts[account] ?? 0
    let at = this.dayStarts[account + 1] ?? 0
    while (at > first && (this.orderDays[at - 1] ?? 0) >= day) at -= 1
    return at - first
  }

  private fill(): void {
    const { lines, sorted } = this
    let [cell, visit, before] = [-1, -1, -1]
    for (const [at, line] of sorted.entries()) {
      const key = keyOf(lines, line)
      const day = lines.day[line] ?? 0
      if (key !== before) {
        cell += 1
        this.cellFamilies[cell] = lines.family[line] ?? 0
        this.cellStarts[(lines.account[line] ?? 0) + 1] = cell + 1
        this.visitStarts[cell] = visit + 1
      }
      if (key !== before || day !== this.visitDays[visit]) {
        visit += 1
        this.visitDays[visit] = day
        this.visitLines[visit] = at
      }
      this.visitSpend[visit] = (this.visitSpend[visit] ?? 0) + wholeMoney(lines.spend[line])
      before = key
    }
    this.visitStarts[cell + 1] = visit + 1
    this.visitLines[visit + 1] = sorted.length
    for (let account = 0; account < lines.accounts; account += 1) {
      const own = this.cellStarts[account + 1] ?? 0
      // An account without purchases has the end of the one before.
      if (own === 0) this.cellStarts[account + 1] = this.cellStarts[account] ?? 0
    }
  }

  private daysOfOrders(): Int32Array {
    const days = new Int32Array(this.visitDays.length)
    let next = 0
    for (let account = 0; account < this.accounts; account += 1) {
      const from = this.visitStarts[this.cellStarts[account] ?? 0] ?? 0
      const to = this.visitStarts[this.cellStarts[account + 1] ?? 0] ?? 0
      const own = this.visitDays.slice(from, to).sort()
      for (const [at, day] of own.entries()) if (at === 0 || day !== own[at - 1]) days[next++] = day
      this.dayStarts[account + 1] = next
    }
    return days.slice(0, next)
  }
}

const keyOf = ({ account, family, families }: AccountLines, line: number): number =>
  (account[line] ?? 0) * families + (family[line] ?? 0)

function sortLines(lines: AccountLines): { firstDay: number; endDay: number; sorted: Uint32Array } {
  let count = 0
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let line = 0; line < lines.account.length; line += 1) {
    if (!isPurchase(lines, line)) continue
    count += 1
    first = Math.min(first, lines.day[line] ?? 0)
    last = Math.max(last, lines.day[line] ?? 0)
  }
  if (count === 0) return { firstDay: 0, endDay: 0, sorted: new Uint32Array(0) }
  if (last - first >= MAX_KEY) throw new RangeError('The purchases span too many days.')
  const pairs = new Uint32Array(2 * count)
  let next = 0
  for (let line = 0; line < lines.account.length; line += 1) {
    if (!isPurchase(lines, line)) continue
    pairs[next++] = (lines.day[line] ?? 0) - first
    pairs[next++] = line
  }
  const byDay = drained(sortingPairs(pairs))
  for (let at = 0; at < byDay.length; at += 2) byDay[at] = keyOf(lines, byDay[at + 1] ?? 0)
  const byKey = drained(sortingPairs(byDay))
  const sorted = new Uint32Array(count)
  for (let at = 0; at < count; at += 1) sorted[at] = byKey[2 * at + 1] ?? 0
  return { firstDay: first, endDay: last + 1, sorted }
}

function drained<Result>(steps: Generator<undefined, Result>): Result {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

function sizeOf(lines: AccountLines, sorted: Uint32Array): { cells: number; visits: number } {
  let [cells, visits, key, day] = [0, 0, -1, 0]
  for (const line of sorted) {
    const here = keyOf(lines, line)
    const then = lines.day[line] ?? 0
    if (here !== key) cells += 1
    if (here !== key || then !== day) visits += 1
    key = here
    day = then
  }
  return { cells, visits }
}
