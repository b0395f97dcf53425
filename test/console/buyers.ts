import type { Server } from './server.ts'

export type Buyer = { customer_id: string; orders: Set<string>; items: Set<string> }

/**
 * Those who paid an order of the demo shop's file, by their first order in it. Which they are depends on the hour of the day, and so
 * does what they have: a test says what it needs of them.
 */
export function buyersOf({ files }: Server): Buyer[] {
  const [header = '', ...lines] = files.orders.trim().split('\n')
  const columns = header.split(',')
  const buyers = new Map<string, Buyer>()
  for (const line of lines) {
    const cells = line.split(',')
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
    const customer_id = cell('customer_id')
    if (customer_id === '' || cell('status') !== 'paid') continue
    const buyer = buyers.get(customer_id) ?? { customer_id, orders: new Set(), items: new Set() }
    buyer.orders.add(cell('order_id'))
    buyer.items.add(cell('item_id'))
    buyers.set(customer_id, buyer)
  }
  return [...buyers.values()]
}

/** Whether somebody has bought a variant of one of these items. */
export const hasOneOf = ({ items }: Buyer, groups: readonly string[]): boolean =>
  [...items].some((item) => groups.some((group) => item === group || item.startsWith(`${group}--`)))
