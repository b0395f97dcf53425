import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readText } from '../../../worker/ingest/import/decode/text.ts'
import { alwaysLater } from '../../always.ts'
import { all, inPieces } from '../import/a-file.ts'
import { fileRefusal } from '../import/refusal.ts'

const read = async (bytes: Uint8Array, size = 65_536) => (await all(readText(inPieces(bytes, size)))).join('')

const utf16 = (text: string, big: boolean) =>
  Uint8Array.from(
    Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).flatMap((unit) =>
      big ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8],
    ),
  )
const marked = (text: string) => `\ufeff${text}`

// é is one byte in Windows-1252, two in UTF-8; € is 0x80 there and three here. The second file is
// longer than the part from which UTF-16 is detected.
const SHORT = 'id,title\nx,Crème brûlée – 5 €\n'
const LONG = `id,title\n${'x'.repeat(600)},Crème brûlée – 5 €\n`
const utf8 = (text: string) => new TextEncoder().encode(text)
const windows = (text: string) =>
  Uint8Array.from(Buffer.from(text.replaceAll('€', '\x80').replaceAll('–', '\x96'), 'latin1'))

it.each([
  ['UTF-8', utf8],
  ['UTF-8 with a mark', (text: string) => utf8(marked(text))],
  ['UTF-16 LE with a mark', (text: string) => utf16(marked(text), false)],
  ['UTF-16 BE with a mark', (text: string) => utf16(marked(text), true)],
  ['UTF-16 LE without', (text: string) => utf16(text, false)],
  ['UTF-16 BE without', (text: string) => utf16(text, true)],
  ['Windows-1252', windows],
])('reads %s, in chunks of any size', async (_name, encoded) => {
  for (const text of [SHORT, LONG]) {
    const bytes = encoded(text)
    for (const size of [1, 2, 3, 5, 7, bytes.length - 1, bytes.length])
      expect(await read(bytes, size)).toBe(text)
  }
})

it.each([
  ['UTF-8', utf8(`${'x'.repeat(70_000)}é`), 'é'],
  ['Windows-1252', Uint8Array.from(Buffer.from(`${'x'.repeat(70_000)}é`, 'latin1')), 'é'],
  ['Windows-1252 that goes on', Uint8Array.from(Buffer.from(`${'x'.repeat(70_000)}é,ü`, 'latin1')), 'é,ü'],
])(
  'the encoding is detected even if the first non-ASCII letter comes late: %s',
  async (_name, bytes, end) => {
    for (const size of [65_536, 70_001, 70_002]) {
      const text = await read(bytes, size)
      expect(text.slice(70_000)).toBe(end)
    }
  },
)

it('any text is read correctly in any chunks', async () => {
  const letters = fc
    .string({ unit: 'binary' })
    .map((text) => `${'x'.repeat(510)},${text.replaceAll(/[\0\r\ufeff]/g, '')}\n`)
  const through = fc.asyncProperty(letters, fc.integer({ min: 1, max: 9 }), async (text, size) => {
    expect(await read(utf8(text), size)).toBe(text)
    expect(await read(utf16(marked(text), false), size)).toBe(text)
  })
  await alwaysLater(through)
})

it('an invalid byte in a UTF-8 file costs one letter, not the file', async () => {
  const bytes = utf8('é,a?b,ü\n')
  bytes[bytes.indexOf(63)] = 0xff
  expect(await read(bytes)).toBe('é,a\ufffdb,ü\n')
})

it.each(['a\r\nb\r\n', 'a\nb\r\n'])('Windows line ends become Unix line ends: %j', async (text) => {
  const before = 'x'.repeat(600)
  for (const size of [1, 2, 3, 99]) {
    expect(await read(utf8(text), size)).toBe('a\nb\n')
    expect(await read(utf8(before + text), size)).toBe(`${before}a\nb\n`)
  }
})

it('a lone carriage return is kept, also at the end', async () => {
  for (const size of [1, 2, 99]) expect(await read(utf8('a\rb\r'), size)).toBe('a\rb\r')
})

it.each([
  ['in front', 'PNG\0\x01\x02,x\n'],
  ['far behind', `id,title\n${'x'.repeat(1_000)}\0\n`],
  ['in the last piece', `id,title\n${'é'.repeat(40_000)}\0`],
])('a zero byte %s is refused, because the file is not text', async (_name, text) => {
  const { code } = await fileRefusal(() => read(utf8(text)))
  expect(code).toBe('wrong_encoding')
})

it('an empty file is an empty text', async () => expect(await read(new Uint8Array())).toBe(''))
