import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { PLATFORMS, plainSnippets } from '../../console/pages/panels/platforms.ts'
import { csvOf, rulesIn } from '../../console/pages/rules/csv.ts'
import { emptyAction } from '../../console/pages/rules/edit/empty.ts'
import { patchTo } from '../../console/pages/rules/edit/patch.ts'
import { merged } from '../../console/pages/settings/merged.ts'
import { readCsv } from '../../console/pages/uploads/read-csv.ts'
import { deAccounts } from '../../console/texts/de/accounts/calls-and-briefs.ts'
import { deEnablement } from '../../console/texts/de/accounts/enablement.ts'
import { deWhiteSpace } from '../../console/texts/de/accounts/white-space.ts'
import { deAdvice } from '../../console/texts/de/advice.ts'
import { deCampaigns } from '../../console/texts/de/campaigns.ts'
import { deChanges } from '../../console/texts/de/changes.ts'
import { deSharedNames } from '../../console/texts/de/customers/shared-names.ts'
import { deLive } from '../../console/texts/de/data/live.ts'
import { deModel } from '../../console/texts/de/model.ts'
import { deNonGoods } from '../../console/texts/de/non-goods.ts'
import { dePolicy } from '../../console/texts/de/policy.ts'
import { deResults } from '../../console/texts/de/results.ts'
import { deSimulator } from '../../console/texts/de/simulator.ts'
import { deTriggers } from '../../console/texts/de/triggers.ts'
import { de } from '../../console/texts/de.ts'
import { enAccounts } from '../../console/texts/en/accounts/calls-and-briefs.ts'
import { enEnablement } from '../../console/texts/en/accounts/enablement.ts'
import { enWhiteSpace } from '../../console/texts/en/accounts/white-space.ts'
import { enAdvice } from '../../console/texts/en/advice.ts'
import { enCampaigns } from '../../console/texts/en/campaigns.ts'
import { enChanges } from '../../console/texts/en/changes.ts'
import { enSharedNames } from '../../console/texts/en/customers/shared-names.ts'
import { enLive } from '../../console/texts/en/data/live.ts'
import { enModel } from '../../console/texts/en/model.ts'
import { enNonGoods } from '../../console/texts/en/non-goods.ts'
import { enPolicy } from '../../console/texts/en/policy.ts'
import { enResults } from '../../console/texts/en/results.ts'
import { enSimulator } from '../../console/texts/en/simulator.ts'
import { enTriggers } from '../../console/texts/en/triggers.ts'
import { en } from '../../console/texts/en.ts'
import { ruleAction, ruleList } from '../../schema/shop/rules.ts'
import { buildConsole, CONSOLE_BUDGET } from '../../tools/console.ts'
import { RULE_KINDS } from '../../vocabulary/rules.ts'
import { mergePatch } from '../../worker/http/merge-patch.ts'

it('the first page of the console is within its budget, and names only its own files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-console-'))
  const { first, files } = await buildConsole(folder)
  const page = readFileSync(join(folder, 'console/page.txt'), 'utf8')
  rmSync(folder, { recursive: true })
  expect(first).toBeLessThanOrEqual(CONSOLE_BUDGET)
  const named = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address)
  const known = Object.keys(files).map((name) => `/console/assets/${name}`)
  expect(named.filter((address) => !known.includes(address))).toEqual(['data:,'])
  // A page that is not opened is not loaded.
  expect(Object.keys(files).length).toBeGreaterThan(8)
})

const AT = { origin: 'https://YOUR-API', key: 'pk_…' }
/** Where each snippet is tested in a page of its shop system. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  shopify: ['shopify-product.liquid', 'shopify-cart.liquid'],
  woocommerce: ['woocommerce.php'],
  magento: ['magento-pairwell.phtml', 'magento-catalog_product_view.xml'],
}

it.each(PLATFORMS)('the code for $name is that of demo/install', ({ id, snippets }) => {
  const tested = FILES[id]?.map((file) => readFileSync(`demo/install/${file}`, 'utf8'))
  const plain = (text: string) => text.replace('<?php\n', '').trim()
  expect(snippets(AT).map(({ code }) => plain(code))).toEqual(tested?.map(plain))
})

it('the code for any page is that of demo/install', () => {
  const plain = readFileSync('demo/install/plain.html', 'utf8')
  const { tag, panel } = plainSnippets(AT, 'A')
  expect(plain).toContain(tag)
  expect(plain).toContain(panel)
})

/** The paths of all texts. */
const pathsOf = (value: object, path = ''): string[] =>
  Object.entries(value).flatMap(([name, one]) =>
    typeof one === 'object' && one !== null ? pathsOf(one, `${path}${name}.`) : [`${path}${name}`],
  )

/** All texts of a language: those of accounts, campaigns, learning, results, triggers and the simulator are loaded with their pages. */
const [EN, DE] = [
  {
    ...en,
    ...enAccounts,
    ...enCampaigns,
    ...enTriggers,
    ...enResults,
    ...enSimulator,
    ...enPolicy,
    ...enWhiteSpace,
    ...enEnablement,
    ...enModel,
    advice: enAdvice,
    ...enChanges,
    live: enLive,
    no_goods: enNonGoods,
    shared_names: enSharedNames,
  },
  {
    ...de,
    ...deAccounts,
    ...deCampaigns,
    ...deTriggers,
    ...deResults,
    ...deSimulator,
    ...dePolicy,
    ...deWhiteSpace,
    ...deEnablement,
    ...deModel,
    advice: deAdvice,
    ...deChanges,
    live: deLive,
    no_goods: deNonGoods,
    shared_names: deSharedNames,
  },
]

it('both languages have the same texts, and none is empty or left in English', () => {
  expect(pathsOf(DE)).toEqual(pathsOf(EN))
  const sentences = (value: object): string[] =>
    Object.values(value).flatMap((one) =>
      typeof one === 'string' ? [one] : typeof one === 'object' && one !== null ? sentences(one) : [],
    )
  const english = new Set(sentences(EN).filter((text) => text.split(' ').length > 3))
  expect(sentences(DE).filter((text) => english.has(text) || text === '')).toEqual([])
})

it('every text is used', () => {
  const sources = globSync('console/{*.tsx,*.ts,api/*,parts/*,pages/**/*.{ts,tsx}}').map((file) =>
    readFileSync(file, 'utf8'),
  )
  const code = sources.join('\n')
  // Groups of which a key is chosen by a value of the API.
  const byValue =
    /\.(publishable|unknown_link|too_many_sign_ins|insecure_address|passkey_refused|access_refused|roles|kinds|found|sources|placements|layouts|actors|themes|bys|evidences|picture_rules|not_shown|actions|status|arms|metrics|verdicts|strengths|parts|says_items|says_move|means|go|type_names|statuses|tables|availabilities|outcomes|intents|basis|views|causes|refusals|parts_of_tuning|explained|modes|tests|days|tuning_status|held_status|proposals|channels|numbers|incentives|conditions|withheld|reasons|traits|states|types|default_names|default_on|default_off|goals|did|says|is|other_codes|steps|because|whys|blocks|figures|risks|quote_states|placed|signals|jobs|imports|systems|date_orders)(\.|$)/
  const unused = pathsOf(EN)
    .filter((path) => !byValue.test(`.${path}`))
    .filter((path) => !new RegExp(`\\b${path.split('.').at(-1)}\\b`).test(code))
  expect(unused).toEqual([])
})

it('every reason for which a row is refused has a text in the languages that the API does not have', () => {
  const files = globSync('worker/ingest/import/**/*.ts').map((file) => readFileSync(file, 'utf8'))
  const codes = files.flatMap((code) =>
    Array.from(code.matchAll(/(?:new RowProblem\(\s*|\bcode: )'([a-z_]+)'/g), ([, name = '']) => name),
  )
  expect(codes.length).toBeGreaterThan(30)
  expect([...new Set(codes)].filter((code) => de.uploads.row_refused(code) === undefined).sort()).toEqual([])
})

it('no text names a call of the API or one of its parameters: a merchant needs no command line', () => {
  const written = (value: unknown): string[] => {
    if (typeof value === 'function') return [String(value)]
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(written) : []
  }
  const calls = [...written(EN), ...written(DE)].filter((text) =>
    /\/v1\/|\b(?:GET|POST|PUT|PATCH|DELETE)\b|\b(?:kind|confirm|partial|dry_run)=/.test(text),
  )
  // A developer sends these events from the shop.
  expect(calls.filter((text) => !text.includes('POST /v1/events/custom'))).toEqual([])
})

it('no view contains a text of its own', () => {
  const found = globSync('console/{*.tsx,parts/*.tsx,pages/**/*.tsx}')
    .filter((file) => !file.endsWith('pages/parts.tsx'))
    .flatMap((file) => {
      const source = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      return [...source.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+[.!?]?)\s*</g)].map(
        ([, text]) => `${file}: ${text}`,
      )
    })
  expect(found).toEqual([])
})

it('a patch on a patch keeps what it resets; a patch on a document removes it', () => {
  expect(merged({ a: 1, b: { c: 2, d: 3 } }, { b: { c: null } })).toEqual({ a: 1, b: { d: 3 } })
  expect(merged({ b: { c: 5 } }, { b: { c: null, e: 6 } }, true)).toEqual({ b: { c: null, e: 6 } })
  expect(merged({ list: [1, 2] }, { list: [3] })).toEqual({ list: [3] })
})

it('refused rows are read as our API writes them, with quotes, commas and line ends in cells', () => {
  const text =
    'row,column,code,message,value\r\n2,price,bad,"Not a number, but ""x""","a\r\nb"\r\n3,id,empty,No id,\r\n'
  expect(readCsv(text)).toEqual([
    ['row', 'column', 'code', 'message', 'value'],
    ['2', 'price', 'bad', 'Not a number, but "x"', 'a\r\nb'],
    ['3', 'id', 'empty', 'No id', ''],
  ])
})

const VIEW = { version: 1, changed_at: 0, actor: { kind: 'key' as const, id: 'k' } }
const FIELDS = { note: '', status: 'draft' as const, priority: 0, when: {}, start: null, end: null }

it.each(RULE_KINDS)('a rule of the kind %s is the same after it was a row of a CSV file', (kind) => {
  const action = v.parse(ruleAction, filledIn(emptyAction(kind)))
  const rule = { rule_id: 'rule_1', name: '-1, "quoted"\r\nand more', ...FIELDS, action }
  expect(csvOf([{ ...VIEW, ...rule }])).toContain(`"'-1, ""quoted""`)
  const [read] = rulesIn(csvOf([{ ...VIEW, ...rule }]))
  expect(v.parse(ruleList, { rules: [read?.rule] }).rules[0]).toEqual(rule)
})

/** An action with something in each of its required parts. */
const filledIn = (action: ReturnType<typeof emptyAction>) => ({
  ...action,
  ...('item_id' in action && { item_id: '007' }),
  ...('item_ids' in action && { item_ids: ['007', 'a|b\\c'] }),
  ...('items' in action &&
    typeof action.items === 'object' && {
      items: { brands: ['12', 'A, B'], attribute: { name: 'Size', values: ['1'] }, price: { from: 100 } },
    }),
})

it('every condition of a rule survives a CSV file', () => {
  const when = {
    placements: ['product' as const],
    seed: { item_ids: ['1'] },
    cart: { items: { tags: ['x'] }, value: { from: 1, to: 2 } },
    customer: 'known' as const,
    groups: ['1', '2'],
    weekdays: [1, 7],
    hours: { from: '09:00', to: '17:30' },
  }
  const rule = { ...FIELDS, rule_id: 'rule_1', name: 'All', action: emptyAction('least_stock'), when }
  const [read] = rulesIn(csvOf([{ ...VIEW, ...rule, action: v.parse(ruleAction, rule.action) }]))
  expect(read?.rule.when).toEqual(when)
})

it('a column of a CSV file cannot reach beyond the rule', () => {
  expect(rulesIn('__proto__.polluted,name\nyes,A\n')[0]?.rule.name).toBe('A')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

it('the patch to a document removes what it lacks, also in what is nested', () => {
  const before = { action: { kind: 'hide', items: { tags: ['a'] } }, note: 'x', when: { groups: ['g'] } }
  const after = { action: { kind: 'only', items: { brands: ['b'] } }, note: 'x', when: {} }
  const patch = patchTo(before, after)
  expect(patch).toEqual({
    action: { kind: 'only', items: { tags: null, brands: ['b'] } },
    note: 'x',
    when: { groups: null },
  })
  expect(mergePatch(before, patch)).toEqual(after)
})
