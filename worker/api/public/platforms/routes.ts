import { Hono } from 'hono'
import type { App } from '../../../http/app.ts'
import { hookRoutes } from './hooks.ts'
import { shopifyRoutes } from './shopify-app.ts'
import { shopifyMessages } from './shopify-messages.ts'

/** What shop systems call: messages, and the pages of an app. */
export const platformRoutes = new Hono<App>()
  .route('/hooks', hookRoutes)
  .route('/shopify', shopifyMessages)
  .route('/shopify', shopifyRoutes)
