/** A style sheet that all panels share. Constructed, because a page's CSP may block `<style>`, but not this. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}
