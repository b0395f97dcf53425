import { SaxesParser } from 'saxes'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { DAY } from '../../../../vocabulary/time.ts'
import { longRow, MAX_COLUMNS, MAX_ROW, type RawRow, wideRow } from './raw-rows.ts'
import { type CellStyle, localName } from './workbook-parts.ts'

/** Day 0 of Excel's count, and of that of old Excel for Mac. The first counts a 29 February 1900 that did not exist. */
const EPOCH = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)

/** Parses the XML of a sheet into rows; blank rows are left out. */
export class SheetParser {
  private readonly parser = new SaxesParser()
  private readonly strings: readonly string[]
  private readonly styles: readonly CellStyle[]
  private readonly isFrom1904: boolean
  private rows: RawRow[] = []
  private row = 0
  private cells: string[] = []
  private column = 0
  private kind = ''
  private style = 0
  private text = ''
  private value: string | undefined
  private isPhonetic = false
  private silent = 0

  constructor(strings: readonly string[], styles: readonly CellStyle[], isFrom1904: boolean) {
    this.strings = strings
    this.styles = styles
    this.isFrom1904 = isFrom1904
    this.parser.on('opentag', ({ name, attributes }) => this.opened(localName(name), attributes))
    this.parser.on('text', (text) => {
      this.text += text
    })
    this.parser.on('closetag', ({ name }) => this.closed(localName(name)))
  }

  /** Returns the rows that the text completes. */
  write(text: string): RawRow[] {
    this.silent += text.length
    try {
      this.parser.write(text)
    } catch (thrown) {
      if (thrown instanceof PairwellError) throw thrown
      throw new PairwellError(
        'unreadable_file',
        `The sheet is broken after row ${this.row}. Save the workbook again, or as CSV UTF-8, and send that.`,
        {
          row: this.row + 1,
          reason: thrown instanceof Error ? thrown.message.slice(0, 200) : String(thrown),
        },
      )
    }
    if (this.silent > MAX_ROW) throw longRow(this.row)
    const { rows } = this
    this.rows = []
    return rows
  }

  private opened(name: string, attributes: Readonly<Record<string, string>>): void {
    this.text = ''
    if (name === 'row') {
      this.row = Number(attributes.r ?? this.row + 1)
      this.cells = []
      this.column = 0
    } else if (name === 'c') {
      if (attributes.r !== undefined) this.column = columnOf(attributes.r)
      if (this.column >= MAX_COLUMNS) throw wideRow(this.row)
      this.kind = attributes.t ?? 'n'
      this.style = Number(attributes.s ?? 0)
      this.value = undefined
    } else if (name === 'rPh') this.isPhonetic = true
  }

  private closed(name: string): void {
    if (name === 'v') this.value = this.text
    else if (name === 't' && this.kind === 'inlineStr' && !this.isPhonetic)
      this.value = (this.value ?? '') + this.text
    else if (name === 'rPh') this.isPhonetic = false
    else if (name === 'c') this.addCell()
    else if (name === 'row') this.addRow()
  }

  private addCell(): void {
    while (this.cells.length < this.column) this.cells.push('')
    this.cells[this.column] = this.value === undefined ? '' : this.textOf(this.value)
    this.column += 1
  }

  private addRow(): void {
    this.silent = 0
    if (this.cells.some((cell) => cell.trim() !== '')) this.rows.push({ row: this.row, cells: this.cells })
  }

  private textOf(value: string): string {
    switch (this.kind) {
      case 's':
        return this.strings[Number(value)] ?? ''
      case 'b':
        return value === '1' ? 'true' : 'false'
      // `#N/A` and other errors say nothing.
      case 'e':
        return ''
      case 'n':
        return this.numberOf(value)
      default:
        return value
    }
  }

  private numberOf(value: string): string {
    const number = Number(value)
    if (value === '' || !Number.isFinite(number)) return value
    const style = this.styles[this.style] ?? {}
    if (style.isDate) return dateOf(number, this.isFrom1904)
    // 9.9 is stored as 9.9000000000000004.
    const text = String(Number(number.toPrecision(15)))
    return style.digits === undefined ? text : text.padStart(style.digits, '0')
  }
}

/** Index of a column from the name of its cell: `AB12` is 27. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.toUpperCase()) {
    if (letter < 'A' || letter > 'Z') break
    column = column * 26 + letter.charCodeAt(0) - 64
  }
  return column - 1
}

/** A number of days as a date, with its time unless it is midnight. */
function dateOf(days: number, isFrom1904: boolean): string {
  // Rounded to seconds: a time is a fraction of a day.
  const at = Math.round((days * DAY) / 1000) * 1000 + (isFrom1904 ? EPOCH_1904 : EPOCH)
  if (Math.abs(at) > 8.64e15) return String(days)
  const text = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  return text.endsWith(' 00:00:00') ? text.slice(0, 10) : text
}
