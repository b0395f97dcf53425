import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { expect, it } from 'vitest'

const DECISIONS = 'docs/DECISIONS.md'
/** The packages that came in with a reason. */
const decided = existsSync(DECISIONS)
  ? (readFileSync(DECISIONS, 'utf8').match(/(?<=^- `).+?(?=`: )/gm) ?? [])
  : []

/** Who may import what besides itself; the first fit counts; `type x` vanishes in the build. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'engine/numbers': [],
  'engine/mine': ['engine/numbers'],
  'engine/rank': ['engine/numbers'],
  'engine/measure': ['engine/numbers'],
  schema: ['drizzle-orm', 'valibot'],
  worker: ['engine', 'schema', 'widget/view', 'cloudflare:workers', 'node:zlib', 'node:crypto', ...decided],
  'widget/view': ['preact', 'type schema'],
  widget: ['preact', 'type schema'],
}
const CLOCK_OR_DICE = /\bDate\.now\b|\bnew Date\b(?!\([^)])|\bMath\.random\b/g

type Import = { source: object | null; importKind?: string; exportKind?: string }

/** What a file imports, or asks of clock and dice, against the map. */
function strays(file: string, text: string): string[] {
  const within = (path: string, room: string) => `${path}/`.startsWith(`${room}/`)
  const home = Object.keys(MAY_IMPORT).find((room) => within(file, room))
  if (!home) return ['no room']
  const allowed = [home, ...(MAY_IMPORT[home] ?? [])]
  const found: string[] = home.startsWith('engine') ? (text.match(CLOCK_OR_DICE) ?? []) : []
  const check = (node: Import) => {
    if (!node.source) return
    const from = 'value' in node.source ? String(node.source.value) : 'a computed path'
    const path = from.startsWith('.') ? join(dirname(file), from) : from
    const typed = `${node.importKind ?? node.exportKind} ${path}`
    if (!allowed.some((room) => within(path, room) || within(typed, room))) found.push(path)
  }
  const visitor = new Visitor({
    ImportDeclaration: check,
    ImportExpression: check,
    ExportAllDeclaration: check,
    ExportNamedDeclaration: check,
    TSImportType: check,
  })
  visitor.visit(parseSync(file, text).program)
  return found
}

it.each(globSync('{engine,schema,worker,widget}/**/*.{ts,tsx}').sort())('%s keeps to the map', (file) => {
  expect(strays(file, readFileSync(file, 'utf8'))).toEqual([])
})

it('the map catches what is planted', () => {
  const planted = `import {
      Hono
    } from "hono"
    import 'preact'
    export * from "valibot"
    export { climb } from '../rank/ladder.ts'
    type Item = import("../../schema/catalogue/items.ts").Item
    await import('jose')
    await import(somewhere)
    Math.random() + Date.now() + +new Date()`
  const caught =
    'Date.now Math.random a computed path engine/rank/rank.ts hono jose new Date preact schema/catalogue/items.ts valibot'
  expect(strays('engine/mine/a.ts', planted).sort().join(' ')).toBe(caught)
})

it.each([
  ['engine/a.ts', '', 'no room'],
  [
    'widget/page/a.ts',
    `import { items } from '../../schema/catalogue/items.ts'`,
    'schema/catalogue/items.ts',
  ],
  ['widget/view/a.tsx', `import { ask } from '../page/ask.ts'`, 'widget/page/ask.ts'],
  ['schema/a.ts', `export * from '../worker/env.ts'`, 'worker/env.ts'],
  ['worker/a.ts', `import { ask } from '../widget/page/ask.ts'`, 'widget/page/ask.ts'],
  ['worker/a.ts', `import fs from 'node:fs'`, 'node:fs'],
  ['worker/a.ts', `import type { Toy } from '../demo/shop/toy.ts'`, 'demo/shop/toy.ts'],
  ['worker/a.ts', `import 'valibotx'`, 'valibotx'],
])('%s may not hold %s', (file, text, stray) => {
  expect(strays(file, text)).toEqual([stray])
})

it('what the map allows passes', () => {
  expect(strays('widget/page/a.ts', `import type { Recommendation } from '../../schema/x.ts'`)).toEqual([])
  expect(strays('worker/a.ts', `import { wilson } from '../engine/numbers/intervals.ts'`)).toEqual([])
  expect(strays('engine/mine/a.ts', 'const at = new Date(1000)')).toEqual([])
})
