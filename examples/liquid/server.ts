import { env } from 'node:process'
import { serve } from '@hono/node-server'
import { shopApp } from './app.ts'

const app = shopApp({
  api: env.PAIRWELL_URL ?? 'http://127.0.0.1:8787',
  publishableKey: env.PAIRWELL_PUBLISHABLE_KEY ?? '',
  secretKey: env.PAIRWELL_SECRET_KEY ?? '',
})
const port = Number(env.PORT ?? '3000')
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`The shop is at http://127.0.0.1:${port}`),
)
