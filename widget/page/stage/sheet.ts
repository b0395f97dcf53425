/** A sheet that all panels share. Constructed, because a page's CSP may refuse `<style>`; it has no say about this. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}
