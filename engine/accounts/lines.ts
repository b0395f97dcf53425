/**
 * Purchases of accounts, one line of an order at each position of all arrays, in any order. Numbers of accounts, families and items
 * start at 0 and are below `accounts`, `families` and `items`.
 */
export type AccountLines = {
  accounts: number
  families: number
  items: number
  account: ArrayLike<number>
  family: ArrayLike<number>
  item: ArrayLike<number>
  /** Number of the order, the same for all its lines. */
  order: ArrayLike<number>
  /** Whole days since 1970-01-01, UTC. */
  day: ArrayLike<number>
  /** Pieces bought. A line with none is left out, and so is a return (below 0). */
  pieces: ArrayLike<number>
  /** What was paid for the line, minor units of the shop's currency. */
  spend: ArrayLike<number>
  /** What was paid less the cost, minor units, which may be below 0; NaN where the cost is unknown. */
  margin: ArrayLike<number>
}

/**
 * Money in whole minor units, so that sums are exact and do not depend on the order of the lines; 0 for what is not a number.
 * A currency amount beyond 2⁵³ minor units does not occur.
 */
export const wholeMoney = (amount: number | undefined): number =>
  amount !== undefined && Number.isFinite(amount) ? Math.round(amount) : 0

/** Whether a line counts as a purchase. */
export const isPurchase = (lines: AccountLines, line: number): boolean => (lines.pieces[line] ?? 0) > 0

/**
 * Checks the numbers of all lines.
 * @throws {RangeError} for a number outside its range, or a day that is not whole: a bug of the caller
 */
export function checkLines(lines: AccountLines): void {
  const { accounts, families, items, account, family, item, day } = lines
  const isBelow = (number: number | undefined, limit: number) =>
    number !== undefined && Number.isInteger(number) && number >= 0 && number < limit
  for (let line = 0; line < account.length; line += 1) {
    const isGood =
      isBelow(account[line], accounts) &&
      isBelow(family[line], families) &&
      isBelow(item[line], items) &&
      Number.isInteger(day[line])
    if (!isGood) throw new RangeError(`Line ${line} has a number or a day that is out of range.`)
  }
}
