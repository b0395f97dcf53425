/**
 * What the merchant wrote on the script tag. For all panels: `dataset.key`, `dataset.locale`, `dataset.market`. Consent:
 * `dataset.consent` (`granted` or `denied`). The cart: `dataset.cart` names the adapter, `dataset.sections` what Shopify
 * draws anew, `dataset.cartId` Magento's cart, `dataset.cartForm` the form that adds. A panel of its own stands in
 * `dataset.target`, with `dataset.placement`, `dataset.intent`, `dataset.itemId`, `dataset.cartItemIds`, `dataset.limit`.
 */
export type Tag = {
  /** `https://…/p/pk_…`: questions and events go there. */
  api: string
  dataset: Readonly<Partial<Record<string, string>>>
}

/** Reads the script tag; without a key or an address it is not ours to act on. */
export function readTag({ src, dataset }: HTMLScriptElement): Tag | null {
  if (!dataset.key || !/^https?:/.test(src)) return null
  return { api: `${new URL(src).origin}/p/${encodeURIComponent(dataset.key)}`, dataset }
}
