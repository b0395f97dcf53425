import type { FamilyPurchase } from '../../engine/choice/purchases.ts'
import type { OrderLine } from '../../schema/orders/orders.ts'
import { listBuyerKeys, type PersonOrder, readPersonOrders } from '../store/customers/propensities.ts'
import type { Store } from '../store/open.ts'
import type { ScoreCatalogue } from './score-catalogue.ts'

/** What people bought, as scoring reads it. */
export type Bought = {
  person: string
  purchases: FamilyPurchase[]
  /** Times of the purchases of each item by number, UTC milliseconds, oldest first; number of orders; both for the items. */
  items: Map<number, number[]>
  orders: number
}

/** Numbers by which purchases are written, of an item. */
export type Numbering = { familyOf(item: number): number; brandOf(item: number): number }

/** A page of buyers: their orders, and the last key, to go on from; undefined when there are no more. */
export type BuyerPage = { bought: Bought[]; last: string | undefined }

/**
 * Reads the next buyers with their orders, each person once.
 * @param most keys in the page, ≤ 1,000
 */
export async function readBuyerPage(
  store: Store,
  after: string,
  most: number,
  currency: string,
  catalogue: ScoreCatalogue,
  numbering: Numbering,
): Promise<BuyerPage> {
  const buyers = await listBuyerKeys(store, after, most)
  const persons = buyers.flatMap(({ person, isFirst }) => (isFirst ? [person] : []))
  const orders = persons.length > 0 ? await readPersonOrders(store, persons, currency) : []
  return {
    bought: boughtOf(orders, catalogue, numbering),
    last: buyers.length < most ? undefined : buyers.at(-1)?.key,
  }
}

/** Groups orders, which are by person and time. */
function boughtOf(orders: readonly PersonOrder[], catalogue: ScoreCatalogue, numbering: Numbering): Bought[] {
  const found: Bought[] = []
  let from = 0
  for (let at = 0; at < orders.length; at += 1) {
    if (at + 1 < orders.length && orders[at + 1]?.person === orders[at]?.person) continue
    found.push(personOf(orders.slice(from, at + 1), catalogue, numbering))
    from = at + 1
  }
  return found
}

function personOf(orders: readonly PersonOrder[], catalogue: ScoreCatalogue, numbering: Numbering): Bought {
  const items = new Map<number, number[]>()
  const days = new Map<number, { items: Set<number>; paid: number }>()
  for (const { day, ordered_at, paid, lines } of orders) {
    const held = days.get(day) ?? { items: new Set(), paid: 0 }
    days.set(day, held)
    held.paid += paid
    const parsed: OrderLine[] = JSON.parse(lines)
    for (const item of new Set(parsed.map(([reference]) => catalogue.numberOf(reference)))) {
      if (item < 0) continue
      held.items.add(item)
      const times = items.get(item)
      if (times) times.push(ordered_at)
      else items.set(item, [ordered_at])
    }
  }
  return {
    person: orders[0]?.person ?? '',
    purchases: [...days].map(([day, held]) => purchaseOf(day, held, catalogue, numbering)),
    items,
    orders: orders.length,
  }
}

function purchaseOf(
  day: number,
  { items, paid }: { items: ReadonlySet<number>; paid: number },
  { prices }: ScoreCatalogue,
  { familyOf, brandOf }: Numbering,
): FamilyPurchase {
  const brands = new Map<number, number>()
  let [sum, priced] = [0, 0]
  for (const item of items) {
    const family = familyOf(item)
    if (family < 0) continue
    if (!brands.has(family)) brands.set(family, brandOf(item))
    const price = prices[item] ?? 0
    if (price <= 0) continue
    sum += Math.log(price)
    priced += 1
  }
  const log_price = priced > 0 ? sum / priced : null
  return { day, families: [...brands.keys()], brands: [...brands.values()], paid, log_price }
}
