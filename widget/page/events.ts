import type { EventInput } from '../../schema/outcomes/events.ts'
import { guarded } from '../guarded.ts'
import { toJson } from '../to-json.ts'
import { type Consent, randomId } from './consent.ts'
import type { Tag } from './tag.ts'

/** Events of one beacon (the API's limit `MAX_EVENTS`; a test compares them). */
export const MAX_SENT_EVENTS = 50
/** Most milliseconds that events wait for others. */
const WAIT = 3_000

/** Reporting of events. */
export type Events = {
  /** Reports an event. */
  track: (name: EventInput['name'], fields: object) => void
  /** A new id, for an impression of a panel. */
  newId: () => string
  /** Hears the answers to beacons, in debug mode. */
  heard?: (answer: Response) => void
  /** Token of the signed-in customer, signed by the merchant's server. */
  token?: string
}

/** Collects events and sends them in one beacon, as text/plain to avoid a preflight request, and without cookies. */
export function createEvents(tag: Tag, consent: Consent): Events {
  const waiting: EventInput[] = []
  const send = () => {
    const sent = waiting.splice(0)
    if (!sent[0]) return
    const given = consent.given()
    const who = given && { visitor_id: consent.known?.visitor(), customer_token: events.token }
    // `no-cors`: the response is read in debug mode only, and a missing header causes no error in the shop's console.
    fetch(`${tag.api}/events`, {
      method: 'POST',
      body: toJson({ ...who, consent: given, sent_at: Date.now(), events: sent }),
      keepalive: true,
      mode: events.heard ? 'cors' : 'no-cors',
      credentials: 'omit',
    }).then(events.heard, () => {})
  }
  const track = (name: EventInput['name'], fields: object) => {
    // The id of the visitor is there before the beacon is sent.
    consent.person()
    waiting.push({ ...fields, event_id: randomId(), name, at: Date.now() })
    if (waiting.length === MAX_SENT_EVENTS) send()
    else if (waiting.length === 1) setTimeout(guarded(send), WAIT)
  }
  // This may be the last chance to send events.
  document.addEventListener(
    'visibilitychange',
    guarded(() => document.hidden && send()),
  )
  const events: Events = { track, newId: randomId }
  return events
}
