/** What the merchant wrote on the script tag. */
export type Tag = {
  /** Where the script came from; questions go to the same place. */
  origin: string
  key: string
  locale: string
  market: string
}

/** Reads the script tag; without a key or an address it is not ours to act on. */
export function readTag(script: HTMLScriptElement): Tag | null {
  const { key = '', locale = '', market = '' } = script.dataset
  if (key === '' || !/^https?:/.test(script.src)) return null
  return { origin: new URL(script.src).origin, key, locale, market }
}

/** The panel that `data-target` asks for, as its last child. A target that is not there gets none. */
export function insertPanel({ dataset }: HTMLScriptElement, name: string): void {
  const target = dataset.target ? document.querySelector(dataset.target) : null
  if (!target) return
  const panel = document.createElement(name)
  const wanted = {
    placement: dataset.placement,
    intent: dataset.intent,
    'item-id': dataset.itemId,
    'cart-item-ids': dataset.cartItemIds,
    limit: dataset.limit,
  }
  for (const [attribute, value] of Object.entries(wanted)) {
    if (value !== undefined) panel.setAttribute(attribute, value)
  }
  target.append(panel)
}
