import * as v from 'valibot'
import { PairwellError } from '../../vocabulary/errors.ts'

/** A cursor of several ids, as JSON because an id may contain any character. */
export const writeCursor = (...parts: string[]): string => JSON.stringify(parts)

/**
 * The ids of a cursor; all '' for the first page.
 * @throws {PairwellError} `invalid_input` for an invalid cursor
 */
export function readCursor(after: string, parts: number): string[] {
  if (after === '') return Array.from({ length: parts }, () => '')
  const ids = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(v.string()), v.length(parts)), after)
  if (ids.success) return ids.output
  throw new PairwellError(
    'invalid_input',
    'The query is not as documented. "after": take it from `next` of the page before.',
  )
}
