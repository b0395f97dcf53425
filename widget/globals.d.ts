/** The build puts package.json's version here. */
declare const PAIRWELL_VERSION: string

/** The build minifies style sheets and hands them over as text. */
declare module '*.css' {
  const text: string
  export default text
}

interface Window {
  /** The widget's only global. A page may set `{ onAdd }`, `{ render }` or `{ q: [call, …] }` before the script arrives. */
  pairwell?: unknown
  /** Not in every browser yet. */
  navigation?: EventTarget
  /** Shopify's global; an unexpected value causes an exception that `guarded` catches. */
  Shopify?: { customerPrivacy?: { analyticsProcessingAllowed: () => unknown }; routes?: { root?: string } }
}

interface Document {
  /** Whether the browser renders the page before anybody opens it (Speculation Rules); not in every browser. */
  prerendering?: boolean
}

interface Navigator {
  /** Global Privacy Control; not in every browser. */
  globalPrivacyControl?: boolean
}
