import { expect, it } from 'vitest'
import { readTable } from '../../../worker/ingest/import/decode/records.ts'

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

async function rowsOf(text: string, size: number): Promise<(string | undefined)[]> {
  const { rows } = await readTable(inPieces(text, size), () => true, [])
  const cells: (string | undefined)[] = []
  for await (const batch of rows) for (const row of batch) cells.push(row.cells[0])
  return cells
}

it.each([1, 2, 7, 64, 10_000])('a file is read the same in pieces of %i characters', async (size) => {
  const header = `a,${'b'.repeat(300)}`
  expect(await rowsOf(`\n \n\t${header}\n1,2\n3,4`, size)).toEqual(['1', '3'])
  expect(await rowsOf(`\n${header}\n1,2`, size)).toEqual(['1'])
})

it('a first line that never ends is refused, and so is a file of blanks without end', async () => {
  const endless = (sign: string) => inPieces(sign.repeat(2_100_000), 32_768)
  for (const sign of ['a', ' ']) {
    await expect(readTable(endless(sign), () => true, [])).rejects.toThrow(/Row 1 is longer than 2,000,000/)
  }
})
