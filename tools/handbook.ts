import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DOCS = fileURLToPath(new URL('../docs', import.meta.url))

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The anchor of a heading, as GitHub makes it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

/** Where a link of the handbook leads on a deployment: the API has a page there, the pages for developers have none. */
const addressOf = (link: string): string => (link.startsWith('API.md') ? '/docs' : link)

/** Text of a line: code, pictures, links, bold and italic. Code is set aside first, because nothing in it is markup. */
function inline(text: string): string {
  const codes: string[] = []
  const aside = escaped(text).replace(
    /`([^`]+)`/g,
    (_, code: string) => `\uE000${codes.push(code) - 1}\uE000`,
  )
  return aside
    .replace(/!\[([^\]]*)\]\(([^)\s]+)\)/g, '<img src="$2" alt="$1" loading="lazy">')
    .replace(
      /\[([^\]]+)\]\(([^)\s]+)\)/g,
      (_, label: string, link: string) => `<a href="${addressOf(link)}">${label}</a>`,
    )
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>')
    .replace(/\uE000(\d+)\uE000/g, (_, at: string) => `<code>${codes[Number(at)] ?? ''}</code>`)
}

const cellsOf = (row: string): string[] =>
  row
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => inline(cell.trim().replaceAll('\\|', '|')))

function table([head = '', , ...rows]: readonly string[]): string {
  const line = (row: string, cell: 'th' | 'td') =>
    `<tr>${cellsOf(row)
      .map((text) => `<${cell}>${text}</${cell}>`)
      .join('')}</tr>`
  const body = rows.map((row) => line(row, 'td')).join('')
  return `<div class="scroll" tabindex="0"><table class="table"><thead>${line(head, 'th')}</thead><tbody>${body}</tbody></table></div>`
}

const ITEM = /^(?:- |(\d+)\. )/

function list(lines: readonly string[]): string {
  const items: string[] = []
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  const tag = /^\d/.test(lines[0] ?? '') ? 'ol' : 'ul'
  return `<${tag}>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</${tag}>`
}

function block(lines: readonly string[]): string {
  const [first = ''] = lines
  const heading = /^(#+) (.+)$/.exec(first)
  if (heading) {
    const [, marks = '', text = ''] = heading
    const rest = lines.length > 1 ? block(lines.slice(1)) : ''
    return `<h${marks.length} id="${anchorOf(text)}">${inline(text)}</h${marks.length}>${rest}`
  }
  if (first.startsWith('```')) return `<pre tabindex="0">${escaped(lines.slice(1, -1).join('\n'))}</pre>`
  if (first.startsWith('|')) return table(lines)
  if (ITEM.test(first)) return list(lines)
  return `<p>${inline(lines.join(' '))}</p>`
}

/** Blocks of lines between empty ones; code keeps its empty lines. */
function blocksOf(markdown: string): string[][] {
  const blocks: string[][] = [[]]
  let isCode = false
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode
    if (line.trim() === '' && !isCode) blocks.push([])
    else blocks.at(-1)?.push(line)
  }
  return blocks.filter((lines) => lines.length > 0)
}

/** The Markdown that docs/HANDBOOK.md uses, as HTML. */
export const asHtml = (markdown: string): string => blocksOf(markdown).map(block).join('\n')

/**
 * Writes the handbook as a page beside the console, which serves it at /console/handbook, with its pictures.
 * @param sheets addresses of the style sheets of the console
 */
export async function writeHandbook(folder: string, sheets: readonly string[]): Promise<void> {
  const body = asHtml(await readFile(join(DOCS, 'HANDBOOK.md'), 'utf8'))
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Handbook · Pairwell</title>
<link rel="icon" href="data:,">
${sheets.map((address) => `<link rel="stylesheet" href="${address}">`).join('\n')}
</head>
<body>
<main class="handbook">
${body}
</main>
</body>
</html>
`
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'handbook.txt'), page)
  await cp(join(DOCS, 'handbook'), join(folder, 'handbook'), { recursive: true })
}
