import type { Page } from '../page/page.ts'
import { cardsOf } from '../view/shown.ts'

/**
 * Whether a panel with another request shows the item already. Panels with the same request show the same answer, and the API
 * leaves no item in two panels of one request.
 */
export const isOnOther = (all: Page['all'], asked: string, item_id: string): boolean =>
  [...all.values()].some(
    (other) =>
      other.asked !== asked && other.answer && cardsOf(other.answer).some((card) => card.item_id === item_id),
  )
