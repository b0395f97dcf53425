import * as v from 'valibot'
import { id } from '../shapes.ts'
import { channel, decisionContent } from './decisions.ts'

/** Customers of one call: each takes up to 60 statements and more when it is tried again, and Cloudflare allows 1,000 in an invocation. */
export const MAX_MATCHED = 12

/** A list of a tool that knows its people by address or id. */
export const matchQuestion = v.strictObject({
  channel,
  customers: v.pipe(
    v.array(
      v.pipe(
        v.strictObject({
          customer_id: v.optional(id),
          customer_email: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(320))),
        }),
        v.check(
          ({ customer_id, customer_email }) => Boolean(customer_id || customer_email),
          'Give `customer_id`, `customer_email` or both.',
        ),
      ),
    ),
    v.minLength(1, 'Give at least one customer.'),
    v.maxLength(MAX_MATCHED, `Give at most ${MAX_MATCHED} customers in a call.`),
  ),
})

export const matchForm = v.strictObject({
  form: v.optional(v.picklist(['json', 'csv'], 'Use json or csv.'), 'json'),
})

/** What a tool sends to each person of its list, in the order of the list. */
export const matches = v.object({
  matches: v.array(
    v.object({
      /** Null when nothing is offered: the person is unknown or withheld. */
      decision_id: v.nullable(v.string()),
      content: v.nullable(decisionContent),
      expires_at: v.nullable(v.number()),
      /** Other requests came in between, so nothing was decided: ask again for this customer. */
      ask_again: v.optional(v.literal(true)),
    }),
  ),
})
export type Match = v.InferOutput<typeof matches>['matches'][number]
