import { AS_JSON, EXACT, FORMULA } from '../../../store/exact-cells.ts'
import type { ColumnUse } from '../checks/columns.ts'
import { withoutGroups } from '../checks/decimals.ts'
import type { Row } from '../format.ts'
import type { Plan } from '../mapping.ts'
import { placeName } from '../recognise.ts'
import { asPlainText } from './entities.ts'
import type { RawRow } from './raw-rows.ts'

/** How the cells of a row are read. */
export type RowPlan = Pick<Plan, 'places' | 'words'> & {
  /** Notes which cells are read. */
  use?: ColumnUse
  /** Positions of columns in whose amounts dots group thousands. */
  grouped?: ReadonlySet<number>
}

/** A row of the file, with cells by the column names of its format. */
export function asRow(raw: RawRow, { places, words, use, grouped }: RowPlan): Row {
  const mark = places.get(EXACT)
  const isExact = mark !== undefined && raw.cells[mark.at] === '1'
  if (mark) use?.note(mark.at, raw.cells[mark.at] ?? '')
  return {
    row: raw.row,
    ...(isExact && { isExact }),
    cell: (name, number) => {
      const place = places.get(placeName(name, number))
      // Most columns of a format are in no file.
      if (place === undefined && !words.has(name)) return ''
      const stored = place === undefined ? '' : (raw.cells[place.at] ?? '')
      const written = isExact ? stored : stored.trim()
      if (place !== undefined) use?.note(place.at, written)
      if (isExact) return exactText(written)
      const cell = place !== undefined && grouped?.has(place.at) ? withoutGroups(written) : written
      return words.get(name)?.get(cell.toLowerCase()) ?? unquoted(asPlainText(cell))
    },
    column: (name, number) => places.get(placeName(name, number))?.written ?? name,
    numbers: (name) => places.get(name)?.numbers ?? [],
    has: (name) => places.get(name)?.assumed === undefined && places.has(name),
    mayHave: (name) => places.has(name),
  }
}

/** The cell without the leading quote that keeps a spreadsheet from evaluating it as a formula; our own exports write it. */
const unquoted = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell)

/** The text of a cell of our own export. */
function exactText(cell: string): string {
  if (!cell.startsWith(AS_JSON)) return unquoted(cell)
  try {
    return String(JSON.parse(cell.slice(AS_JSON.length - 1)))
  } catch {
    return cell
  }
}
