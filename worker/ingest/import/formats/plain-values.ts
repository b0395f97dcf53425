import * as v from 'valibot'
import { type Item, item } from '../../../../schema/catalogue/items.ts'
import { CARD_ACTIONS } from '../../../../vocabulary/catalogue.ts'
import type { Row } from '../format.ts'
import { RowProblem } from '../problems.ts'

/** Parses `key=value;key=value` into a record, or JSON where a value contains such a character. */
export function readAttributes(text: string): Record<string, string> {
  const written = text.startsWith('{') ? v.safeParse(ATTRIBUTES, text) : undefined
  if (written?.success) return written.output
  const pairs = text.split(';').flatMap((part): [string, string][] => {
    const at = part.indexOf('=')
    const name = part.slice(0, Math.max(at, 0)).trim()
    const value = part.slice(at + 1).trim()
    return name === '' ? [] : [[name.slice(0, 100), value.slice(0, 500)]]
  })
  return Object.fromEntries(pairs)
}

const ATTRIBUTES = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()))
const PARTS = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/** Parses `a, b` into a list, or JSON where a value contains a comma. */
export function readParts(text: string): string[] {
  const written = text.startsWith('[') ? v.safeParse(PARTS, text) : undefined
  if (written?.success) return written.output
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Parses `{"us": {"amount": 990, "currency": "USD"}}`, in minor units, as in the API. Undefined when empty. */
export function readPrices(
  row: Row,
  name: 'market_prices' | 'group_prices',
): Item['market_prices'] | undefined {
  const cell = row.cell(name)
  if (cell === '') return undefined
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), item.entries[name]), cell)
  if (read.success) return read.output
  throw new RowProblem(
    'bad_prices',
    row.column(name),
    'This cell does not contain prices. Write JSON like {"us": {"amount": 990, "currency": "USD"}}, in minor units.',
  )
}

/** Parses `{"de": {"title": "Teekanne", "url": "/de/teekanne"}}`, as in the API. Undefined when empty. */
export function readTranslations(row: Row): Item['translations'] | undefined {
  const cell = row.cell('translations')
  if (cell === '') return undefined
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), item.entries.translations), cell)
  if (read.success) return read.output
  throw new RowProblem(
    'bad_translations',
    row.column('translations'),
    'This cell does not contain translations. Write JSON like {"de": {"title": "Teekanne", "url": "/de/teekanne"}}.',
  )
}

/** What the card's button does. Undefined when empty. */
export function readAction(row: Row): Item['action'] | undefined {
  const cell = row.cell('card_action')
  if (cell === '') return undefined
  const read = v.safeParse(item.entries.action, cell)
  if (read.success) return read.output
  throw new RowProblem('bad_action', row.column('card_action'), `Give one of: ${CARD_ACTIONS.join(', ')}.`)
}
