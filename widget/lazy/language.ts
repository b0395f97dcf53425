import type { Shown } from '../view/shown.ts'

/**
 * Leads the links of an answer to the page's language: Shopify's pages lie below a root for each, `/fr/products/tea`. Links that are in
 * this language already stay.
 */
export function leadToLanguage({ seed, items, spare = [] }: Shown): void {
  const root = window.Shopify?.routes?.root
  for (const item of [seed, ...items, ...spare]) {
    if (root && item?.url)
      item.url = item.url.replace(RegExp(`^(${location.origin})?/(?=products/|collections/)`), root)
  }
}
