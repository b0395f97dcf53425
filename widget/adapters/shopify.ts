import type { Adapter } from '../lazy/adapter.ts'

/**
 * Shopify's Ajax cart API: one request for all lines, all or none. The sections named by the tag are rendered again.
 * @see https://shopify.dev/docs/api/ajax/reference/cart
 */
export const add: Adapter = async (lines, tag, discount) => {
  // Each language of the shop has its root: `/` or `/fr/`.
  const root = String(window.Shopify?.routes?.root ?? '/')
  const items = lines.map(({ variant_id, item_id, quantity, properties }) => ({
    id: variant_id ?? item_id,
    quantity,
    properties,
  }))
  const sections = tag.dataset.sections ? { sections: tag.dataset.sections } : {}
  const added = await post(`${root}cart/add.js`, { items, ...sections })
  if (discount) await post(`${root}cart/update.js`, { discount })
  redraw(added.sections)
}

type Loose = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null

async function post(address: string, body: object): Promise<Loose> {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
  const said: unknown = await response.json().catch(() => ({}))
  const answer = isRecord(said) ? said : {}
  // 422: out of stock, or too many. The description is in the shopper's language.
  if (!response.ok) throw new Error(String(answer.description ?? ''))
  return answer
}

/** Replaces the markup of each section; it is the shop's own, from the shop's server. */
function redraw(sections: unknown): void {
  if (!isRecord(sections)) return
  for (const [id, markup] of Object.entries(sections)) {
    const old = document.getElementById(`shopify-section-${id}`)
    const fresh = typeof markup === 'string' ? parsed(markup)?.getElementById(`shopify-section-${id}`) : null
    if (old && fresh) old.replaceChildren(...fresh.childNodes)
  }
}

function parsed(markup: string): Document | null {
  try {
    return new DOMParser().parseFromString(markup, 'text/html')
  } catch {
    return null // under Trusted Types: the line is in the cart, the theme draws it at its next look
  }
}
