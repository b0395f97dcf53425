import { choice } from '../view/choice.tsx'
import css from '../view/layouts.css'
import { formatPrice } from '../view/price.ts'
import type { Shown } from '../view/shown.ts'
import { say } from '../view/texts.ts'
import { leadToLanguage } from './language.ts'
import type { Scene } from './scene.ts'

// What few product pages need: other layouts, their style sheet, the choice of variants, and the hint of a cart.
export { Bundle as bundle } from '../view/bundle.tsx'
export { Carousel as carousel } from '../view/carousel.tsx'
export { Panel as grid, Panel as list } from '../view/panel.tsx'

/** Adds to a scene what the views do not have. */
export function prepare({ page, panel, ui, answer }: Scene): void {
  leadToLanguage(answer)
  panel.wear(css)
  ui.choice = choice
  ui.hint = (shown) => {
    const hint = hintOf(shown, page.cart.total)
    return hint && <p part="hint">{hint}</p>
  }
}

/** Amount missing for free delivery, in words; '' if the shop sets no threshold or the page no value of the cart. */
function hintOf({ panel: { free_shipping, texts, locale } }: Shown, total: unknown): string {
  if (!free_shipping || typeof total !== 'number') return ''
  const amount = free_shipping.amount - total
  const price = formatPrice({ ...free_shipping, amount }, locale)
  return amount > 0 ? say(texts, 'to_free_shipping', price) : say(texts, 'free_shipping')
}
