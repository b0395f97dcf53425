import type { ImportKind } from '../../../schema/imports/imports.ts'

/** Kinds of files in the order in which they are offered. */
export const IMPORT_KINDS_SHOWN = [
  'items',
  'orders',
  'relations',
  'customers',
] as const satisfies readonly ImportKind[]
export type ShownKind = (typeof IMPORT_KINDS_SHOWN)[number]
