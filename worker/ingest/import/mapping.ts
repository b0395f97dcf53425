import { createHash } from 'node:crypto'
import type { ImportKind } from '../../../schema/imports/imports.ts'
import type { Mapping } from '../../../schema/imports/mappings.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { plainName } from './cells/plain-labels.ts'
import type { Table } from './decode/raw-rows.ts'
import type { Format } from './format.ts'
import { FORMATS } from './known-formats.ts'
import { formatOf, type Positions, placesOf, recognise } from './recognise.ts'

/** How the rows of one file are read. */
export type Plan = {
  format: Format
  places: Positions
  date_order?: Mapping['date_order']
  /** Translations of the file's words, by our column name and the word in lower case. */
  words: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** Id of a mapping, 16 hex digits: equal for files of one kind with the same columns in any order. */
export const mappingId = (kind: ImportKind, header: readonly string[]): string =>
  createHash('sha256')
    .update([kind, ...header.map(plainName).sort()].join('\n'))
    .digest('hex')
    .slice(0, 16)

/** Whether a header is recognised, by a format or by the merchant's mapping. */
export const knowsHeader = (
  kind: ImportKind,
  header: readonly string[],
  mappings: readonly Mapping[],
): boolean => mappingFor(kind, header, mappings) !== undefined || formatOf(kind, header) !== undefined

/** What the merchant has said about files with this header. */
export const mappingFor = (
  kind: ImportKind,
  header: readonly string[],
  mappings: readonly Mapping[],
): Mapping | undefined => {
  const id = mappingId(kind, header)
  return mappings.find((one) => mappingId(one.kind, one.header) === id)
}

/**
 * How to read a file with this header: by the merchant's mapping, else as recognised.
 * @param currency of the shop
 * @throws {PairwellError} see recognise
 */
export function planOf(
  kind: ImportKind,
  table: Pick<Table, 'own' | 'header'>,
  mappings: readonly Mapping[],
  currency: string,
): Plan {
  const mapping = mappingFor(kind, table.own, mappings)
  if (!mapping) {
    const format = recognise(kind, table.own)
    return { format, places: placesOf(format, table, currency), words: new Map() }
  }
  const format = formatNamed(kind, mapping.format)
  const words = Object.entries(mapping.values).map(
    ([column, meanings]) =>
      [
        targetOf(format, column),
        new Map(Object.entries(meanings).map(([word, ours]) => [word.toLowerCase(), ours])),
      ] as const,
  )
  return {
    format,
    places: mappedPlaces(format, table, mapping, currency),
    words: new Map(words),
    ...(mapping.date_order && { date_order: mapping.date_order }),
  }
}

function formatNamed(kind: ImportKind, name: string | undefined): Format {
  const ofKind = FORMATS.filter((format) => format.kind === kind)
  // Our plain format is the last of its kind.
  const format = name === undefined ? ofKind.at(-1) : ofKind.find((one) => one.name === name)
  if (format) return format
  const names = ofKind.map((one) => one.name).join(', ')
  throw new PairwellError('invalid_input', `There is no format "${name}" of ${kind}. Use one of: ${names}.`, {
    issues: [{ field: 'format', message: `Use one of: ${names}.` }],
  })
}

/** Our name of a column by any of its names in the documentation; the name itself if it is none. */
function targetOf(format: Format, name: string): string {
  if (name in format.columns) return name
  const plain = plainName(name)
  const found = Object.entries(format.columns).find(([ours, others]) =>
    [ours, ...others].some((one) => plainName(one) === plain),
  )
  return found?.[0] ?? name
}

function mappedPlaces(
  format: Format,
  table: Pick<Table, 'own' | 'header'>,
  mapping: Pick<Mapping, 'columns' | 'ignored'>,
  currency?: string,
): Positions {
  const names = table.own.map(plainName)
  const ignored = new Set((mapping.ignored ?? []).map(plainName))
  const found = [...placesOf(format, table, currency)]
  const places = new Map(found.filter(([, { at }]) => !ignored.has(names[at] ?? '')))
  for (const [ours, theirs] of Object.entries(mapping.columns)) {
    const at = names.indexOf(plainName(theirs))
    places.set(targetOf(format, ours), { at, written: table.own[at] ?? theirs })
  }
  return places
}

/**
 * Refuses a mapping that cannot be used.
 * @throws {PairwellError} `invalid_input` naming the field
 */
export function checkMapping(mapping: Mapping): void {
  const format = formatNamed(mapping.kind, mapping.format)
  const refuse = (field: string, message: string): never => {
    throw new PairwellError(
      'invalid_input',
      `The JSON does not match the documentation. "${field}": ${message}`,
      {
        issues: [{ field, message }],
      },
    )
  }
  const ours = Object.keys(format.columns)
  const names = mapping.header.map(plainName)
  for (const [name, theirs] of Object.entries(mapping.columns)) {
    if (!ours.includes(targetOf(format, name)))
      refuse(`columns.${name}`, `${format.name} has: ${ours.join(', ')}.`)
    if (!names.includes(plainName(theirs))) refuse(`columns.${name}`, `The header has no column "${theirs}".`)
  }
  for (const name of Object.keys(mapping.values)) {
    if (!ours.includes(targetOf(format, name)))
      refuse(`values.${name}`, `${format.name} has: ${ours.join(', ')}.`)
  }
  const places = mappedPlaces(format, { own: mapping.header, header: mapping.header }, mapping)
  const missingColumns = format.required.filter((choice) => !choice.some((name) => places.has(name)))
  if (missingColumns.length > 0) {
    refuse(
      'columns',
      `State which column contains ${missingColumns.map((choice) => choice.join(' or ')).join(', ')}.`,
    )
  }
}
