/** Markup that is safe to send; only this file makes it. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | false | undefined | readonly Html[]

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function safe(part: Part): string {
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return part.map(safe).join('')
  if (part === false || part === undefined) return ''
  return String(part).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '')
}

/** Markup from a template; everything put in is escaped, unless it is markup itself. `false` leaves a gap. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.map((text, index) => text + safe(parts[index])).join(''))

/** Markup that stands in a file of ours, as it is. */
export const ours = (text: string): Html => new Html(text)

/** Data for a script, as a block no browser runs. `type` such as `application/json`. */
export const data = (type: string, id: string, value: unknown): Html =>
  new Html(`<script type="${type}" id="${id}">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`)
