import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { describe, expect, it } from 'vitest'

const DECISIONS = 'docs/DECISIONS.md'
/** Packages that the Worker may import: those with a reason in DECISIONS.md. */
const packages = existsSync(DECISIONS)
  ? (readFileSync(DECISIONS, 'utf8').match(/(?<=^- `).+?(?=`: )/gm) ?? [])
  : []

/** Folders of the engine that most others import. */
const NUMBERS = ['engine/numbers']
const DATA = [...NUMBERS, 'engine/data']
const TEXT = [...DATA, 'engine/text']
const RANK = [...DATA, 'engine/rank']
const PAIRS = [...DATA, 'engine/mine/pairs']
const BACKOFF = [...PAIRS, ...TEXT, 'engine/mine/backoff']
const MINE = [...BACKOFF, ...RANK, 'engine/mine']
const ALTERNATIVES = [...MINE, 'engine/alternatives']
const TUNING = [...ALTERNATIVES, 'engine/tuning']
/** Imports that every folder of the Worker may have. */
const BASE = [
  'schema',
  'worker/bounded-cache.ts',
  'worker/env.ts',
  'worker/log.ts',
  ...packages,
  'cloudflare:workers',
]
const STORE = [...BASE, 'worker/store']
const LEASE = [...STORE, 'worker/jobs/lease']
const HTTP = [...LEASE, 'worker/http']
const AUTH = [...HTTP, 'worker/auth']
const CUSTOMERS = [...LEASE, 'engine', 'worker/customers']
const IDENTITY = [...AUTH, ...CUSTOMERS, 'worker/ingest/identity']
const MODELS = [...LEASE, 'engine', 'worker/models']
const IMPORT = [...IDENTITY, ...MODELS, 'engine/numbers', 'worker/ingest/import']
const SERVE = [...HTTP, 'engine', 'widget/view', 'worker/texts', 'worker/serve']
const OUTCOMES = [...LEASE, ...AUTH, 'engine', 'worker/outcomes']
const RULES = [...STORE, 'engine', 'worker/rules']
const DECISIONS_ROOM = [...SERVE, 'worker/customers', 'widget/view', 'worker/decisions']
const CAMPAIGNS = [...DECISIONS_ROOM, ...LEASE, 'engine', 'worker/outcomes/net-value.ts', 'worker/campaigns']
const ACCOUNTS = [...DECISIONS_ROOM, ...IMPORT, ...LEASE, 'engine', 'worker/accounts']
const TRIGGERS = [...DECISIONS_ROOM, ...IDENTITY, ...LEASE, 'engine', 'worker/triggers']
const EXPORT = [...LEASE, 'worker/export']
const INGEST = [...IMPORT, 'worker/ingest']
const WEBHOOKS = [...AUTH, 'worker/ingest/feeds', 'worker/webhooks']
const PLATFORMS = [...INGEST, 'worker/platforms']
const ALERTS = [...STORE, 'worker/alerts']
const AGENTS = [...HTTP, 'worker/agents']
const OPERATE = [...AUTH, 'worker/operate']
const JOBS = [
  ...ACCOUNTS,
  ...CAMPAIGNS,
  ...TRIGGERS,
  ...INGEST,
  ...MODELS,
  ...OUTCOMES,
  ...CUSTOMERS,
  ...WEBHOOKS,
  ...ALERTS,
  'worker/moves',
  ...PLATFORMS,
  'worker/jobs',
]
const API = [
  ...[...INGEST, ...MODELS, ...OUTCOMES, ...SERVE, ...EXPORT, ...RULES, ...CUSTOMERS, ...WEBHOOKS, ...ALERTS],
  ...ACCOUNTS,
  ...CAMPAIGNS,
  ...TRIGGERS,
  ...AGENTS,
  'worker/api/public',
]

/**
 * Which folder may import which others, besides itself and `vocabulary`; the longest prefix of a file's path applies. `type x`
 * allows imports of types, which the build removes.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  vocabulary: [],
  'engine/numbers': [],
  'engine/data': NUMBERS,
  'engine/text': DATA,
  'engine/rank': DATA,
  'engine/rules': RANK,
  'engine/mine/pairs': DATA,
  'engine/mine/backoff': [...PAIRS, ...TEXT],
  'engine/mine': [...BACKOFF, ...RANK],
  'engine/alternatives': MINE,
  'engine/tuning': ALTERNATIVES,
  'engine/gate': TUNING,
  'engine/measure': DATA,
  'engine/customer': [...DATA, 'engine/measure', 'engine/rules'],
  'engine/decide': [...DATA, 'engine/rules', 'engine/customer'],
  'engine/choice': [...TEXT, 'engine/customer'],
  'engine/accounts': [...DATA, 'engine/choice'],
  'engine/uplift': [...NUMBERS, 'engine/measure', 'engine/choice'],
  'engine/allocate': [...DATA, 'engine/decide'],
  warehouse: ['engine', 'node:crypto', 'node:util'],
  schema: ['drizzle-orm', 'valibot'],
  'worker/bounded-cache.ts': [],
  'worker/log.ts': ['drizzle-orm'],
  'worker/env.ts': ['schema', 'worker/log.ts'],
  'worker/store': BASE,
  'worker/texts': BASE,
  'worker/jobs/lease': STORE,
  'worker/http': LEASE,
  'worker/auth': HTTP,
  // A change of what is said of a customer may be the cause of a trigger.
  'worker/ingest/identity': [...AUTH, 'worker/customers', 'worker/triggers/causes.ts'],
  'worker/models': [...LEASE, 'engine'],
  'worker/ingest/import': [...IDENTITY, ...MODELS],
  'worker/ingest/feeds': IMPORT,
  'worker/ingest/hooks': IMPORT,
  'worker/ingest/models': IMPORT,
  'worker/ingest/report': [...IMPORT, 'worker/texts'],
  'worker/serve': [...HTTP, 'engine', 'widget/view', 'worker/texts'],
  'worker/outcomes': [...LEASE, 'worker/auth', 'engine'],
  'worker/outcomes/experiments': OUTCOMES,
  // Facts of items are those that merchandising rules compare, and order lines name items as mining reads them.
  'worker/customers': [...LEASE, 'engine', 'worker/serve/facts.ts', 'worker/models/catalogue.ts'],
  'worker/decisions': [...SERVE, 'worker/customers'],
  'worker/accounts': ACCOUNTS,
  'worker/campaigns': CAMPAIGNS,
  'worker/triggers': TRIGGERS,
  'worker/export': [...LEASE, 'engine/numbers'],
  'worker/agents': HTTP,
  'worker/operate': AUTH,
  'worker/moves': LEASE,
  'worker/rules': [...STORE, 'engine'],
  // Receivers of webhooks have the same rules for addresses as feeds.
  'worker/webhooks': [...AUTH, 'worker/ingest/feeds'],
  'worker/platforms': INGEST,
  'worker/alerts': STORE,
  'worker/jobs': [
    ...ACCOUNTS,
    ...CAMPAIGNS,
    ...TRIGGERS,
    ...INGEST,
    ...MODELS,
    ...OUTCOMES,
    ...CUSTOMERS,
    ...WEBHOOKS,
    ...ALERTS,
    'worker/moves',
    ...PLATFORMS,
  ],
  'worker/api/public': [
    ...PLATFORMS,
    ...INGEST,
    ...MODELS,
    ...OUTCOMES,
    ...SERVE,
    ...DECISIONS_ROOM,
    ...EXPORT,
    ...AGENTS,
  ],
  'worker/api/merchant': API,
  'worker/api/operator': [...API, ...OPERATE],
  'worker/index.ts': [...API, ...OPERATE, 'worker/api', ...JOBS],
  'widget/view': ['preact', 'type schema'],
  widget: ['preact', 'type schema'],
  console: [
    'preact',
    '@preact/signals',
    'preact-iso',
    '@simplewebauthn/browser',
    'uplot',
    'widget/view',
    'type schema',
  ],
  'packages/client': [],
  // The page's own draw is bundled, so that a server draws the same arms.
  'packages/server': ['widget/lazy/arms.ts'],
  'packages/widget': ['type react', 'type preact', 'type vue', 'type svelte'],
  'packages/react': ['@pairwell/widget', 'react'],
  'packages/vue': ['@pairwell/widget', 'vue'],
  'examples/hono': ['@pairwell/client', '@pairwell/server', 'hono', '@hono/node-server', 'node:process'],
  'examples/liquid': ['@pairwell/client', 'hono', '@hono/node-server', 'liquidjs', 'node:process'],
  'examples/plain': ['@pairwell/widget'],
  // Their pages are checked by their own compilers, in `bench -- packages`.
  'examples/react-router': ['@react-router/dev', 'vite'],
  'examples/nuxt': [],
  'examples/astro': ['@astrojs/node', 'astro'],
}
/** The engine receives time and randomness as arguments, and never reads them itself. */
const CLOCK_OR_DICE = /\bDate\.now\b|\bnew Date\b(?!\([^)])|\bMath\.random\b/g

const isWithin = (path: string, room: string) => path === room || path.startsWith(`${room}/`)

/** Returns the folder of a file in the map; undefined if there is none. */
const roomOf = (file: string): string | undefined =>
  Object.keys(MAY_IMPORT)
    .filter((room) => isWithin(file, room))
    .sort((a, b) => b.length - a.length)[0]

type ImportNode = { source: object | null; importKind?: string; exportKind?: string }

/** Returns the imports of a file: the path from the root or the name of the package, and whether only types. */
function importsOf(file: string, text: string): { path: string; isType: boolean }[] {
  const found: { path: string; isType: boolean }[] = []
  const note = (node: ImportNode) => {
    if (!node.source) return
    const from = 'value' in node.source ? String(node.source.value) : 'a computed path'
    const path = from.startsWith('.') ? join(dirname(file), from) : from
    found.push({ path, isType: (node.importKind ?? node.exportKind) === 'type' })
  }
  const visitor = new Visitor({
    ImportDeclaration: note,
    ImportExpression: note,
    ExportAllDeclaration: note,
    ExportNamedDeclaration: note,
    TSImportType: note,
  })
  visitor.visit(parseSync(file, text).program)
  return found
}

/** Returns the imports that the map does not allow, and uses of time or randomness in the engine. */
function violations(file: string, text: string): string[] {
  const room = roomOf(file)
  if (!room) return ['no room']
  const allowed = [room, 'vocabulary', ...(MAY_IMPORT[room] ?? [])]
  const found: string[] = room.startsWith('engine') ? (text.match(CLOCK_OR_DICE) ?? []) : []
  for (const { path, isType } of importsOf(file, text)) {
    const isAllowed = allowed.some((one) => isWithin(path, one) || (isType && isWithin(`type ${path}`, one)))
    if (!isAllowed) found.push(path)
  }
  return found
}

/** Returns every cycle of imports, as a list of files. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      return
    }
    state.set(file, 'open')
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    state.set(file, 'done')
  }
  for (const file of graph.keys()) visit(file, [])
  return cycles
}

const SOURCES = globSync([
  '{vocabulary,engine,schema,warehouse,worker,widget,console}/**/*.{ts,tsx}',
  'packages/*/src/**/*.ts',
  'examples/*/*.ts',
])
  .filter((file) => !file.includes('/releases/'))
  .sort()
const read = (file: string) => readFileSync(file, 'utf8')

it.each(SOURCES)('%s imports only what the map allows', (file) => {
  expect(violations(file, read(file))).toEqual([])
})

it('no file imports itself through others, types included', () => {
  const graph = new Map(SOURCES.map((file) => [file, importsOf(file, read(file)).map(({ path }) => path)]))
  expect(cyclesOf(graph)).toEqual([])
})

it('the map itself has no cycle', () => {
  const rooms = Object.keys(MAY_IMPORT)
  const graph = new Map(
    rooms.map((room) => [
      room,
      rooms.filter(
        (other) =>
          other !== room &&
          !isWithin(other, room) &&
          MAY_IMPORT[room]?.some((allowed) => isWithin(other, allowed)),
      ),
    ]),
  )
  expect(cyclesOf(graph)).toEqual([])
})

describe('planted violations are found', () => {
  it('in every form of an import', () => {
    const planted = `import {
      Hono
    } from "hono"
    import 'preact'
    export * from "valibot"
    export { rank } from '../rank/rank.ts'
    export { tune } from '../tuning/tune.ts'
    type Item = import("../../schema/catalogue/items.ts").Item
    await import('jose')
    await import(somewhere)
    Math.random() + Date.now() + +new Date()`
    const caught =
      'Date.now Math.random a computed path engine/tuning/tune.ts hono jose new Date preact schema/catalogue/items.ts valibot'
    expect(violations('engine/mine/a.ts', planted).sort().join(' ')).toBe(caught)
  })

  it.each([
    ['engine/a.ts', '', 'no room'],
    ['worker/a.ts', '', 'no room'],
    ['vocabulary/a.ts', `import * as v from 'valibot'`, 'valibot'],
    ['engine/rank/a.ts', `import { mine } from '../mine/mine.ts'`, 'engine/mine/mine.ts'],
    ['engine/measure/a.ts', `import { dueOf } from '../customer/due.ts'`, 'engine/customer/due.ts'],
    ['worker/store/a.ts', `import { rank } from '../../engine/rank/rank.ts'`, 'engine/rank/rank.ts'],
    ['worker/store/a.ts', `import type { App } from '../http/app.ts'`, 'worker/http/app.ts'],
    ['worker/serve/a.ts', `import { health } from '../api/public/health.ts'`, 'worker/api/public/health.ts'],
    ['worker/auth/a.ts', `import { advance } from '../jobs/advance.ts'`, 'worker/jobs/advance.ts'],
    ['widget/page/a.ts', `import { items } from '../../schema/items.ts'`, 'schema/items.ts'],
    ['widget/view/a.tsx', `import { ask } from '../page/ask.ts'`, 'widget/page/ask.ts'],
    ['schema/a.ts', `export * from '../worker/env.ts'`, 'worker/env.ts'],
    ['worker/serve/a.ts', `import { ask } from '../../widget/page/ask.ts'`, 'widget/page/ask.ts'],
    ['worker/serve/a.ts', `import fs from 'node:fs'`, 'node:fs'],
    ['worker/serve/a.ts', `import type { Toy } from '../../demo/shop/toy.ts'`, 'demo/shop/toy.ts'],
    ['worker/serve/a.ts', `import 'valibotx'`, 'valibotx'],
    ['packages/client/src/a.ts', `import { STATUS } from '../../../worker/env.ts'`, 'worker/env.ts'],
    ['packages/server/src/a.ts', `import { ask } from '../../../widget/page/ask.ts'`, 'widget/page/ask.ts'],
    ['packages/widget/src/a.ts', `import { useState } from 'react'`, 'react'],
  ])('%s may not contain %s', (file, text, violation) => {
    expect(violations(file, text)).toEqual([violation])
  })

  it('in a cycle of types only', () => {
    const files = {
      'engine/mine/a.ts': `import type { B } from './b.ts'`,
      'engine/mine/b.ts': `export type { C } from './c.ts'`,
      'engine/mine/c.ts': `import { a } from './a.ts'`,
      'engine/mine/d.ts': `import { a } from './a.ts'`,
    }
    const graph = new Map(
      Object.entries(files).map(([file, text]) => [file, importsOf(file, text).map(({ path }) => path)]),
    )
    expect(cyclesOf(graph)).toEqual([
      'engine/mine/a.ts → engine/mine/b.ts → engine/mine/c.ts → engine/mine/a.ts',
    ])
  })
})

it.each([
  ['widget/page/a.ts', `import type { Recommendation } from '../../schema/x.ts'`],
  ['worker/serve/a.ts', `import { wilson } from '../../engine/numbers/intervals.ts'`],
  [
    'engine/tuning/a.ts',
    `import { mine } from '../mine/mine.ts'\nimport { DAY } from '../../vocabulary/time.ts'`,
  ],
  ['engine/mine/a.ts', 'const at = new Date(1000)'],
])('%s may contain %s', (file, text) => {
  expect(violations(file, text)).toEqual([])
})

/** Maximum of files of one folder. */
const MAX_FILES = 21

it('no source folder has more files than the limit', () => {
  const folders = Map.groupBy(SOURCES, (file) => dirname(file))
  const large = [...folders].filter(([, files]) => files.length > MAX_FILES).map(([folder]) => folder)
  expect(large).toEqual([])
})
