import { env } from 'node:process'
import { serve } from '@hono/node-server'
import { shopApp } from './app.ts'
import { Shop } from './shop.ts'

const shop = new Shop({
  api: env.PAIRWELL_URL ?? 'http://127.0.0.1:8787',
  publishableKey: env.PAIRWELL_PUBLISHABLE_KEY ?? '',
  secretKey: env.PAIRWELL_SECRET_KEY ?? '',
  tokenKey: env.PAIRWELL_TOKEN_KEY ?? '',
  webhookSecret: env.PAIRWELL_WEBHOOK_SECRET ?? '',
})
const port = Number(env.PORT ?? '3000')
serve({ fetch: shopApp(shop).fetch, port, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`The shop is at http://127.0.0.1:${port}`),
)
