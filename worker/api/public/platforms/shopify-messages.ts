import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { isSigned } from '../../../auth/seal.ts'
import type { App } from '../../../http/app.ts'
import { receiveMessage } from '../../../ingest/hooks/receive.ts'
import { isStoreDomain } from '../../../platforms/shopify/config.ts'
import { open, type Store } from '../../../store/open.ts'
import { readHook } from '../../../store/shop/hooks.ts'
import { endInstall, findInstalledShop } from '../../../store/shop/installs.ts'
import { readShop } from '../../../store/shop/shops.ts'
import { bodyOf, forServers, orUnavailable } from './message-body.ts'
import { badSignature, configured } from './shopify-configured.ts'

const removed = v.looseObject({ myshopify_domain: v.optional(v.string()) })

/** A message of any store with the app, to one address for all of them. */
async function receive(c: Context<App>): Promise<Response> {
  const app = configured(c)
  const { headers } = c.req.raw
  const body = await bodyOf(c.req.raw)
  c.var.bodyIsRead?.()
  if (!(await isSigned(app.secret, body, headers.get('X-Shopify-Hmac-Sha256') ?? ''))) throw badSignature()
  const domain = headers.get('X-Shopify-Shop-Domain') ?? ''
  const now = Date.now()
  const store = await orUnavailable(storeOf(c, domain))
  if (!store) return c.json({ ignored: 'No shop has the app under this domain.' })
  if (!isAbout(body, domain)) throw badSignature()
  if (headers.get('X-Shopify-Topic') === 'app/uninstalled') {
    await orUnavailable(endInstall(store, 'shopify', now))
    return c.json({ taken: true })
  }
  const [hook, shop] = await orUnavailable(Promise.all([readHook(store, 'shopify'), readShop(store)]))
  if (!hook || !shop) return c.json({ ignored: 'Messages are switched off.' })
  // The app's secret is the operator's, and no merchant can set it.
  return c.json(await orUnavailable(receiveMessage(c.env, store, shop, hook, headers, body, now, true)))
}

async function storeOf(c: Context<App>, domain: string): Promise<Store | undefined> {
  const shop_id = isStoreDomain(domain) ? await findInstalledShop(c.env, 'shopify', domain) : undefined
  return shop_id === undefined ? undefined : open(c.env, shop_id)
}

/** Whether a body that names its store names this one: only the body is signed, and the headers are not. */
function isAbout(body: Uint8Array, domain: string): boolean {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(body))
    const named = v.safeParse(
      v.looseObject({ ...removed.entries, shop_domain: v.optional(v.string()) }),
      read,
    )
    if (!named.success) return true
    const { myshopify_domain, shop_domain } = named.output
    return [myshopify_domain, shop_domain].every((name) => name === undefined || name === domain)
  } catch {
    // No JSON: it is refused where it is read.
    return true
  }
}

/** POST /shopify/messages. */
export const shopifyMessages = new Hono<App>().use(forServers).post('/messages', receive)
