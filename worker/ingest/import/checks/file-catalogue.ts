import type { ImportRow } from '../../../../schema/imports/imports.ts'
import type { JobLease } from '../../../jobs/lease/lease.ts'
import { type Catalogue, catalogueOf } from '../../../models/catalogue.ts'
import type { NamedItem } from '../../../store/catalogue/items.ts'
import { readBucketsAfter } from '../../../store/imports/imports.ts'
import type { Store } from '../../../store/open.ts'
import { type AssembleContext, assemble } from '../assemble.ts'
import { type Fragment, isItem } from '../fragments.ts'

/** Buckets read at once: about 1 MB. */
const BUCKETS_PER_READ = 8
/** Reads at most: a job may make 1,000 calls of the database, and has others to make. */
const MAX_READS = 200

/**
 * The catalogue as a trial of a file sees it: a real upload has stored the file's items before it looks for the companions that the
 * file names, so a trial must know them, too. Where it cannot know all of them, because the file is very large or the trial was
 * interrupted, no companion is called unknown.
 * @param around with the stored catalogue
 */
export async function withItemsOfFile(
  store: Store,
  row: ImportRow,
  around: AssembleContext,
  lease: JobLease,
): Promise<Catalogue> {
  const stored = await around.catalogue()
  const reading = { isWhole: row.buckets_done === 0 }
  const ofFile = await catalogueOf(itemsOf(store, row, around, reading), () => lease.pause())
  const other = (reference: string) => (reading.isWhole ? undefined : reference.slice(2))
  return {
    ...stored,
    idOf: (reference) => stored.idOf(reference) ?? ofFile.idOf(reference) ?? other(reference),
  }
}

async function* itemsOf(
  store: Store,
  { import_id }: ImportRow,
  around: AssembleContext,
  reading: { isWhole: boolean },
): AsyncGenerator<NamedItem[]> {
  if (!reading.isWhole) return
  let after = -1
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const waiting = await readBucketsAfter(store, import_id, after, BUCKETS_PER_READ)
    const last = waiting.at(-1)
    if (!last) return
    const fragments = waiting.flatMap((piece): Fragment[] => JSON.parse(piece.fragments))
    const stated = fragments.filter(isItem)
    const { items = [] } = await assemble(stated, around)
    yield items.toSorted((a, b) => (a.item_id < b.item_id ? -1 : 1))
    after = last.bucket
  }
  reading.isWhole = false
}
