import { expect, it } from 'vitest'
import { detectCharset, isUtf8 } from '../../../worker/ingest/import/decode/charset.ts'
import { type Encoding, readText } from '../../../worker/ingest/import/decode/text.ts'
import { all, inPieces } from '../import/a-file.ts'
import { fileRefusal } from '../import/refusal.ts'

/** Bytes of every character of a set, from its decoder. */
function tableOf(name: string): Map<string, number[]> {
  const decoder = new TextDecoder(name, { fatal: true, ignoreBOM: false })
  const table = new Map<string, number[]>()
  const add = (...bytes: number[]) => {
    try {
      const sign = decoder.decode(Uint8Array.from(bytes))
      if ([...sign].length === 1 && !table.has(sign)) table.set(sign, bytes)
    } catch {
      // These bytes are no character.
    }
  }
  for (let lead = 0; lead < 256; lead += 1) add(lead)
  if (/gb|big5|jis|euc/.test(name)) {
    for (let lead = 0x81; lead < 0xff; lead += 1) {
      for (let trail = 0x40; trail < 0xff; trail += 1) add(lead, trail)
    }
  }
  return table
}

const tables = new Map<string, Map<string, number[]>>()
function encode(text: string, name: string): Uint8Array {
  const table = tables.get(name) ?? tableOf(name)
  tables.set(name, table)
  return Uint8Array.from(
    [...text].flatMap((sign) => {
      const bytes = table.get(sign)
      if (!bytes) throw new Error(`${name} has no ${sign}.`)
      return bytes
    }),
  )
}

/** Titles of goods as a person reads them, by character set. */
const TITLES: readonly [name: string, ...titles: string[]][] = [
  [
    'windows-1252',
    'Grüner Tee',
    'Café crème brûlée',
    'Piñata pequeña – 3 €',
    'Kärlek på svenska',
    'Smørrebrød',
    'Pão de açúcar',
  ],
  [
    'windows-1250',
    'Łyżka do herbaty – żółta',
    'Garnek ćwierć litra',
    'Dřevěný stůl, žlutý',
    'Őszi kötött sapka, fűzöld',
    'Ľahká taška',
  ],
  ['windows-1251', 'Зелёный чай', 'Чашка фарфоровая белая', 'Зелений чай з м’ятою', 'Дървена лъжица'],
  ['koi8-r', 'Зелёный чай листовой', 'Чашка фарфоровая'],
  ['iso-8859-2', 'Łyżka drewniana, ścięta, źrebię', 'Dřevěná lžíce, žlutá šňůra'],
  ['iso-8859-5', 'Зелёный чай листовой', 'Чашка фарфоровая белая'],
  ['windows-1253', 'Πράσινο τσάι', 'Ξύλινο κουτάλι'],
  ['windows-1254', 'Yeşil çay bardağı', 'Ahşap kaşık, ışıklı'],
  ['windows-1255', 'תה ירוק', 'כפית עץ'],
  ['windows-1256', 'شاي أخضر', 'ملعقة خشبية'],
  ['windows-1257', 'Žalioji arbata, šaukštas', 'Zaļā tēja, koka karote'],
  ['iso-8859-15', 'Œuvre d’été à 5 €, cœur'.replace('’', "'")],
  ['macintosh', 'Café crème brûlée'],
  ['shift_jis', '緑茶の急須', 'コーヒーカップ', '木製のスプーン'],
  ['euc-jp', '緑茶の急須', 'コーヒーカップ', '木製のスプーン'],
  ['gbk', '绿茶', '茶杯', '儿童玩具车', '不锈钢保温杯', '木质餐勺'],
  ['big5', '綠茶', '茶杯', '兒童玩具車', '不鏽鋼保溫杯'],
  ['euc-kr', '녹차', '나무 숟가락', '어린이 장난감 자동차', '커피잔'],
]

it.each(TITLES.flatMap(([name, ...titles]) => titles.map((title) => [name, title] as const)))(
  '%s: %s is read as a person reads it',
  async (name, title) => {
    const file = `id;title;price\nA;${title};9,90\nB;Plain;1,00\n`
    for (const size of [3, 1_000]) {
      expect((await all(readText(inPieces(encode(file, name), size)))).join('')).toBe(file)
    }
  },
)

it('a long file is judged by its first letters, and read to its end', async () => {
  const file = `id;title\n${'A;Zażółć gęślą jaźń\n'.repeat(20_000)}`
  let taken: Encoding | undefined
  const settled = (encoding: Encoding) => {
    taken = encoding
  }
  const text = (await all(readText(inPieces(encode(file, 'windows-1250'), 16_384), { settled }))).join('')
  expect([text === file, taken]).toEqual([true, { name: 'windows-1250', by: 'content' }])
})

it.each([
  ['A;Tee\n', { name: 'utf-8', by: 'content' }],
  ['A;Čaj\n', { name: 'utf-8', by: 'content' }],
  ['\ufeffA;Čaj\n', { name: 'utf-8', by: 'mark' }],
])('%j is UTF-8', async (file, encoding) => {
  let taken: Encoding | undefined
  const settled = (one: Encoding) => {
    taken = one
  }
  await all(readText(inPieces(new TextEncoder().encode(file), 2), { settled }))
  expect(taken).toEqual(encoding)
})

it('the shop’s language decides where one letter fits two character sets', () => {
  expect(detectCharset(encode('Grüner Tee', 'macintosh'), 'de-AT')).toBe('macintosh')
  // 0xC8 is È in Windows-1252 and Č in Windows-1250.
  const bytes = encode('Čas', 'windows-1250')
  expect([detectCharset(bytes, 'cs'), detectCharset(bytes, 'it-IT')]).toEqual([
    'windows-1250',
    'windows-1252',
  ])
})

it('a requested character set applies, and an unknown one is refused by name', async () => {
  const bytes = encode('id;title\nA;Čaj\n', 'windows-1250')
  expect((await all(readText(inPieces(bytes, 5), { charset: 'cp1252' }))).join('')).toContain('Èaj')
  const { code, facts } = await fileRefusal(() => all(readText(inPieces(bytes, 5), { charset: 'klingon' })))
  expect([code, facts]).toMatchObject(['invalid_input', { issues: [{ field: 'charset' }] }])
})

it('an XML feed is read as it declares, unless it says UTF-8 and is not', async () => {
  const feed = (name: string) =>
    `<?xml version="1.0" encoding="${name}"?><rss><item><title>È</title></item></rss>`
  const declared = encode(feed('ISO-8859-1'), 'windows-1252')
  expect((await all(readText(inPieces(declared, 9), { locale: 'cs' }))).join('')).toContain('>È<')
  const wrong = encode(feed('UTF-8').replace('È', 'Žluťoučký'), 'windows-1250')
  expect((await all(readText(inPieces(wrong, 9)))).join('')).toContain('>Žluťoučký<')
})

it('a sample of UTF-8 may end within a letter, a file must not', () => {
  const bytes = new TextEncoder().encode('é'.repeat(10)).subarray(0, 19)
  expect([isUtf8(bytes, false), isUtf8(Uint8Array.of(0xc3), true), isUtf8(bytes, true)]).toEqual([
    true,
    false,
    true,
  ])
})
