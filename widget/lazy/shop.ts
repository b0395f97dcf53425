/** The adapter of the shop's cart; '' if the page adds by itself. */
export const cartOf = (dataset: Readonly<Partial<Record<string, string>>>): string =>
  Object(window.pairwell).onAdd ? '' : (dataset.cart ?? (window.Shopify ? 'shopify' : ''))
