import { CURRENCY, categoryPath, ITEMS, type Item, money, type Variant } from './catalogue.ts'
import { generateOrders, type OrderOptions } from './orders.ts'

type Cell = string | number

/** Writes a cell by RFC 4180, quoted only where necessary. */
const cell = (value: Cell) =>
  /[",\r\n]/.test(`${value}`) ? `"${`${value}`.replace(/"/g, '""')}"` : `${value}`

/** Writes rows as CSV. The keys of the first row are the header. */
function csv(rows: readonly Record<string, Cell>[]): string {
  const head = Object.keys(rows[0] ?? {})
  return [head, ...rows.map((row) => Object.values(row))]
    .map((row) => `${row.map(cell).join(',')}\n`)
    .join('')
}

const yes = (is: boolean) => (is ? 'yes' : 'no')

/** Returns the id of a variant's picture: its own, or else that of the item. */
export const pictureId = (item: Item, variant: Variant): string =>
  variant.own_picture ? variant.id : item.id

function itemRow(base: string, item: Item, variant: Variant) {
  const attributes = Object.entries({ ...item.attributes, ...variant.attributes })
  return {
    id: variant.id,
    item_group_id: item.id,
    sku: variant.sku,
    title: item.title,
    link: new URL(`/p/${item.id}`, base).href,
    image_link: new URL(`/pictures/${pictureId(item, variant)}.svg`, base).href,
    price: money(variant.price),
    currency: CURRENCY,
    sale_price: '',
    cost_of_goods_sold: money(variant.cost),
    availability: variant.availability,
    stock: variant.stock,
    product_type: categoryPath(item),
    brand: item.brand,
    tags: item.tags.join(','),
    attributes: attributes.map(([key, value]) => `${key}=${value}`).join(';'),
    option: variant.option,
    replenish_days: item.replenish_days || '',
    disclosure: item.disclosure,
    age_limit: item.age_limit || '',
    published: yes(item.published),
    gift_card: yes(item.gift_card),
  }
}

/** Returns the catalogue in the plain format, one row per variant. `base` is the shop's origin: `https://shop.example`. */
export function itemsCsv(base: string): string {
  return csv(ITEMS.flatMap((item) => item.variants.map((variant) => itemRow(base, item, variant))))
}

/** Returns the orders in the plain format: one row per line, `item_id` is the variant, dates are ISO in UTC. */
export function ordersCsv(options: OrderOptions): string {
  const rows = generateOrders(options).flatMap((order) =>
    order.lines.map(({ variant, quantity }) => ({
      order_id: order.order_id,
      order_date: new Date(order.order_date).toISOString().replace('.000', ''),
      customer_id: order.customer_id,
      item_id: variant.id,
      quantity,
      price: money(variant.price),
      currency: CURRENCY,
      status: order.status,
    })),
  )
  return csv(rows)
}

/**
 * The ids of customers who paid an order under a name, those with the earliest first: whoever only cancelled is not known to the shop.
 * @param newest that of the shop's orders, to the millisecond
 */
export const customersOf = (newest: number): string[] => [
  ...new Set(
    generateOrders({ newest }).flatMap(({ customer_id, status }) =>
      status === 'paid' && customer_id ? [customer_id] : [],
    ),
  ),
]

/** Relations that the merchant states, by item id. */
const RELATIONS: readonly (readonly [item: string, type: string, ...related: string[]])[] = [
  ['cone-dripper', 'required_part', 'filter-cone'],
  ['cone-dripper-steel', 'required_part', 'filter-cone'],
  ['flat-dripper', 'required_part', 'filter-flat'],
  ['hourglass-brewer', 'required_part', 'filter-hourglass'],
  ['plunge-brewer', 'required_part', 'filter-disc'],
  ['nonna-moka', 'accessory', 'moka-gasket', 'espresso-tide'],
  ['pour-over-stand', 'accessory', 'cone-dripper', 'flat-dripper'],
  ['burundi-new-crop', 'accessory', 'cone-dripper', 'filter-cone'],
  ['heron-kettle-e', 'substitute', 'wren-kettle-plus'],
  ['matcha-ceremony', 'substitute', 'matcha-kitchen'],
  ['pebble-grinder', 'up_sell', 'pebble-grinder-steel', 'boulder-grinder'],
  ['brook-grinder', 'up_sell', 'brook-grinder-plus'],
]

/** Returns the merchant's relations in the plain format; `position` counts from 1 within an item. */
export function relationsCsv(): string {
  return csv(
    RELATIONS.flatMap(([item_id, relationship_type, ...related]) =>
      related.map((related_item_id, index) => ({
        item_id,
        related_item_id,
        relationship_type,
        position: index + 1,
      })),
    ),
  )
}
