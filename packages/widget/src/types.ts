import type { Recommendation } from './generated/answer.ts'

/** Where a panel stands. */
export type Placement = 'product' | 'cart' | 'checkout' | 'thank_you' | 'home' | 'generic'
/** What a panel suggests. */
export type Intent = 'complementary' | 'upgrade' | 'downgrade' | 'related' | 'replenish'

/** Attributes of `<pairwell-panel>`. */
export type PanelAttributes = {
  placement?: Placement | undefined
  intent?: Intent | undefined
  'item-id'?: string | undefined
  /** Ids of the items in the cart, separated by commas. */
  'cart-item-ids'?: string | undefined
  /** 1 to 24. */
  limit?: number | string | undefined
}

/** Attributes of `<pairwell-offer>`. */
export type OfferAttributes = {
  placement?: Placement | undefined
  'item-id'?: string | undefined
}

/** Detail of `rec:add`: the line that a shopper wants to add to the cart. */
export type AddDetail = {
  item_id: string
  /** Absent when the item has no variants. */
  variant_id: string | undefined
  sku?: string | undefined
  /** The variant's id in the shop system's cart. */
  platform_id?: string | undefined
  /** What distinguishes the variant: "Red / L". */
  variant_title?: string | undefined
  title: string
  url?: string | undefined
  quantity: 1
  recommendation_id: string
  placement: string
  /** Discount code of a bundle. */
  discount_code: string | undefined
  /** Tells the panel that the page adds the item, and how that ends. Call it in the listener, not later. */
  respond: (adding: unknown) => void
}

/** Detail of `rec:added`: the items of one press, after all of them are in the cart. */
export type AddedDetail = { items: string[] }

/** Detail of `rec:cart`, which a page dispatches when its cart has changed. `total` in minor units. */
export type CartDetail = { item_ids: readonly string[]; total?: number | undefined }

/** An answer as the page gets it. An older API may omit newer fields. */
export type PanelAnswer = Pick<
  Recommendation,
  'recommendation_id' | 'placement' | 'intent' | 'panel' | 'seed' | 'items'
> &
  Partial<Pick<Recommendation, 'spare' | 'experiment'>>

/** A question of `recommend`. */
export type Question = {
  placement?: Placement | undefined
  item_id?: string | undefined
  cart_item_ids?: string | readonly string[] | undefined
  intent?: Intent | undefined
  limit?: number | string | undefined
}

/** What a page may report, with the names of GA4. */
export type EventName = 'view_item' | 'begin_checkout' | 'purchase'

/** A purchase, as the thank-you page reports it; see docs/EMBED.md, "The thank-you page". */
export type Purchase = {
  transaction_id: string
  /** Signed by the shop's server: `orderToken` of `@pairwell/server`. */
  order_token?: string | undefined
  currency: string
  /** Goods without tax and shipping. */
  value: number
  tax?: number | undefined
  items: readonly { item_id: string; quantity?: number | undefined; price?: number | undefined }[]
}

/** `window.pairwell` after the script has loaded. */
export type PairwellApi = {
  readonly version: string
  /** Sends all requests again. */
  refresh(): void
  /** An answer as data, to render it yourself; null if there is none. */
  recommend(question: Question): Promise<PanelAnswer | null>
  /** The shopper's answer to your consent banner. */
  consent(given: boolean): void
  /** The token of the signed-in customer, from your server: `customerToken` of `@pairwell/server`. */
  customer(token: string): void
  track(name: 'purchase', purchase: Purchase): void
  track(name: EventName, fields: object): void
  /** Calls a function at once; before the script has loaded, an array takes its place. */
  q: { push(call: (pairwell: PairwellApi) => void): void }
} & PageFunctions

/** What a page may define. */
export type PageFunctions = {
  /** Adds a line, if no listener of `rec:add` has. A promise that rejects is shown as a failure. */
  onAdd?: ((detail: AddDetail) => unknown) | undefined
  /** Renders an answer itself: the node that replaces the content of the panel, or nothing. */
  render?: ((answer: PanelAnswer, element: HTMLElement) => unknown) | undefined
}

/** `window.pairwell` before the script has loaded. */
export type PairwellBefore = PageFunctions & {
  readonly version?: undefined
  q?: ((pairwell: PairwellApi) => void)[] | undefined
}

declare global {
  interface Window {
    pairwell?: PairwellApi | PairwellBefore
  }
  interface HTMLElementTagNameMap {
    'pairwell-panel': HTMLElement
    'pairwell-offer': HTMLElement
  }
  interface HTMLElementEventMap {
    'rec:add': CustomEvent<AddDetail>
    'rec:added': CustomEvent<AddedDetail>
  }
  // They bubble up to the document.
  interface DocumentEventMap {
    'rec:add': CustomEvent<AddDetail>
    'rec:added': CustomEvent<AddedDetail>
    'rec:cart': CustomEvent<CartDetail>
  }
}
