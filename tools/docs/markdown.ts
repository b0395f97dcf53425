import { Marked, type Tokens } from 'marked'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The anchor of a heading, as GitHub makes it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-')

/** Text of a heading without its marks. */
export const plainOf = (markdown: string): string =>
  markdown.replace(/[`*]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')

/**
 * Markdown as HTML, with anchors at headings, tables that scroll by themselves, and pictures that load when they are needed.
 * @param addressOf where a link leads; undefined for what is only in the repository, which stays as a text
 */
export function asHtml(markdown: string, addressOf: (link: string) => string | undefined): string {
  const taken = new Map<string, number>()
  const anchorFor = (text: string): string => {
    const anchor = anchorOf(plainOf(text))
    const times = taken.get(anchor) ?? 0
    taken.set(anchor, times + 1)
    return times === 0 ? anchor : `${anchor}-${times}`
  }
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        return `<h${depth} id="${anchorFor(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      link({ href, tokens }: Tokens.Link) {
        const address = addressOf(href)
        const text = this.parser.parseInline(tokens)
        return address === undefined ? text : `<a href="${escaped(address)}">${text}</a>`
      },
      image({ href, text }: Tokens.Image) {
        return `<img src="${escaped(href)}" alt="${escaped(text)}" loading="lazy">`
      },
      code({ text }: Tokens.Code) {
        return `<pre tabindex="0">${escaped(text)}</pre>\n`
      },
      table({ header, rows }: Tokens.Table) {
        const row = (cells: Tokens.TableCell[], tag: 'th' | 'td') =>
          `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>`
        const body = rows.map((cells) => row(cells, 'td')).join('')
        return `<div class="scroll" tabindex="0"><table class="table"><thead>${row(header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`
      },
    },
  })
  return String(marked.parse(markdown, { async: false }))
}
