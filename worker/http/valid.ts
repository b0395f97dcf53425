import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { ValidationTargets } from 'hono'
import { createMiddleware } from 'hono/factory'
import { validator } from 'hono-openapi'
import * as v from 'valibot'
import { issueText } from '../../schema/issue-text.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { letOthersRun } from '../jobs/lease/pace.ts'
import { isStorable, UNSTORABLE_TEXT, unstorableIn } from '../store/storable.ts'
import { stretchesFor } from './in-turns.ts'

/** The error for a part of a request that is not as documented; it names every field. */
function refusalOf(part: string, found: readonly StandardSchemaV1.Issue[]): PairwellError {
  const issues = found.map(({ path = [], message }) => ({
    field: path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    message: issueText(message),
  }))
  const [first] = issues
  const where = first?.field ? ` "${first.field}": ` : ' '
  const message = `The ${part === 'json' ? 'request body' : part} is not as documented.${where}${first?.message ?? ''}`
  return new PairwellError('invalid_input', message, { issues })
}

/** Validates one part of the request; an error is answered like every other error (problem.ts). */
export const valid = <P extends keyof ValidationTargets, S extends StandardSchemaV1>(part: P, shape: S) =>
  validator(part, shape, async (result, c) => {
    // Hono reads a body of another type as an empty object.
    if (part === 'json' && !IS_JSON.test(c.req.header('Content-Type') ?? '')) {
      throw new PairwellError('invalid_json', 'The body is not JSON. Send Content-Type: application/json.')
    }
    if (!result.success) throw refusalOf(part, result.error)
    if (part !== 'json') return
    const at = await unstorableInBody(result.data)
    if (at !== undefined) throw refusalOf(part, [{ path: at.split('.'), message: UNSTORABLE_TEXT }])
  })

/** Small rows that are looked through in a stretch of 2 ms. */
const ROWS_A_STRETCH = 20

/** The path to the first text in a body that cannot be stored, looked for with rests: a large body would hold up other shops. */
async function unstorableInBody(body: unknown): Promise<string | undefined> {
  for (const [name, value] of Object.entries(Object(body))) {
    if (!Array.isArray(value)) {
      const found = unstorableIn({ [name]: value })
      if (found !== undefined) return found
      continue
    }
    if (!isStorable(name)) return name
    for (const [at, row] of value.entries()) {
      const found = unstorableIn({ [at]: row })
      if (found !== undefined) return `${name}.${found}`
      const stretches = stretchesFor(row)
      if (stretches > 1 || at % ROWS_A_STRETCH === 0) await letOthersRun(stretches)
    }
  }
  return undefined
}

const IS_JSON = /^application\/([a-z.-]+\+)?json\s*(;|$)/i

/**
 * Validates a value that a route made of the request, such as a document after a patch.
 * @throws {PairwellError} `invalid_input` with the names of the fields
 */
export function checked<S extends v.GenericSchema>(part: string, shape: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(shape, value)
  if (result.success) return result.output
  throw refusalOf(
    part,
    result.issues.map(({ path, message }) => ({
      message,
      ...(path && { path: path.map(({ key }) => ({ key: String(key) })) }),
    })),
  )
}

/**
 * Refuses a query with other parameters than these, or with one of them twice. For answers that caches keep: each such address would
 * be a further entry for the same answer, which no cache has yet.
 */
export const addressedBy = (...names: string[]) =>
  createMiddleware(async (c, next) => {
    // Not Hono's record of the query, in which `__proto__` would be lost.
    const given = [...new URL(c.req.url).searchParams.keys()]
    const faults = [
      ...given
        .filter((name) => !names.includes(name))
        .map((name) => ({ path: [name], message: 'There is no such parameter.' })),
      ...given
        .filter((name, at) => names.includes(name) && given.indexOf(name) !== at)
        .map((name) => ({ path: [name], message: 'Give this parameter once.' })),
    ]
    if (faults.length > 0) throw refusalOf('query', faults)
    await next()
  })

/**
 * Refuses parameters that a query does not have, where its shape is checked in several parts.
 * @throws {PairwellError} `invalid_input` with the names of the parameters
 */
export function onlyParameters(query: Readonly<Record<string, string>>, names: readonly string[]): void {
  const others = Object.keys(query).filter((name) => !names.includes(name))
  if (others.length === 0) return
  throw refusalOf(
    'query',
    others.map((name) => ({ path: [name], message: 'There is no such field.' })),
  )
}
