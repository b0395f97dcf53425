import { newVisitorId, verifyWebhook, WebhookError } from '@pairwell/server'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { cartPage, frontPage, itemPage, thankYouPage } from './pages.ts'
import type { Shop } from './shop.ts'

/** The cart of a browser, by a cookie that the cart needs; it is no id of Pairwell. */
function cartOf(c: Context): string {
  const known = getCookie(c, 'cart')
  const cart_id = known ?? newVisitorId()
  if (known === undefined) setCookie(c, 'cart', cart_id, { httpOnly: true, sameSite: 'Lax', path: '/' })
  return cart_id
}

/** The routes of the shop, on any runtime of Hono. */
export const shopApp = (shop: Shop) =>
  new Hono()
    .get('/', async (c) => c.html(frontPage(shop.config, await shop.items(12))))
    .get('/items/:item_id', async (c) => {
      const item_id = c.req.param('item_id')
      const [item, panel] = await Promise.all([shop.item(item_id), shop.panel(item_id)])
      return item ? c.html(itemPage(shop.config, item, panel)) : c.notFound()
    })
    .get('/cart', (c) => c.html(cartPage(shop.config, shop.cart(cartOf(c)))))
    // The button of a card of a panel.
    .post('/cart', async (c) => {
      const cart_id = cartOf(c)
      const { item_id, variant_id, rec_id } = await c.req.json()
      try {
        await shop.add(cart_id, String(item_id), variant_id, rec_id)
      } catch (error) {
        return c.json({ error: error instanceof Error ? error.message : 'Try again.' }, 409)
      }
      const lines = shop.cart(cart_id)
      const total = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
      return c.json({ item_ids: lines.map((line) => line.item_id), total })
    })
    // The button of the page itself.
    .post('/cart/:item_id', async (c) => {
      await shop.add(cartOf(c), c.req.param('item_id'))
      return c.redirect('/cart', 303)
    })
    .post('/order', async (c) => c.html(thankYouPage(shop.config, await shop.order(cartOf(c)))))
    // Messages of Pairwell: PUT /v1/webhooks with this address.
    .post('/webhooks', async (c) => {
      try {
        const secret = shop.config.webhookSecret ?? ''
        const message = await verifyWebhook(secret, c.req.raw.headers, await c.req.text())
        console.log(message.type, message.data)
        return c.body(null, 204)
      } catch (error) {
        if (error instanceof WebhookError) return c.text(error.code, 400)
        throw error
      }
    })
