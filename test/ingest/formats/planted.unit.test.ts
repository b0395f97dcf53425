import { expect, it } from 'vitest'
import { readTable } from '../../../worker/ingest/import/decode/records.ts'
import { readText } from '../../../worker/ingest/import/decode/text.ts'
import { FORMATS } from '../../../worker/ingest/import/known-formats.ts'
import { planOf } from '../../../worker/ingest/import/mapping.ts'
import { Reader } from '../../../worker/ingest/import/reader.ts'
import { formatOf } from '../../../worker/ingest/import/recognise.ts'
import { BERLIN, inPieces } from '../import/a-file.ts'
import { KINDS, type Kind, plantedFile } from './planted.ts'

/** Files of each format: 2,000 in total. */
const FILES = Math.ceil(2_000 / KINDS.length)

/** Returns the recognised format of a file and its refused rows. */
async function saidOf({ kind }: Kind, file: Uint8Array) {
  const names = FORMATS.filter((format) => format.kind === kind).flatMap(({ columns }) =>
    Object.keys(columns),
  )
  const knows = (header: string[]) => formatOf(kind, header) !== undefined
  const table = await readTable(readText(inPieces(file, 97)), knows, names)
  const plan = planOf(kind, table, [], BERLIN.currency)
  const reader = new Reader(plan, { ...BERLIN, memory: new Map() }, 8, table)
  for await (const rows of table.rows) reader.read(rows)
  reader.close()
  const { rows, rows_kept } = reader.received()
  const refused = reader.errors.kept.map(({ row, column, code }) => [row, column, code])
  return { form: plan.format.name, rows, kept: rows_kept, refused }
}

it('every supported format has a planted example', () => {
  expect(KINDS.map(({ name }) => name).sort()).toEqual(FORMATS.map(({ name }) => name).sort())
})

it.each(KINDS)('exactly the invalid cells of $name are reported, with row, column and code', async (kind) => {
  for (let seed = 0; seed < FILES; seed += 1) {
    const { file, rows, refused } = plantedFile(kind, seed)
    expect({ seed, ...(await saidOf(kind, file)) }).toEqual({
      seed,
      form: kind.name,
      rows,
      kept: rows - refused.length,
      refused,
    })
  }
})
