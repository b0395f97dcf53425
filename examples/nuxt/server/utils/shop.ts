import { NotFoundError, Pairwell } from '@pairwell/client'
import type { H3Event } from 'h3'

/** The API with the secret key of the shop. */
function pairwellOf(event: H3Event): Pairwell {
  const { pairwellSecretKey, public: shop } = useRuntimeConfig(event)
  return new Pairwell({ url: shop.pairwellUrl, key: pairwellSecretKey })
}

/** The first items of the catalogue. */
export async function readItems(event: H3Event) {
  const { items } = await pairwellOf(event).call('GET /v1/items', { query: { limit: 12 } })
  return items.map(({ item_id, title }) => ({ item_id, title }))
}

/** What a page shows of an item; undefined if there is none. */
export async function readItem(event: H3Event, item_id: string) {
  try {
    const { title } = await pairwellOf(event).call('GET /v1/items/{item_id}', { path: { item_id } })
    return { item_id, title }
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}
