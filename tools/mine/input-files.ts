import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportKind } from '../../schema/imports/imports.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { formatOf, locate } from '../../worker/ingest/import/recognise.ts'
import { NdjsonParts } from './ndjson-parts.ts'
import { isParquet, openParquet } from './parquet.ts'

/** What engines write beside their files: `_SUCCESS`, `_delta_log`, `.part.crc`. */
const NO_DATA = /^[._]/

/** A file to import, and what it was made of, for whoever reads about it. */
export type InputFile = { path: string; name: string }

/**
 * The files that an import reads: those of a folder in the order of their names, and Parquet files as NDJSON.
 * Consecutive Parquet files of one folder are one table, as engines write it in parts.
 * @param paths files and folders
 * @param folder for what is written
 */
export async function filesToImport(
  kind: ImportKind,
  paths: readonly string[],
  folder: string,
): Promise<InputFile[]> {
  const files: InputFile[] = []
  let table: string[] = []
  const closeTable = async () => {
    if (table.length === 0) return
    const name = nameOf(table)
    const parts = await asNdjson(kind, table, folder, `${kind}-${files.length}`)
    if (parts.length === 0)
      throw new PairwellError('no_good_row', `${name} has no rows. Export it again with all its data.`, {})
    for (const path of parts) files.push({ path, name })
    table = []
  }
  for (const given of paths) {
    for (const path of filesIn(given)) {
      if (isParquet(path)) table.push(path)
      else {
        await closeTable()
        files.push({ path, name: path })
      }
    }
    await closeTable()
  }
  return files
}

/** A table in a text, by its files. */
export const nameOf = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0 ? first : `${first} and ${more.length} more`

/** The Parquet files of a table, when the paths name nothing else. */
export function tableIn(paths: readonly string[]): string[] | undefined {
  const [path, ...more] = paths
  if (path === undefined || more.length > 0) return undefined
  const files = filesIn(path)
  return files.length > 0 && files.every(isParquet) ? files : undefined
}

/** The files of a folder and of those in it, by name; a file is itself. */
function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => !NO_DATA.test(name))
  return names.sort().flatMap((name) => filesIn(join(path, name)))
}

async function asNdjson(
  kind: ImportKind,
  paths: readonly string[],
  folder: string,
  name: string,
): Promise<string[]> {
  let parts: NdjsonParts | undefined
  for (const path of paths) {
    const { columns, lines } = await openParquet(path)
    parts ??= new NdjsonParts({ folder, name, row: rowKeyOf(kind, [...columns.keys()]) })
    for await (const block of lines()) await parts.write(block)
  }
  await parts?.close()
  return parts?.paths ?? []
}

/** The column that all lines of one order have in common. */
function rowKeyOf(kind: ImportKind, columns: readonly string[]): string | undefined {
  const format = kind === 'orders' ? formatOf(kind, columns) : undefined
  return format && locate(format, columns).get('order_id')?.written
}
