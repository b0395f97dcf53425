import { Pairwell } from '@pairwell/client'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { type Line, readCart, readProduct, readProducts } from './shop.ts'
import { renderPage } from './theme.ts'

/** How the shop reaches Pairwell. */
export type Config = { api: string; publishableKey: string; secretKey: string }

/** The cart of this browser. A shop would keep it in its database. */
function linesOf(c: Context): Line[] {
  // A browser may send anything.
  try {
    const lines: unknown = JSON.parse(getCookie(c, 'cart') ?? '[]')
    if (!Array.isArray(lines)) return []
    return lines.map((line) => ({ handle: `${line?.handle}`, id: `${line?.id}`, rec_id: `${line?.rec_id}` }))
  } catch {
    return []
  }
}

/** The routes of the shop, with the addresses that Shopify has. */
export function shopApp({ api, publishableKey, secretKey }: Config) {
  const pairwell = new Pairwell({ url: api, key: secretKey })
  // What the merchant enters in the settings of the theme.
  const settings = { pairwell_url: api, pairwell_key: publishableKey }
  const page = async (c: Context, template: string, scope: object) => {
    const cart = await readCart(pairwell, linesOf(c))
    return c.html(await renderPage(template, { settings, cart, ...scope }))
  }
  return (
    new Hono()
      .get('/', async (c) => page(c, 'index', { collection: { products: await readProducts(pairwell) } }))
      .get('/products/:handle', async (c) => {
        const product = await readProduct(pairwell, c.req.param('handle'))
        return product ? page(c, 'product', { product }) : c.notFound()
      })
      .get('/cart', (c) => page(c, 'cart', {}))
      .get('/cart.js', async (c) => c.json(await readCart(pairwell, linesOf(c))))
      // The form of a product page, and that of the cards of panels.
      .post('/cart/add', async (c) => {
        const form = await c.req.parseBody()
        const line = {
          ...{ handle: String(form.handle), id: String(form.id) },
          rec_id: String(form['properties[_rec_id]'] ?? ''),
        }
        const product = await readProduct(pairwell, line.handle)
        if (!product?.variants.some(({ id }) => id === line.id)) {
          return c.text('This item is not for sale.', 422)
        }
        const lines = JSON.stringify([...linesOf(c), line])
        setCookie(c, 'cart', lines, { httpOnly: true, sameSite: 'Lax', path: '/' })
        return c.redirect('/cart', 303)
      })
  )
}
