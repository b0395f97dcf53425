import type { Received } from '../../../schema/imports/report.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { readPublished } from '../../store/catalogue/items.ts'
import type { Store } from '../../store/open.ts'
import type { Reader } from './reader.ts'

/** Share of the published items that a catalogue may leave out before a confirmation is required. */
const MAX_ABSENT = 0.3
/** Item ids shown in that request. */
const MAX_SHOWN = 10

/** The merchant's options that concern items missing from the file. */
export type Completeness = { confirm: boolean; dry_run: boolean }

/**
 * Marks published items that a catalogue leaves out as unpublished, with one fragment for each in the buckets. A file counts as
 * the complete catalogue unless the merchant says otherwise. If a refused row could belong to any item, nothing is unpublished.
 * @throws {PairwellError} `confirm_needed` when more than 30 % would be unpublished
 */
export async function markAbsent(
  store: Store,
  reader: Reader,
  options: Completeness,
): Promise<Received['absent']> {
  const has = reader.seen.close()
  let published = 0
  let count = 0
  const first: string[] = []
  const gone = (id: string) => {
    count += 1
    if (first.length < MAX_SHOWN) first.push(id)
    if (!reader.unknownItem) reader.buckets.add({ key: id, absent: true })
  }
  for await (const ids of readPublished(store)) {
    published += ids.length
    for (const id of ids) if (!has(id)) gone(id)
  }
  const many = count > MAX_ABSENT * published
  if (many && !options.confirm && !options.dry_run && !reader.unknownItem)
    throw confirmNeeded(published, count, first)
  return { count, kept: reader.unknownItem, confirm_needed: many }
}

const confirmNeeded = (published: number, absent: number, first: readonly string[]) =>
  new PairwellError(
    'confirm_needed',
    `The file leaves out ${absent} of the ${published} published items, so nothing was changed. If they are no longer sold, send the file again with confirm=1; if it contains only a part of the catalogue, with partial=1.`,
    { published, absent, first },
  )
