import type { Problem } from '../../../api/call.ts'
import type { Draft } from './draft.ts'

/** A field that the API refused, such as `quotes.0.quote_id`, and why. */
export type Issue = { field: string; message: string }

/** The fields of the account that the API refused; none for a problem of another kind. */
export function issuesOf(problem: Problem | undefined): Issue[] {
  const issues: unknown = problem?.facts.issues
  if (!Array.isArray(issues)) return []
  return issues.map(({ field, message }) => ({
    field: String(field).replace(/^accounts\.0\.?/, ''),
    message: String(message),
  }))
}

/** What is wrong with a field or a part of it; undefined when nothing is. */
export const errorAt = (issues: readonly Issue[], field: string): string | undefined =>
  issues.find((one) => one.field === field || one.field.startsWith(`${field}.`))?.message

/** What each part of the form has. */
export type PartProps = { draft: Draft; set: (part: Partial<Draft>) => void; issues: readonly Issue[] }
