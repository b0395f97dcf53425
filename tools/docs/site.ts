import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { anchorOf, asHtml, plainOf } from './markdown.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The pages in the order of the side: for whom one reads on is above who builds it. Others follow by name. */
const ORDER = [
  ...['handbook', 'embed', 'packages', 'agents', 'api', 'gains'],
  ...['method', 'results', 'operations', 'security', 'asvs', 'architecture', 'glossary', 'decisions'],
]

export type DocPage = { name: string; title: string; markdown: string }

/** A section of a page, for the search. */
export type Section = { page: string; title: string; heading: string; anchor: string; text: string }

const nameOf = (path: string): string =>
  path.startsWith('packages/') ? `package-${path.split('/')[1]}` : basename(path, '.md').toLowerCase()

/** All pages: docs/, and what each npm package says of itself. */
export function docPages(): DocPage[] {
  const paths = globSync(['docs/*.md', 'packages/*/README.md'], { cwd: ROOT })
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length)
  return paths
    .map((path) => {
      const markdown = readFileSync(join(ROOT, path), 'utf8')
      return { name: nameOf(path), title: plainOf(/^# (.+)$/m.exec(markdown)?.[1] ?? ''), markdown }
    })
    .sort((a, b) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1))
}

/** Where a link leads in the site; undefined for what is in the repository only. */
export function addressIn(names: ReadonlySet<string>): (link: string) => string | undefined {
  return (link) => {
    if (/^(https?:|#|\/)/.test(link)) return link
    const [path = '', anchor] = link.split('#')
    const inPackages = /packages\/(\w+)\/README\.md$|^\.\.\/(\w+)\/README\.md$/.exec(path)
    const name = inPackages
      ? `package-${inPackages[1] ?? inPackages[2]}`
      : /(^|\/)[A-Z]+\.md$/.test(path)
        ? basename(path, '.md').toLowerCase()
        : ''
    return names.has(name) ? `/docs/${name}${anchor === undefined ? '' : `#${anchor}`}` : undefined
  }
}

/** The sections of a page: what stands under each heading, without marks. */
export function sectionsOf({ name, title, markdown }: DocPage): Section[] {
  const parts = markdown.split(/^(?=#{1,4} )/m).filter((part) => part.trim() !== '')
  return parts.map((part) => {
    const [, heading = title] = /^#+ (.+)$/m.exec(part) ?? []
    const text = part
      .replace(/^#+ .+$/m, '')
      .replace(/```\w*|\|/g, ' ')
      .replace(/[`*]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    return {
      page: name,
      title,
      heading: plainOf(heading),
      anchor: anchorOf(plainOf(heading)),
      text: plainOf(text),
    }
  })
}

/** @param version of this build */
function htmlOf(page: DocPage, pages: readonly DocPage[], version: string): string {
  const names = new Set(pages.map(({ name }) => name))
  const links = pages.map(({ name, title }) => {
    const current = name === page.name ? ' aria-current="page"' : ''
    return `<li><a href="/docs/${name}"${current}>${title}</a></li>`
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Pairwell</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/site.css">
<script type="module" src="/docs/site.js"></script>
</head>
<body>
<a class="skip" href="#page">To the text</a>
<div class="frame">
<nav class="side" aria-label="Documentation">
<a class="brand" href="/">Pairwell</a>
<label for="search">Search</label>
<input id="search" type="search" autocomplete="off">
<ul>
${links.join('\n')}
<li><a href="/docs">API reference</a></li>
</ul>
</nav>
<div>
<section class="found" aria-label="Search results" hidden><p role="status"></p><ul></ul></section>
<main id="page">
${asHtml(page.markdown, addressIn(names))}
</main>
<footer>Version ${version}</footer>
</div>
</div>
</body>
</html>
`
}

/**
 * Writes the documentation as pages at /docs/…, with a search over all of them.
 * @param assets folder of everything that is served as a file
 */
export function writeDocs(assets: string): void {
  const folder = join(assets, 'docs')
  mkdirSync(folder, { recursive: true })
  const pages = docPages()
  const { version }: { version: string } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  for (const page of pages) writeFileSync(join(folder, `${page.name}.html`), htmlOf(page, pages, version))
  writeFileSync(join(folder, 'search.json'), JSON.stringify(pages.flatMap(sectionsOf)))
  for (const file of ['site.css', 'site.js']) cpSync(join(import.meta.dirname, file), join(folder, file))
  for (const picture of globSync('docs/**/*.png', { cwd: ROOT })) {
    cpSync(join(ROOT, picture), join(assets, picture), { recursive: true })
  }
}
