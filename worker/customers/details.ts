import type { Consent, CustomerDetails, WrittenDetails } from '../../schema/customers/details.ts'
import type { Channel } from '../../vocabulary/decisions/offers.ts'

type Consents = Partial<Record<Channel, Consent>>

/** The newer word of the two about each channel; of two of one time the refusal. */
function newestConsents(a: Consents = {}, b: Consents = {}): Consents {
  const merged = { ...a }
  for (const [name, one] of Object.entries(b)) {
    const channel = name as Channel
    const other = merged[channel]
    const isNewer = !other || one.at > other.at || (one.at === other.at && !one.given)
    if (isNewer) merged[channel] = one
  }
  return merged
}

/** Details after a change: fields that are not named stay, null removes one, and of two words about a channel the newer one counts. */
export function changedDetails(before: CustomerDetails, change: WrittenDetails): CustomerDetails {
  const { consents, attributes, ...fields } = change
  const after: Record<string, unknown> = { ...before, ...fields }
  if (consents) after.consents = newestConsents(before.consents, consents)
  if (attributes) after.attributes = withoutNulls({ ...before.attributes, ...attributes })
  return withoutNulls(after)
}

const withoutNulls = (values: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))

/**
 * The details of a person from those of their keys, oldest first: the newer one counts, except that whatever forbids an offer counts
 * under every key.
 */
export function detailsOfPerson(ofKeys: readonly CustomerDetails[]): CustomerDetails {
  const merged: CustomerDetails = Object.assign({}, ...ofKeys, { consents: {}, attributes: {} })
  for (const { consents, attributes } of ofKeys) {
    merged.consents = newestConsents(merged.consents, consents)
    merged.attributes = Object.assign({}, merged.attributes, attributes)
  }
  const until = Math.max(0, ...ofKeys.map(({ do_not_offer_until = 0 }) => do_not_offer_until))
  if (until > 0) merged.do_not_offer_until = until
  if (ofKeys.some(({ complaint_open }) => complaint_open)) merged.complaint_open = true
  if (ofKeys.some(({ objects_to_profiling }) => objects_to_profiling)) merged.objects_to_profiling = true
  return merged
}
