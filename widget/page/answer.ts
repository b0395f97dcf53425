import { isRecord } from '../guarded.ts'
import type { Shown } from '../view/shown.ts'

/**
 * Whether this is an answer. More is not asked: what the view draws must be text wherever text belongs (view/node), a
 * link must be safe (view/safe-link), and a fault draws nothing.
 */
export const isAnswer = (value: unknown): value is Shown =>
  isRecord(value) && isRecord(value.panel) && isRecord(value.panel.texts) && Array.isArray(value.items)
