import { attribute } from '../../engine/measure/attribution.ts'
import type { Figures, ItemFigures } from '../../schema/outcomes/item-figures.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { Store } from '../store/open.ts'
import { type Counts, readFirstDay } from '../store/outcomes/funnel.ts'
import { readItemDays } from '../store/outcomes/item-days.ts'
import { type Credit, pathsOf, readAttributed } from './attributed-lines.ts'
import { clickRate } from './reports/click-rate.ts'
import { dateOf } from './reports/range.ts'

/** Days of which figures are shown, with the present one. */
const DAYS = 30
/** Clicks count for purchases within this time, as in reports. */
const WINDOW = '30m'

/**
 * What panels did on the page of an item and with the item in other panels, in the last 30 days.
 * @param now UTC milliseconds
 */
export async function itemFiguresOf(
  store: Store,
  shop: Shop,
  item_id: string,
  now: number,
): Promise<ItemFigures> {
  const to = Math.floor(now / DAY)
  const { from: read, seed, suggested } = await readItemDays(store, item_id, { from: to - DAYS + 1, to })
  const from = Math.max(read, await readFirstDay(store, now))
  const { lines } = await readAttributed(store, { from, to }, WINDOW, shop.currency)
  const bought = (of: (touch: Credit) => string) => ({
    bought: attribute(
      pathsOf(lines, of, ({ quantity }) => quantity),
      'last',
    ).get(item_id),
    revenue: attribute(
      pathsOf(lines, of, (line) => line.revenue),
      'last',
    ).get(item_id),
  })
  return {
    item_id,
    ...{ from: dateOf(from), to: dateOf(to), currency: shop.currency },
    seed: figuresOf(
      seed,
      bought((touch) => touch.seed_item_id),
    ),
    suggested: figuresOf(
      suggested,
      bought((touch) => touch.item_id),
    ),
  }
}

type Bought = { bought: number | undefined; revenue: number | undefined }

const figuresOf = (counts: Counts, { bought = 0, revenue = 0 }: Bought): Figures | null =>
  Object.values(counts).every((count) => count === 0) && bought === 0
    ? null
    : { ...counts, bought, revenue, ...clickRate(counts) }
