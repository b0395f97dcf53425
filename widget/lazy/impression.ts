import type { EventInput } from '../../schema/outcomes/events.ts'
import type { Page } from '../page/page.ts'
import { major } from '../view/price.ts'
import { type CardItem, cardsOf, chosenOf, type Shown } from '../view/shown.ts'
import type { Place } from './arms.ts'

/** Reports an event of an impression with these cards; by default with all. */
export type Note = (name: EventInput['name'], some?: readonly CardItem[]) => void

/** Items that the shopper has dismissed on this page. */
export const dismissed = new Set<string>()

/** One impression of an answer. @param chosen the variants that the shopper has chosen */
export function impressionOf(
  { consent, events }: Page,
  answer: Shown,
  place: Place | undefined,
  chosen: ReadonlyMap<string, string>,
): Note {
  const view_id = events.newId()
  const { recommendation_id, placement, intent, items } = answer
  const [first] = items
  return (name, some) => {
    const all = place?.holdout ? [] : cardsOf(answer, dismissed)
    const about = some ?? all
    events.track(name, {
      view_id,
      recommendation_id,
      placement,
      intent,
      seed_item_id: first?.evidence?.seed_item_id,
      currency: first?.price?.currency,
      // The arm of a visitor is drawn and reported only with consent.
      ...(consent.given() && place),
      // In GA4's form.
      items: about.map((item) => {
        const now = chosenOf(item, chosen)
        return {
          item_id: item.item_id,
          item_variant: now.variant_id,
          item_name: item.title,
          index: Math.max(0, all.indexOf(item)),
          price: now.price && major(now.price),
          source: item.source,
        }
      }),
    })
    if (consent.given()) consent.known?.remember(name, about)
  }
}
