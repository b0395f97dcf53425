import * as v from 'valibot'
import { MEANING } from '../../ingest/import/cells/links.ts'
import type { JobLease } from '../../jobs/lease/lease.ts'
import { type RelationCells, relationCells, replaceLinks } from '../../store/catalogue/relations.ts'
import type { Store } from '../../store/open.ts'
import { numberOf } from './gid.ts'
import type { Group } from './lines.ts'

const field = v.nullish(v.object({ value: v.nullish(v.string()) }))
const shape = v.object({ id: v.string(), handle: v.string(), complementary: field, related: field })
const references = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/** Items whose relations are written in one transaction. */
const PORTION = 500

/** Products that the metafields of Search & Discovery name, which are numbers, while items are named by handles. */
export class StatedCompanions {
  private readonly handles = new Map<string, string>()
  private readonly stated: { handle: string; type: RelationCells['relationship_type']; numbers: string[] }[] =
    []

  /** Notes a product of the export. */
  add({ root }: Group): void {
    const read = v.safeParse(shape, root)
    if (!read.success) return
    const { id, handle, complementary, related } = read.output
    this.handles.set(numberOf(id), handle)
    const lists = [
      [MEANING.cross_sell, complementary],
      [MEANING.similar, related],
    ] as const
    for (const [type, list] of lists) {
      const gids = v.safeParse(references, list?.value ?? '')
      if (gids.success && gids.output.length > 0)
        this.stated.push({ handle, type, numbers: gids.output.map(numberOf) })
    }
  }

  /**
   * Makes the catalogue's relations equal to those that were noted; companions that the store does not have are left out.
   * @returns how many there are
   */
  async write(store: Store, lease: JobLease): Promise<number> {
    const cells = new Map<string, RelationCells[]>()
    let count = 0
    for (const { handle, type, numbers } of this.stated) {
      const own = cells.get(handle) ?? []
      for (const [at, number] of numbers.entries()) {
        const related_item_id = this.handles.get(number)
        if (related_item_id === undefined || related_item_id === handle) continue
        own.push(
          relationCells(
            { item_id: handle, related_item_id, relationship_type: type, position: at + 1 },
            true,
          ),
        )
        count += 1
      }
      cells.set(handle, own)
    }
    const all = [...this.handles.values()]
    for (let from = 0; from < all.length; from += PORTION) {
      lease.handOverIfSpent()
      const ids = all.slice(from, from + PORTION)
      const own = ids.flatMap((id) => cells.get(id) ?? [])
      await replaceLinks(store, ids, own)
      await lease.pause()
    }
    return count
  }
}
