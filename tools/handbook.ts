import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asHtml } from './docs/markdown.ts'

const DOCS = fileURLToPath(new URL('../docs', import.meta.url))

/** Where a link of the handbook leads on a deployment. */
const addressOf = (link: string): string =>
  /^[A-Z]+\.md/.test(link)
    ? `/docs/${link.replace(/\.md/, '').replace(/^[A-Z]+/, (name) => name.toLowerCase())}`
    : link

/**
 * Writes the handbook as a page beside the console, which serves it at /console/handbook, with its pictures.
 * @param sheets addresses of the style sheets of the console
 */
export async function writeHandbook(folder: string, sheets: readonly string[]): Promise<void> {
  const body = asHtml(await readFile(join(DOCS, 'HANDBOOK.md'), 'utf8'), addressOf)
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
