/** The build puts package.json's version here. */
declare const PAIRWELL_VERSION: string

/** The build minifies style sheets and hands them over as text. */
declare module '*.css' {
  const text: string
  export default text
}

interface Window {
  /** The widget's only global. A page may set `{ onAdd }` before the script arrives. */
  pairwell?: unknown
}
