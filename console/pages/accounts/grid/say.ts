import type { GridCell } from '../../../../schema/accounts/white-space.ts'
import { DAY } from '../../../../vocabulary/time.ts'
import { language } from '../../../texts/index.ts'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'

/** Formats that were made, by what they are of: a page of the grid writes thousands of figures, and making a format takes long. */
const made = new Map<string, Intl.NumberFormat>()

function formatOf(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([language.value, options])
  const known = made.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(language.value, options)
  made.set(key, format)
  return format
}

/** Major units from which an amount is written short, such as €12K. */
const LARGE = 10_000
/** Days from which a time is said in months, and days of a month. */
const LONG = 91
const MONTH = 365.25 / 12

/**
 * An estimated amount in minor units, without decimal places from one major unit on.
 * @param isShort whether a large one is as short as a field of the grid needs it
 */
export function roughMoney(amount: number, currency: string, isShort = true): string {
  const style = { style: 'currency', currency } as const
  const places = formatOf(style).resolvedOptions().maximumFractionDigits ?? 2
  const major = amount / 10 ** places
  const size = Math.abs(major)
  if (isShort && size >= LARGE) {
    return formatOf({ ...style, notation: 'compact', maximumSignificantDigits: 3 }).format(major)
  }
  const digits = size >= 1 ? 0 : places
  return formatOf({ ...style, maximumFractionDigits: digits, minimumFractionDigits: digits }).format(major)
}

/** How long ago in a few letters: "40 d", "7 mo". */
export function shortAgo(at: number, now = Date.now()): string {
  const t = whiteSpaceTexts.value.white_space
  const days = Math.max(0, Math.round((now - at) / DAY))
  return days < LONG
    ? t.days_ago(formatOf({}).format(days))
    : t.months_ago(formatOf({}).format(Math.round(days / MONTH)))
}

/** The last part of a family's path, and what is before it: "Green" of "Tea > Loose leaf > Green". */
export function partsOf(family: string): { last: string; before: string } {
  const parts = family.split(/\s*>\s*/)
  return { last: parts.at(-1) ?? family, before: parts.slice(0, -1).join(' › ') }
}

/** What a field of the grid says, in one sentence. @param cell undefined for a family that was never bought and is no opening */
export function sayCell(cell: GridCell | undefined, currency: string): string {
  const t = whiteSpaceTexts.value.white_space
  if (cell?.mark === 'not_eligible') return t.cell_not_eligible
  const { opening } = cell ?? {}
  const marked = cell?.mark === 'elsewhere' ? [t.cell_elsewhere] : []
  const does =
    cell?.state === 'bought'
      ? t.cell_bought
      : cell?.state === 'lapsed'
        ? t.cell_lapsed(shortAgo(cell.last_at ?? 0))
        : t.cell_never
  const worth = opening
    ? [
        t.cell_opening(
          roughMoney(opening.margin, currency),
          formatOf({ style: 'percent' }).format(opening.probability),
        ),
      ]
    : []
  return [does, ...marked, ...worth].join('; ')
}

/** Parts of the largest margin in view from which a field is one step darker. */
const STEPS = [0.1, 0.25, 0.5]

/** How dark a field is, 1 to 4. @param largest the largest margin in view */
export const shadeOf = (margin: number, largest: number): number =>
  1 + STEPS.filter((step) => margin > step * largest).length
