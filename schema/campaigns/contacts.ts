import * as v from 'valibot'
import { CONTACT_STATES, MEMBER_ROLES } from '../../vocabulary/decisions/campaigns.ts'
import { CHANNELS, OUTBOUND_CHANNELS } from '../../vocabulary/decisions/offers.ts'
import { whole } from '../numbers.ts'

/** Days of a calendar. */
const MAX_DAYS = 93

export const calendarQuery = v.strictObject({
  /** First day, UTC. */
  from: v.pipe(v.string(), v.isoDate('Give a day such as 2026-12-01.')),
  days: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^([1-9]|[1-8]\d|9[0-3])$/, `Give a whole number from 1 to ${MAX_DAYS}.`),
      v.transform(Number),
    ),
    '31',
  ),
})

/** Contacts by day and channel, those that were made and those that are planned. Days without contacts are left out. */
export const contactCalendar = v.object({
  days: v.array(
    v.object({ day: v.string(), channel: v.picklist(OUTBOUND_CHANNELS), made: whole, planned: whole }),
  ),
})
export type ContactCalendar = v.InferOutput<typeof contactCalendar>

/** What reached a customer lately and is to come, the newest first. */
export const customerContacts = v.object({
  contacts: v.array(
    v.object({
      decision_id: v.string(),
      offer_id: v.string(),
      /** Null for an offer that was deleted. */
      offer_name: v.nullable(v.string()),
      channel: v.picklist(OUTBOUND_CHANNELS),
      at: whole,
      made: v.boolean(),
    }),
  ),
  /** Campaigns that run or wait in which the customer is. */
  campaigns: v.array(
    v.object({
      campaign_id: v.string(),
      name: v.string(),
      role: v.picklist(MEMBER_ROLES),
      state: v.nullable(v.picklist(CONTACT_STATES)),
      offer_id: v.nullable(v.string()),
      channel: v.nullable(v.picklist(CHANNELS)),
    }),
  ),
})
export type CustomerContacts = v.InferOutput<typeof customerContacts>
