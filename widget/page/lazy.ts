/** Address of the script; its parts are loaded from the same folder. */
export const beside = { script: '' }

/** Parts that most pages do not need. The build makes a file of each and inserts its address here. */
export const lazy = {
  press: () => import('../lazy/press.ts'),
  layouts: () => import('../lazy/layouts.ts'),
  personal: () => import('../lazy/personal.ts'),
  debug: () => import('../lazy/debug.ts'),
  shopify: () => import('../adapters/shopify.ts'),
  woocommerce: () => import('../adapters/woocommerce.ts'),
  magento: () => import('../adapters/magento.ts'),
}
