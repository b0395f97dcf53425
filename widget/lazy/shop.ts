import type { Shown } from '../view/shown.ts'

/** The adapter of the shop's cart; '' if the page adds by itself. */
export const cartOf = ({ cart }: Readonly<Partial<Record<string, string>>>): string =>
  Object(window.pairwell).onAdd ? '' : (cart ?? ('Shopify' in window ? 'shopify' : ''))

/**
 * The answer with the links of the page's language: Shopify's pages lie below a root for each, `/fr/products/tea`. Links that the
 * answer has in this language are left alone.
 */
export function inLanguage(answer: Shown): Shown {
  const { root } = Object(window.Shopify?.routes)
  if (typeof root !== 'string' || root === '/') return answer
  const { origin } = location
  const withLink = <T extends { url: string | null }>(item: T): T => {
    const path = item.url?.startsWith(`${origin}/`) ? item.url.slice(origin.length) : (item.url ?? '')
    return /^\/(products|collections)\//.test(path) ? { ...item, url: root + path.slice(1) } : item
  }
  const { seed, items, spare = [] } = answer
  return {
    ...answer,
    ...(seed && { seed: withLink(seed) }),
    ...{ items: items.map(withLink), spare: spare.map(withLink) },
  }
}
