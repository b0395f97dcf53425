import type { WrittenTrigger } from '../../../../../schema/triggers/triggers.ts'
import type { Problem } from '../../../../api/call.ts'

/** A field that the API refused, such as `steps.0.offer_id`, and why. */
export type Issue = { field: string; message: string }

/** The fields that the API refused; none for a problem of another kind. */
export function issuesOf(problem: Problem | undefined): Issue[] {
  const issues: unknown = problem?.facts.issues
  return Array.isArray(issues) ? issues : []
}

/** What is wrong with a field or a part of it; undefined when nothing is. */
export const errorAt = (issues: readonly Issue[], field: string): string | undefined =>
  issues.find((one) => one.field === field || one.field.startsWith(`${field}.`))?.message

/** What each part of the form has. */
export type PartProps = {
  draft: WrittenTrigger
  set: (part: Partial<WrittenTrigger>) => void
  issues: readonly Issue[]
}

/** What is wrong with a group of fields. */
export function Wrong({ issues, field }: { issues: readonly Issue[]; field: string }) {
  const error = errorAt(issues, field)
  return error === undefined ? null : <p class="error">{error}</p>
}
