import * as v from 'valibot'
import { CHANNELS } from '../../vocabulary/decisions/offers.ts'
import { between, whole } from '../numbers.ts'
import { contactPolicy } from './policy.ts'

/** Another contact policy, to be tried on the contacts that were made. */
export const policyTrial = v.strictObject({
  contact_policy: contactPolicy,
  /** Days that are looked at. */
  days: v.optional(between(1, 365), 90),
})

const counts = { contacts: whole, withheld: whole }

/** What the policy would have done. */
export const policySimulation = v.object({
  /** From when on contacts were looked at, UTC milliseconds: later than asked where there are more than can be looked at. */
  from: whole,
  contacts: whole,
  /** Contacts that would not have been made, and those that would have been made later on the day or on a later one. */
  withheld: whole,
  moved: whole,
  people: whole,
  /** People with a contact less. */
  people_affected: whole,
  /** Why, the commonest first. */
  causes: v.array(
    v.object({
      code: v.string(),
      max: v.optional(v.number()),
      days: v.optional(v.number()),
      contacts: whole,
    }),
  ),
  channels: v.array(v.object({ channel: v.picklist(CHANNELS), ...counts })),
  /** Offers, those that lose most first. */
  offers: v.array(v.object({ offer_id: v.string(), name: v.string(), ...counts, accepted_withheld: whole })),
})
export type PolicySimulation = v.InferOutput<typeof policySimulation>
