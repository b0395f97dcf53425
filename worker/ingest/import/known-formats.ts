import type { Format } from './format.ts'
import { algolplusOrders } from './formats/algolplus-orders.ts'
import { googleFeed } from './formats/google-feed.ts'
import { magentoProducts } from './formats/magento-products.ts'
import { plainCustomers } from './formats/plain-customers.ts'
import { plainItems } from './formats/plain-items.ts'
import { plainOrders } from './formats/plain-orders.ts'
import { plainRelations } from './formats/plain-relations.ts'
import { priceList } from './formats/price-list.ts'
import { shopifyCustomers } from './formats/shopify-customers.ts'
import { shopifyOrders } from './formats/shopify-orders.ts'
import { shopifyProducts } from './formats/shopify-products.ts'
import { skyvergeOrderLines, skyvergeOrders } from './formats/skyverge-orders.ts'
import { bigcommerceOrders } from './formats/systems/bigcommerce-orders.ts'
import { bigcommerceProducts } from './formats/systems/bigcommerce-products.ts'
import { ecwidProducts } from './formats/systems/ecwid-products.ts'
import { matrixifyOrders } from './formats/systems/matrixify-orders.ts'
import { matrixifyProducts } from './formats/systems/matrixify-products.ts'
import { opencartProducts } from './formats/systems/opencart-products.ts'
import { prestashopProducts } from './formats/systems/prestashop-products.ts'
import { shopwareOrders } from './formats/systems/shopware-orders.ts'
import { shopwareProducts } from './formats/systems/shopware-products.ts'
import { squarespaceOrders } from './formats/systems/squarespace-orders.ts'
import { squarespaceProducts } from './formats/systems/squarespace-products.ts'
import { wixOrders } from './formats/systems/wix-orders.ts'
import { wixProducts } from './formats/systems/wix-products.ts'
import { vendureProducts } from './formats/vendure-products.ts'
import { webtoffeeOrders } from './formats/webtoffee-orders.ts'
import { wooProducts } from './formats/woo-products.ts'
import { wooReport } from './formats/woo-report.ts'

/** All supported formats. The first that fits is used, so our plain formats come last. */
export const FORMATS: readonly Format[] = [
  matrixifyProducts,
  shopifyProducts,
  matrixifyOrders,
  shopifyOrders,
  squarespaceOrders,
  bigcommerceOrders,
  shopwareOrders,
  shopifyCustomers,
  wooProducts,
  wooReport,
  webtoffeeOrders,
  skyvergeOrders,
  skyvergeOrderLines,
  wixOrders,
  algolplusOrders,
  magentoProducts,
  vendureProducts,
  shopwareProducts,
  bigcommerceProducts,
  squarespaceProducts,
  wixProducts,
  ecwidProducts,
  opencartProducts,
  prestashopProducts,
  googleFeed,
  priceList,
  plainItems,
  plainCustomers,
  plainOrders,
  plainRelations,
]
