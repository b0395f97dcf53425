import fc from 'fast-check'
import { IMPORT_KINDS, type ImportKind } from '../../../schema/imports/imports.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { isItem, isOrder, wholeItem, wholeOrder } from '../../../worker/ingest/import/fragments.ts'
import { BERLIN, readFile } from '../import/a-file.ts'

/** Texts that break readers: quotes, line ends, byte order marks, zero bytes, half letters, invalid numbers. */
const harmful = fc.oneof(
  fc.constantFrom(
    '"',
    '""',
    ',',
    ';',
    '\t',
    '\r',
    '\n',
    '\r\n',
    '\\',
    "'",
    '{',
    '}',
    '[[',
    'null',
    '1e999',
    '-0',
  ),
  fc.constantFrom(
    '\ufeff',
    '€',
    '😀',
    '٣',
    '__proto__',
    'constructor',
    '2026-02-30',
    '9'.repeat(200),
    '=1+1',
    '|',
    '&',
    '<',
    '</a>',
    '<!DOCTYPE a [',
    "'",
    '=',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
type Harm = { at: number; cut: number; put: string }
const harm: fc.Arbitrary<Harm> = fc.record({ at: fc.nat(4_000), cut: fc.nat(30), put: harmful })
/** A broken file, the kind as which it is sent, and the bytes per chunk. */
export type Harmed = {
  kind: ImportKind
  file: Uint8Array
  size: number
}

/** Returns these files with broken text and bytes; some are sent as another kind. */
export const harmedFiles = (
  files: fc.Arbitrary<readonly [ImportKind, string]>,
  sizes: readonly number[] = [1, 7, 64, 65_536],
): fc.Arbitrary<Harmed> =>
  fc
    .record({
      file: files,
      harms: fc.array(harm, { minLength: 1, maxLength: 8 }),
      bytes: fc.array(fc.tuple(fc.nat(4_000), fc.nat(255)), { maxLength: 3 }),
      other: fc.option(fc.constantFrom(...IMPORT_KINDS), { nil: undefined }),
      size: fc.constantFrom(...sizes),
    })
    .map(({ file: [kind, text], harms, bytes, other, size }) => ({
      kind: other ?? kind,
      file: harmed(text, harms, bytes),
      size,
    }))

function harmed(text: string, harms: readonly Harm[], bytes: readonly [number, number][]): Uint8Array {
  const written = harms.reduce((before, { at, cut, put }) => {
    const from = at % (before.length + 1)
    return before.slice(0, from) + put + before.slice(from + cut)
  }, text)
  const file = new TextEncoder().encode(written)
  for (const [at, byte] of bytes) if (file.length > 0) file[at % file.length] = byte
  return file
}

/** Reads a file as an upload does. @throws on any result but rows, refused rows or a refused file */
export async function survives({ kind, file, size }: Harmed): Promise<void> {
  try {
    const { rows } = await readFile(kind, file, BERLIN, size)
    const fragments = rows.flatMap((row) => row.fragments ?? [])
    const groups = Map.groupBy(fragments, ({ key }) => key)
    for (const [key, group] of groups) {
      JSON.stringify(wholeItem(key, group.filter(isItem)))
      JSON.stringify(wholeOrder(key, group.filter(isOrder), 'EUR'))
    }
  } catch (thrown) {
    if (!(thrown instanceof PairwellError)) throw thrown
  }
}
