const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a mail tool says of an address: the customer wants no mails, or wants them again. */
export type ConsentChange = {
  email: string
  given: boolean
  /** UTC milliseconds; undefined where the tool does not say it, or not readably. */
  at?: number
  /** The tool's own name of the event. */
  event: string
}

/** Words of mail tools after which no mail may be sent: the customer said so, or the address takes none. */
const OPT_OUT_EVENTS = new Set(
  `unsubscribe,unsubscribed,group_unsubscribe,list_unsubscribe,unsub,spam,spamreport,spam_complaint,spamcomplaint,complaint,complained,abuse,
  hard_bounce,hardbounce,cleaned`
    .split(',')
    .map((word) => word.trim()),
)
/** Not the return to one group of several: the customer may still refuse all the others, or have complained. */
const OPT_IN_EVENTS = new Set(['subscribe', 'subscribed', 'resubscribe', 'resubscribed'])

/** A body that no mail tool sends. */
export class UnknownMailBody extends Error {}

/**
 * Reads the webhook bodies of SendGrid (a list), Brevo, Mailgun (`event-data`), Postmark (`RecordType`) and Mailchimp (a form), and our own
 * `{"events": [{"event", "email", "at"}]}`. Events that say nothing about consent are counted only.
 * @throws {UnknownMailBody}
 */
export function readMailEvents(body: string): { consents: ConsentChange[]; ignored: string[] } {
  const found = listed(body).map(eventOf)
  const known = found.filter((one) => one !== undefined)
  if (known.length === 0) throw new UnknownMailBody()
  const consents: ConsentChange[] = []
  const ignored: string[] = []
  for (const { email, event, at } of known) {
    const given = OPT_OUT_EVENTS.has(event) ? false : OPT_IN_EVENTS.has(event) ? true : undefined
    if (given === undefined || email === '') ignored.push(event)
    else consents.push({ email, given, event, ...(at !== undefined && { at }) })
  }
  return { consents, ignored }
}

/** The events of a body, each as its tool writes it. */
function listed(body: string): unknown[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return [formOf(body)]
  }
  if (Array.isArray(parsed)) return parsed
  if (isRecord(parsed) && Array.isArray(parsed.events)) return parsed.events
  return [isRecord(parsed) && isRecord(parsed['event-data']) ? mailgun(parsed['event-data']) : parsed]
}

/** A form of Mailchimp: `type=unsubscribe&fired_at=2026-11-30 10:00:00&data[email]=…`. */
function formOf(body: string): unknown {
  const form = new URLSearchParams(body)
  const at = Date.parse(`${(form.get('fired_at') ?? '').replace(' ', 'T')}Z`)
  return { event: form.get('type'), email: form.get('data[email]'), ...(Number.isFinite(at) && { at }) }
}

/** Mailgun says of a failure whether it is for good. */
const mailgun = ({ event, severity, recipient, timestamp }: Record<string, unknown>) => ({
  event: event === 'failed' && severity === 'permanent' ? 'hard_bounce' : event,
  email: recipient,
  timestamp,
})

function eventOf(one: unknown): { event: string; email: string; at: number | undefined } | undefined {
  if (!isRecord(one)) return undefined
  const event = nameOf(one)
  const email = textOf(one.email ?? one.Email ?? one.Recipient)
  return event === '' ? undefined : { event, email, at: timeOf(one) }
}

/** The event's name in small letters with underscores. */
function nameOf(one: Record<string, unknown>): string {
  const { RecordType, SuppressSending, Origin, Type, type } = one
  if (RecordType === 'SubscriptionChange') {
    if (SuppressSending === true) return 'unsubscribed'
    // The shop may take an address off the list of those that get nothing; only the customer can agree.
    return Origin === 'Recipient' ? 'subscribed' : 'reactivated'
  }
  if (RecordType === 'Bounce') return Type === 'HardBounce' ? 'hard_bounce' : 'bounce'
  const event = textOf(RecordType ?? one.event)
  // SendGrid calls a refusal for the moment a bounce, too, of the type "blocked".
  if (event === 'bounce' && type === 'bounce') return 'hard_bounce'
  return event
    .toLowerCase()
    .replace(/[^a-z]+/g, '_')
    .slice(0, 40)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 320) : '')

/** Seconds or milliseconds since 1970, or a date. */
function timeOf(one: Record<string, unknown>): number | undefined {
  const stated =
    one.at ?? one.ts_event ?? one.ts ?? one.timestamp ?? one.ChangedAt ?? one.BouncedAt ?? one.date
  if (typeof stated === 'string' && !/^\d+(\.\d+)?$/.test(stated)) {
    const at = Date.parse(stated)
    return Number.isFinite(at) ? at : undefined
  }
  const number = Number(stated)
  if (stated === undefined || !Number.isFinite(number) || number <= 0) return undefined
  return Math.round(number < LATEST_SECONDS ? number * 1_000 : number)
}

/** A number below it is seconds: as milliseconds it would be in 1973. */
const LATEST_SECONDS = 1e11
