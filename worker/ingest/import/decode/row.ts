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
export const asRow = (raw: RawRow, { places, words, use, grouped }: RowPlan): Row => ({
  row: raw.row,
  cell: (name, number) => {
    const place = places.get(placeName(name, number))
    // Most columns of a format are in no file.
    if (place === undefined && !words.has(name)) return ''
    const written = place === undefined ? '' : (raw.cells[place.at] ?? '').trim()
    if (place !== undefined) use?.note(place.at, written)
    const cell = place !== undefined && grouped?.has(place.at) ? withoutGroups(written) : written
    return words.get(name)?.get(cell.toLowerCase()) ?? unescaped(asPlainText(cell))
  },
  column: (name, number) => places.get(placeName(name, number))?.written ?? name,
  numbers: (name) => places.get(name)?.numbers ?? [],
  has: (name) => places.get(name)?.assumed === undefined && places.has(name),
  mayHave: (name) => places.has(name),
})

/** The cell without the leading quote that keeps a spreadsheet from evaluating it as a formula; our own exports write it. */
const unescaped = (cell: string): string =>
  cell.startsWith("'") && /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
