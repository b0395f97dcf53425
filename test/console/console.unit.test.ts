import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PLATFORMS, plainSnippets } from '../../console/pages/panels/platforms.ts'
import { merged } from '../../console/pages/settings/merged.ts'
import { readCsv } from '../../console/pages/uploads/read-csv.ts'
import { de } from '../../console/texts/de.ts'
import { en } from '../../console/texts/en.ts'
import { buildConsole, CONSOLE_BUDGET } from '../../tools/console.ts'

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

it('both languages have the same texts, and none is empty or left in English', () => {
  expect(pathsOf(de)).toEqual(pathsOf(en))
  const sentences = (value: object): string[] =>
    Object.values(value).flatMap((one) =>
      typeof one === 'string' ? [one] : typeof one === 'object' && one !== null ? sentences(one) : [],
    )
  const english = new Set(sentences(en).filter((text) => text.split(' ').length > 3))
  expect(sentences(de).filter((text) => english.has(text) || text === '')).toEqual([])
})

it('every text is used', () => {
  const sources = globSync('console/{*.tsx,*.ts,api/*,parts/*,pages/**/*.{ts,tsx}}').map((file) =>
    readFileSync(file, 'utf8'),
  )
  const code = sources.join('\n')
  // Groups of which a key is chosen by a value of the API.
  const byValue =
    /\.(publishable|unknown_link|too_many_sign_ins|insecure_address|passkey_refused|roles|kinds|found|sources|placements|layouts|actors|themes|bys|evidences|picture_rules|not_shown|actions|status|arms|metrics|verdicts|strengths|parts|says_items|says_move|availabilities)(\.|$)/
  const unused = pathsOf(en)
    .filter((path) => !byValue.test(`.${path}`))
    .filter((path) => !new RegExp(`\\b${path.split('.').at(-1)}\\b`).test(code))
  expect(unused).toEqual([])
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
