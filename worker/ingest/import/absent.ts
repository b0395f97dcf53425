import type { Received } from '../../../schema/imports/imports.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { readPublished } from '../../store/catalogue/items.ts'
import type { Store } from '../../store/open.ts'
import type { Reader } from './reader.ts'

/** Share of the published items that a catalogue may leave out before it is asked whether it is whole. */
const MOST_ABSENT = 0.3
/** Ids shown when it is. */
const SHOWN = 10

/** What the merchant says of the file beside its rows. */
export type Completeness = { confirm: boolean; dry_run: boolean }

/**
 * A catalogue is whole unless the merchant says otherwise: what it leaves out is unpublished. Puts a fragment into the
 * buckets for each such item. A row that could not be taken may have been any item's: then nothing is unpublished.
 * @throws {PairwellError} `confirm_needed` when more than 30 % would go
 */
export async function markAbsent(
  store: Store,
  reader: Reader,
  said: Completeness,
): Promise<Received['absent']> {
  const has = reader.seen.close()
  let published = 0
  let count = 0
  const first: string[] = []
  const gone = (id: string) => {
    count += 1
    if (first.length < SHOWN) first.push(id)
    if (!reader.unknownItem) reader.buckets.add({ key: id, absent: true })
  }
  for await (const ids of readPublished(store)) {
    published += ids.length
    for (const id of ids) if (!has(id)) gone(id)
  }
  const many = count > MOST_ABSENT * published
  if (many && !said.confirm && !said.dry_run && !reader.unknownItem)
    throw confirmNeeded(published, count, first)
  return { count, kept: reader.unknownItem, confirm_needed: many }
}

const confirmNeeded = (published: number, absent: number, first: readonly string[]) =>
  new PairwellError(
    'confirm_needed',
    `The file leaves out ${absent} of the ${published} published items; nothing was changed. If they are gone, send it again with confirm=1; if it holds only a part of the catalogue, with partial=1.`,
    { published, absent, first },
  )
