import * as v from 'valibot'
import { issueText } from '../../schema/issue-text.ts'
import {
  type Beacon,
  beacon,
  type Event,
  event,
  eventItem,
  MAX_EVENT_ITEMS,
  MAX_EVENTS,
  type RefusedEvent,
} from '../../schema/outcomes/events.ts'
import { PairwellError } from '../../vocabulary/errors.ts'

/** What a page sent: its good events, and the refused ones with a reason each. */
export type ReadBeacon = Beacon & { refused: RefusedEvent[] }

type Loose = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads a beacon. Tag managers write what they like into a page's events, and one foreign field must not cost the events beside it:
 * clear values are converted, an item without an id is left out, and an event that stays unclear is refused alone.
 * @throws {PairwellError} `invalid_json` or `invalid_input` if the text is no beacon at all
 */
export function readBeacon(text: string, now: number): ReadBeacon {
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), text)
  if (!json.success) throw new PairwellError('invalid_json', 'The beacon is not valid JSON.')
  const sent = isRecord(json.output) ? json.output : {}
  const given: unknown[] = Array.isArray(sent.events) ? sent.events : []
  const envelope = v.safeParse(beacon, { ...envelopeOf(sent, now), events: [ANY_EVENT] })
  if (given.length === 0) throw invalid('events', 'Send at least one event.')
  if (!envelope.success) {
    const [issue] = envelope.issues
    throw invalid(v.getDotPath(issue) ?? '', issueText(issue.message))
  }
  const read = given.slice(0, MAX_EVENTS).map(readEvent)
  const beyond = given
    .slice(MAX_EVENTS)
    .map((one) => refusal(one, 'events', `Send at most ${MAX_EVENTS} events.`))
  return {
    ...envelope.output,
    events: read.flatMap((one) => ('field' in one ? [] : one)),
    refused: [...read.flatMap((one) => ('field' in one ? one : [])), ...beyond],
  }
}

const invalid = (field: string, message: string) =>
  new PairwellError('invalid_input', `The beacon does not match the documentation. "${field}": ${message}`, {
    issues: [{ field, message }],
  })

/** Stands for the events while the rest of the beacon is read. */
const ANY_EVENT = { event_id: 'stands-for-all', name: 'view_item', at: 0 }

/** Consent is only what is clearly consent; without a usable clock the beacon is taken as sent now. */
function envelopeOf(sent: Loose, now: number): Loose {
  const { visitor_id, customer_token, consent, sent_at } = withoutNothing(sent)
  return {
    ...(typeof visitor_id === 'string' && { visitor_id }),
    ...(typeof customer_token === 'string' && { customer_token }),
    consent: consent === true,
    sent_at: numberIn(sent_at) ?? now,
  }
}

const NUMBERS = ['at', 'explore', 'value', 'tax', 'shipping'] as const
const ITEM_NUMBERS = ['index', 'price', 'quantity'] as const

function readEvent(given: unknown): Event | RefusedEvent {
  if (!isRecord(given)) return refusal(given, 'events', 'An event is an object.')
  const plain = withNumbers(withoutNothing(given), NUMBERS)
  const items = Array.isArray(plain.items) ? plain.items : []
  const good = items.slice(0, MAX_EVENT_ITEMS).flatMap(readItem)
  if (items.length > 0 && good.length === 0) {
    return refusal(given, 'items.item_id', 'None of the items has an id. Send item_id with each of them.')
  }
  const { currency, transaction_id } = plain
  const read = v.safeParse(event, {
    ...plain,
    items: good,
    ...(transaction_id !== undefined && { transaction_id: textOf(transaction_id) }),
    ...(typeof currency === 'string' && { currency: currency.trim().toUpperCase() }),
  })
  if (read.success) return read.output
  const [issue] = read.issues
  return refusal(given, v.getDotPath(issue) ?? '', issueText(issue.message))
}

/** An item of the catalogue; [] for anything else in the list, such as a discount with a price below zero. */
function readItem(given: unknown): v.InferOutput<typeof eventItem>[] {
  if (!isRecord(given)) return []
  const plain = withNumbers(withoutNothing(given), ITEM_NUMBERS)
  const { item_id, item_variant } = plain
  const read = v.safeParse(eventItem, {
    ...plain,
    item_id: textOf(item_id),
    ...(item_variant !== undefined && { item_variant: textOf(item_variant) }),
  })
  return read.success ? [read.output] : []
}

/** The fields that have a value: pages send null, and empty texts, for what they do not know. */
const withoutNothing = (given: Loose): Loose =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([, value]) =>
        value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === ''),
    ),
  )

const withNumbers = (given: Loose, names: readonly string[]): Loose => ({
  ...given,
  ...Object.fromEntries(
    names.flatMap((name) =>
      given[name] === undefined ? [] : [[name, numberIn(given[name]) ?? given[name]]],
    ),
  ),
})

/** A number, also as a text with a decimal point; undefined for a text that can be read in two ways, such as 1,234. */
function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined
}

/** Ids are texts; many shops have numbers. */
const textOf = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value)

function refusal(given: unknown, field: string, message: string): RefusedEvent {
  const { event_id, name } = isRecord(given) ? given : {}
  return {
    ...(typeof event_id === 'string' && { event_id: event_id.slice(0, 64) }),
    ...(typeof name === 'string' && { name: name.slice(0, 64) }),
    field: field.replace(/\.\d+/g, ''),
    message,
  }
}
