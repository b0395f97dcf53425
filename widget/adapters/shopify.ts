import type { Adapter } from '../lazy/adapter.ts'
import { rootOf, variantIdOf } from './shopify-ids.ts'
import { redraw, sectionsOf } from './shopify-theme.ts'

/**
 * Shopify's Ajax cart API: one request for all lines, all or none. The cart of the theme is rendered again.
 * @see https://shopify.dev/docs/api/ajax/reference/cart
 */
export const add: Adapter = async (lines, { tag, toJson }, discount) => {
  const post = (path: string, body: object) => send(root + path, toJson(body))
  const root = rootOf()
  const ids = await Promise.all(lines.map(variantIdOf))
  const items = lines.map(({ quantity, properties }, at) => ({ id: ids[at], quantity, properties }))
  const sections = sectionsOf(tag.dataset.sections)
  const added = await post('cart/add.js', {
    items,
    ...(sections.length > 0 && {
      sections: sections.map(({ id }) => id).join(),
      sections_url: location.pathname,
    }),
  })
  if (discount) await post('cart/update.js', { discount })
  await redraw(added, sections, root)
}

type Loose = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null

async function send(address: string, body: string): Promise<Loose> {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
  const response = await fetch(address, { method: 'POST', headers, body })
  const said: unknown = await response.json().catch(() => ({}))
  const answer = isRecord(said) ? said : {}
  // 422: out of stock, or too many. The description is in the shopper's language.
  if (!response.ok) throw new Error(String(answer.description ?? ''))
  return answer
}
