import type { RowError } from '../../../../schema/imports/imports.ts'
import { type Fragment, isItem, isOrder, wholeOrder } from '../fragments.ts'

/** Numbers of lines of stored orders, by id; orders that are not stored are missing. */
export type LineCounts = (order_ids: readonly string[]) => Promise<ReadonlyMap<string, number>>

const cutOff = (key: string, row: number, what: string): RowError => ({
  row,
  column: '',
  code: 'cut_off',
  message: `The file ends within ${what} ${key} or after it without a line end, and has fewer lines of it than are stored, or is incomplete. It was left as it was. Send the whole file again; if it is complete, end its last row with a line end.`,
  value: '',
})

/**
 * Takes the records out within which the file ends: a part of an upload must not replace a whole order or item. A file without a
 * line end at its end may be complete, so that its last order is left out only if the stored one has more lines.
 */
export async function withoutInterrupted(
  groups: Map<string, Fragment[]>,
  readCounts: LineCounts,
): Promise<RowError[]> {
  const out = new Map<string, RowError>()
  const doubtful = new Map<string, number>()
  for (const [key, fragments] of groups) {
    const cut = fragments.filter(isItem).find((one) => one.cut)
    const ends = fragments.filter(isOrder).flatMap((one) => one.ends ?? [])
    if (cut) out.set(key, cutOff(key, cut.row, 'item'))
    else if (ends.includes('within')) out.set(key, cutOff(key, 0, 'order'))
    else if (ends.length > 0) {
      doubtful.set(key, wholeOrder(key, fragments.filter(isOrder), '').lines.length)
    }
  }
  if (doubtful.size > 0) {
    const stored = await readCounts([...doubtful.keys()])
    for (const [key, lines] of doubtful) {
      if ((stored.get(key) ?? 0) > lines) out.set(key, cutOff(key, 0, 'order'))
    }
  }
  for (const key of out.keys()) groups.delete(key)
  return [...out.values()]
}
