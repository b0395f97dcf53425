import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
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

/** Where the shop listens, and which Pairwell it asks and tells. `port` 0 takes a free one; `api` is an origin. */
export type ShopOptions = { port: number; api: string; publishableKey: string; tell: TellOrder }

/** `inline` as in `Page`. */
type Answer = { status: number; type: string; body: string; inline?: string | undefined }

/** Several files of one type are one behind the other. */
const files = (type: string, ...names: string[]): Answer => ({
  status: 200,
  type,
  body: names.map((name) => readFileSync(new URL(`./static/${name}`, import.meta.url), 'utf8')).join(''),
})

const FILES = {
  '/shop.css': files(
    'text/css',
    'base.css',
    'frame.css',
    'shelves.css',
    'product.css',
    'till.css',
    'install.css',
  ),
  '/shop.js': files('text/javascript', 'shop.js'),
  '/icon.svg': files('image/svg+xml', 'icon.svg'),
  '/dark.css': files('text/css', 'dark.css'),
  '/serif.css': files('text/css', 'serif.css'),
  '/dense.css': files('text/css', 'dense.css'),
} as const

/** Strict on purpose: a shop like this is where the widget has to work. */
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

/** By item or variant id; unpublished items keep theirs, because old orders show them. */
function picture(id: string): Answer | undefined {
  const item = findItem(id) ?? findVariant(id)?.item
  const variant = findVariant(id)?.variant ?? item?.variants[0]
  if (!item || !variant) return undefined
  return { status: 200, type: 'image/svg+xml', body: draw(variant.picture, item.category[0] ?? '') }
}

function itemJson(id: string): Answer | undefined {
  const item = findItem(id)
  if (!item?.published) return undefined
  return { status: 200, type: 'application/json', body: JSON.stringify(itemData(item)) }
}

function page(shop: Shop, { pathname, searchParams }: URL): Page | undefined {
  if (pathname === '/') return home()
  if (pathname === '/cart') return cart
  if (pathname === '/thank-you') return thankYou
  if (pathname === '/search') return search(searchParams.get('q')?.trim() ?? '')
  if (pathname === '/install') return installList
  const [, kind, name = ''] = pathname.split('/')
  if (kind === 'install') return install(shop, name)
  if (kind === 'c') return category(name)
  const item = kind === 'p' ? findItem(name) : undefined
  return item?.published ? product(shop, item) : undefined
}

async function answer(shop: Shop, url: URL): Promise<Answer> {
  const known = Object.entries(FILES).find(([path]) => path === url.pathname)
  if (known) return known[1]
  const [, folder, id = ''] = /^\/(pictures|items)\/(.+)\.(?:svg|json)$/.exec(url.pathname) ?? []
  const found = folder === 'pictures' ? picture(id) : folder === 'items' ? itemJson(id) : undefined
  if (found) return found
  const script = await installScript(url.pathname)
  if (script) return { status: 200, type: 'text/javascript', body: script }
  const shown = page(shop, url) ?? notFound
  const look = LOOKS.find((one) => one === url.searchParams.get('look'))
  const { status = 200, inline } = shown
  return { status, type: 'text/html', body: layout(shop, shown, look), inline }
}

/** Takes an order as any till does: it stands when the shop has it, and Pairwell hears of it then. */
async function takeOrder(request: IncomingMessage, tell: TellOrder): Promise<Answer> {
  const order = orderOf(await text(request), Date.now())
  if (!order) return { status: 400, type: 'application/json', body: '{}' }
  await tell(order).catch((problem) => console.error(`Order ${order.order_id} was not told:`, problem))
  return { status: 201, type: 'application/json', body: JSON.stringify({ number: order.order_id }) }
}

/** Opens the demo shop on 127.0.0.1. `close` ends open connections too. */
export function startShop({
  port,
  api,
  publishableKey,
  tell,
}: ShopOptions): Promise<{ url: string; close(): Promise<void> }> {
  const shop: Shop = { url: '', api: new URL(api).origin, publishableKey }
  const server = createServer(async (request, response) => {
    // A request line may hold anything; what is no address gets the front door.
    const url = URL.parse(request.url ?? '', shop.url) ?? new URL(shop.url)
    const isOrder = request.method === 'POST' && url.pathname === '/orders'
    const { status, type, body, inline } = isOrder ? await takeOrder(request, tell) : await answer(shop, url)
    response.writeHead(status, {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Security-Policy': contentPolicy(shop.api, inline),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Cache-Control': 'no-cache',
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address) shop.url = `http://127.0.0.1:${address.port}`
      resolve({ url: shop.url, close })
    })
  })
}
