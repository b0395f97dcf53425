import { sheetOf } from '../page/stage/sheet.ts'
import { make as bundle } from '../view/bundle.ts'
import { make as carousel } from '../view/carousel.ts'
import type { Kit } from '../view/kit.ts'
import css from '../view/layouts.css'

let sheet: CSSStyleSheet | undefined

/** Layouts that few pages use, and their style sheet. */
export function make(kit: Kit) {
  sheet ??= sheetOf(css)
  return { bundle: bundle(kit), carousel: carousel(kit, turn), sheet }
}

/** Scrolls a carousel by its width, in the reading direction of the page. */
function turn(button: unknown, by: -1 | 1): void {
  const list = button instanceof Element && button.closest('section')?.querySelector('ul')
  if (!list) return
  const reads = list.matches(':dir(rtl)') ? -1 : 1
  list.scrollBy({ left: list.clientWidth * 0.9 * by * reads })
}
