import type { Context } from 'hono'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { type ShopifyApp, shopifyApp } from '../../../platforms/shopify/config.ts'

/** @throws {PairwellError} `unknown_route` where the deployment has no app at Shopify */
export function configured(c: Context<App>): ShopifyApp {
  const app = shopifyApp(c.env)
  if (!app)
    throw new PairwellError('unknown_route', 'This deployment has no app at Shopify. See docs/PLATFORMS.md.')
  return app
}

export const badSignature = () =>
  new PairwellError('bad_signature', 'The request is not signed with the secret of the app at Shopify.')
