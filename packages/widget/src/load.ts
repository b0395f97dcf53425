import type { PairwellApi } from './types.ts'

/** The shop, and what the script tag would say of it (docs/EMBED.md, "Attributes of the tag"). */
export type PairwellOptions = {
  /** Origin of the API: `https://pairwell.example`. */
  api: string
  /** `pk_…` */
  publishableKey: string
  locale?: string | undefined
  market?: string | undefined
  consent?: 'granted' | 'denied' | undefined
  /** The cart to which items are added; by default the page does it, on `rec:add`. */
  cart?: 'shopify' | 'woocommerce' | 'magento' | 'form' | 'page' | undefined
  /** For `shopify`: the sections that are rendered again. */
  sections?: string | undefined
  /** For `magento`: the masked id of a guest's cart. */
  cartId?: string | undefined
  /** For `form`: a selector of the form. */
  cartForm?: string | undefined
  /** `pairwell-{hash}.js`, to stay with one version; by default always the newest. */
  file?: string | undefined
  /** Hash of that file, as in a script tag. */
  integrity?: string | undefined
  /** For a content security policy with nonces. */
  nonce?: string | undefined
}

/** What was begun on this page. */
let loading: Promise<PairwellApi | null> | undefined

/**
 * Defines `<pairwell-panel>` and `<pairwell-offer>`, by loading the script of the API once. Where it runs already, by a tag or another
 * call, it stays as it is. Resolves to `window.pairwell`; to null if the script cannot be loaded, and on a server. Never rejects.
 */
export function loadPairwell(options: PairwellOptions): Promise<PairwellApi | null> {
  if (typeof document === 'undefined') return Promise.resolve(null)
  loading ??= insert(options)
  return loading
}

/** `window.pairwell`, if the script has run; a page may have put something else there. */
function running(): PairwellApi | null {
  const { pairwell } = window
  return pairwell?.version ? pairwell : null
}

function insert({ api, publishableKey, file, integrity, nonce, ...rest }: PairwellOptions) {
  const found = running()
  if (found) return Promise.resolve(found)
  const script = document.createElement('script')
  script.async = true
  script.src = `${api.replace(/\/+$/, '')}/${file ?? 'pairwell.js'}`
  if (nonce) script.nonce = nonce
  if (integrity) Object.assign(script, { integrity, crossOrigin: 'anonymous' })
  for (const [name, value] of Object.entries({ key: publishableKey, ...rest })) {
    if (value) script.dataset[name] = value
  }
  return new Promise<PairwellApi | null>((resolve) => {
    script.onload = () => resolve(running())
    script.onerror = () => {
      // The next call tries again.
      loading = undefined
      script.remove()
      resolve(null)
    }
    document.head.append(script)
  })
}
