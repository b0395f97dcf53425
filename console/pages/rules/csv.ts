import type { RuleView } from '../../../schema/shop/rules.ts'
import { readCsv } from '../uploads/read-csv.ts'

/** A rule as it is sent, whose shape the API checks. */
export type SentRule = Record<string, unknown>

/** Columns that hold several values, divided by |, and columns that hold numbers. */
const LISTS =
  /\.(item_ids|categories|brands|product_types|tags|collections|values|sources|placements|intents|groups|markets|locales|weekdays)$/
const NUMBERS =
  /^priority$|\.(place|percent|pieces|cover_days|weekdays|price\.(from|to)|value\.(from|to))$|^action\.(items|from|to)$/

/** Columns that come first; the others follow as rules have them. */
const FIRST = ['rule_id', 'name', 'status', 'priority', 'start', 'end', 'note', 'action.kind']

/** Cells of a rule by column; the column of a nested field is its path, such as `action.items.brands`. */
function cellsOf(value: unknown, path: string, cells: Map<string, string>): void {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) {
    cells.set(path, value.map((one) => String(one).replace(/[\\|]/g, '\\$&')).join('|'))
  } else if (typeof value === 'object') {
    for (const [name, part] of Object.entries(value)) cellsOf(part, path ? `${path}.${name}` : name, cells)
  } else cells.set(path, String(value))
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe, as in every export. */
const guarded = (cell: string) => (/^[=+\-@\t']/.test(cell) ? `'${cell}` : cell)
const unguarded = (cell: string) => (/^'[=+\-@\t']/.test(cell) ? cell.slice(1) : cell)

const written = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Rules as CSV: one row each, which `rulesIn` reads back without a difference. */
export function csvOf(rules: readonly RuleView[]): string {
  const rows = rules.map(({ version: _, changed_at: __, actor: ___, ...rule }) => {
    const cells = new Map<string, string>()
    cellsOf(rule, '', cells)
    return cells
  })
  const others = [...new Set(rows.flatMap((cells) => [...cells.keys()]))].filter(
    (name) => !FIRST.includes(name),
  )
  const columns = [...FIRST, ...others.toSorted()]
  const lines = [columns, ...rows.map((cells) => columns.map((name) => guarded(cells.get(name) ?? '')))]
  return lines.map((cells) => `${cells.map(written).join(',')}\r\n`).join('')
}

/** The values of a cell with several of them. */
function valuesIn(cell: string): string[] {
  const values = ['']
  for (const [piece] of cell.matchAll(/\\.|[^\\]/gs)) {
    if (piece === '|') values.push('')
    else values[values.length - 1] += piece.length > 1 ? piece.slice(1) : piece
  }
  return values
}

const numberIn = (cell: string): unknown =>
  cell.trim() === '' || Number.isNaN(Number(cell)) ? cell : Number(cell)

function cellValue(column: string, cell: string): unknown {
  const one = (text: string) => (NUMBERS.test(column) ? numberIn(text) : text)
  return LISTS.test(column) ? valuesIn(cell).map((value) => one(value.trim())) : one(cell)
}

/** Rules of a CSV text with the numbers of their rows; the first row is 1 and has the columns. */
export function rulesIn(text: string): { row: number; rule: SentRule }[] {
  const [columns = [], ...rows] = readCsv(text.replace(/^\uFEFF/, ''))
  return rows.map((cells, at) => {
    const rule: SentRule = {}
    for (const [place, column] of columns.entries()) {
      const cell = unguarded(cells[place] ?? '')
      const steps = column.trim().split('.')
      const last = steps.pop()
      if (cell === '' || !last) continue
      let target = rule
      for (const step of steps) {
        const next = Object.hasOwn(target, step) ? target[step] : undefined
        const inner = typeof next === 'object' && next !== null ? (next as SentRule) : {}
        Object.defineProperty(target, step, {
          value: inner,
          enumerable: true,
          configurable: true,
          writable: true,
        })
        target = inner
      }
      Object.defineProperty(target, last, {
        ...{ value: cellValue(column.trim(), cell), enumerable: true, configurable: true, writable: true },
      })
    }
    return { row: at + 2, rule }
  })
}
