import type { Adapter } from '../lazy/adapter.ts'
import { post } from './answer.ts'
import { rootOf, variantIdOf } from './shopify-ids.ts'
import { redraw, sectionsOf } from './shopify-theme.ts'

/**
 * Shopify's Ajax cart API: one request for all lines, all or none. The cart of the theme is rendered again.
 * @see https://shopify.dev/docs/api/ajax/reference/cart
 */
export const add: Adapter = async (lines, { tag, toJson }, discount) => {
  const root = rootOf()
  const send = async (path: string, body: object) => {
    const { ok, said } = await post(root + path, toJson(body), { Accept: 'application/json' })
    // 422: out of stock, or too many. The description is in the shopper's language.
    if (!ok) throw new Error(String(said.description ?? ''))
    return said
  }
  const ids = await Promise.all(lines.map(variantIdOf))
  const items = lines.map(({ quantity, properties }, at) => ({ id: ids[at], quantity, properties }))
  const sections = sectionsOf(tag.dataset.sections)
  const added = await send('cart/add.js', {
    items,
    ...(sections[0] && {
      sections: sections.map(({ id }) => id).join(),
      sections_url: location.pathname,
    }),
  })
  if (discount) await send('cart/update.js', { discount })
  await redraw(added, sections, root)
}
