/** Days before the newest order that count as recent. */
export const RECENT_DAYS = 7
/** First places of a list that are checked: those that shoppers see. */
const CHECKED_PLACES = 4
/** Customers from which a new companion is not suspicious. */
const MIN_CUSTOMERS = 5
/** Earlier orders that an item needs: a younger item has no past to compare with. */
const MIN_EARLIER_ORDERS = 30

/** The orders of the last days, by item. */
export class RecentOrders {
  private readonly customers: (string | null)[] = []
  private readonly byItem = new Map<number, number[]>()

  /** Adds an order. @param customer null makes it a customer of its own */
  add(items: readonly number[], customer: string | null): void {
    const order = this.customers.push(customer) - 1
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

  /** How many hold both items, and how many customers made them. */
  both(a: number, b: number): { orders: number; customers: number } {
    const others = new Set(this.byItem.get(b))
    const shared = (this.byItem.get(a) ?? []).filter((order) => others.has(order))
    const named = shared.flatMap((order) => this.customers[order] ?? [])
    return { orders: shared.length, customers: new Set(named).size + shared.length - named.length }
  }
}

/** A list to check, best companion first. */
export type CheckedCompanions = {
  key: number
  seed_orders: number
  companions: readonly { item: number; co_orders: number }[]
}

/** A companion whose whole evidence is recent and of few customers. */
export type AnomalousPair = { item: number; companion: number; co_orders: number; customers: number }

/**
 * Companions among the first four of an item with 30 earlier orders, whose every order with it is of the last seven days and
 * of fewer than five customers: what a list looks like when somebody places orders to get into it. Depends on orders alone.
 */
export function findAnomalousPairs(
  { key, seed_orders, companions }: CheckedCompanions,
  recent: RecentOrders,
): AnomalousPair[] {
  if (seed_orders - recent.ordersOf(key) < MIN_EARLIER_ORDERS) return []
  return companions.slice(0, CHECKED_PLACES).flatMap(({ item, co_orders }) => {
    // Looking for the orders of both costs more than all other checks, and few items have so many recent ones.
    const most = Math.min(recent.ordersOf(key), recent.ordersOf(item))
    if (co_orders === 0 || co_orders > most) return []
    const { orders, customers } = recent.both(key, item)
    const isAnomalous = orders === co_orders && customers < MIN_CUSTOMERS
    return isAnomalous ? [{ item: key, companion: item, co_orders, customers }] : []
  })
}
