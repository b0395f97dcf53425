import { expect, it } from 'vitest'
import type { Item } from '../../../schema/catalogue/items.ts'
import { type Encoding, readText } from '../../../worker/ingest/import/decode/text.ts'
import { all, inPieces, itemsIn } from '../import/a-file.ts'
import { itReads } from './a-case.ts'

const said = ({ title, category, variants }: Item) => [title, category ?? '', variants[0]?.price].join(' | ')

/** Returns the name of the character set that is taken for a file. */
async function takenFor(file: Uint8Array): Promise<string | undefined> {
  let taken: Encoding | undefined
  const settled = (encoding: Encoding) => {
    taken = encoding
  }
  await all(readText(inPieces(file, 100), { settled }))
  return taken?.name
}

itReads('polish-windows-1250.csv', 'titles as a person reads them', async (file) => {
  expect([await takenFor(file), (await itemsIn(file)).map(said)]).toEqual([
    'windows-1250',
    ['Łyżka do herbaty – żółta | Łyżki | 990', 'Garnek ćwierć litra | Garnki | 1990'],
  ])
})

itReads('chinese-gbk.csv', 'titles as a person reads them', async (file) => {
  expect([await takenFor(file), (await itemsIn(file)).map(said)]).toEqual([
    'gb18030',
    ['绿茶 |  | 990', '茶杯 |  | 1990'],
  ])
})

// The bytes are written by hand from the tables of the character sets.
it('Russian in Windows-1251', async () => {
  const tea = [0xd7, 0xe0, 0xe9]
  const cup = [0xd7, 0xe0, 0xf8, 0xea, 0xe0]
  const ascii = (text: string) => [...text].map((sign) => sign.charCodeAt(0))
  const file = Uint8Array.from([
    ...ascii('id;title;price\nA;'),
    ...tea,
    ...ascii(';6,90\nB;'),
    ...cup,
    ...ascii(';9,90\n'),
  ])
  expect([await takenFor(file), (await itemsIn(file)).map(said)]).toEqual([
    'windows-1251',
    ['Чай |  | 690', 'Чашка |  | 990'],
  ])
})

it('Japanese in Shift-JIS', async () => {
  const ascii = (text: string) => [...text].map((sign) => sign.charCodeAt(0))
  const greenTea = [0x97, 0xce, 0x92, 0x83]
  const coffee = [0x83, 0x52, 0x81, 0x5b, 0x83, 0x71, 0x81, 0x5b]
  const file = Uint8Array.from([
    ...ascii('id,title,price\nA,'),
    ...greenTea,
    ...ascii(',6.90\nB,'),
    ...coffee,
    ...ascii(',9.90\n'),
  ])
  expect([await takenFor(file), (await itemsIn(file)).map(said)]).toEqual([
    'shift_jis',
    ['緑茶 |  | 690', 'コーヒー |  | 990'],
  ])
})
