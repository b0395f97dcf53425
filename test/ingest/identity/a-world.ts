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
    // Several orders in one file or call.
    | { by: 'many'; via: 'file' | 'json'; orders: readonly (Names & { order: number })[] }
    | { by: 'token' | 'customers' | 'erase' | 'separate' | 'join' }
  )

const SOURCES = ['file', 'json', 'woo', 'shopify', 'token', 'customers', 'many', 'many'] as const

/** Draws steps among few customers, so that names meet often. One address is that of an office. */
export function drawnSteps(seed: number, count: number): Step[] {
  const { below, chance } = dice(seed)
  return Array.from({ length: count }, (_, at): Step => {
    const drawn = () => ({
      email: chance() < 0.3 ? 'office@example.com' : `a${below(6)}@example.com`,
      id: `c${below(9)}`,
    })
    const { id, email } = drawn()
    const luck = chance()
    if (luck < 0.06) return { by: 'erase', ...(chance() < 0.5 ? { id } : { email }) }
    if (luck < 0.12) return { by: chance() < 0.6 ? 'separate' : 'join', email }
    const by = SOURCES[below(SOURCES.length)] ?? 'file'
    if (by === 'token' || by === 'customers') return { by, id, email }
    if (by === 'many') {
      const orders = Array.from({ length: 2 + below(4) }, (_, n) => ({
        order: 2_000 + 10 * at + n,
        ...drawn(),
      }))
      return { by, via: chance() < 0.5 ? 'file' : 'json', orders }
    }
    const named = chance()
    return { by, order: 1_000 + at, ...(named < 0.8 && { id }), ...(named > 0.25 && { email }) }
  })
}

const namesOf = ({ id, email }: Names) => [id, email].filter((name) => name !== undefined)

/** Who is whom, as simply as possible: pairs of names, in order of arrival. */
export class Oracle {
  private pairs: [string, string][] = []
  private readonly erased = new Map<string, boolean>()
  private readonly alone = new Set<string>()
  private readonly crowded = new Set<string>()
  private readonly buyers = new Map<number, string | undefined>()

  take(step: Step): void {
    const names = namesOf(step)
    // A name is known to the shop's people only if another one was named with it.
    const email = names.find((name) => this.degree(name) > 0) ?? ''
    if (step.by === 'erase') this.erase(names)
    else if (step.by === 'separate' && email !== '') this.alone.add(email)
    else if (step.by === 'join') this.alone.delete(email)
    else if (step.by === 'many') {
      this.meet(step.orders.map(namesOf))
      for (const order of step.orders) this.place({ by: step.via, ...order })
    } else this.meet([names])
    if ('order' in step) this.place(step)
  }

  private place(step: Names & { by: string; order: number }): void {
    const buyer = step.by === 'shopify' ? (step.email ?? step.id) : (step.id ?? step.email)
    // A line of a file has only the name that stands for the buyer.
    const names = step.by === 'file' ? [] : namesOf(step)
    const isGone = this.erased.has(buyer ?? '') || names.some((name) => this.erased.get(name))
    this.buyers.set(step.order, isGone ? undefined : buyer)
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

  /** Facts of one file, call or message. */
  private meet(facts: readonly (readonly string[])[]): void {
    const beside = facts.filter((names) => names.some((name) => this.erased.get(name))).flat()
    // Another name of an erased person, unless it stands with others, too.
    const others = [...new Set(beside)].filter((name) => !this.erased.has(name) && this.degree(name) === 0)
    for (const name of others) this.erased.set(name, false)
    this.forget()
    const live = facts.filter((names) => !names.some((name) => this.erased.has(name)))
    for (const [a, b] of live) if (a !== undefined && b !== undefined) this.pairs.push([a, b], [b, a])
    for (const name of live.flat()) if (this.degree(name) > 5) this.crowded.add(name)
  }

  private erase(names: readonly string[]): void {
    for (const name of new Set(names.flatMap((one) => [...this.groupOf(one)]))) {
      if (!this.erased.has(name)) this.erased.set(name, this.joins(name))
    }
    this.forget()
  }

  private forget(): void {
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

async function ordersBy(
  shop: TestShop,
  via: 'file' | 'json',
  orders: readonly (Names & { order: number })[],
): Promise<void> {
  if (via === 'file') {
    const rows = orders.map(
      ({ order, id = '', email = '' }) => `${order},2026-10-01,${id},${email},${sku(order)}`,
    )
    await shop.give('orders', ['order_id,order_date,customer_id,customer_email,item_id', ...rows].join('\n'))
    return
  }
  const given = orders.map(({ order, id, email }) => ({
    order_id: String(order),
    ...(id && { customer_id: id }),
    ...(email && { customer_email: email }),
    lines: [{ item_id: sku(order) }],
  }))
  await shop.call('/v1/orders', 'POST', { orders: given })
}

/** Lets one step happen, and its jobs end. */
export async function happen(world: World, step: Step): Promise<void> {
  const { shop, shopify, woo, token_key } = world
  const { id = '', email = '' } = step
  switch (step.by) {
    case 'file':
    case 'json':
      await ordersBy(shop, step.by, [step])
      return
    case 'many':
      await ordersBy(shop, step.via, step.orders)
      return
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
