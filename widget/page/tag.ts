/**
 * The settings of the script tag. For all panels: `dataset.key`, `dataset.locale`, `dataset.market`. Consent:
 * `dataset.consent` (`granted` or `denied`). The cart: `dataset.cart` names the adapter, `dataset.sections` the sections that
 * Shopify renders again, `dataset.cartId` Magento's cart, `dataset.cartForm` the shop's form. A panel in `dataset.target` has
 * `dataset.placement`, `dataset.intent`, `dataset.itemId`, `dataset.cartItemIds`, `dataset.limit`.
 */
export type Tag = {
  /** `https://…/p/pk_…`: address of requests and events. */
  api: string
  dataset: Readonly<Partial<Record<string, string>>>
}

/** Reads the script tag; null without a key or an address. */
export function readTag({ src, dataset }: HTMLScriptElement): Tag | null {
  if (!dataset.key || !/^https?:/.test(src)) return null
  return { api: `${new URL(src).origin}/p/${encodeURIComponent(dataset.key)}`, dataset }
}
