import { html, raw } from 'hono/html'

/** Pages of the API have no script, and their styles are their own. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-top-navigation-by-user-activation"

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8d8d2, #3c3c3c); --soft: light-dark(#f4f4ef, #232323); --quiet: light-dark(#5c5c57, #aaa); --link: light-dark(#0b57a4, #8ab8f0) }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#fff, #181818); color: light-dark(#1c1c1a, #e8e8e4) }
h1 { margin: 0 } h2 { margin: 2.5rem 0 .25rem } p { margin: .25rem 0 .75rem }
a { color: var(--link) }
ol, ul { padding-left: 1.4rem } li { margin: .35rem 0 }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 1rem 0 }
.quiet { color: var(--quiet) }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0 }
details:has(:target) { outline: 2px solid var(--link) }
.inside { scroll-margin-top: 4.5rem }
summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; padding: .6rem .75rem; cursor: pointer }
summary code { overflow-wrap: anywhere }
.method { min-width: 4.5em; font-weight: 700; font-size: .8rem; letter-spacing: .03em }
.inside { padding: 0 .75rem .75rem; border-top: 1px solid var(--line) }
h3 { font-size: 1rem; margin: 1rem 0 .25rem } h4 { font-size: .9rem; margin: .75rem 0 .25rem; font-weight: 600 }
pre { background: var(--soft); border-radius: .4rem; padding: .6rem .75rem; margin: .25rem 0; overflow-x: auto; font-size: .85rem; line-height: 1.45 }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace }
dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .15rem 1rem; margin: .25rem 0 } dt, dd { margin: 0; overflow-wrap: anywhere }
`

export const pageStyle = html`<style>${raw(STYLE)}</style>`
