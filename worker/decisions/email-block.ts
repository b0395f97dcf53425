import { html } from 'hono/html'
import type { DecisionRow } from '../../schema/decisions/decisions.ts'
import type { EmailBlock } from '../../schema/decisions/email-block.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { RIGHT_TO_LEFT } from '../serve/panel.ts'
import { wordsFor } from '../texts/index.ts'
import { wholeUrl } from './whole-url.ts'

/** Width of a picture, pixels: readable beside its text on a phone. */
const PICTURE = 160

/** What the block is made of: `link` gives the address to click for an item, by its place. */
type Sent = Pick<DecisionRow, 'content' | 'expires_at'> & { link: (at: number) => string }

const FONT = 'font-family:Arial,Helvetica,sans-serif'

type Item = { title: string; price: string | null; image_url: string | undefined; href: string | undefined }

const linked = (href: string | undefined, inside: unknown) =>
  href === undefined ? inside : html`<a href="${href}">${inside}</a>`

/** An item with its picture at the side, and a button to its page, as far as it has them. @param beside padding of the picture */
const itemRow = (
  { title, price, image_url, href }: Item,
  view: string,
  beside: string,
) => html`<tr><td style="padding:0 0 16px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
${image_url === undefined ? '' : html`<td valign="top" width="${PICTURE}" style="padding:${beside}">${linked(href, html`<img src="${image_url}" width="${PICTURE}" alt="${title}" style="display:block;width:${PICTURE}px;max-width:100%;height:auto;border:0">`)}</td>`}
<td valign="top" style="${FONT};font-size:16px;line-height:1.5">${title}${price === null ? '' : html`<br><strong>${price}</strong>`}${
  href === undefined
    ? ''
    : html`<br>
<a href="${href}" style="display:inline-block;margin-top:8px;padding:8px 16px;border:1px solid;border-radius:4px;text-decoration:none;color:inherit">${view}</a>`
}</td>
</tr></table></td></tr>`

/**
 * A decision as a part of an e-mail: HTML that mail clients show without style sheets, scripts or background pictures, and the same as
 * plain text. It inherits the letters' colour, so it is readable in dark mode, too. Nothing in it reports that it was opened.
 * An item whose page has no address outside of the shop has no link.
 */
export function emailBlock(
  { content, expires_at, link }: Sent,
  shop: Pick<Shop, 'locale' | 'time_zone' | 'allowed_origins'>,
): EmailBlock {
  const { locale, words } = wordsFor(content.locale, shop.locale)
  const { title, body, code, disclosure } = content
  const until = words.offer.until.replace(
    '{date}',
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: shop.time_zone }).format(expires_at - 1),
  )
  const coded = code === null ? null : words.offer.code.replace('{code}', code)
  const items = content.items.map(({ title, price, url, image_url }, at) => ({
    ...{ title, price, image_url: wholeUrl(image_url, shop) },
    href: wholeUrl(url, shop) && link(at),
  }))
  const { view } = words.texts
  const dir = RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr'
  const beside = dir === 'rtl' ? '0 0 0 16px' : '0 16px 0 0'
  // A picture of the offer itself stands above its items.
  const image_url = wholeUrl(content.image_url, shop)
  const isAbove = image_url !== undefined && items.every((item) => item.image_url !== image_url)
  const paragraphs = body.split(/\n+/).filter(Boolean)
  const page = html`<table role="presentation" lang="${locale}" dir="${dir}" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;${FONT};font-size:16px;line-height:1.5">
<tr><td style="padding:0 0 12px"><strong style="font-size:20px;line-height:1.3">${title}</strong></td></tr>
${isAbove ? html`<tr><td style="padding:0 0 12px"><img src="${image_url}" width="600" alt="" style="display:block;width:100%;max-width:600px;height:auto;border:0"></td></tr>` : ''}
${paragraphs.map((one) => html`<tr><td style="padding:0 0 12px">${one}</td></tr>`)}
${items.map((item) => itemRow(item, view, beside))}
${coded === null ? '' : html`<tr><td style="padding:0 0 12px"><strong>${coded}</strong></td></tr>`}
<tr><td style="padding:0 0 12px;font-size:14px">${until}</td></tr>
${disclosure === null ? '' : html`<tr><td style="padding:0 0 12px;font-size:14px">${disclosure}</td></tr>`}
</table>`
  const text = [
    title,
    body,
    ...items.map(({ title: name, price, href }) => [name, price, href].filter(Boolean).join('\n')),
    coded,
    until,
    disclosure,
  ]
  return { html: String(page), text: text.filter(Boolean).join('\n\n') }
}
