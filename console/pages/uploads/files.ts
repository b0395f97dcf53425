import type { ImportKind, ImportView } from '../../../schema/imports/imports.ts'
import type { Recognition } from '../../../schema/imports/recognition.ts'
import { call, Problem, withQuery } from '../../api/call.ts'

/** Bytes of a file's beginning by which it is recognised, and of the largest workbook that is sent whole for that. */
const BEGINNING = 200_000
const WORKBOOK = 3_900_000
/** Larger files are packed in the browser: the API takes 95 MB. */
const PACK_ABOVE = 90_000_000

/** A file that the merchant has chosen. */
export type Chosen = {
  id: string
  file: File
  recognition: Recognition | undefined
  /** What it holds: as recognised, or as the merchant says. */
  kind: ImportKind | undefined
  step: 'looking' | 'ready' | 'packing' | 'sending' | 'applying' | 'done' | 'failed'
  /** 0 to 1, while it is applied. */
  progress: number
  result?: ImportView
  problem?: Problem
}

const isGzip = ({ name }: File) => name.endsWith('.gz')
const isWorkbook = ({ name }: File) => name.endsWith('.xlsx')

/** The first bytes of a stream. */
async function first(stream: ReadableStream<Uint8Array<ArrayBuffer>>, most: number): Promise<Blob> {
  const reader = stream.getReader()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  while (size < most) {
    const { done, value } = await reader.read()
    if (done) break
    pieces.push(value)
    size += value.length
  }
  await reader.cancel()
  return new Blob(pieces).slice(0, most)
}

/** The beginning of a file as text; a workbook as a whole, because its table of contents is at its end. */
async function beginningOf(file: File): Promise<Blob | undefined> {
  if (isWorkbook(file)) return file.size <= WORKBOOK ? file : undefined
  if (isGzip(file)) return await first(file.stream().pipeThrough(new DecompressionStream('gzip')), BEGINNING)
  return file.slice(0, BEGINNING)
}

/** What a file holds, by its beginning; undefined for a workbook that is too large to be looked at. */
export async function recognise(file: File): Promise<Recognition | undefined> {
  const body = await beginningOf(file)
  return body && (await call<Recognition>('/v1/imports/recognise', { method: 'POST', body }))
}

export type Options = { dry_run: boolean; confirm?: boolean; partial?: boolean }

/**
 * Sends a file, and waits until it is applied.
 * @param tell  called with each step
 * @throws {Problem} when it is refused
 */
export async function send(
  { file, kind }: Pick<Chosen, 'file' | 'kind'>,
  options: Options,
  tell: (change: Partial<Chosen>) => void,
): Promise<ImportView> {
  const isPacked = file.size > PACK_ABOVE && !isGzip(file) && !isWorkbook(file)
  tell({ step: isPacked ? 'packing' : 'sending' })
  // Whole, because browsers send no stream over HTTP/1.1.
  const packed = isPacked && new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).blob()
  const body = packed ? await packed : file
  tell({ step: 'sending' })
  const flag = (on: boolean | undefined) => (on ? '1' : undefined)
  const path = withQuery('/v1/imports', {
    kind,
    dry_run: flag(options.dry_run),
    confirm: flag(options.confirm),
    partial: flag(options.partial),
  })
  // Stored as it is, so the type of the browser's guess does not matter.
  const headers = { 'Content-Type': 'application/octet-stream' }
  const { import_id } = await call<{ import_id: string }>(path, { method: 'POST', body, headers })
  tell({ step: 'applying', progress: 0 })
  return await applied(import_id, (progress) => tell({ progress }))
}

/** Milliseconds between two looks at an upload that is being applied. */
const EVERY = 400

async function applied(import_id: string, tell: (progress: number) => void): Promise<ImportView> {
  for (;;) {
    const view = await call<ImportView>(`/v1/imports/${import_id}`)
    if (view.status === 'done') return view
    if (view.status === 'failed') throw new Problem(0, 'internal', view.problem ?? '')
    tell(view.progress)
    await new Promise((resolve) => setTimeout(resolve, EVERY))
  }
}

/** The order in which files are applied: lines of orders are matched to the items, so the catalogue comes first. */
export const ORDER: readonly ImportKind[] = ['items', 'orders', 'customers', 'relations']
