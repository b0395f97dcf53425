/** The adapter of the shop's cart; '' if the page adds by itself. */
export const cartOf = ({ cart }: Readonly<Partial<Record<string, string>>>): string =>
  Object(window.pairwell).onAdd ? '' : (cart ?? ('Shopify' in window ? 'shopify' : ''))
