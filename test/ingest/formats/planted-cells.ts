import type { ImportKind } from '../../../schema/imports/imports.ts'

/** An invalid cell with its column, and the code with which its row must be refused. */
export type Bad = readonly [column: string, cell: string, code: string]
export type Cells = Record<string, string>

/** A format as its shop system documents it: a valid row, and invalid cells. */
export type Kind = {
  name: string
  kind: ImportKind
  header: string
  good: (n: number) => Cells
  bad: readonly Bad[]
}

export const DATE: readonly Bad[] = [
  ['', '2026-02-30', 'bad_date'],
  ['', 'yesterday', 'bad_date'],
  ['', '2091-01-01', 'future_date'],
]
export const at = (column: string, bads: readonly Bad[]): Bad[] =>
  bads.map(([, cell, code]) => [column, cell, code])
export const MONEY: readonly Bad[] = [
  ['', 'dear', 'bad_money'],
  ['', '1.2.3', 'bad_money'],
]
export const WHOLE: readonly Bad[] = [['', 'many', 'bad_number']]
export const SKU: readonly Bad[] = [
  ['', '8.12E+11', 'scientific_notation'],
  ['', 'x'.repeat(129), 'long_id'],
]
