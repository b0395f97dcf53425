import type { Store } from '../store/open.ts'
import { type Claim, readItemShares, readNamedItems } from '../store/outcomes/claims.ts'
import { type ClaimedOrder, type LineItem, readLineItems } from '../store/outcomes/outcomes.ts'
import { type Proof, proofOf } from './proof.ts'

/** A claimed order with the browser whose claim it is. */
type ClaimedRow = ClaimedOrder & { browser: string }

/** Claims of which the truth is known. */
export type Proved<Row> = {
  /** Rows whose own claim is the true one, in their order; each order once. */
  rows: Row[]
  /** Orders that are claimed, but by nobody who could know them. */
  unproved: number
  lineItems: ReadonlyMap<string, LineItem>
}

/** Finds the true claims among those on some orders. */
export async function provedOf<Row extends ClaimedRow>(
  store: Store,
  rows: readonly Row[],
): Promise<Proved<Row>> {
  const lineItems = await readLineItems(store, rows)
  const orders = claimedOrders(rows)
  const named = await readNamedItems(store, namesIn(orders.values(), lineItems))
  const itemOf = (name: string) => named.get(name) ?? name
  const shares = await readItemShares(store, [...new Set(named.values())])
  const proofs = new Map<string, Proof | undefined>()
  for (const [order_id, order] of orders) {
    const items = new Set(order.lines.map(([reference]) => itemOf(lineItems.get(reference)?.item_id ?? '')))
    const claims = order.claims.map((claim) => ({
      ...claim,
      item_ids: [...new Set(claim.item_ids.map(itemOf))],
    }))
    proofs.set(
      order_id,
      proofOf({ ...order, claims }, items, (item_id) => shares.get(item_id)),
    )
  }
  const taken = new Set<string>()
  const proved = rows.filter((row) => {
    const proof = proofs.get(row.order_id)
    if (!proof || taken.has(row.order_id) || !isOwn(row, proof.claim)) return false
    taken.add(row.order_id)
    return true
  })
  const unproved = [...proofs.values()].filter((proof) => proof === undefined).length
  return { rows: proved, unproved, lineItems }
}

/** How the orders and the claims call their items. */
const namesIn = (orders: Iterable<ClaimedOrder>, lineItems: ReadonlyMap<string, LineItem>): string[] => [
  ...new Set([
    ...Array.from(lineItems.values(), ({ item_id }) => item_id),
    ...Array.from(orders, ({ claims }) => claims.flatMap(({ item_ids }) => item_ids)).flat(),
  ]),
]

/** Each order with all claims on it: one may name its number, and another the platform's own. */
function claimedOrders(rows: readonly ClaimedRow[]): Map<string, ClaimedOrder> {
  const orders = new Map<string, ClaimedOrder>()
  for (const row of rows) {
    const before = orders.get(row.order_id)?.claims ?? []
    const claims = new Map([...before, ...row.claims].map((claim) => [claim.visitor, claim]))
    orders.set(row.order_id, { ...row, claims: [...claims.values()] })
  }
  return orders
}

/** Whether the true claim is that of the row, or of the same signed-in customer in another browser. */
function isOwn({ browser, claims }: ClaimedRow, { visitor, customer }: Claim): boolean {
  if (visitor === browser) return true
  const own = claims.find((claim) => claim.visitor === browser)
  return customer !== null && own?.customer === customer
}
