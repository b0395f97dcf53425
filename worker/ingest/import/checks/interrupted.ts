import type { RowError } from '../../../../schema/imports/imports.ts'
import { type Fragment, isItem, isOrder, wholeOrder } from '../fragments.ts'

/** References of the lines of stored orders, by id; orders that are not stored are missing. */
export type StoredLines = (order_ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>

const cutOff = (key: string, row: number, what: string): RowError => ({
  row,
  column: '',
  code: 'cut_off',
  message: `The file ends within ${what} ${key} or after it without a line end, and has fewer lines of it than are stored, or is incomplete. It was left as it was. Send the whole file again; if it is complete, end its last row with a line end.`,
  value: '',
})

/** Whether an order has fewer lines than the stored one and no others; the end of one of them may be missing. */
const isBeginningOf = (lines: readonly string[], stored: readonly string[]): boolean =>
  lines.length < stored.length && lines.every((line) => stored.some((one) => one.startsWith(line)))

/**
 * Takes the records out within which the file ends: a part of an upload must not replace a whole order or item. A file without a
 * line end at its end may be complete, so that its last order is left out only if it is the beginning of the stored one.
 */
export async function withoutInterrupted(
  groups: Map<string, Fragment[]>,
  readStored: StoredLines,
): Promise<RowError[]> {
  const out = new Map<string, RowError>()
  const doubtful = new Map<string, string[]>()
  for (const [key, fragments] of groups) {
    const cut = fragments.filter(isItem).find((one) => one.cut)
    const ends = fragments.filter(isOrder).flatMap((one) => one.ends ?? [])
    if (cut) out.set(key, cutOff(key, cut.row, 'item'))
    else if (ends.includes('within')) out.set(key, cutOff(key, 0, 'order'))
    else if (ends.length > 0) {
      const { lines } = wholeOrder(key, fragments.filter(isOrder), '')
      doubtful.set(
        key,
        lines.map(([reference]) => reference),
      )
    }
  }
  if (doubtful.size > 0) {
    const stored = await readStored([...doubtful.keys()])
    for (const [key, lines] of doubtful) {
      if (isBeginningOf(lines, stored.get(key) ?? [])) out.set(key, cutOff(key, 0, 'order'))
    }
  }
  for (const key of out.keys()) groups.delete(key)
  return [...out.values()]
}
