import type { EventInput, EventItem } from '../../schema/outcomes/events.ts'
import { guarded } from '../guarded.ts'
import type { Place } from '../lazy/arms.ts'
import { major } from '../view/price.ts'
import { type CardItem, chosenOf, type Shown } from '../view/shown.ts'
import { type Consent, randomId } from './consent.ts'
import type { Tag } from './tag.ts'

/** Events of one beacon (the API's limit `MAX_EVENTS`; a test compares them). */
export const MAX_SENT_EVENTS = 50
/** Milliseconds that events wait for others. */
const WAIT = 3_000

/** One impression of a panel. */
export type View = {
  answer: Shown
  view_id: string
  place: Place | undefined
}

/** Reporting of events. */
export type Events = {
  /** Reports an event of a panel, with the items that it is about. */
  note: (name: EventInput['name'], view: View, items: readonly EventItem[]) => void
  /** Reports an event of the page. */
  track: (name: EventInput['name'], fields: object) => void
  /** Token of the signed-in customer, signed by the merchant's server. */
  token?: string
}

/** Collects events and sends them in one beacon, as text/plain to avoid a preflight request, and without cookies. */
export function createEvents(tag: Tag, consent: Consent): Events {
  const waiting: EventInput[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const send = () => {
    clearTimeout(timer)
    timer = undefined
    const sent = waiting.splice(0)
    if (!sent[0]) return
    const given = consent.given()
    const who = given && { visitor_id: consent.visitor(), customer_token: events.token }
    const body = JSON.stringify({ ...who, consent: given, sent_at: Date.now(), events: sent })
    // `no-cors`: the response is not read, and a missing header causes no error in the shop's console.
    fetch(`${tag.api}/events`, {
      method: 'POST',
      body,
      keepalive: true,
      mode: 'no-cors',
      credentials: 'omit',
    }).catch(() => {})
  }
  const track = (name: EventInput['name'], fields: object) => {
    waiting.push({ ...fields, event_id: randomId(), name, at: Date.now() })
    if (waiting.length === MAX_SENT_EVENTS) send()
    else timer ||= setTimeout(guarded(send), WAIT)
  }
  const note = (name: EventInput['name'], { answer, view_id, place }: View, items: readonly EventItem[]) => {
    const { recommendation_id, placement, intent } = answer
    const [first] = answer.items
    const about = { seed_item_id: first?.evidence?.seed_item_id, currency: first?.price?.currency, items }
    // The arm of a visitor is drawn and reported only with consent.
    const drawn = consent.given() && place
    track(name, { view_id, recommendation_id, placement, intent, ...drawn, ...about })
  }
  // This may be the last chance to send events.
  document.addEventListener(
    'visibilitychange',
    guarded(() => document.hidden && send()),
  )
  const events: Events = { note, track }
  return events
}

/** An item in GA4's form. @param index position in the panel, from 0 */
export function eventItem(item: CardItem, index: number, chosen: ReadonlyMap<string, string>): EventItem {
  const { variant_id, price } = chosenOf(item, chosen)
  return {
    item_id: item.item_id,
    item_variant: variant_id,
    item_name: item.title,
    index,
    price: price && major(price),
    source: item.source,
  }
}
