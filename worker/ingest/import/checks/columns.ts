import type { Received } from '../../../../schema/imports/report.ts'
import type { Table } from '../decode/raw-rows.ts'
import { type Format, ITEM_FACTS } from '../format.ts'
import { type Positions, placeName } from '../recognise.ts'

/** Maximum names of columns in a report. */
const MAX_NAMES = 100
/** Characters of such a name. */
const MAX_NAME = 200

const READ = 1
const FILLED = 2

/** Notes which columns of a file are read, and which of those have a value in any row. */
export class ColumnUse {
  private readonly marks: Uint8Array
  private readonly format: Format
  private readonly places: Positions

  /** @param width number of columns of the file */
  constructor(format: Format, places: Positions, width: number) {
    this.format = format
    this.places = places
    this.marks = new Uint8Array(width)
  }

  note(at: number, cell: string): void {
    this.marks[at] = (this.marks[at] ?? 0) | (cell === '' ? READ : FILLED)
  }

  /** Columns that were not read, by the file's own names, and what the file lacks for its items. */
  result({ own, others }: Pick<Table, 'own' | 'others'>): Pick<Received, 'columns_unread' | 'lacks'> {
    const unread = own.filter((name, at) => name !== '' && !this.marks[at])
    const names = [...new Set([...unread, ...(others ?? [])])]
    const lacks = ITEM_FACTS.filter((fact) => {
      const columns = this.format.facts?.[fact]
      return columns !== undefined && !columns.some((name) => this.isFilled(name))
    })
    return {
      columns_unread: names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_NAME)),
      ...(lacks.length > 0 && { lacks }),
    }
  }

  private isFilled(name: string): boolean {
    const place = this.places.get(name)
    if (place === undefined) return false
    const all = [place, ...(place.numbers ?? []).map((number) => this.places.get(placeName(name, number)))]
    return all.some((one) => one !== undefined && (this.marks[one.at] ?? 0) >= FILLED)
  }
}
