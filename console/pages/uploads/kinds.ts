import type { ImportKind } from '../../../schema/imports/imports.ts'
import { texts } from '../../texts/index.ts'

/** Kinds of files in the order in which they are offered. */
export const IMPORT_KINDS_SHOWN = [
  'items',
  'orders',
  'relations',
  'customers',
] as const satisfies readonly ImportKind[]
/** A format by its name; our own plain ones have a name of the console. */
export const formatName = (format: string): string =>
  format.startsWith('plain ') ? texts.value.uploads.plain : format

export type ShownKind = (typeof IMPORT_KINDS_SHOWN)[number]
