import type { ImportKind } from '../../../schema/imports/imports.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { bareAmountName, plainName } from './cells/plain-labels.ts'
import type { Table } from './decode/raw-rows.ts'
import type { Format } from './format.ts'
import { FORMATS } from './known-formats.ts'

/**
 * A column in the file; `numbers` are those of a numbered column, ascending. An `assumed` column is not in the first line or
 * entry, but a later one may have it.
 */
type Place = { at: number; written: string; numbers?: readonly number[]; assumed?: true }

/** Positions of a format's columns in a header; for numbered columns see placeName. */
export type Positions = ReadonlyMap<string, Place>

/** Key of one of several numbered columns. */
export const placeName = (name: string, number: number | undefined): string =>
  number === undefined ? name : `${name} ${number}`

/** Caches the results of a function by its argument: a header is compared with every format, and a format with many headers. */
function cached<K extends object, T>(make: (of: K) => T): (of: K) => T {
  const made = new WeakMap<K, T>()
  return (of) => {
    const found = made.get(of)
    if (found !== undefined) return found
    const fresh = make(of)
    made.set(of, fresh)
    return fresh
  }
}

/** A name of a column: `text` is the whole name, or its end, or its beginning, or with `{n}` in the place of a number. */
type Alias = { text: string; is: 'whole' | 'end' | 'beginning' | 'numbered' }
type Aliases = readonly (readonly [name: string, aliases: readonly Alias[]])[]

function aliasOf(written: string): Alias {
  const text = plainName(written)
  if (text.startsWith('*')) return { text: text.slice(1), is: 'end' }
  if (text.includes('{n}')) return { text, is: 'numbered' }
  return text.endsWith('*') ? { text: text.slice(0, -1), is: 'beginning' } : { text, is: 'whole' }
}

/** A format's column names for comparison: all of them, and the required ones. */
const aliasesOf = cached((format: Format): { all: Aliases; needed: Aliases } => {
  const decides = new Set(format.required.flat())
  const all = Object.entries(format.columns).map(
    ([name, others]) => [name, [name, ...others].map(aliasOf)] as const,
  )
  return { all, needed: all.filter(([name]) => decides.has(name)) }
})

/** A header's names for comparison, with the first position of each. */
const namesOf = cached((header: readonly string[]) => {
  const names = header.map(plainName)
  return { names, first: new Map(names.map((name, at): [string, number] => [name, at]).toReversed()) }
})

/**
 * Finds each column of the format in the header; the first of two with the same name counts.
 * @param currency of the shop, which names of amounts may contain
 */
export function locate(format: Format, header: readonly string[], currency?: string): Positions {
  const places = byName(aliasesOf(format).all, header)
  if (format.amounts?.some((name) => !places.has(name))) addAmounts(format, header, currency, places)
  const order = format.positions?.(header)
  return order ? byPosition(order, format, header, places) : places
}

function byName(columns: Aliases, header: readonly string[]): Map<string, Place> {
  const places = new Map<string, Place>()
  const { names, first } = namesOf(header)
  for (const [name, aliases] of columns) {
    for (const { text, is } of aliases) {
      if (places.has(name)) break
      if (is === 'numbered') locateNumbered(name, text, names, header, places)
      else if (is === 'beginning') locatePrefixed(name, text, names, header, places)
      else {
        const at = is === 'end' ? names.findIndex((own) => own.endsWith(text)) : (first.get(text) ?? -1)
        const written = header[at]
        if (written !== undefined) places.set(name, { at, written })
      }
    }
  }
  return places
}

/** Finds columns of amounts by their names without currency and tax, among the columns that no name has found. */
function addAmounts(
  format: Format,
  header: readonly string[],
  currency: string | undefined,
  places: Map<string, Place>,
): void {
  const bareOf = bareAmountName(currency)
  const taken = new Set([...places.values()].map(({ at }) => at))
  const names = namesOf(header).names.map((name, at) => (taken.has(at) ? undefined : bareOf(name)))
  const aliases = new Map(aliasesOf(format).all)
  for (const name of format.amounts ?? []) {
    if (places.has(name)) continue
    const alias = aliases.get(name)?.find(({ text, is }) => is === 'whole' && names.includes(text))
    const at = alias === undefined ? -1 : names.indexOf(alias.text)
    const written = header[at]
    if (written !== undefined) places.set(name, { at, written })
  }
}

/** Column positions for a whole file. A column of the first line is found by its own name; only those it lacks are found by ours. */
export function placesOf(
  format: Format,
  { header, own }: Pick<Table, 'header' | 'own'>,
  currency?: string,
): Positions {
  const found = locate(format, own, currency)
  const assumed = [...locate(format, header, currency)].filter(([name]) => !found.has(name))
  return new Map([
    ...assumed.map(([name, place]): [string, Place] => [name, { ...place, assumed: true }]),
    ...found,
  ])
}

/** Adds the columns whose names are unknown by their position; columns found by name are kept. */
function byPosition(
  order: readonly string[],
  format: Format,
  header: readonly string[],
  found: ReadonlyMap<string, Place>,
): Positions {
  const places = new Map(found)
  const taken = new Set([...found.values()].map(({ at }) => at))
  for (const [at, name] of order.entries()) {
    const written = header[at]
    const free = name in format.columns && !places.has(name) && !taken.has(at)
    if (free && written !== undefined) places.set(name, { at, written })
  }
  return places
}

/** Finds the columns that match a name with `{n}`. */
function locateNumbered(
  name: string,
  alias: string,
  names: readonly string[],
  header: readonly string[],
  places: Map<string, Place>,
): void {
  const [before = '', after = ''] = alias.split('{n}')
  const found = new Map<number, Place>()
  for (const [at, written] of header.entries()) {
    const own = names[at] ?? ''
    if (!own.startsWith(before) || !own.endsWith(after)) continue
    const digits = own.slice(before.length, own.length - after.length)
    if (/^\d{1,4}$/.test(digits) && !found.has(Number(digits))) found.set(Number(digits), { at, written })
  }
  const numbers = [...found.keys()].sort((a, b) => a - b)
  const [first] = found.values()
  if (first) places.set(name, { ...first, numbers })
  for (const [number, place] of found) places.set(placeName(name, number), place)
}

/** Finds the columns that begin with a text, and numbers them in their order. */
function locatePrefixed(
  name: string,
  prefix: string,
  names: readonly string[],
  header: readonly string[],
  places: Map<string, Place>,
): void {
  const found = [...header.entries()].filter(([at]) => names[at]?.startsWith(prefix))
  const numbers = found.map((_, index) => index + 1)
  const [first] = found
  if (first) places.set(name, { at: first[0], written: first[1], numbers })
  for (const [index, [at, written]] of found.entries()) {
    places.set(placeName(name, index + 1), { at, written })
  }
}

const missing = (format: Format, header: readonly string[]): readonly (readonly string[])[] => {
  const places = format.positions?.(header)
    ? locate(format, header)
    : byName(aliasesOf(format).needed, header)
  return format.required.filter((choice) => !choice.some((name) => places.has(name)))
}

const fits = (format: Format, header: readonly string[]): boolean => {
  const places = missing(format, header).length === 0 ? locate(format, header) : undefined
  return places !== undefined && !format.without?.some((name) => places.has(name))
}

/** The first format of this kind whose required columns are all present; undefined when another kind fits better. */
export function formatOf(kind: ImportKind, header: readonly string[]): Format | undefined {
  const candidates = FORMATS.filter((format) => fits(format, header))
  const format = candidates.find((one) => one.kind === kind)
  if (format === undefined) return undefined
  const others = candidates.filter((one) => one.kind !== kind && !one.isPart)
  return others.some((one) => format.isPart || isSurer(one, format, header)) ? undefined : format
}

/**
 * Whether a format fits a header better than another that fits. Shopify's orders have an `Id` and a `Name`, as our items do: the format with
 * more required columns is more certain. Of two with as many, it is the one that knows more columns: lines of plain orders have a
 * number and a name, as plain items do.
 */
function isSurer(one: Format, other: Format, header: readonly string[]): boolean {
  const more = one.required.length - other.required.length
  return more > 0 || (more === 0 && locate(one, header).size > locate(other, header).size)
}

/** The format of this kind with the largest share of its columns in the header, on a tie the simpler; undefined when none has any. */
function nearest(kind: ImportKind, header: readonly string[]): Format | undefined {
  const share = (format: Format) => 1 - missing(format, header).length / format.required.length
  const formats = FORMATS.filter((format) => format.kind === kind && !format.isPart).toReversed()
  const shares = formats.map((format) => ({ format, part: share(format) }))
  const [best] = shares.sort((a, b) => b.part - a.part)
  return best && best.part > 0 ? best.format : undefined
}

/**
 * The format of a file, by its header.
 * @throws {PairwellError} `missing_column` when a format of this kind nearly fits, else `unknown_format`
 */
export function recognise(kind: ImportKind, header: readonly string[]): Format {
  const format = formatOf(kind, header)
  if (format) return format
  const other = FORMATS.find((one) => one.kind !== kind && !one.isPart && fits(one, header))
  const columns = header.slice(0, 50).map((name) => name.slice(0, 200))
  if (other) {
    throw new PairwellError(
      'unknown_format',
      `This looks like a file of ${other.kind}. Send it with kind=${other.kind}.`,
      { columns },
    )
  }
  const near = nearest(kind, header)
  if (near) {
    const missingColumns = missing(near, header).map((choice) => choice.join(' or '))
    throw new PairwellError(
      'missing_column',
      `The header has no column ${missingColumns.map((name) => `"${name}"`).join(', ')}, which a file of ${kind} needs. Add it, or name the column that contains it (on the page Data of the console, or with PUT /v1/mappings).`,
      { row: 1, missing: missingColumns, columns },
    )
  }
  const forms = FORMATS.filter((one) => one.kind === kind).map(({ name }) => name)
  throw new PairwellError(
    'unknown_format',
    `This header fits no supported format of ${kind}. Supported are: ${forms.join(', ')}. Assign its columns (on the page Data of the console, or with PUT /v1/mappings), then send the file again; the mapping is stored.`,
    { columns, understood: forms },
  )
}
