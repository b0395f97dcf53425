import { PAIRWELL_PUBLISHABLE_KEY, PAIRWELL_SECRET_KEY, PAIRWELL_URL } from 'astro:env/server'
import { NotFoundError, Pairwell } from '@pairwell/client'

/** What the pages tell the browser: no secret. */
export const PUBLIC_SHOP = { api: PAIRWELL_URL, publishableKey: PAIRWELL_PUBLISHABLE_KEY }

const pairwell = new Pairwell({ url: PAIRWELL_URL, key: PAIRWELL_SECRET_KEY })

/** The first items of the catalogue. */
export const readItems = async () => (await pairwell.call('GET /v1/items', { query: { limit: 12 } })).items

/** An item; undefined if there is none. */
export async function readItem(item_id: string) {
  try {
    return await pairwell.call('GET /v1/items/{item_id}', { path: { item_id } })
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}
