import css from '../view/panel.css'

let sheet: CSSStyleSheet | undefined

/**
 * The element's shadow root, with the one sheet that all panels share. Constructed, because a page's CSP
 * may refuse `<style>` and `style="…"`; it has no say about this.
 */
export function styledRoot(element: Element): ShadowRoot {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
  }
  root.adoptedStyleSheets = [sheet]
  return root
}
