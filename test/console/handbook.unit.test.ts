import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { anchorOf, asHtml } from '../../tools/handbook.ts'

it('writes what the handbook uses of Markdown', () => {
  const markdown = `## Bring *your* files

One **bold** line of \`code <b>\` and a [link](API.md#people),
and a second line.

- first
  goes on
- second

1. one
2. two

| a | b |
|---|---|
| \`x\` | y \\| z |

\`\`\`sh
a < b

c
\`\`\`

![A page](handbook/start.png)`
  expect(asHtml(markdown).split('\n')).toEqual([
    '<h2 id="bring-your-files">Bring <em>your</em> files</h2>',
    '<p>One <strong>bold</strong> line of <code>code &lt;b></code> and a <a href="/docs">link</a>, and a second line.</p>',
    '<ul><li>first goes on</li><li>second</li></ul>',
    '<ol><li>one</li><li>two</li></ol>',
    '<div class="scroll" tabindex="0"><table class="table"><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><code>x</code></td><td>y | z</td></tr></tbody></table></div>',
    '<pre tabindex="0">a &lt; b',
    '',
    'c</pre>',
    '<p><img src="handbook/start.png" alt="A page" loading="lazy"></p>',
  ])
})

it('every section that a page of the console leads to exists', () => {
  const headings = [...readFileSync('docs/HANDBOOK.md', 'utf8').matchAll(/^#+ (.+)$/gm)].map(
    ([, text = '']) => anchorOf(text),
  )
  const helps = globSync('console/pages/**/*.tsx').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/help="([^"]+)"/g)].map(([, anchor = '']) => anchor),
  )
  expect(helps.length).toBeGreaterThan(10)
  expect(helps.filter((anchor) => !headings.includes(anchor))).toEqual([])
  expect(new Set(headings).size).toBe(headings.length)
})
