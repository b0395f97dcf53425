/** Days before the newest order that are the latest past. */
export const RECENT_DAYS = 7
/** Places of a list that shoppers see first, and the customers below which a newcomer there is looked at. */
const SEEN_PLACES = 4
const FEW_CUSTOMERS = 5
/** Orders that an item has had before: younger ones have no past to compare with. */
const SETTLED_ORDERS = 30

/** Orders of the last days, by item. */
export class RecentOrders {
  private readonly whose: (string | null)[] = []
  private readonly byItem = new Map<number, number[]>()

  /** Takes one order in. @param customer null makes it a customer of its own */
  add(items: readonly number[], customer: string | null): void {
    const order = this.whose.push(customer) - 1
    for (const item of items) {
      const orders = this.byItem.get(item)
      if (orders) orders.push(order)
      else this.byItem.set(item, [order])
    }
  }

  /** How many of them hold the item. */
  ordersOf(item: number): number {
    return this.byItem.get(item)?.length ?? 0
  }

  /** How many hold both, and of how many customers. */
  both(a: number, b: number): { orders: number; customers: number } {
    const others = new Set(this.byItem.get(b))
    const shared = (this.byItem.get(a) ?? []).filter((order) => others.has(order))
    const named = shared.flatMap((order) => this.whose[order] ?? [])
    return { orders: shared.length, customers: new Set(named).size + shared.length - named.length }
  }
}

/** A list as it stands, and who its companions are. */
export type Ranked = {
  key: number
  seed_orders: number
  companions: readonly { item: number; co_orders: number }[]
}

/** A companion that nobody was seen with a week ago, and few customers since. */
export type AnomalousPair = { item: number; companion: number; co_orders: number; customers: number }

/**
 * Companions among the first four of a settled item whose every order is of the last seven days and of fewer than five
 * customers: how a list looks when somebody fills it on purpose. A function of the orders alone.
 */
export function findAnomalousPairs(
  { key, seed_orders, companions }: Ranked,
  recent: RecentOrders,
): AnomalousPair[] {
  if (seed_orders - recent.ordersOf(key) < SETTLED_ORDERS) return []
  return companions.slice(0, SEEN_PLACES).flatMap(({ item, co_orders }) => {
    if (co_orders === 0) return []
    const { orders, customers } = recent.both(key, item)
    const sudden = orders === co_orders && customers < FEW_CUSTOMERS
    return sudden ? [{ item: key, companion: item, co_orders, customers }] : []
  })
}
