import { Liquid } from 'liquidjs'

/** Currency of the shop. */
const CURRENCY = 'EUR'
const THEME = `${import.meta.dirname}/theme`

const money = new Intl.NumberFormat('en', { style: 'currency', currency: CURRENCY })
const liquid = new Liquid({
  ...{ root: THEME, partials: `${THEME}/snippets`, extname: '.liquid' },
  // A filter of a shop system that is missing here is an error, and not an empty text.
  strictFilters: true,
})
liquid.registerFilter('money', (cents: number) => money.format(cents / 100))

/**
 * Renders a page of the theme.
 * @param template in `templates/`
 * @param scope the objects of its page, as in Shopify: `product`, `cart`, `collection`, `settings`
 */
export async function renderPage(
  template: string,
  scope: Readonly<Record<string, unknown>>,
): Promise<string> {
  const content_for_layout = await liquid.renderFile(`templates/${template}`, scope)
  return await liquid.renderFile('layout/theme', { ...scope, content_for_layout })
}
