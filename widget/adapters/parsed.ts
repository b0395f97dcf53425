/** Markup of the shop as a document, which runs and loads nothing; undefined in a page that forbids the parser (Trusted Types). */
export function parsed(markup: string): Document | undefined {
  try {
    return new DOMParser().parseFromString(markup, 'text/html')
  } catch {
    return undefined
  }
}
