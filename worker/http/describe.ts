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
  shape?: GenericSchema
  type?: string | readonly string[]
  what: string
}

/** Documents that a client which holds the current answer gets no body. */
export const describeUnchanged = () =>
  describeRoute({
    responses: { 304: { description: 'The answer with the `ETag` of `If-None-Match` is still current.' } },
  })

/** Documents a route: its purpose, its response, and its possible errors. */
export function describe(summary: string, answer: Answer, ...errors: ErrorCode[]) {
  const content = answer.shape
    ? { 'application/json': { schema: resolver(answer.shape) } }
    : answer.type
      ? Object.fromEntries(
          [answer.type].flat().map((type) => [type, { schema: { type: 'string' as const } }]),
        )
      : undefined
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
    responses: { [answer.status]: { description: answer.what, ...(content && { content }) }, ...refusals },
  })
}
