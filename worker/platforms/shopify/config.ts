import type { Env } from '../../env.ts'

/** The app of this deployment at Shopify. */
export type ShopifyApp = {
  client_id: string
  secret: string
  /** Version of the Admin API, such as 2026-07. */
  version: string
  /** Address of a store's Admin API without a path. */
  adminOf(domain: string): string
  /** Milliseconds to wait, of those that the real Shopify needs: a simulated one answers at once. */
  pauseOf(milliseconds: number): number
}

/** The version whose documentation this code follows. Shopify keeps a version for a year. */
const VERSION = '2026-07'

/** Milliseconds between two questions to a simulated Shopify. */
const LOCAL_PAUSE = 50

/** The app as the deployment is configured; undefined where it has none, and every route of it is closed. */
export function shopifyApp(env: Env): ShopifyApp | undefined {
  const { SHOPIFY_API_KEY: client_id, SHOPIFY_API_SECRET: secret, SHOPIFY_ADMIN_URL: local } = env
  if (!client_id || !secret) return undefined
  return {
    client_id,
    secret,
    version: env.SHOPIFY_API_VERSION ?? VERSION,
    adminOf: (domain) => (local ?? 'https://{shop}').replace('{shop}', domain),
    pauseOf: (milliseconds) => (local === undefined ? milliseconds : Math.min(milliseconds, LOCAL_PAUSE)),
  }
}

/** Permanent domains of stores; another one could lead a request with our secret elsewhere. */
const DOMAIN = /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/

/** Whether a text is the permanent domain of a store. */
export const isStoreDomain = (text: string): boolean => DOMAIN.test(text)
