import { isRecord } from '../is-record.ts'
import type { Shown } from '../view/shown.ts'

/**
 * A value as an answer; null if it has not the form of one. The view checks the rest: texts must be texts (view/card) and links safe
 * (view/safe-link), and an exception renders nothing.
 */
export const answerOf = (value: unknown): Shown | null => {
  const { panel, items } = Object(value)
  return isRecord(Object(panel).texts) && Array.isArray(items) ? Object(value) : null
}
