import { isRecord } from '../guarded.ts'
import type { Shown } from '../view/shown.ts'

/**
 * Whether a value has the form of an answer. The view checks the rest: texts must be texts (view/node) and links safe
 * (view/safe-link), and an exception renders nothing.
 */
export const isAnswer = (value: unknown): value is Shown =>
  isRecord(value) && isRecord(value.panel) && isRecord(value.panel.texts) && Array.isArray(value.items)
