import { createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'

/** Bytes of a file before compression, and after it: an import takes 1 GB and 95 MB. */
const [PART_BYTES, PACKED_BYTES] = [400_000_000, 80_000_000]

/** What the lines are of, and where their files are. */
export type PartsOptions = {
  /** Folder of the files, and the beginning of their names. */
  folder: string
  name: string
  /** Field that all lines of one order, item or relation have in common; undefined where it is not known, and one file holds everything. */
  row: string | undefined
  /** Other sizes than usual: of a file before and after compression. */
  part_bytes?: number | undefined
  packed_bytes?: number | undefined
}

/** Gzipped NDJSON files that are begun anew at a boundary between rows, so that all lines of an order are in one file. */
export class NdjsonParts {
  readonly paths: string[] = []
  private readonly options: PartsOptions
  private readonly part_bytes: number
  private readonly packed_bytes: number
  private open: { gzip: Gzip; file: WriteStream; bytes: number } | undefined
  /** Row of the last line that was written; '' before the first. */
  private last = ''

  constructor(options: PartsOptions) {
    this.options = options
    this.part_bytes = options.part_bytes ?? PART_BYTES
    this.packed_bytes = options.packed_bytes ?? PACKED_BYTES
  }

  /** Writes whole lines. */
  async write(block: Uint8Array): Promise<void> {
    const { open } = this
    const isFull =
      open && (open.bytes + block.length > this.part_bytes || open.file.bytesWritten > this.packed_bytes)
    if (isFull) {
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
    const { folder, name } = this.options
    const path = join(folder, `${name}-${this.paths.length}.ndjson.gz`)
    this.paths.push(path)
    const gzip = createGzip({ level: 1 })
    const file = createWriteStream(path, { mode: 0o600 })
    gzip.pipe(file)
    return { gzip, file, bytes: 0 }
  }

  /** Where the first line begins that belongs to another row than the line before it. */
  private boundaryIn(block: Uint8Array): number | undefined {
    if (this.options.row === undefined) return undefined
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
    const { row } = this.options
    return row === undefined ? '' : String(JSON.parse(new TextDecoder().decode(line))[row])
  }
}

const LINE_BREAK = 0x0a

const lastLineOf = (block: Uint8Array): Uint8Array =>
  block.subarray(block.subarray(0, -1).lastIndexOf(LINE_BREAK) + 1, -1)
