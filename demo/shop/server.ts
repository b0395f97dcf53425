import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { findItem, findVariant } from './catalogue.ts'
import { installScript } from './install/scripts.ts'
import { cart, notFound, thankYou } from './pages/checkout.ts'
import { home } from './pages/home.ts'
import { install, installList } from './pages/install.ts'
import { LOOKS, layout, type Page, type Shop } from './pages/layout.ts'
import { itemData, product } from './pages/product.ts'
import { category, search } from './pages/shelves.ts'
import { draw } from './pictures/draw.ts'
import { orderOf, type TellOrder } from './till.ts'

/** Port of the shop, and the Pairwell API that it uses. `port` 0 selects a free one; `api` is an origin. */
export type ShopOptions = { port: number; api: string; publishableKey: string; tell: TellOrder }

/** Returns the joined texts of some files. */
const joined = (...names: string[]): string =>
  names.map((name) => readFileSync(new URL(`./static/${name}`, import.meta.url), 'utf8')).join('')

/** Files by path: media type and text. */
const FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/shop.css': [
    'text/css',
    joined('base.css', 'frame.css', 'shelves.css', 'product.css', 'till.css', 'install.css'),
  ],
  '/shop.js': ['text/javascript', joined('shop.js')],
  '/icon.svg': ['image/svg+xml', joined('icon.svg')],
  '/dark.css': ['text/css', joined('dark.css')],
  '/serif.css': ['text/css', joined('serif.css')],
  '/dense.css': ['text/css', joined('dense.css')],
}

/** Returns the content security policy, strict because the widget must work with such policies. @param inline as in `Page` */
const contentPolicy = (api: string, inline = '') =>
  [
    `default-src 'none'`,
    `img-src 'self' ${api}`,
    `style-src 'self'`,
    `script-src 'self' ${api}${inline && ` 'sha256-${createHash('sha256').update(inline).digest('base64')}'`}`,
    `connect-src 'self' ${api}`,
    `form-action 'self'`,
    `base-uri 'none'`,
  ].join('; ')

/** Returns the picture of an item or variant, also of unpublished items, because old orders show them. */
function picture(id: string): string | undefined {
  const item = findItem(id) ?? findVariant(id)?.item
  const variant = findVariant(id)?.variant ?? item?.variants[0]
  return item && variant && draw(variant.picture, item.category[0] ?? '')
}

/** `inline` as in `Page`. */
type Env = { Variables: { inline: string | undefined } }

/** The application of the demo shop. */
export type ShopApp = Hono<Env>

/** Returns the demo shop as a web application. `shop.url` is read at each request, so it can be set later. */
export function shopApp(shop: Shop, tell: TellOrder): ShopApp {
  const app = new Hono<Env>()
  const show = (c: Context<Env>, page: Page = notFound) => {
    c.set('inline', page.inline)
    const look = LOOKS.find((one) => one === c.req.query('look'))
    return c.html(layout(shop, page, look), page.status ?? 200)
  }
  const send = (c: Context<Env>, type: string, text: string | undefined) =>
    text === undefined ? show(c) : c.body(text, 200, { 'Content-Type': `${type}; charset=utf-8` })

  app.use(async (c, next) => {
    await next()
    c.header('Content-Security-Policy', contentPolicy(shop.api, c.get('inline')))
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin')
    c.header('Cache-Control', 'no-cache')
  })
  for (const [path, [type, text]] of Object.entries(FILES)) app.get(path, (c) => send(c, type, text))
  app.get('/pictures/:file{.+\\.svg}', (c) =>
    send(c, 'image/svg+xml', picture(c.req.param('file').slice(0, -'.svg'.length))),
  )
  app.get('/items/:file{.+\\.json}', (c) => {
    const item = findItem(c.req.param('file').slice(0, -'.json'.length))
    return send(c, 'application/json', item?.published ? JSON.stringify(itemData(item)) : undefined)
  })
  app.get('/install/:file{.+\\.js}', async (c) => send(c, 'text/javascript', await installScript(c.req.path)))
  app.get('/', (c) => show(c, home()))
  app.get('/cart', (c) => show(c, cart))
  app.get('/thank-you', (c) => show(c, thankYou))
  app.get('/search', (c) => show(c, search(c.req.query('q')?.trim() ?? '')))
  app.get('/install', (c) => show(c, installList))
  app.get('/install/:platform', (c) => show(c, install(shop, c.req.param('platform'))))
  app.get('/c/:category', (c) => show(c, category(c.req.param('category'))))
  app.get('/p/:item', (c) => {
    const item = findItem(c.req.param('item'))
    return show(c, item?.published ? product(shop, item) : undefined)
  })
  // The order is valid when the shop has stored it. Pairwell is informed later, and may be down.
  app.post('/orders', async (c) => {
    const order = orderOf(await c.req.text(), Date.now())
    if (!order) return c.json({}, 400)
    await tell(order).catch((problem) =>
      console.error(`Order ${order.order_id} was not sent to Pairwell:`, problem),
    )
    return c.json({ number: order.order_id }, 201)
  })
  app.notFound((c) => show(c))
  return app
}

/**
 * Starts the demo shop on 127.0.0.1. `close` also ends open connections.
 * @param extend wraps the application in another one
 */
export async function startShop(
  { port, api, publishableKey, tell }: ShopOptions,
  extend: (app: ShopApp) => Pick<Hono, 'fetch'> = (app) => app,
): Promise<{ url: string; close(): Promise<void> }> {
  const shop: Shop = { url: '', api: new URL(api).origin, publishableKey }
  const { fetch } = extend(shopApp(shop, tell))
  const server = serve({ fetch, port, hostname: '127.0.0.1' }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: shop.url, close }
}
