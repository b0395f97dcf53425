import type { EventInput, EventItem } from '../../schema/outcomes/events.ts'
import { guarded } from '../guarded.ts'
import type { Place } from '../lazy/arms.ts'
import { major } from '../view/price.ts'
import { type CardItem, chosenOf, type Shown } from '../view/shown.ts'
import { type Consent, randomId } from './consent.ts'
import type { Tag } from './tag.ts'

/** Events of one beacon (schema's `MAX_EVENTS`; a test compares them). */
export const MOST_EVENTS = 50
/** Milliseconds that events wait for others. */
const WAIT = 3_000

/** One showing of a panel, as the events name it. */
export type View = {
  answer: Shown
  view_id: string
  place: Place | undefined
}

/** Everything that is reported. */
export type Events = {
  /** Of a panel; `items` are those that the event is about, with their places. */
  note: (name: EventInput['name'], view: View, items: readonly EventItem[]) => void
  /** Of the page, by its own word. */
  track: (name: EventInput['name'], fields: object) => void
  /** Who has signed in, as the merchant's server vouches for it. */
  token?: string
}

/** Gathers events and sends them together: by text/plain, so without a preflight, and without cookies. */
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
    // `no-cors`: nothing of the answer is read, and a missing header is no error in the shop's console.
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
    if (waiting.length === MOST_EVENTS) send()
    else timer ||= setTimeout(guarded(send), WAIT)
  }
  const note = (name: EventInput['name'], { answer, view_id, place }: View, items: readonly EventItem[]) => {
    const { recommendation_id, placement, intent } = answer
    const [first] = answer.items
    const about = { seed_item_id: first?.evidence?.seed_item_id, currency: first?.price?.currency, items }
    // Where a visitor stands in an experiment is drawn by consent, and named by consent.
    const drawn = consent.given() && place
    track(name, { view_id, recommendation_id, placement, intent, ...drawn, ...about })
  }
  // The page may never be heard of again: what waits goes now.
  document.addEventListener(
    'visibilitychange',
    guarded(() => document.hidden && send()),
  )
  const events: Events = { note, track }
  return events
}

/** An item as GA4 has it. @param index its place in the panel, 0 the first */
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
