/**
 * Column of the exports that an import reads; '1' means that the cells of the line are exactly what is stored. In files of others
 * `&amp;` is an ampersand, a leading quote is a spreadsheet's, and spaces around a cell are none of its text.
 */
export const EXACT = 'pairwell_export'

/** Beginning of an exact cell that is written as JSON, because a reader of CSV would change it: line ends become one kind. */
export const AS_JSON = 'json:"'

/** A cell that a spreadsheet would evaluate, also behind quotes, so that one quote more is removed again. */
export const FORMULA = /^'*[=+\-@\t\r]/

/** Characters that no door accepts today, but that rows of earlier versions may have: an import would refuse them. */
const UNSTORABLE = /[\0\p{Cs}]/gu

/** Whether a cell may have them: a faster check, because most cells are short and plain. */
const MAYBE_SPECIAL = /[\0\r\ud800-\udfff]/

/** A cell as an exact line has it. */
export function exactCell(cell: string | number): string | number {
  if (typeof cell !== 'string' || !(MAYBE_SPECIAL.test(cell) || cell.startsWith(AS_JSON))) return cell
  const text = cell.replace(UNSTORABLE, '\ufffd')
  return text.includes('\r') || text.startsWith(AS_JSON) ? `json:${JSON.stringify(text)}` : text
}
