// Shopify: Settings, Customer events, Add custom pixel. It asks for "Analytics"; Shopify runs it only where that is allowed.
const ADDRESS = 'https://YOUR-WORKER.example/p/YOUR-PUBLISHABLE-KEY/events'

const gid = (id) => String(id ?? '').replace(/^gid:\/\/.*\//, '')
// Items go by their handle, as in the product export.
const handle = (product) => /\/products\/([^/?#]+)/.exec(product?.url ?? '')?.[1]
const variant = ({ product, id, price }) => ({
  item_id: handle(product) ?? gid(product?.id),
  item_variant: gid(id),
  price: price?.amount,
})
const line = ({ variant: one, quantity }) => ({ ...variant(one), quantity })

async function visitor() {
  const cookie = await browser.cookie.get('pairwell_visitor')
  if (cookie) return cookie
  try {
    return JSON.parse(await browser.localStorage.getItem('pairwell')).visitor
  } catch {
    return undefined // this browser has no stored id
  }
}

const send = (name, read) => async (event) => {
  const visitor_id = await visitor()
  const at = Date.parse(event.timestamp)
  const body = {
    consent: visitor_id !== undefined,
    visitor_id,
    sent_at: Math.max(at, Date.now()),
    events: [{ event_id: event.id, name, at, ...read(event.data) }],
  }
  fetch(ADDRESS, { method: 'POST', body: JSON.stringify(body), keepalive: true })
}

const checkout = (name) =>
  send(name, ({ checkout: { order, currencyCode, subtotalPrice, totalTax, shippingLine, lineItems } }) => ({
    transaction_id: order?.id ? gid(order.id) : undefined,
    currency: currencyCode,
    value: subtotalPrice?.amount,
    tax: totalTax?.amount,
    shipping: shippingLine?.price?.amount,
    items: lineItems.slice(0, 50).map(line),
  }))

analytics.subscribe(
  'product_viewed',
  send('view_item', ({ productVariant }) => ({ items: [variant(productVariant)] })),
)
analytics.subscribe(
  'product_added_to_cart',
  send('add_to_cart', ({ cartLine }) => ({ items: [line({ ...cartLine, variant: cartLine.merchandise })] })),
)
analytics.subscribe('checkout_started', checkout('begin_checkout'))
analytics.subscribe('checkout_completed', checkout('purchase'))
