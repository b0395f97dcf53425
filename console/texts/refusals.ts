import { deRefusals } from './de/data/refusals.ts'
import { language } from './index.ts'

/** Why a row was refused: in German by its code, else in the words of the API, which say more. */
export function sayRow(code: string, message: string): string {
  const german: Readonly<Record<string, string>> = deRefusals.rows
  return /^de\b/i.test(language.value) ? (german[code] ?? message) : message
}
