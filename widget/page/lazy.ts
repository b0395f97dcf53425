/** Where the files of these parts lie: beside the script, whatever page it runs on. */
export const beside = { script: '' }

/** Parts that most pages never need. The build makes a file of each and puts its address here. */
export const lazy = {
  press: () => import('../lazy/press.ts'),
  layouts: () => import('../lazy/layouts.ts'),
  personal: () => import('../lazy/personal.ts'),
  debug: () => import('../lazy/debug.ts'),
  shopify: () => import('../adapters/shopify.ts'),
  woocommerce: () => import('../adapters/woocommerce.ts'),
  magento: () => import('../adapters/magento.ts'),
}
