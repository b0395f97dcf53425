import { html } from 'hono/html'
import type { Page } from './layout.ts'

/** A line of the cart or the order; the script fills it. */
const line = html`<template data-line><li class="line"><a data-link><img data-image alt="" width="96" height="96"></a>
<div><a data-link data-title></a><small data-option></small></div>
<div class="stepper"><button type="button" data-less>−</button><output data-quantity></output><button type="button" data-more>+</button></div>
<strong data-sum></strong><button type="button" class="remove" data-remove>Remove</button></li></template>`

const noScript = html`<noscript><p class="empty">The cart needs JavaScript.</p></noscript>`

/** The cart page. The cart is stored in the browser, so the page is empty until the script fills it. */
export const cart: Page = {
  title: 'Your cart',
  name: 'cart',
  main: html`<div class="head"><h1>Your cart</h1></div>${noScript}
<p class="empty" data-empty hidden>Nothing in here yet. <a href="/c/coffee">Start with coffee</a>, the rest follows.</p>
<div class="till" data-cart hidden><ul class="lines" data-lines></ul>
<aside class="summary"><h2>Summary</h2>
<p class="free"><span data-free></span><progress max="4500" value="0" data-progress aria-label="Way to free delivery"></progress></p>
<dl><div><dt>Items</dt><dd data-items></dd></div><div><dt>Delivery</dt><dd data-delivery></dd></div><div class="total"><dt>Total</dt><dd data-total></dd></div></dl>
<button type="button" class="button" data-order>Place order</button><p class="small">This is a demonstration: no payment, no parcel.</p></aside></div>
<pairwell-panel placement="cart" cart-item-ids=""></pairwell-panel>
${line}`,
}

/** The page after the order, with the ordered items from the browser's storage. */
export const thankYou: Page = {
  title: 'Thank you',
  name: 'thanks',
  main: html`<section class="thanks"><p class="kicker" data-number></p><h1>Thank you. The kettle is on.</h1>
<p>We pack tomorrow morning, and you will have it in two to three days.</p></section>${noScript}
<div class="till" data-bought hidden><ul class="lines" data-lines></ul><aside class="summary"><h2>Paid</h2>
<dl><div><dt>Items</dt><dd data-items></dd></div><div><dt>Delivery</dt><dd data-delivery></dd></div><div class="total"><dt>Total</dt><dd data-total></dd></div></dl>
<a class="button quiet" href="/">Back to the shop</a></aside></div>
<pairwell-panel placement="thank_you" cart-item-ids=""></pairwell-panel>
${line}`,
}

/** The page for unknown addresses. */
export const notFound: Page = {
  title: 'Not here',
  name: 'missing',
  status: 404,
  main: html`<div class="head"><h1>Not on our shelves</h1></div><p class="empty">This page has gone or never was. <a href="/">Back to the shop</a></p>`,
}
