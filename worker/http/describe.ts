import { describeRoute, resolver } from 'hono-openapi'
import type { GenericSchema } from 'valibot'
import * as v from 'valibot'
import { type ErrorCode, STATUS } from '../../vocabulary/errors.ts'

/** The form of every error (RFC 9457). */
export const problemShape = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.string(),
})

type Answer = {
  status: 200 | 201 | 202 | 204 | 302
  /** Of JSON. */
  shape?: GenericSchema
  /** Types of text, beside JSON if there is a shape. */
  type?: string | readonly string[]
  what: string
}

/** Documents that a client which holds the current answer gets no body. */
export const describeUnchanged = () =>
  describeRoute({
    responses: { 304: { description: 'The answer with the `ETag` of `If-None-Match` is still current.' } },
  })

/** Documents that a call may name the version that it changes; the check is `checkIfMatch`. */
export const describeIfMatch = () =>
  describeRoute({
    parameters: [
      {
        in: 'header',
        name: 'If-Match',
        description:
          'The `ETag` of the version that the change is meant for. Nothing is written if another one is in force.',
        schema: { type: 'string' },
      },
    ],
  })

/** Documents a route: its purpose, its response, and its possible errors. */
export function describe(summary: string, answer: Answer, ...errors: ErrorCode[]) {
  const texts = [answer.type ?? []].flat().map((type) => [type, { schema: { type: 'string' as const } }])
  const content = {
    ...(answer.shape && { 'application/json': { schema: resolver(answer.shape) } }),
    ...Object.fromEntries(texts),
  }
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of errors) byStatus.set(STATUS[code], [...(byStatus.get(STATUS[code]) ?? []), code])
  const refusals = Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: resolver(problemShape) } },
      },
    ]),
  )
  return describeRoute({
    summary,
    responses: {
      [answer.status]: { description: answer.what, ...(Object.keys(content).length > 0 && { content }) },
      ...refusals,
    },
  })
}
