import type { Row } from '../format.ts'
import { RowProblem } from '../problems.ts'
import { given } from './catalogue-cells.ts'
import { categoryPath, mainCategory } from './lists.ts'

/**
 * The name of a product, of at most 500 characters.
 * @throws {RowProblem} `no_title`
 */
export function readTitle(row: Row, name: string, cell = row.cell(name)): string {
  if (cell === '') {
    throw new RowProblem('no_title', row.column(name), 'The product has no name. Give it one.')
  }
  return cell.slice(0, 500)
}

/** Non-empty parts of a cell, without spaces around them. */
export const partsOf = (cell: string, separator: string | RegExp): string[] =>
  cell
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** The fields for an item's categories, main one first; none for an empty list. */
export function categoriesOf(paths: readonly (readonly string[])[]): object {
  const categories = [...new Set(paths.map(categoryPath).filter((path) => path !== ''))]
  return {
    ...given('category', mainCategory(categories)),
    ...(categories.length > 1 && { collections: categories.slice(0, 250) }),
  }
}

/** Values of a numbered column in the row, with the numbers; empty ones are left out. */
export const numberedCells = (row: Row, name: string): { number: number; cell: string }[] =>
  row
    .numbers(name)
    .map((number) => ({ number, cell: row.cell(name, number) }))
    .filter(({ cell }) => cell !== '')

/** "Red / L": the options that distinguish a variant. */
export const optionTitle = (values: readonly string[]): string =>
  values
    .filter((value) => value !== '')
    .join(' / ')
    .slice(0, 500)
