import { minorDigits } from '../../../../vocabulary/currencies.ts'

/** What the amounts of a file say about its dots: cells with a decimal dot, with dots before three digits, and without any. */
export type DotVotes = { decimal: number; groups: number; plain: number }

export const noDots = (): DotVotes => ({ decimal: 0, groups: 0, plain: 0 })

/** `1.299`, and not `0.500`. */
const GROUPS = /^[1-9]\d{0,2}(?:\.\d{3})+$/

/** The amount in a cell without signs and currency. */
const digitsOf = (cell: string): string => /\d[\d.,]*/.exec(cell)?.[0] ?? ''

/** Counts what the cell of an amount says about the dots of its file. */
export function countDots(cell: string, votes: DotVotes): void {
  const amount = digitsOf(cell)
  if (amount === '') return
  if (GROUPS.test(amount)) votes.groups += 1
  else if (/\.\d*$/.test(amount)) votes.decimal += 1
  else votes.plain += 1
}

/**
 * Whether dots group thousands in the amounts of a file, as in `1.299` beside `899` or `3,50`: no amount has a decimal dot, and some have none at
 * all. A file with `1.299` and `2.500` alone may have three decimals. Currencies with three digits write them so.
 */
export const dotsAreGroups = ({ decimal, groups, plain }: DotVotes, currency: string): boolean =>
  groups > 0 && decimal === 0 && plain > 0 && minorDigits(currency) !== 3

/** The cell without dots that group thousands; a cell with other dots is unchanged. */
export function withoutGroups(cell: string): string {
  const amount = digitsOf(cell)
  return GROUPS.test(amount) ? cell.replace(amount, amount.replaceAll('.', '')) : cell
}
