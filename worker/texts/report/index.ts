import type { DropCode } from '../../../vocabulary/left-out.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { sv } from './sv.ts'
import type { ReportWords } from './words.ts'

const LANGUAGES: Readonly<Record<string, ReportWords>> = { ar, de, en, es, fr, it, ja, nl, pl, sv }

/** The words of reports in a language and the locale of their numbers; English for a language that has none. */
export function reportWordsFor(locale: string): { locale: string; words: ReportWords } {
  const words = LANGUAGES[locale.split('-')[0]?.toLowerCase() ?? '']
  return words ? { locale, words } : { locale: 'en', words: en }
}

/** A text with its gaps filled in. A function replaces them, because a value may contain "$&". */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap)

/** Why rows or records were left out, in these words; a code that has no text is one of an older version. */
export const droppedText = ({ dropped }: ReportWords, reason: string): string =>
  Object.hasOwn(dropped, reason) ? dropped[reason as DropCode] : reason.replaceAll('_', ' ')
