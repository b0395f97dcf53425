import { randomUUID } from 'node:crypto'
import type { Pairwell } from '../../packages/client/src/client.ts'
import type { Routes } from '../../packages/client/src/generated/api.ts'
import { Lines } from '../../worker/ingest/models/lines.ts'
import { NdjsonParts } from './ndjson-parts.ts'

/** Tables of an export that mining reads as files, with what each line of one row has in common. */
const ROW_OF = { items: 'item_group_id', orders: 'order_id', relations: 'item_id' } as const
export type ExportedTable = keyof typeof ROW_OF

/** Bytes that are looked at together. */
const BLOCK_BYTES = 1_000_000

/** Other sizes than usual; `rows` in an answer. */
export type Sizes = { part_bytes?: number; block_bytes?: number; rows?: number }

/**
 * Downloads a table of a shop as gzipped NDJSON files that an import reads, piece by piece. All lines of a row are in one file.
 * @returns the paths, and the number of lines
 */
export async function downloadTable(
  client: Pairwell,
  table: ExportedTable,
  folder: string,
  { part_bytes, block_bytes = BLOCK_BYTES, rows }: Sizes = {},
): Promise<{ paths: string[]; lines: number }> {
  const parts = new NdjsonParts({ folder, name: table, row: ROW_OF[table], part_bytes })
  const lines = new Lines()
  let count = 0
  const write = async (block: Uint8Array, whole: number) => {
    count += whole
    await parts.write(block)
  }
  const export_id = randomUUID()
  for (let after: string | undefined = ''; after !== undefined; ) {
    const query: NonNullable<Routes['GET /v1/export/{table}']['query']> = {
      form: 'ndjson',
      export_id,
      after,
      ...(rows !== undefined && { limit: String(rows) }),
    }
    const { body, headers } = await client.open('GET /v1/export/{table}', { path: { table }, query })
    for await (const piece of body ?? []) {
      lines.add(piece)
      if (lines.whole >= block_bytes) await lines.take(write)
    }
    await lines.take(write)
    if (lines.rest > 0) throw new Error(`The export of ${table} ended within a line. Run the command again.`)
    const next: string | null = headers.get('Pairwell-Next')
    after = next === null ? undefined : decodeURIComponent(next)
  }
  await parts.close()
  return { paths: parts.paths, lines: count }
}
