import * as v from 'valibot'

/** Codes of JSON-RPC 2.0, and of the Model Context Protocol (specification 2026-07-28, "Error Codes"). */
export const CODE = {
  parse: -32_700,
  invalid_request: -32_600,
  method_not_found: -32_601,
  invalid_params: -32_602,
  internal: -32_603,
  header_mismatch: -32_020,
  unsupported_version: -32_022,
} as const

/** A message that is refused as a whole; failures of a tool are results of it. */
export class RpcError extends Error {
  readonly code: number
  readonly status: 200 | 400 | 404
  readonly data: object | undefined

  /** @param status of HTTP; 200 where the message was understood and only its parameters were not */
  constructor(code: keyof typeof CODE, status: 200 | 400 | 404, message: string, data?: object) {
    super(message)
    this.code = CODE[code]
    this.status = status
    this.data = data
  }
}

const id = v.union([v.pipe(v.string(), v.maxLength(200)), v.pipe(v.number(), v.safeInteger())])
export type MessageId = v.InferOutput<typeof id>

export const message = v.object({
  jsonrpc: v.literal('2.0'),
  /** Absent for a notification, which gets no answer. */
  id: v.optional(id),
  method: v.pipe(v.string(), v.maxLength(100)),
  params: v.optional(
    v.pipe(v.record(v.pipe(v.string(), v.maxLength(100)), v.unknown()), v.maxEntries(20)),
    {},
  ),
})
export type Message = v.InferOutput<typeof message>

/** Characters of a value that a refusal repeats. */
const MOST_REPEATED = 100

/** A value of a message as its refusal names it. `String` throws for objects with a `toString` of their own and for deep lists. */
export const named = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, MOST_REPEATED) : `(${value === null ? 'null' : typeof value})`

/** @throws {RpcError} for what is not one message */
export function readMessage(text: string): Message {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new RpcError('parse', 400, 'The body is not JSON.')
  }
  const { success, output } = v.safeParse(message, value)
  if (success) return output
  throw new RpcError('invalid_request', 400, 'Send one JSON-RPC 2.0 request or notification.')
}

/** The body of a refusal. */
export const refusalOf = (id: MessageId | null, { code, message, data }: RpcError) => ({
  jsonrpc: '2.0' as const,
  id,
  error: { code, message, ...(data && { data }) },
})
