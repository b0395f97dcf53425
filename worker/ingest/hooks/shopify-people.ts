import * as v from 'valibot'
import { keysOfFact } from '../identity/join-people.ts'
import type { Context } from '../import/format.ts'
import { type Delivery, list, type Message, platformId, readBody, text } from './message.ts'

const person = v.object({ id: v.nullish(platformId), email: text })
const privacyBody = v.object({ shop_domain: v.string(), customer: person })
const redactBody = v.object({ ...privacyBody.entries, orders_to_redact: list(platformId) })
const requestBody = v.object({
  ...privacyBody.entries,
  orders_requested: list(platformId),
  data_request: v.nullish(v.object({ id: platformId })),
})
/** Body of shop/redact. Bodies of other topics are refused, because this topic deletes all data of the shop. */
const shopBody = v.pipe(
  v.looseObject({ shop_id: platformId, shop_domain: v.string() }),
  v.check((body) => !('customer' in body || 'id' in body)),
)

function keysOf({ id, email }: v.InferOutput<typeof person>, { people }: Context): string[] {
  const fact = people.factOf({ customer_id: id ?? '', email })
  return fact ? keysOfFact(fact) : []
}

/** Parses customers/redact. */
export function readRedaction({ body, delivery_id }: Delivery, context: Context): Message {
  const { customer, orders_to_redact } = readBody(redactBody, body)
  const keys = keysOf(customer, context)
  return { about: 'redact', request_id: delivery_id, person: { keys, order_ids: orders_to_redact } }
}

/** Parses customers/data_request. */
export function readRequest({ body, delivery_id }: Delivery, context: Context): Message {
  const { customer, orders_requested, data_request } = readBody(requestBody, body)
  const keys = keysOf(customer, context)
  return {
    about: 'data_request',
    request_id: data_request?.id ?? delivery_id,
    person: { keys, order_ids: orders_requested },
  }
}

/** Parses shop/redact. */
export function readShopRedaction({ body }: Delivery): Message {
  readBody(shopBody, body)
  return { about: 'shop_redact' }
}
