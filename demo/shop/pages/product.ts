import { html } from 'hono/html'
import { CATEGORIES, CURRENCY, categoryPath, type Item, money, type Variant } from '../catalogue.ts'
import { COLOURS } from '../pictures/paint.ts'
import { data } from './html.ts'
import type { Page, Shop } from './layout.ts'
import { euros, isBuyable, pictureUrl } from './parts.ts'

/** Returns the data of an item for the shop's script; prices in cents, at most `most` pieces can be ordered. */
export function itemData(item: Item) {
  return {
    item_id: item.id,
    title: item.title,
    variants: item.variants.map((variant) => ({
      variant_id: variant.id,
      option: variant.option,
      price: variant.price,
      image_url: pictureUrl(item, variant),
      stock_text: stockText(variant),
      most: variant.availability === 'backorder' ? 10 : Math.min(variant.stock, 20),
    })),
  }
}

function stockText({ availability, stock }: Variant): string {
  if (availability === 'out_of_stock') return 'Sold out for now'
  if (availability === 'backorder') return 'Made to order, with you in two to three weeks'
  return stock < 10 ? `Only ${stock} left` : 'In stock, with you in 2–3 days'
}

/** Returns the structured data of an item, as defined by schema.org. */
export function jsonLd(shop: Shop, item: Item) {
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    productID: item.id,
    sku: item.variants[0].sku,
    name: item.title,
    description: item.description,
    brand: { '@type': 'Brand', name: item.brand },
    category: categoryPath(item),
    image: `${shop.url}${pictureUrl(item)}`,
    url: `${shop.url}/p/${item.id}`,
    offers: item.variants.map((variant) => ({
      '@type': 'Offer',
      sku: variant.sku,
      price: money(variant.price),
      priceCurrency: CURRENCY,
      availability: `https://schema.org/${{ in_stock: 'InStock', out_of_stock: 'OutOfStock', backorder: 'BackOrder' }[variant.availability]}`,
    })),
  }
}

function choice(item: Item, chosen: Variant) {
  if (item.variants.length === 1)
    return html`<input type="hidden" name="variant" value="${item.variants[0].id}">`
  const option = (variant: Variant) =>
    html`<label class="option"><input type="radio" name="variant" value="${variant.id}"${
      variant === chosen && html` checked`
    }><span>${variant.own_picture && html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="7.5" fill="${COLOURS[variant.picture.main]}" stroke="#0003"/></svg>`}${variant.option}</span></label>`
  const legend = item.variants[0].own_picture ? 'Colour' : 'Choose'
  return html`<fieldset><legend>${legend}</legend>${item.variants.map(option)}</fieldset>`
}

const notes = (item: Item) => html`<ul class="notes">
${item.disclosure && html`<li class="warning">${item.disclosure}</li>`}
${item.age_limit > 0 && html`<li class="warning">Sold to adults only: ${item.age_limit} years and over, checked at the door.</li>`}
<li>Free delivery from €45, else €4.90</li><li>30 days to send it back</li></ul>`

function buyBox(item: Item) {
  const chosen = item.variants.find(({ availability }) => availability !== 'out_of_stock') ?? item.variants[0]
  return html`<form class="buy" data-buy>
<p class="brand">${item.brand}</p><h1>${item.title}</h1>
<p class="price" data-price>${euros(chosen.price)}</p><p class="lead">${item.description}</p>
${choice(item, chosen)}
<p class="stock ${chosen.availability}" data-stock>${stockText(chosen)}</p>
<div class="row"><label class="quantity"><span class="unseen">Quantity</span><input type="number" name="quantity" value="1" min="1" max="20" inputmode="numeric"></label>
<button class="button"${!isBuyable(item) && html` disabled`}>Add to cart</button></div>
${notes(item)}</form>`
}

const LABELS: Record<string, string> = { hob: 'Works on', warm: 'Stays warm', fits: 'Fits', for: 'For' }

function facts(item: Item) {
  const varied = Object.keys(item.variants[0].attributes).map((key): [string, string] => [
    key,
    [...new Set(item.variants.map(({ attributes }) => attributes[key] ?? ''))].join(', '),
  ])
  const rows = [...Object.entries(item.attributes), ...varied]
  const label = (key: string) => LABELS[key] ?? `${key[0]?.toUpperCase()}${key.slice(1)}`
  if (!rows.length) return html``
  return html`<section class="facts"><h2>In detail</h2><table>${rows.map(
    ([key, value]) => html`<tr><th scope="row">${label(key)}</th><td>${value}</td></tr>`,
  )}</table></section>`
}

/** Returns the page of an item, with Pairwell's panels below. */
export function product(shop: Shop, item: Item): Page {
  const shelf = CATEGORIES.find(({ path }) => path === categoryPath(item))
  return {
    title: item.title,
    name: 'product',
    description: item.description,
    main: html`<nav class="crumbs" aria-label="You are here"><a href="/">Home</a> ${shelf && html`<a href="/c/${shelf.slug}">${shelf.name}</a>`} <span>${item.title}</span></nav>
<div class="sheet"><img class="photo" src="${pictureUrl(item)}" alt="${item.title}" width="400" height="400" data-photo>
${buyBox(item)}${facts(item)}</div>
<pairwell-panel placement="product" item-id="${item.id}"></pairwell-panel>
<pairwell-panel placement="product" intent="upgrade" item-id="${item.id}"></pairwell-panel>
${data('application/json', 'item', itemData(item))}${data('application/ld+json', 'product', jsonLd(shop, item))}`,
  }
}
