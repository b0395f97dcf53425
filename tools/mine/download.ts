import { randomUUID } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'
import type { Pairwell } from '../../packages/client/src/client.ts'
import type { Routes } from '../../packages/client/src/generated/api.ts'
import { Lines } from '../../worker/ingest/models/lines.ts'

/** Tables of an export that mining reads as files, with what each line of one row has in common. */
const ROW_OF = { items: 'item_group_id', orders: 'order_id', relations: 'item_id' } as const
export type ExportedTable = keyof typeof ROW_OF

/** Bytes of a file before compression: an import takes 1 GB, and as sent 95 MB, which NDJSON of this size never has. */
const PART_BYTES = 400_000_000
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
  { part_bytes = PART_BYTES, block_bytes = BLOCK_BYTES, rows }: Sizes = {},
): Promise<{ paths: string[]; lines: number }> {
  const parts = new Parts(folder, table, part_bytes)
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

/** Gzipped files that are begun anew at a boundary between rows. */
class Parts {
  readonly paths: string[] = []
  private readonly folder: string
  private readonly table: ExportedTable
  private readonly part_bytes: number
  private open: { gzip: Gzip; file: WriteStream; bytes: number } | undefined
  /** Row of the last line that was written; '' before the first. */
  private last = ''

  constructor(folder: string, table: ExportedTable, part_bytes: number) {
    this.folder = folder
    this.table = table
    this.part_bytes = part_bytes
  }

  /** Writes whole lines. */
  async write(block: Uint8Array): Promise<void> {
    const { open } = this
    if (open && open.bytes + block.length > this.part_bytes) {
      const at = this.boundaryIn(block)
      if (at !== undefined) {
        await this.append(block.subarray(0, at))
        await this.close()
        return await this.append(block.subarray(at))
      }
    }
    await this.append(block)
  }

  async close(): Promise<void> {
    const { open } = this
    if (!open) return
    this.open = undefined
    open.gzip.end()
    await finished(open.file)
  }

  private async append(block: Uint8Array): Promise<void> {
    if (block.length === 0) return
    this.open ??= this.begin()
    const { gzip } = this.open
    this.open.bytes += block.length
    this.last = this.rowOf(lastLineOf(block))
    if (!gzip.write(block)) await new Promise((resolve) => gzip.once('drain', resolve))
  }

  private begin() {
    const path = join(this.folder, `${this.table}-${this.paths.length}.ndjson.gz`)
    this.paths.push(path)
    const gzip = createGzip({ level: 1 })
    const file = createWriteStream(path, { mode: 0o600 })
    gzip.pipe(file)
    return { gzip, file, bytes: 0 }
  }

  /** Where the first line begins that belongs to another row than the line before it. */
  private boundaryIn(block: Uint8Array): number | undefined {
    let row = this.last
    for (let from = 0; from < block.length; ) {
      const end = block.indexOf(LINE_BREAK, from)
      const next = this.rowOf(block.subarray(from, end))
      if (next !== row) return from
      row = next
      from = end + 1
    }
    return undefined
  }

  private rowOf(line: Uint8Array): string {
    return String(JSON.parse(new TextDecoder().decode(line))[ROW_OF[this.table]])
  }
}

const LINE_BREAK = 0x0a

const lastLineOf = (block: Uint8Array): Uint8Array =>
  block.subarray(block.subarray(0, -1).lastIndexOf(LINE_BREAK) + 1, -1)
