import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { anchorOf, asHtml } from '../tools/docs/markdown.ts'
import { addressIn, docPages, type Section, sectionsOf, writeDocs } from '../tools/docs/site.ts'

it('Markdown becomes HTML with anchors, tables that scroll, and no markup from code', () => {
  const markdown = `## Bring *your* \`files\`

One **bold** line of \`code <b>\` and a [link](API.md#people), a [file](../worker/index.ts).

| a | b |
|---|---|
| \`x\` | y \\| z |

\`\`\`sh
a < b
\`\`\`

## Bring your files`
  const html = asHtml(markdown, addressIn(new Set(['api'])))
  expect(html).toContain('<h2 id="bring-your-files">Bring <em>your</em> <code>files</code></h2>')
  expect(html).toContain('<code>code &lt;b&gt;</code> and a <a href="/docs/api#people">link</a>, a file.')
  expect(html).toContain('<div class="scroll" tabindex="0"><table class="table"><thead><tr><th>a</th>')
  expect(html).toContain('<td><code>x</code></td><td>y | z</td>')
  expect(html).toContain('<pre tabindex="0">a &lt; b</pre>')
  expect(html).toContain('<h2 id="bring-your-files-1">')
})

it.each([
  ['docs/API.md#errors', '/docs/api#errors'],
  ['../packages/client/README.md', '/docs/package-client'],
  ['../client/README.md#lists', '/docs/package-client#lists'],
  ['../../docs/EMBED.md', '/docs/embed'],
  ['https://example.com/x.md', 'https://example.com/x.md'],
  ['#here', '#here'],
  ['../bench/results/quality.md', undefined],
  ['../LICENSE', undefined],
])('a link to %s leads to %s', (link, address) => {
  const names = new Set(['api', 'embed', 'package-client'])
  expect(addressIn(names)(link)).toBe(address)
})

it('every link within the site leads to a page and an anchor that exist', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-docs-'))
  try {
    writeDocs(folder)
    const pages = docPages()
    expect(pages.length).toBeGreaterThan(15)
    const htmlOf = new Map(
      pages.map(({ name }) => [name, readFileSync(join(folder, 'docs', `${name}.html`), 'utf8')]),
    )
    const broken = [...htmlOf].flatMap(([name, html]) =>
      [...html.matchAll(/<a href="(?:\/docs\/([\w-]+))?(?:#([^"]*))?"/g)].flatMap(
        ([link, page = name, anchor]) => {
          const target = htmlOf.get(page)
          const isThere = target !== undefined && (anchor === undefined || target.includes(`id="${anchor}"`))
          return isThere || link === '<a href="' ? [] : [`${name}: ${link}`]
        },
      ),
    )
    expect(broken).toEqual([])
    const sections: Section[] = JSON.parse(readFileSync(join(folder, 'docs/search.json'), 'utf8'))
    const missing = sections.filter(({ page, anchor }) => !htmlOf.get(page)?.includes(`id="${anchor}"`))
    expect(missing).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it('a section of the search has its words without marks', () => {
  const markdown = '# Tea\n\nAll **about** `tea`.\n\n## Pots & cups\n\n| a | b |\n|---|---|\n| [x](y) | z |\n'
  expect(sectionsOf({ name: 'tea', title: 'Tea', markdown })).toEqual([
    { page: 'tea', title: 'Tea', heading: 'Tea', anchor: 'tea', text: 'All about tea.' },
    {
      page: 'tea',
      title: 'Tea',
      heading: 'Pots & cups',
      anchor: 'pots--cups',
      text: expect.stringContaining('x z'),
    },
  ])
  expect(anchorOf('Pots & cups')).toBe('pots--cups')
})
