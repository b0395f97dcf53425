import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { STATUS } from '../vocabulary/errors.ts'
import { ucpProfile } from '../worker/agents/ucp-extension.ts'
import { app } from '../worker/index.ts'
import { plainCustomers } from '../worker/ingest/import/formats/plain-customers.ts'
import { plainItems } from '../worker/ingest/import/formats/plain-items.ts'
import { plainOrders } from '../worker/ingest/import/formats/plain-orders.ts'
import { plainRelations } from '../worker/ingest/import/formats/plain-relations.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const all = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((found) => found[1] ?? found[0]))].sort()

const PAGES = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'],
  ...globSync(['docs/*.md', '{packages,examples,platforms}/*/README.md']),
]
const API = read('docs/API.md')
const EMBED = read('docs/EMBED.md')
const WIDGET = globSync('widget/**/*.{ts,tsx,css}').map(read).join('\n')
const PANELS = globSync('widget/{lazy,view}/*.tsx').map(read).join('\n')

/** Returns the text below a heading, up to the next one. */
const section = (page: string, heading: string) =>
  page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''

it('API.md lists exactly the routes of the code', async () => {
  const { paths }: { paths: Record<string, object> } = JSON.parse(
    await (await app.request('/v1/openapi.json')).text(),
  )
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(all(section(API, 'Routes'), /^\| `([A-Z]+ \S+)` \|/gm)).toEqual(routes.sort())
})

it('API.md states the key that each route needs', () => {
  const rows = [...section(API, 'Routes').matchAll(/^\| `[A-Z]+ (\S+)` \| (\w+) \|/gm)]
  const doorOf = (path = '') =>
    /^\/(p|hooks)\//.test(path)
      ? 'public'
      : /^\/v1\/(shops|operator)/.test(path)
        ? 'operator'
        : /^\/($|v1\/openapi|docs|llms|ucp|health|ready|sign-in)/.test(path)
          ? 'none'
          : 'merchant'
  expect(rows.map(([, path, door]) => [path, door])).toEqual(rows.map(([, path]) => [path, doorOf(path)]))
})

it('API.md lists exactly the errors of the code, each with its status', () => {
  const rows = [...section(API, 'Errors').matchAll(/^\| `(\w+)` \| (\d+) \|/gm)]
  expect(Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]))).toEqual(STATUS)
})

const plain = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, ' ')

it.each([plainItems, plainOrders, plainCustomers, plainRelations])(
  'API.md names every column of $name, and none that is not read',
  ({ kind, columns }) => {
    const [text = ''] = section(API, 'The plain form')
      .split(/^(?=\*\*\w+\*\* — )/m)
      .filter((part) => part.startsWith(`**${kind}**`))
    const named = all(text, /`(\w+)`/g)
    expect(Object.keys(columns).filter((column) => !named.includes(column))).toEqual([])
    const cells = text
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((row) => row.split('|').slice(1, 3).join('|'))
    const understood = Object.entries(columns).flat(2).map(plain)
    expect(
      cells.flatMap((cell) => all(cell, /`([^`]+)`/g)).filter((name) => !understood.includes(plain(name))),
    ).toEqual([])
  },
)

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

it('EMBED.md names exactly the data-* attributes that the tag reads', () => {
  const tag = read('widget/page/tag.ts')
  const spread = all(tag, /\{([^}]+)\} = script\.dataset/g).flatMap((names) => all(names, /(\w+) =/g))
  const code = [...spread, ...all(tag, /dataset\.(\w+)/g)].map((name) => `data-${kebab(name)}`)
  expect(all(EMBED, /data-[a-z-]+/g)).toEqual(code.sort())
})

it('EMBED.md names exactly the attributes that the element watches', () => {
  const [watched = ''] = all(read('widget/page/element.ts'), /observedAttributes = \[([^\]]+)\]/g)
  expect(all(section(EMBED, 'Attributes of the element'), /^- `([a-z-]+)`/gm)).toEqual(
    all(watched, /'([a-z-]+)'/g),
  )
})

it('EMBED.md names exactly the events of the widget', () => {
  expect(all(EMBED, /rec:[a-z]+/g)).toEqual(all(WIDGET, /rec:[a-z]+/g))
})

it('EMBED.md names every field of rec:add', () => {
  const [fields = ''] = all(read('widget/lazy/adapter.ts'), /type AddDetail = \{([\s\S]*?)\n\}/g)
  const [sentence = ''] = all(EMBED, /^`detail` holds ([\s\S]*?)\. Call/gm)
  expect(all(sentence, /`(\w+)`/g)).toEqual(all(fields, /^ {2}(\w+)\??:/gm))
})

it('EMBED.md names exactly the CSS variables of the widget', () => {
  const named = all(EMBED, /--rec-[a-z-]+/g)
  expect(named).toEqual(all(WIDGET, /--rec-[a-z-]+/g))
  const sheets = read('widget/view/panel.css') + read('widget/page/space.css')
  expect(named).toEqual(all(sheets, /var\((--rec-[a-z-]+)/g))
})

/** As an attribute, or as the name of a paragraph (view/card). */
const WRITTEN_PART = /\b(?:part=|paragraph\()("[a-z ]+"|'[a-z ]+'|\{[^}]*)/g

const partsIn = (code: string) =>
  all(code, WRITTEN_PART).flatMap((written) => all(written, /["'`]([a-z ]+)/g))

it('EMBED.md names exactly the parts of an offer', () => {
  const parts = partsIn(read('widget/offer/offer.tsx')).flatMap((words) => words.split(' '))
  const [sentence = ''] = all(section(EMBED, 'The offer of a signed-in customer'), /Parts: ([^;]*);/g)
  expect(all(sentence, /`(\w+)`/g)).toEqual([...new Set(parts)].sort())
})

it('EMBED.md names exactly the parts of a panel', () => {
  const [states = ''] = all(read('widget/view/shown.ts'), /type AddState = ([^\n]+)/g)
  const written = [...all(PANELS, WRITTEN_PART), ...all(WIDGET, /\bpart\.add\(([^)]*)/g)].join()
  const named = all(written, /["'`]([a-z ]+)/g).flatMap((words) => words.trim().split(' '))
  const parts = [...named.filter(Boolean), ...all(states, /'(\w+)'/g)]
  const [sentence = ''] = all(EMBED, /^And by part[\s\S]*?`: ([\s\S]*?)\.$/gm)
  expect(all(sentence, /`(\w+)`/g)).toEqual([...new Set(parts)].sort())
})

it('README.md has at most 90 lines', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(90)
})

it.each(PAGES)('every command of npm that %s names exists', (page) => {
  const { scripts } = JSON.parse(read('package.json'))
  const named = [...all(read(page), /npm run ([\w-]+)/g), ...all(read(page), /npm (start|test)\b/g)]
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
})

it('every bench that a page names exists', () => {
  const named = PAGES.flatMap((page) => all(read(page), /npm run bench -- (\w+)/g))
  const known = all(read('bench/run.ts'), /^ {2}(\w+): \{/gm)
  expect(named.filter((name) => !known.includes(name))).toEqual([])
})

/** Returns the anchors of the headings, as GitHub creates them. */
const anchors = (page: string) =>
  all(read(page), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )

it.each(PAGES)('every link of %s to a file of the project has a target', (page) => {
  const links = all(read(page), /\]\((?!https?:)([^)\s]+)\)/g)
  const broken = links.filter((link) => {
    const [path = '', anchor] = link.split('#')
    const file = path === '' ? page : join(dirname(page), path)
    return !existsSync(file) || (anchor !== undefined && !anchors(file).includes(anchor))
  })
  expect(broken).toEqual([])
})

it.each(PAGES)('every file that %s names exists', (page) => {
  const FOLDERS = 'vocabulary|engine|schema|worker|widget|packages|examples|demo|tools|test|bench|docs'
  const named = all(read(page), new RegExp(`\`((?:${FOLDERS})/[^\`\\s*…{<]*)\``, 'g'))
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})

it('CHANGELOG.md has the version of package.json', () => {
  expect(read('CHANGELOG.md')).toContain(`## ${JSON.parse(read('package.json')).version} `)
})

it('the profile of UCP that AGENTS.md gives to paste is that of the schema', () => {
  const [, fragment = ''] = /```json\n([\s\S]+?)```/.exec(section(read('docs/AGENTS.md'), 'UCP')) ?? []
  expect(JSON.parse(fragment)).toEqual(ucpProfile('https://pairwell.example.com'))
})
