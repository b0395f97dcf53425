import { dice } from '../../../demo/shop/orders/random.ts'
import {
  message,
  minute,
  type Sent,
  shopifyLine,
  shopifyOrder,
  shopifyProduct,
  shopifyVariant,
} from '../hooks/bodies.ts'

type Product = {
  id: number
  handle: string
  title: string
  price: number
  stock: number
  published: boolean
  told: boolean
}
type Order = { id: number; lines: [sku: string, quantity: number][]; refunded: number; cancelled: boolean }

/** Products and orders of the shop at the beginning of the day. */
const PRODUCTS = 40
const ORDERS = 60

const moment = (at: number): string => new Date(at).toISOString()
const money = (minor: number): string => (minor / 100).toFixed(2)
const skuOf = ({ handle }: Product): string => handle.toUpperCase()

/**
 * Simulates a day of a shop: each change is reported by messages of Shopify, and the shop can be exported as files at any
 * time. No code that reads messages or files is used here.
 */
export class Day {
  private readonly products = new Map<number, Product>()
  private readonly orders = new Map<number, Order>()
  private readonly dice: ReturnType<typeof dice>
  private sequence = 0

  constructor(seed: number) {
    this.dice = dice(seed)
    for (let id = 1; id <= PRODUCTS; id += 1) this.products.set(id, this.newProduct(id))
    for (let id = 1; id <= ORDERS; id += 1) this.orders.set(1_000 + id, this.newOrder(1_000 + id))
  }

  /** Changes something at that time (UTC milliseconds) and returns the messages about it. */
  happens(at: number): Sent[] {
    const chance = this.dice.chance()
    if (chance < 0.3) return this.changeProduct(at)
    if (chance < 0.5) return this.changeStock(at)
    if (chance < 0.53) return this.addProduct(at)
    if (chance < 0.55) return this.deleteProduct(at)
    if (chance < 0.8) return this.addOrder(at)
    return this.changeOrder(at)
  }

  /** Returns the current catalogue as a Shopify export. */
  productsCsv(): string {
    const rows = [...this.products.values()].map((product) => [
      ...[
        product.handle,
        `"${product.title}"`,
        'Corner',
        'Tea',
        'TRUE',
        'Title',
        'Default Title',
        skuOf(product),
      ],
      ...[
        'shopify',
        product.stock,
        'deny',
        money(product.price),
        `https://cdn.example/${product.handle}.png`,
        'FALSE',
      ],
      product.published ? 'active' : 'draft',
    ])
    const header =
      'Handle,Title,Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src,Gift Card,Status'
    return [header, ...rows.map((row) => row.join(','))].join('\n')
  }

  /** Returns the current orders as a Shopify export, without returned pieces. */
  ordersCsv(): string {
    const rows = [...this.orders.values()].flatMap((order) => {
      const status = order.cancelled ? 'voided' : 'paid'
      const head = [`#${order.id}`, `buyer${order.id % 7}@shop.example`, status, 'EUR', minute(1)]
      return linesLeft(order).map(([sku, quantity], at) => [
        ...(at === 0 ? head : [head[0], '', '', '', '']),
        ...[quantity, `Line ${sku}`, '4.50', sku, order.cancelled && at === 0 ? minute(9) : ''],
      ])
    })
    const header =
      'Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at'
    return [header, ...rows.map((row) => row.join(','))].join('\n')
  }

  private newProduct(id: number): Product {
    const { below } = this.dice
    const handle = `thing-${id}`
    return {
      id,
      handle,
      title: `Thing ${id}`,
      price: 100 + below(900),
      stock: below(5),
      published: true,
      told: false,
    }
  }

  private newOrder(id: number): Order {
    const skus = new Set(
      Array.from({ length: 1 + this.dice.below(4) }, () => `THING-${1 + this.dice.below(PRODUCTS)}`),
    )
    return { id, lines: [...skus].map((sku) => [sku, 1 + this.dice.below(3)]), refunded: 0, cancelled: false }
  }

  private pick<T>(from: ReadonlyMap<number, T>): T {
    const found = [...from.values()][this.dice.below(from.size)]
    if (found === undefined) throw new Error('there is nothing left')
    return found
  }

  private changeProduct(at: number): Sent[] {
    const product = this.pick(this.products)
    this.sequence += 1
    product.title = `Thing ${product.id}, new ${this.sequence}`
    product.price = 100 + this.dice.below(900)
    product.published = this.dice.chance() < 0.9
    product.told = true
    return [message('products/update', productBody(product, at))]
  }

  private changeStock(at: number): Sent[] {
    const product = this.pick(this.products)
    product.stock = this.dice.below(5)
    const level = { inventory_item_id: product.id * 10 + 1, location_id: 1, available: product.stock }
    return [message('inventory_levels/update', { ...level, updated_at: moment(at) })]
  }

  private addProduct(at: number): Sent[] {
    const product = this.newProduct(Math.max(...this.products.keys()) + 1)
    product.told = true
    this.products.set(product.id, product)
    return [message('products/create', productBody(product, at))]
  }

  private deleteProduct(at: number): Sent[] {
    const { id, told } = this.pick(this.products)
    if (!told) return this.changeStock(at)
    this.products.delete(id)
    return [message('products/delete', { id }, moment(at))]
  }

  private addOrder(at: number): Sent[] {
    const order = this.newOrder(Math.max(...this.orders.keys()) + 1)
    this.orders.set(order.id, order)
    return [message('orders/create', orderBody(order, at))]
  }

  /** Returns a piece of the first line, or cancels the order. */
  private changeOrder(at: number): Sent[] {
    const order = this.pick(this.orders)
    const [first] = order.lines
    if (first && !order.cancelled && order.lines.length > 1 && order.refunded < first[1]) {
      order.refunded += 1
      const refund = refundBody(order, order.refunded, at)
      return [message('refunds/create', refund, moment(at)), message('orders/updated', orderBody(order, at))]
    }
    order.cancelled = true
    return [
      message('orders/cancelled', orderBody(order, at)),
      message('orders/updated', orderBody(order, at)),
    ]
  }
}

const productBody = (product: Product, at: number) =>
  shopifyProduct(product.id, product.handle, moment(at), {
    title: product.title,
    status: product.published ? 'active' : 'draft',
    tags: '',
    variants: [
      shopifyVariant(product.id * 10, {
        sku: skuOf(product),
        price: money(product.price),
        inventory_quantity: product.stock,
        inventory_management: 'shopify',
      }),
    ],
  })

const linesLeft = ({ lines, refunded }: Order): [string, number][] =>
  lines
    .map(([sku, quantity], at): [string, number] => [sku, at === 0 ? quantity - refunded : quantity])
    .filter(([, quantity]) => quantity > 0)

const lineId = (order: Order, at: number): number => order.id * 100 + at

const refundBody = (order: Order, number: number, at: number) => ({
  id: order.id * 1_000 + number,
  order_id: order.id,
  created_at: moment(at),
  refund_line_items: [{ id: 1, line_item_id: lineId(order, 0), quantity: 1 }],
})

const orderBody = (order: Order, at: number) =>
  shopifyOrder(order.id, moment(at), {
    email: `buyer${order.id % 7}@shop.example`,
    contact_email: `buyer${order.id % 7}@shop.example`,
    customer: { id: order.id % 7, email: `buyer${order.id % 7}@shop.example` },
    financial_status: order.cancelled ? 'voided' : 'paid',
    cancelled_at: order.cancelled ? minute(9) : null,
    line_items: order.lines.map(([sku, quantity], place) =>
      shopifyLine(lineId(order, place), sku, quantity, {
        name: `Line ${sku}`,
        title: `Line ${sku}`,
        current_quantity: place === 0 ? quantity - order.refunded : quantity,
      }),
    ),
    refunds: Array.from({ length: order.refunded }, (_, number) => refundBody(order, number + 1, at)),
  })
