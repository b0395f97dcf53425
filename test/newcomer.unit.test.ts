import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

// A newcomer finds the place to change from README: one link to ARCHITECTURE, one row of its table, one file.

const read = (path: string) => readFileSync(path, 'utf8')
const ARCHITECTURE = 'docs/ARCHITECTURE.md'

/** Returns the pages that a page links to, as paths from the root. */
const linksOf = (page: string) =>
  [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = '']) =>
    relative('.', join(dirname(page), link)),
  )

/** Returns the files that the table "To change …, open …" names for a question. */
function filesFor(question: string): string[] {
  const rows = read(ARCHITECTURE).split('## To change')[1]?.split('\n') ?? []
  const row = rows.find((line) => line.split('|')[1]?.includes(question)) ?? ''
  return [...row.matchAll(/`([a-z]+\/[^`\s]+)`/g)].map(([, file = '']) => file)
}

describe("a newcomer's walk", () => {
  it('leads from README to ARCHITECTURE, and from there to GLOSSARY and METHOD', () => {
    expect(linksOf('README.md')).toContain(ARCHITECTURE)
    expect(linksOf(ARCHITECTURE)).toEqual(
      expect.arrayContaining(['docs/GLOSSARY.md', 'docs/METHOD.md', 'docs/RESULTS.md', 'docs/DECISIONS.md']),
    )
  })

  it.each([
    ['the default number of cart items', 'worker/serve/rank-panels.ts', /DEFAULT_LIMIT[^}]*\bcart: \d+/],
    ['add a language', 'worker/texts/index.ts', /\bLANGUAGES\b[^\n]*\ben\b|\ben,/],
    ['a column of an export', 'worker/export/item-table.ts', /\bage_limit\b/],
    ['how a new item gets its list', 'engine/mine/companions.ts', /\bblendsOfNew\b/],
    ['how new items get into the lists', 'engine/mine/backoff/cold-start.ts', /cold start/i],
  ])('"%s" leads to %s', (question, file, marker) => {
    expect(filesFor(question)).toContain(file)
    expect(read(file)).toMatch(marker)
  })

  it.each(
    ['cold start', 'smoothing', 'pseudo-count', 'inverted index', 'cross-validation', 'stop words'].concat([
      ...['position bias', 'backoff', 'propensity', 'exposure'],
    ]),
  )('a search for "%s" finds the file that the glossary names', (term) => {
    const row = read('docs/GLOSSARY.md')
      .split('\n')
      .find((line) => line.split('|')[1]?.toLowerCase().includes(term))
    const [, file = ''] = /`([a-z]+\/[^`]+)`/.exec(row ?? '') ?? []
    expect(
      read(file)
        .toLowerCase()
        .replace(/\s+\*?\s*/g, ' '),
    ).toContain(term)
  })
})

it('every file of the glossary exists, and every term is listed once', () => {
  const rows = read('docs/GLOSSARY.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| term '))
  const terms = rows.flatMap((row) => (row.split('|')[1] ?? '').split(',').map((term) => term.trim()))
  expect(new Set(terms).size).toBe(terms.length)
  expect(terms.length).toBeGreaterThan(50)
  const files = rows.map((row) => row.split('|')[3]?.trim().replaceAll('`', '') ?? '')
  expect(files.filter((file) => !existsSync(file))).toEqual([])
})

it('every section of METHOD.md and RESULTS.md that the code refers to exists', () => {
  const sources = globSync('{vocabulary,engine,schema,worker,widget,demo,tools,bench}/**/*.{ts,tsx}').filter(
    (path) => !path.includes('node_modules'),
  )
  const broken = sources.flatMap((path) =>
    [...read(path).matchAll(/docs\/(METHOD|RESULTS)\.md,?\s+(?:\*\s+)?"([^"]+)"/g)].flatMap(
      ([, page, heading = '']) =>
        read(`docs/${page}.md`).match(new RegExp(`^#+ ${heading}$`, 'm')) ? [] : [`${path}: ${heading}`],
    ),
  )
  expect(broken).toEqual([])
})
