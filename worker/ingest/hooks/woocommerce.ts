import { customerDeletion, orderDeletion, productDeletion, type Reader } from './message.ts'
import { readOrder } from './woo-orders.ts'
import { readProduct } from './woo-products.ts'

/**
 * WooCommerce's topics that say something here, by their names in X-WC-Webhook-Topic. Messages of products and orders are
 * those of the REST API's version 3, where times named `_gmt` are without a zone.
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
 */
export const WOO_TOPICS: ReadonlyMap<string, Reader> = new Map([
  ['product.created', readProduct],
  ['product.updated', readProduct],
  ['product.restored', readProduct],
  ['product.deleted', productDeletion],
  ['order.created', readOrder],
  ['order.updated', readOrder],
  ['order.restored', readOrder],
  ['order.deleted', orderDeletion],
  ['customer.deleted', customerDeletion],
])
