import { isRecord } from '../is-record.ts'
import type { Shown } from '../view/shown.ts'

/**
 * A value as an answer; null if it has not the form of one. The view checks the rest: texts must be texts (view/card) and links safe
 * (view/safe-link), and an exception renders nothing.
 */
export const answerOf = (value: unknown): Shown | null => (isAnswer(value) ? value : null)

const isAnswer = (value: unknown): value is Shown =>
  isRecord(value) && isRecord(value.panel) && isRecord(value.panel.texts) && Array.isArray(value.items)
