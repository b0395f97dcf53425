import type { RequestListener, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'

// Pages with the elements of well-known themes, and shops that render their parts, each as its public code does.

/** A shop with a cart of its own, and what its page is made of. */
export type Theme = { head: string; body: string; tag?: string; platform: RequestListener }

const send = (response: ServerResponse, body: unknown, headers = {}) =>
  void response.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))

/** Numbers of Shopify's variants by handle. */
const VARIANTS: Record<string, number> = { mug: 44000000000001, pot: 44000000000002 }

/** A Shopify shop whose export had no numbers: the pages of its products tell them. */
function shopify(sectionsOf: (count: number) => Record<string, string>): RequestListener {
  let count = 0
  return async (request, response) => {
    const path = (request.url ?? '').replace('/fr/', '/')
    const [, handle = ''] = /^\/products\/(\w+)\.js$/.exec(path) ?? []
    if (handle) {
      const variants = [{ id: VARIANTS[handle], sku: handle.toUpperCase(), title: 'Default Title' }]
      return send(response, { variants })
    }
    if (path === '/cart.js') return send(response, { item_count: count })
    const { items, sections = '' } = (await json(request)) as { items: { id: string }[]; sections?: string }
    if (items.some(({ id }) => !Object.values(VARIANTS).includes(Number(id)))) {
      response.writeHead(404, { 'Content-Type': 'application/json' })
      return void response.end('{"status":404,"description":"Cannot find variant"}')
    }
    count += items.length
    const rendered = sectionsOf(count)
    const asked = sections.split(',').filter(Boolean)
    const lines = items.map((one) => ({ ...one, key: `${one.id}:1` }))
    return send(response, {
      items: lines,
      ...(sections && { sections: Object.fromEntries(asked.map((id) => [id, rendered[id] ?? null])) }),
    })
  }
}

const section = (id: string, content: string) =>
  `<div id="shopify-section-${id}" class="shopify-section">${content}</div>`
const bubble = (count: number) =>
  section(
    'cart-icon-bubble',
    `<span class="cart-count-bubble"><span aria-hidden="true">${count}</span></span>`,
  )
const drawer = (count: number) =>
  section(
    'cart-drawer',
    `<cart-drawer class="drawer"><div id="CartDrawer"><div class="drawer__inner">${count} in the cart</div></div></cart-drawer>`,
  )
const HEADER = section('header', '<header><a href="/cart" id="cart-icon-bubble">Cart</a></header>')
const DRAWER = `<cart-drawer class="drawer is-empty"><div id="CartDrawer"><div class="drawer__inner">Your cart is empty</div></div></cart-drawer>`
const SHOPIFY = '<script>window.Shopify = { routes: { root: "/fr/" } }</script>'

/** The reference theme before its scripts have run, or without them. */
export const dawn = (): Theme => ({
  head: SHOPIFY,
  body: HEADER + DRAWER,
  platform: shopify((count) => ({ 'cart-icon-bubble': bubble(count), 'cart-drawer': drawer(count) })),
})

/** The same with the drawer's own script, which renders the sections of an answer and opens. */
export const dawnWithScript = (): Theme => ({
  ...dawn(),
  head: `${SHOPIFY}<script>
    customElements.define('cart-drawer', class extends HTMLElement {
      renderContents(answer) {
        this.last = answer.key
        for (const { id, selector } of [{ id: 'cart-drawer', selector: '#CartDrawer' }, { id: 'cart-icon-bubble' }]) {
          const from = new DOMParser().parseFromString(answer.sections[id], 'text/html')
          document.querySelector(selector ?? '#' + id).innerHTML = from.querySelector(selector ?? '.shopify-section').innerHTML
        }
        this.classList.add('active')
      }
    })
    window.published = []
    window.publish = (name, { source, cartData }) => published.push([name, source, cartData.items.length])</script>`,
})

/** The reference theme with a notification instead of a drawer. */
export const dawnNotification = (): Theme => ({
  head: SHOPIFY,
  body: `${HEADER}<cart-notification><div id="cart-notification"><div id="cart-notification-product"></div>
    <a id="cart-notification-button" href="/cart">View cart</a></div></cart-notification>`,
  platform: shopify((count) => ({
    'cart-icon-bubble': bubble(count),
    'cart-notification-button': section('cart-notification-button', `View cart (${count})`),
    'cart-notification-product': section(
      'cart-notification-product',
      `<div id="cart-notification-product-${VARIANTS.mug}:1">The mug</div>`,
    ),
  })),
})

/** The successor of the reference theme: elements that listen to `cart:update`. */
export const horizon = (): Theme => ({
  head: `${SHOPIFY}<script>
    customElements.define('cart-icon', class extends HTMLElement {
      connectedCallback() {
        document.addEventListener('cart:update', ({ detail }) => {
          this.textContent = detail.data.itemCount + ' (' + detail.resource.item_count + ')'
        })
      }
    })
    customElements.define('cart-items-component', class extends HTMLElement {
      connectedCallback() {
        document.addEventListener('cart:update', ({ detail: { data, sourceId } }) => {
          if (sourceId === this.id || !data.sections[this.dataset.sectionId]) return
          const from = new DOMParser().parseFromString(data.sections[this.dataset.sectionId], 'text/html')
          this.innerHTML = from.querySelector('cart-items-component').innerHTML
        })
      }
    })</script>`,
  body: `<header-component><header-actions><cart-icon>0</cart-icon></header-actions></header-component>
    <cart-drawer-component><cart-items-component data-section-id="cart-drawer-77" id="items">Empty</cart-items-component></cart-drawer-component>`,
  platform: shopify((count) => ({
    'cart-drawer-77': section(
      'cart-drawer-77',
      `<cart-items-component data-section-id="cart-drawer-77">${count} lines</cart-items-component>`,
    ),
  })),
})

/** WooCommerce's Store API, and the fragments of its classic mini cart. Products are known by SKU: `MUG` is 12. */
function woocommerce(): RequestListener {
  const items: number[] = []
  return async (request, response) => {
    const url = new URL(request.url ?? '', 'http://shop')
    if (url.searchParams.get('wc-ajax') === 'get_refreshed_fragments') {
      const content = `<div class="widget_shopping_cart_content">${items.length} in the cart</div>`
      return send(response, { fragments: { 'div.widget_shopping_cart_content': content }, cart_hash: 'x' })
    }
    if (url.pathname.endsWith('/products'))
      return send(response, url.searchParams.get('sku') === 'MUG' ? [{ id: 12, type: 'simple' }] : [])
    if (url.pathname.endsWith('/cart'))
      return send(response, { items_count: items.length, items }, { Nonce: 'nonce-1' })
    const { requests } = (await json(request)) as { requests: { body: { id: number } }[] }
    items.push(...requests.map(({ body }) => body.id))
    return send(response, { responses: requests.map(() => ({ status: 201, body: { items } })) })
  }
}

const onWoo = {
  tag: 'data-key="pk_test" data-cart="woocommerce"',
  link: '<link rel="https://api.w.org/" href="/wp-json/">',
}

/** A classic theme: its script refreshes the fragments when jQuery's event says so. */
export const wooFragments = (): Theme => ({
  tag: onWoo.tag,
  head: `${onWoo.link}<script>
    const handlers = {}
    window.jQuery = (target) => ({
      on: (name, run) => (handlers[name] = run),
      trigger: (name) => handlers[name]?.(target),
    })
    document.addEventListener('DOMContentLoaded', () => jQuery(document.body).on('wc_fragment_refresh', async () => {
      const { fragments } = await (await fetch('/?wc-ajax=get_refreshed_fragments', { method: 'POST' })).json()
      for (const [selector, content] of Object.entries(fragments)) document.querySelector(selector).outerHTML = content
    }))</script>`,
  body: '<div class="widget_shopping_cart"><div class="widget_shopping_cart_content">No products in the cart.</div></div>',
  platform: woocommerce(),
})

/** Blocks: the mini cart and the cart load the cart again when the page says that something was added. */
export const wooBlocks = (): Theme => ({
  tag: onWoo.tag,
  head: `${onWoo.link}<script>
    document.addEventListener('DOMContentLoaded', () => document.body.addEventListener('wc-blocks_added_to_cart', async ({ detail }) => {
      if (detail.preserveCartData) return
      const { items_count } = await (await fetch('/wp-json/wc/store/v1/cart')).json()
      document.querySelector('.wc-block-mini-cart__badge').textContent = items_count
      document.querySelector('.wc-block-cart-items').textContent = items_count + ' rows'
    }))</script>`,
  body: `<div class="wc-block-mini-cart wp-block-woocommerce-mini-cart"><button><span class="wc-block-mini-cart__badge">0</span></button></div>
    <div class="wp-block-woocommerce-cart"><div class="wc-block-cart-items">0 rows</div></div>`,
  platform: woocommerce(),
})

/** Magento's Luma theme: customer data of the section `cart` is loaded again by its module. */
export const luma = (): Theme => {
  const skus: string[] = []
  return {
    tag: 'data-key="pk_test" data-cart="magento" data-cart-id="cart-of-a-guest"',
    head: `<script>
      window.require = (names, use) => use({
        reload: async (sections) => {
          if (!sections.includes('cart')) return
          const { cart } = await (await fetch('/cart/section/load')).json()
          document.querySelector('.counter-number').textContent = cart.summary_count
        },
      })</script>`,
    body: '<div data-block="minicart" class="minicart-wrapper"><a class="action showcart"><span class="counter qty"><span class="counter-number">0</span></span></a></div>',
    platform: async (request, response) => {
      if (request.url === '/cart/section/load')
        return send(response, { cart: { summary_count: skus.length } })
      const { variables } = (await json(request)) as { variables: { items: { sku: string }[] } }
      skus.push(...variables.items.map(({ sku }) => sku))
      return send(response, { data: { addProductsToCart: { user_errors: [] } } })
    },
  }
}
