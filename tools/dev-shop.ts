import { Hono } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { type ShopApp, startShop } from '../demo/shop/server.ts'
import { tellOrder } from './demo-shop.ts'

// The demo shop of `npm run dev`: its pages reload when the parent process tells them to, and when this process was restarted.

/** What the process above sends. The first message opens the shop; it holds a secret, which no argument may. */
export type DevShopMessage =
  | { open: { port: number; api: string; publishable_key: string; secret_key: string } }
  | 'reload'

/** The script of each page. A connection that comes back means that the shop was restarted. */
const RELOAD = `const changes = new EventSource('/development/changes')
let before = false
changes.onopen = () => {
  if (before) location.reload()
  before = true
}
changes.onmessage = () => location.reload()
`

const pages = new Set<SSEStreamingApi>()

/** Puts the script into every page, and lets the pages listen for changes. */
const reloading = (shop: ShopApp) =>
  new Hono()
    .get('/development/reload.js', (c) => c.body(RELOAD, 200, { 'Content-Type': 'text/javascript' }))
    .get('/development/changes', (c) =>
      streamSSE(c, async (page) => {
        pages.add(page)
        // A first byte, so that the browser counts the connection as open.
        await page.write(': connected\n\n')
        await new Promise<void>((resolve) => page.onAbort(resolve))
        pages.delete(page)
      }),
    )
    .use(async (c, next) => {
      await next()
      if (!c.res.headers.get('Content-Type')?.startsWith('text/html')) return
      const script = '<script type="module" src="/development/reload.js"></script>\n</body>'
      c.res = new Response((await c.res.text()).replace('</body>', script), c.res)
    })
    .route('/', shop)

process.on('message', async (message: DevShopMessage) => {
  if (message === 'reload') {
    for (const page of pages) void page.writeSSE({ data: 'reload' })
    return
  }
  const { port, api, publishable_key, secret_key } = message.open
  const tell = tellOrder(api, secret_key)
  await startShop({ port, api, publishableKey: publishable_key, tell }, reloading)
})
// When the process above has ended, however it did, this one must not stay.
process.on('disconnect', () => process.exit())
