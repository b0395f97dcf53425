import { formatPrice } from '../view/price.ts'
import type { Shown } from '../view/shown.ts'
import { say } from '../view/texts.ts'

// What few product pages need: other layouts, their style sheet, and the hint of a cart.
export { Bundle as bundle } from '../view/bundle.tsx'
export { Carousel as carousel } from '../view/carousel.tsx'
export { choice } from '../view/choice.tsx'
export { default as css } from '../view/layouts.css'
export { Panel as grid, Panel as list } from '../view/panel.tsx'
export { leadToLanguage } from './language.ts'

/** Amount missing for free delivery, in words; '' if the shop sets no threshold or the page no value of the cart. */
export function hintOf({ panel: { free_shipping, texts, locale } }: Shown, total: unknown): string {
  if (!free_shipping || typeof total !== 'number') return ''
  const amount = free_shipping.amount - total
  const price = formatPrice({ ...free_shipping, amount }, locale)
  return amount > 0 ? say(texts, 'to_free_shipping', price) : say(texts, 'free_shipping')
}
