import { type AddedUp, addUp } from './add-up.ts'
import { type LineSums, MONEY, type StatedTotals, type TotalsFragment } from './totals.ts'

type Amount = (typeof MONEY)[number]

/** The amounts that the rows of an order state in one column. */
type Column = {
  name: Amount
  /** The amount if the column is about the order; undefined when the rows differ. */
  once: number | undefined
  /** The amount if the column is about the lines. */
  sum: number
}

/** Amounts of an order, and what was done with columns about its lines. */
export type CombinedAmounts = AddedUp & {
  refunded: number | null
  /** Columns about lines were added. */
  per_line: boolean
  /** Amounts were left out, because the order does not add up with them. */
  left_out: boolean
}

/**
 * Combines the amounts of the rows of an order. A column whose rows repeat one amount is about the order. If they state different
 * amounts, or the order adds up only so, the column is about the lines. Then the sum counts if the order adds up with it; otherwise
 * the column is left out.
 * @param names what the rows say besides amounts
 */
export function combineAmounts(
  fragments: readonly TotalsFragment[],
  names: StatedTotals,
  sums: LineSums | undefined,
): CombinedAmounts {
  const columns = columnsOf(fragments, sums?.goods ?? null)
  const once: StatedTotals = { ...names }
  for (const column of columns) if (column.once !== undefined) once[column.name] = column.once
  const differing = columns.filter((one) => one.once === undefined)
  const asStated = addUp(once, sums)
  const repeated = columns.filter((one) => one.once !== undefined && one.once !== one.sum)
  const rest = { refunded: once.refunded ?? null, per_line: false }
  if (differing.length === 0 && asStated.adds_up !== 'different') {
    return { ...withoutDoubtfulTax(asStated, fragments, repeated), ...rest }
  }
  for (const extra of perLineSets(repeated, differing.length > 0)) {
    const summed = { ...once }
    for (const { name, sum } of [...differing, ...extra]) summed[name] = sum
    const proven = provenBy(summed, once, sums)
    if (!proven) continue
    const doubtful = repeated.filter((one) => !extra.includes(one))
    const combined = withoutDoubtfulTax(proven, fragments, doubtful)
    return { ...combined, refunded: summed.refunded ?? null, per_line: true }
  }
  const { left_out, ...others } = withoutDoubtfulTax(asStated, fragments, repeated)
  return { ...others, ...rest, left_out: left_out || differing.length > 0 }
}

/**
 * A tax in the prices is not part of the sum, so that a sum cannot tell a tax that is repeated from one of each line. Lines that cost
 * different amounts can: their taxes would differ.
 * @param repeated columns whose amounts are repeated
 */
function withoutDoubtfulTax(
  amounts: AddedUp,
  fragments: readonly TotalsFragment[],
  repeated: readonly Column[],
): AddedUp & { left_out: boolean } {
  const isDoubtful =
    amounts.tax_included !== false && repeated.some(({ name }) => name === 'tax') && isEven(fragments)
  return isDoubtful ? { ...amounts, tax: null, left_out: true } : { ...amounts, left_out: false }
}

/** Whether the goods of all rows cost the same. */
function isEven(fragments: readonly TotalsFragment[]): boolean {
  const [first] = fragments
  const perRow = ({ sums, times = 1 }: TotalsFragment) => (sums?.goods ?? 0) / times
  return fragments.every((one) => one.stated && !one.uneven && first && perRow(one) === perRow(first))
}

/** @param goods sum of the lines; null when it is unknown */
function columnsOf(fragments: readonly TotalsFragment[], goods: number | null): Column[] {
  const stating = fragments.filter(({ stated }) => stated !== undefined)
  return MONEY.flatMap((name): Column[] => {
    let sum = 0
    let once: number | undefined
    let isStated = false
    let isSame = true
    for (const { stated, times = 1 } of stating) {
      const amount = stated?.[name]
      if (amount === undefined) continue
      isStated = true
      sum += amount * times
      // A row with 0 agrees with both meanings of a column.
      if (amount === 0) continue
      isSame &&= once === undefined || once === amount
      once ??= amount
    }
    if (!isStated) return []
    const whole = isSame ? (once ?? 0) : undefined
    // A subtotal of equal lines.
    const isOfLine =
      name === 'subtotal' && goods !== null && Math.abs(sum - goods) < Math.abs((whole ?? 0) - goods)
    return [{ name, sum, once: isOfLine ? undefined : whole }]
  })
}

/**
 * Columns that may be about lines together, in the order in which they are tried: a tax that is contained in the prices is not part
 * of the sum, so that no sum proves it, and shipping is usually of the order.
 */
const SETS: readonly (readonly Amount[])[] = [
  ['subtotal', 'total'],
  ['discount'],
  ['subtotal', 'total', 'discount'],
  ['tax'],
  ['tax', 'discount'],
  ['subtotal', 'total', 'tax'],
  ['subtotal', 'total', 'tax', 'discount'],
  ['subtotal', 'total', 'tax', 'discount', 'shipping', 'fees'],
]

/**
 * Which of the columns with a repeated amount may be about lines, too: two lines may have the same tax.
 * @param isKnown other columns are about lines
 */
function perLineSets(repeated: readonly Column[], isKnown: boolean): Column[][] {
  const sets = SETS.map((names) => repeated.filter(({ name }) => names.includes(name)))
  if (isKnown) return [[], ...sets]
  // Twice the shipping alone would explain any other missing amount of the same size.
  return sets.filter((set) => set.some(({ name }) => name !== 'shipping' && name !== 'fees'))
}

/**
 * The amounts if the lines add up to the stated sums with them; undefined if not. Missing columns count as 0 for the check.
 * @param once the amounts that are about the order for certain
 */
function provenBy(summed: StatedTotals, once: StatedTotals, sums: LineSums | undefined): AddedUp | undefined {
  const { subtotal, ...others } = summed
  const { goods = null, rounding = 0, fees = 0 } = sums ?? {}
  if (goods === null || (subtotal === undefined && others.total === undefined)) return undefined
  const isNear = (amount: number) => Math.abs((subtotal ?? 0) - fees - amount) <= Math.max(1, rounding)
  const discount = others.discount ?? 0
  const isReduced = subtotal !== undefined && discount > 0 && isNear(goods - discount)
  if (subtotal !== undefined && !isReduced && !isNear(goods)) return undefined
  const { shipping, tax, total } = others
  if (total === undefined) {
    // The subtotal proves the discount, and nothing else.
    const { subtotal: _, ...certain } = once
    return isReduced ? addUp({ ...certain, discount }, sums) : undefined
  }
  const found = addUp({ ...others, shipping: shipping ?? 0, tax: tax ?? 0 }, sums)
  if (found.adds_up !== 'exact' && found.adds_up !== 'rounded') return undefined
  return { ...found, shipping: shipping ?? null, tax: tax ?? null }
}
