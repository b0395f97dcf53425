import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const CODE = readFileSync('platforms/woocommerce/pairwell/assets/page.js', 'utf8')

type Cart = { items: { key: string; id: number; quantity: number }[]; totals: object }
type Told = { item_ids: string[]; total: number }

/** A page of WordPress, as far as the plug-in's script sees it. */
function aPage(
  window: Record<string, unknown>,
  { panels = 1, answer = { items: [], totals: {} } as Cart } = {},
) {
  const told: Told[] = []
  const listeners = new Map<string, () => void>()
  const asked: string[] = []
  const document = {
    body: {},
    addEventListener: (name: string, act: () => void) => listeners.set(name, act),
    dispatchEvent: ({ type, detail }: { type: string; detail: Told }) =>
      type === 'rec:cart' && told.push(detail),
    querySelector: (selector: string) =>
      selector.startsWith('link') ? { href: 'https://shop.example/wp-json/' } : panels > 0 ? {} : null,
  }
  class CustomEvent {
    readonly detail: Told
    readonly type: string
    constructor(type: string, { detail }: { detail: Told }) {
      this.type = type
      this.detail = detail
    }
  }
  const fetch = async (url: string) => {
    asked.push(url)
    return { ok: true, json: async () => answer }
  }
  new Function('window', 'document', 'CustomEvent', 'fetch', CODE)(window, document, CustomEvent, fetch)
  return { told, asked, fire: (name: string) => listeners.get(name)?.() }
}

const EUROS = { currency_code: 'EUR', currency_minor_unit: 2, total_items: '4100' }

it('passes the consent on, and each change of it, also before the tag has loaded', () => {
  let given = false
  const window: Record<string, unknown> = {
    wp_has_consent: (category: string) => category === 'statistics' && given,
  }
  const page = aPage(window)
  given = true
  page.fire('wp_listen_for_consent_change')
  const said: boolean[] = []
  const { q } = window.pairwell as { q: ((pairwell: object) => void)[] }
  for (const act of q) act({ consent: (yes: boolean) => said.push(yes) })
  // Each asks when it is called, so that the tag hears of the present state.
  expect(said).toEqual([true, true])
})

it('leaves consent to the page where no plug-in of WordPress asks for it', () => {
  const window: Record<string, unknown> = {}
  aPage(window)
  expect(window.pairwell).toBeUndefined()
})

it('tells panels of the cart of the blocks when it changes, and only then', () => {
  let cart: Cart = { items: [{ key: 'a', id: 10, quantity: 1 }], totals: EUROS }
  let changed = () => {}
  const data = {
    select: (store: string) => store === 'wc/store/cart' && { getCartData: () => cart },
    subscribe: (act: () => void) => {
      changed = act
    },
  }
  const page = aPage({ wp: { data } })
  changed()
  expect(page.told).toEqual([])
  cart = {
    items: [...cart.items, { key: 'b', id: 101, quantity: 1 }, { key: 'c', id: 10, quantity: 2 }],
    totals: EUROS,
  }
  changed()
  changed()
  expect(page.told).toEqual([{ item_ids: ['10', '101'], total: 4100 }])
})

it('asks the shop on classic pages, in the digits of the currency', async () => {
  let act: () => Promise<void> = async () => {}
  const jQuery = () => ({
    on: (events: string, then: () => Promise<void>) => {
      if (events.includes('added_to_cart')) act = then
    },
  })
  const yen = { currency_code: 'JPY', currency_minor_unit: 2, total_items: '120000' }
  const answer = { items: [{ key: 'a', id: 7, quantity: 1 }], totals: yen }
  const page = aPage({ jQuery }, { answer })
  await act()
  expect(page.asked).toEqual(['https://shop.example/wp-json/wc/store/v1/cart'])
  expect(page.told).toEqual([{ item_ids: ['7'], total: 1200 }])
})

it('does nothing on a page without a cart panel', () => {
  const jQuery = () => {
    throw new Error('Nobody asked.')
  }
  expect(aPage({ jQuery }, { panels: 0 }).asked).toEqual([])
})
