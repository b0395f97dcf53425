import { sheetOf } from '../page/stage/sheet.ts'
import { make as bundle } from '../view/bundle.ts'
import { make as carousel } from '../view/carousel.ts'
import type { Kit } from '../view/kit.ts'
import css from '../view/layouts.css'

let sheet: CSSStyleSheet | undefined

/** The layouts that few pages have, and the sheet that they add. */
export function make(kit: Kit) {
  sheet ??= sheetOf(css)
  return { bundle: bundle(kit), carousel: carousel(kit, turn), sheet }
}

/** Moves the row of a carousel by one view, in the direction in which the page reads. */
function turn(button: unknown, by: -1 | 1): void {
  const list = button instanceof Element && button.closest('section')?.querySelector('ul')
  if (!list) return
  const reads = list.matches(':dir(rtl)') ? -1 : 1
  list.scrollBy({ left: list.clientWidth * 0.9 * by * reads })
}
