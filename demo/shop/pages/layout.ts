import { html } from 'hono/html'
import { CATEGORIES } from '../catalogue.ts'
import type { Html } from './html.ts'

/** Settings of the shop for its pages. */
export type Shop = {
  /** The shop's origin, without a slash at the end. */
  url: string
  /** Pairwell's origin. */
  api: string
  publishableKey: string
}

/** A page without its frame. `name` is an attribute of the body, for the style sheet. */
export type Page = {
  title: string
  name: string
  description?: string
  main: Html
  status?: 404
  /** The page contains Pairwell's tag itself, so the layout adds none. */
  ownTag?: boolean
  /** The text of an inline script: the content security policy of the page allows only this one. */
  inline?: string | undefined
}

/** Returns the slug of a department: letters only, as in `Category.slug`. */
export const departmentSlug = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '-')

/** Departments in the order of the catalogue. */
export const DEPARTMENTS: readonly string[] = [...new Set(CATEGORIES.map(({ department }) => department))]

const mark = html`<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
<path d="M16 29V13" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>
<path d="M16 14C9 14 6 9 6 4c7 0 10 4 10 10Z" fill="currentColor"/><path d="M16 20c6 0 9-4 9-9-6 0-9 4-9 9Z" fill="currentColor" opacity=".65"/>
</svg>`

const bag = html`<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.7" aria-hidden="true">
<path d="M5 8h14l1 13H4L5 8Z" stroke-linejoin="round"/><path d="M8.5 10V7a3.5 3.5 0 0 1 7 0v3" stroke-linecap="round"/></svg>`

const header = html`<a class="skip" href="#main">Skip to content</a>
<p class="ribbon">Free delivery from €45 · Roasted every Tuesday, sent on Wednesday</p>
<header class="header">
<a class="logo" href="/">${mark}<span>Fern &amp; Kettle</span></a>
<form class="search" action="/search" role="search"><label><span class="unseen">Search the shop</span>
<input type="search" name="q" placeholder="Search coffee, tea, kettles …"></label><button>Search</button></form>
<a class="cart-link" href="/cart">${bag}<span>Cart</span> <output data-cart-count>0</output></a>
<nav class="nav" aria-label="Departments"><ul>${DEPARTMENTS.map(
  (name) => html`<li><a href="/c/${departmentSlug(name)}">${name}</a></li>`,
)}</ul></nav>
</header>`

const footer = html`<footer class="footer"><div>
<section><h2>Fern &amp; Kettle</h2><p>A small shop for coffee, tea and what they are made with. Roastery and counter at 9 Millrace Lane.</p></section>
<section><h2>Good to know</h2><ul><li>Delivery in 2–3 days, €4.90</li><li>Free delivery from €45</li><li>30 days to send it back</li></ul></section>
<section><h2>Shelves</h2><ul>${CATEGORIES.slice(0, 4).map(
  ({ slug, name }) => html`<li><a href="/c/${slug}">${name}</a></li>`,
)}</ul></section>
<section><h2>Ask us</h2><p>Monday to Friday, 9 to 17<br>hello@fern-and-kettle.example</p></section>
</div><p class="small">A demonstration shop: nothing here is sold, nothing you order will come.
<a href="/install">Install</a> shows how its panels get into other shops.</p></footer>`

/** Other designs of the shop, to which panels must adapt: `?look=dark`. */
export const LOOKS = ['dark', 'serif', 'dense'] as const

/**
 * Returns the complete document of a page. Pairwell's tag is its second script, unless the page contains its own.
 * @param look one of LOOKS, or '' for the default design
 */
export function layout(shop: Shop, { title, name, description, main, ownTag }: Page, look = ''): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Fern &amp; Kettle</title>
<meta name="description" content="${description ?? 'Coffee, tea and what they are made with.'}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop.css">
${look && html`<link rel="stylesheet" href="/${look}.css">`}
<script type="module" src="/shop.js"></script>
${!ownTag && html`<script async src="${shop.api}/pairwell.js" data-key="${shop.publishableKey}"></script>`}
</head>
<body class="${name}">
${header}
<main id="main">${main}</main>
${footer}
<div class="toast" role="status" data-toast></div>
</body>
</html>`
}
