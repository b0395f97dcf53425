import { add as form } from '../adapters/form.ts'
import { add as magento } from '../adapters/magento.ts'
import { add as shopify } from '../adapters/shopify.ts'
import { add as woocommerce } from '../adapters/woocommerce.ts'
import type { Adapter, AddDetail, Line, Shop } from './adapter.ts'

/** Platforms with an adapter. In one file with the press, because a second file would make the shopper wait twice. */
const ADAPTERS: Readonly<Partial<Record<string, Adapter>>> = { shopify, woocommerce, magento, form }

/** Nothing on the page can add the item; the item's own page can. */
export const NOBODY = 'nobody'
/** The page has cancelled the event and reports no result. */
const TAKEN = 'taken'

/**
 * Lets the shop add the lines one by one, by the event `rec:add` or by `pairwell.onAdd`; otherwise the platform's adapter adds
 * all lines together. One click never adds twice.
 * @throws the error of the shop or the platform
 */
export async function addLines(
  panel: Element,
  lines: readonly Line[],
  shop: Shop,
  cart: string,
  discount_code: string | undefined,
): Promise<typeof NOBODY | typeof TAKEN | undefined> {
  const add = Object.hasOwn(ADAPTERS, cart) ? ADAPTERS[cart] : undefined
  for (const line of lines) {
    const reply = offer(panel, line, discount_code)
    if (reply === NOBODY) {
      if (!add) return NOBODY
      await add(lines, shop, discount_code)
      return undefined
    }
    if (reply === TAKEN) return TAKEN
    const said = await reply
    // `fetch` does not reject on 422.
    if (said === false || Object(said).ok === false) throw new Error()
  }
  return undefined
}

function offer(panel: Element, line: Line, discount_code: string | undefined): Promise<unknown> | string {
  let reply: Promise<unknown> | undefined
  const { properties, ...rest } = line
  const detail: AddDetail = {
    ...rest,
    recommendation_id: properties._rec_id,
    placement: properties._rec_placement,
    discount_code,
    respond: (adding) => {
      reply ??= Promise.resolve(adding)
    },
  }
  const event = new CustomEvent('rec:add', { detail, bubbles: true, composed: true, cancelable: true })
  const open = panel.dispatchEvent(event)
  if (reply) return reply
  if (!open) return TAKEN
  const { onAdd } = Object(window.pairwell)
  // An async function, so that a callback that throws is a rejection.
  return typeof onAdd === 'function' ? (async () => onAdd(detail))() : NOBODY
}
