import type { StandardSchemaV1 } from '@standard-schema/spec'
import * as v from 'valibot'
import { letOthersRun } from '../jobs/lease/pace.ts'

/** An object with one list of rows, `{ "orders": [...] }`, as valibot holds it. */
type ListShape = {
  entries: Record<
    string,
    { pipe: readonly [{ item: v.GenericSchema }, ...v.GenericPipeAction<unknown[], unknown[]>[]] }
  >
}

/**
 * The same shape, checked one row after the other with rests between them: the check of a large body in one step would hold up the
 * other shops of the isolate. Whatever is wrong with the list itself is found before its rows are looked at.
 */
export function inTurns<S extends v.GenericSchema>(shape: S): S {
  const [entry] = Object.entries((shape as unknown as ListShape).entries)
  if (!entry) return shape
  const [noun, list] = entry
  const [rows, ...conditions] = list.pipe
  const outline = v.strictObject({ [noun]: v.pipe(v.array(v.unknown()), ...conditions) })
  const validate = async (value: unknown): Promise<StandardSchemaV1.Result<Record<string, unknown[]>>> => {
    const whole = outline['~standard'].validate(value)
    if (whole instanceof Promise || whole.issues) return whole
    const { [noun]: given = [] } = whole.value
    const output: unknown[] = []
    for (const [at, one] of given.entries()) {
      const result = v.safeParse(rows.item, one)
      if (!result.success) return { issues: result.issues.map(issueAt([noun, at])) }
      output.push(result.output)
      await letOthersRun(stretchesFor(one))
    }
    return { value: { [noun]: output } }
  }
  return { ...shape, '~standard': { ...shape['~standard'], validate } }
}

/** Entries of the lists of a row, such as order lines, that are checked in 2 ms. */
const ENTRIES_A_STRETCH = 1_500

/** Stretches of about 2 ms that the check of a row takes, at least one: an order may have thousands of lines. */
export function stretchesFor(row: unknown): number {
  if (typeof row !== 'object' || row === null) return 1
  const entries = Object.values(row).reduce(
    (sum: number, value) => sum + (Array.isArray(value) ? value.length : 0),
    0,
  )
  return 1 + Math.floor(entries / ENTRIES_A_STRETCH)
}

/** An issue of a row as one of the whole list. */
const issueAt =
  (before: readonly (string | number)[]) =>
  ({ message, path }: v.BaseIssue<unknown>) => ({
    message,
    path: [...before, ...(path ?? []).map(({ key }) => String(key))],
  })
