import { MAX_ID } from '../../../../vocabulary/limits.ts'
import type { Row } from '../format.ts'
import { RowProblem } from '../problems.ts'

/** The id in a row's column; in a row of our own export it is the cell itself. @throws {RowProblem} as readId */
export const idIn = (row: Row, name: string, column = row.column(name)): string => {
  const cell = row.cell(name)
  return row.isExact && cell !== '' ? cell : readId(cell, column)
}

/** The SKU in a row's column, in the same way; undefined when empty. @throws {RowProblem} as readId */
export const skuIn = (row: Row, name: string): string | undefined => {
  const cell = row.cell(name)
  return row.isExact ? cell || undefined : readSku(cell, row.column(name))
}

/** Parses one cell. `column` is the file's own name of the column, for errors. */
type Reader<T> = (text: string, column: string) => T

/**
 * An id of at most 128 characters, never empty. `="00123"`, which keeps a spreadsheet from dropping the zeros, is read as 00123.
 * @throws {RowProblem} `empty_id`, `long_id`, `scientific_notation`
 */
export const readId: Reader<string> = (text, column) => {
  const id = text.startsWith('="') && text.endsWith('"') ? text.slice(2, -1).trim() : text
  if (id === '') throw new RowProblem('empty_id', column, 'The id is empty. Fill it in.')
  if (id.length > MAX_ID) {
    throw new RowProblem('long_id', column, `The id has more than ${MAX_ID} characters. Shorten it.`)
  }
  if (/^\d([.,]\d+)?E\+\d+$/i.test(id)) {
    throw new RowProblem(
      'scientific_notation',
      column,
      'A spreadsheet has shortened this number, and its last digits are lost. Export the file again, format the column as text when opening it, and send that.',
    )
  }
  return id
}

/**
 * A SKU, parsed like an id; undefined when empty. The leading quote with which shop systems keep spreadsheets from reading a
 * number or a formula is removed.
 * @throws {RowProblem} as readId
 */
export const readSku: Reader<string | undefined> = (text, column) => {
  const sku = text.startsWith("'") ? text.slice(1).trim() : text
  return sku === '' || sku === '=""' ? undefined : readId(sku, column)
}

/**
 * A GTIN (EAN, UPC, ISBN) as its digits; undefined for an empty cell and for other texts, such as "does not apply": an item needs
 * none.
 */
export function readGtin(text: string): string | undefined {
  const digits = text.replace(/^'|^="|"$/g, '').replace(/[\s-]/g, '')
  return /^\d{7,13}[\dX]$/i.test(digits) && !/^0+$/.test(digits) ? digits.toUpperCase() : undefined
}

/** A whole number with an optional sign or `.0`; undefined when empty. */
export const readWhole: Reader<number | undefined> = (text, column) => {
  if (text === '') return undefined
  if (!/^[+-]?\d{1,15}([.,]0+)?$/.test(text)) {
    throw new RowProblem('bad_number', column, 'This is not a whole number. Write digits only, such as 3.')
  }
  return Math.trunc(Number(text.replace(',', '.')))
}

/**
 * Quantity of a line, also by weight: up to three decimals after a dot or comma. A comma before exactly three digits separates
 * thousands. Undefined when empty.
 */
export const readQuantity: Reader<number | undefined> = (text, column) => {
  if (text === '') return undefined
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.0*)?$/.test(text)
    ? text.replaceAll(',', '')
    : text.replace(',', '.')
  if (!/^[+-]?\d{1,12}(\.\d{0,20})?$/.test(plain)) {
    throw new RowProblem('bad_number', column, 'This is not a quantity. Write it like 3 or 0.75.')
  }
  return Math.round(Number(plain) * 1000) / 1000
}

/**
 * The code of a currency in capitals; '' when empty.
 * @throws {RowProblem} `bad_currency`
 */
export const readCurrency: Reader<string> = (text, column) => {
  const code = text.toUpperCase()
  if (code === '' || /^[A-Z]{3}$/.test(code)) return code
  throw new RowProblem(
    'bad_currency',
    column,
    'This is not a currency. Write its three letters, such as EUR.',
  )
}

const YES = new Set(
  `yes,true,1,y,visible,published,active,enabled,on,ja,wahr,aktiv,aktiviert,sichtbar,oui,vrai,actif,activé,sí,si,verdadero,activo,sì,
  vero,attivo,attivato,waar,actief,ingeschakeld,tak,prawda,aktywny,włączony,sant,はい,有効,公開,نعم,صحيح,مفعل,sim,verdadeiro,ativo`
    .split(',')
    .map((word) => word.trim()),
)

const NO = new Set(
  `no,false,0,n,hidden,unpublished,draft,archived,-1,inactive,disabled,off,nein,falsch,inaktiv,deaktiviert,versteckt,non,faux,inactif,
  désactivé,falso,inactivo,inattivo,disattivato,nee,onwaar,inactief,uitgeschakeld,nie,fałsz,nieaktywny,wyłączony,nej,falskt,いいえ,無効,
  非公開,لا,خطأ,معطل,não,inativo`
    .split(',')
    .map((word) => word.trim()),
)

/** Yes or no in the usual spellings; undefined when empty. */
export const readYesNo: Reader<boolean | undefined> = (text, column) => {
  const lowerCase = text.toLowerCase()
  if (lowerCase === '') return undefined
  if (YES.has(lowerCase)) return true
  if (NO.has(lowerCase)) return false
  throw new RowProblem('bad_yes_no', column, 'This is neither yes nor no. Write yes or no.')
}
