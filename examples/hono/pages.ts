import type { Item } from '@pairwell/client'
import { html, raw } from 'hono/html'
import { type Config, CURRENCY, type Line } from './shop.ts'

const money = new Intl.NumberFormat('en', { style: 'currency', currency: CURRENCY })

/** JSON inside of a script: `<` would end it. */
const json = (value: unknown) => raw(JSON.stringify(value).replaceAll('<', '\\u003c'))

/** A page with the script of Pairwell, which takes over the panels that the server has rendered. */
const page = (config: Config, title: string, body: unknown) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <script async src="${config.api}/pairwell.js" data-key="${config.publishableKey}"></script>
    <style>body { font: 16px/1.5 sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }</style>
  </head>
  <body>
    <p><a href="/">Shop</a> · <a href="/cart">Cart</a></p>
    <h1>${title}</h1>
    ${body}
    <script type="module">
      // The button of a card follows this promise, and shows the text of an error.
      async function add({ item_id, variant_id, recommendation_id }) {
        const body = JSON.stringify({ item_id, variant_id, rec_id: recommendation_id })
        const headers = { 'Content-Type': 'application/json' }
        const response = await fetch('/cart', { method: 'POST', body, headers })
        const { error, item_ids, total } = await response.json()
        if (error) throw new Error(error)
        document.dispatchEvent(new CustomEvent('rec:cart', { detail: { item_ids, total } }))
      }
      document.addEventListener('rec:add', ({ detail }) => detail.respond(add(detail)))
    </script>
  </body>
</html>`

export const frontPage = (config: Config, items: readonly Item[]) =>
  page(
    config,
    'A shop',
    html`<ul>${items.map(({ item_id, title }) => html`<li><a href="/items/${encodeURIComponent(item_id)}">${title}</a></li>`)}</ul>`,
  )

/** @param panel the panel of the item as HTML */
export const itemPage = (config: Config, item: Item, panel: string) =>
  page(
    config,
    item.title,
    html`<p>${money.format((item.variants[0]?.price ?? 0) / 100)}</p>
      <form method="post" action="/cart/${encodeURIComponent(item.item_id)}"><button>Add this item</button></form>
      ${raw(panel)}`,
  )

export const cartPage = (config: Config, lines: readonly Line[]) =>
  page(
    config,
    'Your cart',
    html`<ul>${lines.map(({ title, price }) => html`<li>${title}: ${money.format(price / 100)}</li>`)}</ul>
      <form method="post" action="/order"><button ${lines.length === 0 ? 'disabled' : ''}>Order</button></form>
      <pairwell-panel placement="cart" cart-item-ids="${lines.map(({ item_id }) => item_id).join()}"></pairwell-panel>`,
  )

/** @param purchase what the page reports, with the order token */
export const thankYouPage = (config: Config, purchase: { transaction_id: string }) =>
  page(
    config,
    'Thank you',
    html`<p>Your order is ${purchase.transaction_id}.</p>
      <script>
        ;((window.pairwell ??= {}).q ??= []).push((pairwell) => pairwell.track('purchase', ${json(purchase)}))
      </script>`,
  )
