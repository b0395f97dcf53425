import type { ImportRow } from '../../../../schema/imports/imports.ts'
import type { JobLease } from '../../../jobs/lease/lease.ts'
import { type Catalogue, catalogueOf } from '../../../models/catalogue.ts'
import type { NamedItem } from '../../../store/catalogue/items.ts'
import { readBucketsAfter } from '../../../store/imports/imports.ts'
import type { Store } from '../../../store/open.ts'
import { type AssembleContext, assemble } from '../assemble.ts'
import { type Fragment, isAbsent, isItem } from '../fragments.ts'

/** Buckets read at once: about 1 MB. */
const BUCKETS_PER_READ = 8

/**
 * The catalogue as a trial of a file sees it: a real upload has stored the file's items before it looks for the companions that the
 * file names, so a trial must know them, too. After an interruption a part of the file is gone: then no companion is called unknown.
 * @param around with the stored catalogue
 */
export async function withItemsOfFile(
  store: Store,
  row: ImportRow,
  around: AssembleContext,
  lease: JobLease,
): Promise<Catalogue> {
  const stored = await around.catalogue()
  const ofFile = await catalogueOf(itemsOf(store, row, around), () => lease.pause())
  const other = (reference: string) => (row.buckets_done > 0 ? reference.slice(2) : undefined)
  return {
    ...stored,
    idOf: (reference) => stored.idOf(reference) ?? ofFile.idOf(reference) ?? other(reference),
  }
}

async function* itemsOf(
  store: Store,
  { import_id }: ImportRow,
  around: AssembleContext,
): AsyncGenerator<NamedItem[]> {
  for (let after = -1; ; ) {
    const waiting = await readBucketsAfter(store, import_id, after, BUCKETS_PER_READ)
    const last = waiting.at(-1)
    if (!last) return
    const fragments = waiting.flatMap((piece): Fragment[] => JSON.parse(piece.fragments))
    const stated = fragments.filter((one) => isItem(one) && !isAbsent(one))
    const { items = [] } = await assemble(stated, around)
    yield items.toSorted((a, b) => (a.item_id < b.item_id ? -1 : 1))
    after = last.bucket
  }
}
