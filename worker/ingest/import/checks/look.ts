import { IMPORT_KINDS } from '../../../../schema/imports/imports.ts'
import type { Mapping } from '../../../../schema/imports/mappings.ts'
import type { Recognition } from '../../../../schema/imports/recognition.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { countVotes } from '../cells/date-order.ts'
import { isAmbiguous } from '../cells/dates.ts'
import { readBytes } from '../decode/bytes.ts'
import type { Table } from '../decode/raw-rows.ts'
import { readAnyTable } from '../decode/records.ts'
import { FORMATS } from '../known-formats.ts'
import { knowsHeader, mappingFor, type Plan, planOf } from '../mapping.ts'

/** Values of a column that are shown. */
const MAX_SAMPLES = 3
/** Rows from which they are taken. */
const ROWS = 50
const MAX_COLUMNS = 200
/** Characters of a name or value that are shown. */
const MAX_TEXT = 80

/**
 * What the beginning of a file shows: what it holds, and which of its columns are read. It is read as an upload is, so that the same
 * formats and mappings decide.
 * @throws {PairwellError} as readAnyTable
 */
export async function lookAt(
  body: ReadableStream<Uint8Array>,
  { mappings, locale, currency }: { mappings: readonly Mapping[]; locale: string; currency: string },
): Promise<Recognition> {
  const knows = (header: string[]) => IMPORT_KINDS.some((kind) => knowsHeader(kind, header, mappings))
  const names = FORMATS.flatMap(({ columns }) => Object.keys(columns))
  const options = { charset: undefined, locale, settled: () => undefined }
  const table = await readAnyTable(readBytes(body, { sent: 0, unpacked: 0 }), options, knows, names)
  const kind = IMPORT_KINDS.find((one) => knowsHeader(one, table.own, mappings))
  const plan = kind && planOrNone(() => planOf(kind, table, mappings, currency))
  const samples = await samplesOf(table)
  const mapping = (kind && mappingFor(kind, table.own, mappings)) ?? null
  // What the merchant has said of a column comes before the name that it has besides.
  const isSaid = (name: string) => Number(mapping !== null && name in mapping.columns)
  const places = [...(plan?.places ?? [])].sort(([a], [b]) => isSaid(a) - isSaid(b))
  const readAs = new Map(places.map(([name, { at }]) => [at, name]))
  const columns = table.own.slice(0, MAX_COLUMNS).map((name, at) => ({
    name: name.slice(0, MAX_TEXT),
    read_as: readAs.get(at) ?? null,
    samples: samples[at] ?? [],
  }))
  return {
    kind: kind ?? null,
    format: plan?.format.name ?? null,
    mapped: plan !== undefined && isMapped(table, mappings),
    mapping,
    dates_open: areDatesOpen(columns),
    header: table.own,
    columns,
    fields: FIELDS,
  }
}

/** Whether the first dates leave open which of their numbers is the day. */
function areDatesOpen(columns: Recognition['columns']): boolean {
  const votes = { DMY: 0, MDY: 0, open: 0 }
  for (const { read_as, samples } of columns) {
    // Only where a date stands: an id may look like one.
    if (read_as === null || !/date|_at$|start|end/.test(read_as)) continue
    for (const sample of samples) if (isAmbiguous(sample)) countVotes(sample, 'UTC', votes)
  }
  return votes.open > 0 && votes.DMY > 0 === votes.MDY > 0
}

const isMapped = ({ own }: Table, mappings: readonly Mapping[]): boolean =>
  mappings.length > 0 && IMPORT_KINDS.every((kind) => !knowsHeader(kind, own, []))

function planOrNone(plan: () => Plan): Plan | undefined {
  try {
    return plan()
  } catch (thrown) {
    if (thrown instanceof PairwellError) return undefined
    throw thrown
  }
}

/** The first different values of each column. A file that is cut off within a row ends here as well. */
async function samplesOf(table: Table): Promise<string[][]> {
  const samples = table.own.map((): string[] => [])
  let rows = 0
  try {
    for await (const batch of table.rows) {
      for (const { cells, broken } of batch) {
        if (broken !== undefined) continue
        for (const [at, found] of samples.entries()) {
          const cell = cells[at]?.trim().slice(0, MAX_TEXT)
          if (cell && found.length < MAX_SAMPLES && !found.includes(cell)) found.push(cell)
        }
        rows += 1
      }
      if (rows >= ROWS) break
    }
  } catch (thrown) {
    // Only the beginning of the file was sent, so its end is damaged in most cases.
    if (!(thrown instanceof PairwellError)) throw thrown
  }
  return samples
}

/** The plain format of each kind: the last one of its kind. */
const FIELDS: Recognition['fields'] = IMPORT_KINDS.flatMap((kind) => {
  const format = FORMATS.findLast((one) => one.kind === kind)
  if (!format) return []
  const required = format.required.map((choice) => [...choice])
  return [{ kind, columns: Object.keys(format.columns), required }]
})
