import { ViewTable } from '../../engine/alternatives/view-table.ts'
import { findViewedTogether, type ViewedTogether } from '../../engine/alternatives/viewed-together.ts'
import { Arena } from '../../engine/data/arena.ts'
import { hash32 } from '../../engine/numbers/hash.ts'
import { VIEW_DAYS } from '../../schema/outcomes/journeys.ts'
import { DAY, dayOf } from '../../vocabulary/time.ts'
import { drained, type JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { type ProvedPurchase, readViews, type ViewsOfVisitor } from '../store/outcomes/views.ts'
import { readShop } from '../store/shop/shops.ts'
import type { Catalogue } from './catalogue.ts'

/** Visitors in one read, and reads in one run: visitors are keyed hashes, so the first 100,000 are a sample. */
const VISITORS_A_READ = 2_000
const MAX_READS = 50
/** Visitors between two pauses: about 2 ms of work. */
const VISITORS_A_STRETCH = 200

/** Reads the proved purchases since a time (UTC milliseconds), by visitor. */
export type ReadBuyers = (
  store: Store,
  since: number,
  lease: JobLease,
) => Promise<ReadonlyMap<string, ProvedPurchase>>

/**
 * Which items the visitors of the last 30 days viewed together; nothing if the shop does not learn from views.
 * @param at UTC milliseconds of the run
 */
export async function viewedTogether(
  store: Store,
  catalogue: Catalogue,
  at: number,
  readBuyers: ReadBuyers,
  lease: JobLease,
): Promise<ViewedTogether> {
  if ((await readShop(store))?.panel_rules.views === 'ignore') return new Map()
  const since = dayOf(at) - VIEW_DAYS
  const arena = new Arena()
  const table = new ViewTable(arena)
  let buyers: ReadonlyMap<string, ProvedPurchase> | undefined
  for (let read = 0, after = ''; read < MAX_READS; read += 1) {
    const page = await readViews(store, after, VISITORS_A_READ)
    const recent = page.map(({ visitor, views }) => ({
      visitor,
      views: views.filter(({ day }) => day > since),
    }))
    const seen = recent.filter(({ views }) => views.length > 0)
    // Most shops have none, and proofs read many rows.
    if (seen.length > 0) buyers ??= await readBuyers(store, since * DAY, lease)
    let hasRoom = true
    for (const [n, visitor] of seen.entries()) {
      hasRoom &&= table.add(itemsOf(visitor, buyers?.get(visitor.visitor), catalogue))
      if (n % VISITORS_A_STRETCH === VISITORS_A_STRETCH - 1) await lease.stretch()
    }
    await lease.pause()
    if (page.length === 0 || !hasRoom) break
    after = page.at(-1)?.visitor ?? after
  }
  const found = await drained(findViewedTogether(table, catalogue.ids.length, arena), lease)
  arena.releaseAll()
  return found
}

/** The views of a visitor by item numbers; what the catalogue does not know is left out. */
function itemsOf({ views }: ViewsOfVisitor, purchase: ProvedPurchase | undefined, catalogue: Catalogue) {
  const numbersOf = (ids: readonly string[]) =>
    ids.map((id) => catalogue.numberOf(`i:${id}`)).filter((item) => item >= 0)
  const bought = numbersOf(purchase?.item_ids ?? [])
  // A purchase within a day of the view.
  const isNear = (day: number) => purchase?.day === day || purchase?.day === day + 1
  return {
    group: hash32(views[0]?.network ?? ''),
    isBuyer: purchase !== undefined,
    days: views.map(({ day, item_ids }) => ({
      day,
      viewed: numbersOf(item_ids),
      bought: isNear(day) ? bought : [],
    })),
  }
}
