import { dice } from '../../../demo/shop/orders/random.ts'
import type { Value } from './graphql.ts'

/** A product, and an order, as the simulated store keeps them. */
export type StoreProduct = {
  id: number
  handle: string
  title: string
  price: string
  stock: number
  status: 'ACTIVE' | 'DRAFT'
  variants: string[]
  complementary: number[]
  updated_at: number
}
export type StoreOrder = {
  id: number
  name: string
  email: string
  customer: number
  status: 'PAID' | 'PENDING' | 'VOIDED' | 'REFUNDED'
  lines: { product: number; variant: number; quantity: number; left: number; rec?: string }[]
  at: number
  updated_at: number
}

const BEGAN = Date.UTC(2026, 0, 1)

/** A store of any size, the same for the same seed. Every tenth product has two variants and a companion. */
export class ShopifyStore {
  readonly products = new Map<number, StoreProduct>()
  readonly orders = new Map<number, StoreOrder>()
  private readonly roll: (below: number) => number

  constructor({ products, orders, seed = 1 }: { products: number; orders: number; seed?: number }) {
    const { below } = dice(seed)
    this.roll = below
    for (let n = 1; n <= products; n += 1) this.addProduct(n, products)
    for (let n = 1; n <= orders; n += 1) {
      this.addOrder(n, BEGAN + Math.floor((n * 25_000_000_000) / orders))
    }
  }

  private addProduct(n: number, count: number): void {
    const isLarge = n % 10 === 0
    this.products.set(n, {
      ...{
        id: n,
        handle: `thing-${n}`,
        title: `Thing ${n}`,
        updated_at: BEGAN + n,
        status: 'ACTIVE' as const,
      },
      price: ((500 + this.roll(9_000)) / 100).toFixed(2),
      stock: this.roll(40),
      variants: isLarge ? ['Red', 'Blue'] : ['Default Title'],
      complementary: isLarge ? [(n % count) + 1, 999_999] : [],
    })
  }

  /** Places an order of a pair that is bought together, and something else. */
  addOrder(n: number, at: number): StoreOrder {
    const count = this.products.size
    const first = 1 + this.roll(count)
    const numbers = [...new Set([first, (first % count) + 1, 1 + this.roll(count)])]
    const customer = 1 + this.roll(5_000)
    const order: StoreOrder = {
      ...{ id: 7_000_000 + n, name: `#${1_000 + n}`, customer, email: `buyer${customer}@store.example` },
      status: (['PAID', 'PAID', 'PENDING', 'PAID', 'VOIDED'] as const)[n % 5] ?? 'PAID',
      lines: numbers.map((product, line) => {
        const quantity = 1 + this.roll(2)
        const variant = this.roll(this.products.get(product)?.variants.length ?? 1)
        const left = n % 7 === 0 && line === 0 ? quantity - 1 : quantity
        return { product, variant, quantity, left, ...(n % 9 === 0 && { rec: `rec_${n}` }) }
      }),
      ...{ at, updated_at: at },
    }
    this.orders.set(order.id, order)
    return order
  }

  /** What the Admin API shows of the products. */
  readProducts(): Value[] {
    return [...this.products.values()].map((one) => ({
      __typename: 'Product',
      ...{
        id: `gid://shopify/Product/${one.id}`,
        handle: one.handle,
        title: one.title,
        vendor: 'Fern',
        productType: 'Kettles',
      },
      ...{
        tags: ['tea', 'kitchen'],
        status: one.status,
        isGiftCard: false,
        publishedAt: '2026-01-01T00:00:00Z',
      },
      category: { __typename: 'TaxonomyCategory', fullName: 'Home & Garden > Kitchen > Kettles' },
      featuredMedia: {
        __typename: 'MediaImage',
        preview: { image: { url: `https://cdn.example/${one.id}.jpg` } },
      },
      metafield: (args: string) => metafieldOf(one, args),
      collections: {
        nodes: [{ __typename: 'Collection', id: 'gid://shopify/Collection/1', title: 'Everything' }],
      },
      variants: { nodes: one.variants.map((option, at) => this.variant(one, option, at)) },
    }))
  }

  private variant(one: StoreProduct, option: string, at: number): Value {
    return {
      __typename: 'ProductVariant',
      ...{
        id: `gid://shopify/ProductVariant/${variantNumber(one.id, at)}`,
        sku: skuOf(one.id, at),
        barcode: '',
      },
      ...{ price: one.price, inventoryQuantity: one.stock, inventoryPolicy: 'DENY', image: null },
      selectedOptions: [{ __typename: 'SelectedOption', name: 'Colour', value: option }],
      inventoryItem: {
        __typename: 'InventoryItem',
        id: `gid://shopify/InventoryItem/${variantNumber(one.id, at)}`,
        tracked: true,
        unitCost: { __typename: 'MoneyV2', amount: (Number(one.price) / 2).toFixed(2) },
      },
    }
  }

  /** What the Admin API shows of the orders. */
  readOrders(): Value[] {
    return [...this.orders.values()].map((one) => {
      const goods = this.goodsOf(one)
      return {
        __typename: 'Order',
        ...{ id: `gid://shopify/Order/${one.id}`, name: one.name, createdAt: iso(one.at), cancelledAt: null },
        ...{ test: false, displayFinancialStatus: one.status, currencyCode: 'EUR', taxesIncluded: true },
        ...{ email: one.email, sourceName: 'web', discountCodes: [], paymentGatewayNames: ['card'] },
        ...{ subtotalPriceSet: set(goods), totalDiscountsSet: set(0), totalShippingPriceSet: set(490) },
        ...{ totalTaxSet: set(Math.round((goods + 490) * 0.16)), totalPriceSet: set(goods + 490) },
        ...{ totalTipReceivedSet: set(0), originalTotalDutiesSet: null, totalRefundedSet: set(0) },
        customer: {
          __typename: 'Customer',
          id: `gid://shopify/Customer/${one.customer}`,
          defaultEmailAddress: { __typename: 'CustomerEmailAddress', emailAddress: one.email },
        },
        billingAddress: { __typename: 'MailingAddress', company: null, countryCodeV2: 'DE' },
        shippingAddress: null,
        lineItems: { nodes: one.lines.map((line, at) => this.line(one, line, at)) },
      }
    })
  }

  private line(
    order: StoreOrder,
    { product, variant, quantity, left, rec }: StoreOrder['lines'][number],
    at: number,
  ): Value {
    const one = this.products.get(product)
    return {
      __typename: 'LineItem',
      ...{
        id: `gid://shopify/LineItem/${order.id}${at}`,
        name: one?.title,
        title: one?.title,
        variantTitle: null,
      },
      ...{ sku: skuOf(product, variant), quantity, currentQuantity: left, discountAllocations: [] },
      originalUnitPriceSet: set(Math.round(Number(one?.price) * 100)),
      customAttributes: rec ? [{ __typename: 'Attribute', key: '_rec_id', value: rec }] : [],
    }
  }

  goodsOf({ lines }: StoreOrder): number {
    const priceOf = (product: number) => Math.round(Number(this.products.get(product)?.price) * 100)
    return lines.reduce((sum, { product, quantity }) => sum + quantity * priceOf(product), 0)
  }
}

const iso = (at: number) => new Date(at).toISOString()
const set = (minor: number) => ({
  __typename: 'MoneyBag',
  shopMoney: { __typename: 'MoneyV2', amount: (minor / 100).toFixed(2) },
})
/** Numbers and SKUs of variants. */
export const variantNumber = (product: number, at: number) => product * 10 + at
export const skuOf = (product: number, at: number) => `SKU-${product}-${at}`

function metafieldOf({ complementary }: StoreProduct, args: string): Value | null {
  if (!args.includes('"complementary_products"') || complementary.length === 0) return null
  return {
    __typename: 'Metafield',
    value: JSON.stringify(complementary.map((id) => `gid://shopify/Product/${id}`)),
  }
}
