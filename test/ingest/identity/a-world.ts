import { SignJWT } from 'jose'
import { dice } from '../../../demo/shop/orders/random.ts'
import { itemsFile, type TestShop } from '../../a-shop.ts'
import { aBeacon, anEvent, report } from '../../outcomes/a-beacon.ts'
import { message, minute, shopifyLine, shopifyOrder, wooLine, wooOrder } from '../hooks/bodies.ts'
import type { Simulator } from '../hooks/platforms.ts'

/** The names that a source gives a person. */
export type Names = { id?: string; email?: string }

/** Something that happens to a shop's people. `order` is the number of an order that has one item of the same number. */
export type Step = Names &
  (
    | { by: 'file' | 'json' | 'woo' | 'shopify'; order: number }
    | { by: 'token' | 'customers' | 'erase' | 'separate' | 'join' }
  )

const SOURCES = ['file', 'json', 'woo', 'shopify', 'token', 'customers'] as const

/** Draws steps among few customers, so that names meet often. One address is that of an office. */
export function drawnSteps(seed: number, count: number): Step[] {
  const { below, chance } = dice(seed)
  return Array.from({ length: count }, (_, at): Step => {
    const email = chance() < 0.3 ? 'office@example.com' : `a${below(6)}@example.com`
    const id = `c${below(9)}`
    const luck = chance()
    if (luck < 0.06) return { by: 'erase', ...(chance() < 0.5 ? { id } : { email }) }
    if (luck < 0.12) return { by: chance() < 0.6 ? 'separate' : 'join', email }
    const by = SOURCES[below(SOURCES.length)] ?? 'file'
    if (by === 'token' || by === 'customers') return { by, id, email }
    const named = chance()
    return { by, order: 1_000 + at, ...(named < 0.8 && { id }), ...(named > 0.25 && { email }) }
  })
}

/** Who is whom, as simply as possible: pairs of names, in order of arrival. */
export class Oracle {
  private pairs: [string, string][] = []
  private readonly erased = new Map<string, boolean>()
  private readonly alone = new Set<string>()
  private readonly crowded = new Set<string>()
  private readonly buyers = new Map<number, string | undefined>()

  take(step: Step): void {
    const names = [step.id, step.email].filter((name) => name !== undefined)
    // A name is known to the shop's people only if another one was named with it.
    const email = names.find((name) => this.degree(name) > 0) ?? ''
    if (step.by === 'erase') this.erase(names)
    else if (step.by === 'separate' && email !== '') this.alone.add(email)
    else if (step.by === 'join') this.alone.delete(email)
    else this.meet(names)
    if (!('order' in step)) return
    const buyer = step.by === 'shopify' ? (step.email ?? step.id) : (step.id ?? step.email)
    this.buyers.set(step.order, names.some((name) => this.erased.has(name)) ? undefined : buyer)
  }

  /** Orders of the person with this name, sorted. */
  ordersOf(name: string): number[] {
    const group = this.groupOf(name)
    return [...this.buyers]
      .flatMap(([order, buyer]) => (buyer !== undefined && group.has(buyer) ? order : []))
      .sort()
  }

  isErased(name: string): boolean {
    return this.erased.has(name)
  }

  private meet(names: readonly string[]): void {
    if (names.some((name) => this.erased.get(name))) {
      this.erase(names)
      return
    }
    const [a, b] = names
    if (a === undefined || b === undefined || names.some((name) => this.erased.has(name))) return
    this.pairs.push([a, b], [b, a])
    for (const name of names) if (this.degree(name) > 5) this.crowded.add(name)
  }

  private erase(names: readonly string[]): void {
    for (const name of new Set(names.flatMap((one) => [...this.groupOf(one)]))) {
      if (!this.erased.has(name)) this.erased.set(name, this.joins(name))
    }
    this.pairs = this.pairs.filter((pair) => !pair.some((name) => this.erased.has(name)))
    for (const [order, buyer] of this.buyers)
      if (this.erased.has(buyer ?? '')) this.buyers.set(order, undefined)
  }

  private degree = (name: string) => new Set(this.pairs.flatMap(([a, b]) => (a === name ? b : []))).size
  private joins = (name: string) => !this.alone.has(name) && !this.crowded.has(name)

  private groupOf(name: string): Set<string> {
    const group = new Set([name])
    for (const one of group) {
      if (!this.joins(one)) continue
      for (const [a, b] of this.pairs) if (a === one && this.joins(b)) group.add(b)
    }
    return group
  }
}

/** A shop to which steps happen through its real doors. */
export type World = {
  shop: TestShop
  shopify: Simulator
  woo: Simulator
  token_key: string
  keyOf(email: string): string
}

const sku = (order: number) => `X-${order}`

/** Lets one step happen, and its jobs end. */
export async function happen(world: World, step: Step): Promise<void> {
  const { shop, shopify, woo, token_key } = world
  const { id = '', email = '' } = step
  switch (step.by) {
    case 'file':
      await shop.give(
        'orders',
        `order_id,order_date,customer_id,customer_email,item_id\n${step.order},2026-10-01,${id},${email},${sku(step.order)}`,
      )
      return
    case 'json': {
      const buyer = { ...(id && { customer_id: id }), ...(email && { customer_email: email }) }
      const order = { order_id: String(step.order), ...buyer, lines: [{ item_id: sku(step.order) }] }
      await shop.call('/v1/orders', 'POST', { orders: [order] })
      return
    }
    case 'woo': {
      const line_items = [wooLine(step.order, sku(step.order), 1)]
      const more = { customer_id: id || 0, billing: { email }, line_items }
      await woo.deliver(message('order.updated', wooOrder(step.order, minute(1), more)))
      return
    }
    case 'shopify': {
      const line_items = [shopifyLine(step.order, sku(step.order), 1)]
      const customer = id === '' ? null : { id, email }
      const more = { email, contact_email: email, customer, line_items }
      await shopify.deliver(message('orders/create', shopifyOrder(step.order, minute(1), more)))
      return
    }
    case 'customers':
      await shop.give(
        'customers',
        `Customer ID,Email,Accepts Email Marketing,Total Orders\n'${id},${email},yes,3`,
      )
      return
    case 'token': {
      const token = await new SignJWT({ sub: id, email })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuedAt()
        .setExpirationTime('10m')
        .sign(new TextEncoder().encode(token_key))
      await report(shop, {
        ...aBeacon([anEvent('rec_viewable')], `browser-of-${id}-000`),
        customer_token: token,
      })
      return
    }
    case 'erase': {
      const named = { ...(id && { customer_id: id }), ...(email && { customer_email: email }) }
      await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', ...named })
      return
    }
    default:
      await shop.call('/v1/person-keys', 'PUT', { key: world.keyOf(email), joins: step.by === 'join' })
  }
}

/** A catalogue of a few items, for shops whose people matter and not their items. */
export const ANY_ITEMS = itemsFile(['tea,Tea,/tea,/tea.png,9.90,'])
