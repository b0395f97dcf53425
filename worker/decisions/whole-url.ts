import type { Shop } from '../../schema/shop/shops.ts'

/**
 * An address that works outside of the shop's pages: catalogues may have paths, which the shop's first origin completes. Undefined for
 * a path of a shop that lists no origin, and for what is no address of a page.
 */
export function wholeUrl(
  url: string | null | undefined,
  { allowed_origins }: Pick<Shop, 'allowed_origins'>,
): string | undefined {
  if (!url || !URL.canParse(url, allowed_origins[0])) return undefined
  const whole = new URL(url, allowed_origins[0])
  return whole.protocol === 'https:' || whole.protocol === 'http:' ? whole.href : undefined
}
