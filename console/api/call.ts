import type { ErrorCode } from '../../vocabulary/errors.ts'
import { COPIED_AT } from '../offline/names.ts'

/** An error that the API names (RFC 9457), or a connection that failed (`code` is `offline`). */
export class Problem extends Error {
  readonly status: number
  readonly code: ErrorCode | 'offline' | 'cancelled'
  /** Further members of the answer. */
  readonly facts: Readonly<Record<string, unknown>>

  constructor(
    status: number,
    code: ErrorCode | 'offline' | 'cancelled',
    detail: string,
    facts: Record<string, unknown> = {},
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.facts = facts
  }
}

type Call = {
  method?: string
  /** Sent as JSON. */
  json?: unknown
  /** Sent as it is. */
  body?: Blob | ReadableStream
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** `copied_at` is the time of a copy on this device (UTC milliseconds), which answers where there is no connection. */
export type Answer<T> = { data: T; etag: string | undefined; copied_at?: number | undefined }

/** What to do when the session has ended; set once by the app. */
export const onSignedOut: { run(): void } = { run: () => {} }

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text()
  try {
    const { code, detail, ...facts } = JSON.parse(text)
    return new Problem(response.status, code, detail, facts)
  } catch {
    return new Problem(response.status, 'unavailable', text.slice(0, 300))
  }
}

/**
 * Calls the merchant API with the session of this browser.
 * @throws {Problem} for every answer that is an error, and when there is no answer
 */
export async function ask<T>(
  path: string,
  { method = 'GET', json, body, headers, signal }: Call = {},
): Promise<Answer<T>> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: {
        // Every changing call needs this header, which other sites cannot send.
        'Pairwell-Console': '1',
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
  } catch (failure) {
    if (signal?.aborted) throw failure
    throw new Problem(0, 'offline', '')
  }
  if (!response.ok) {
    const problem = await problemOf(response)
    if (problem.code === 'signed_out' || problem.code === 'missing_key') onSignedOut.run()
    throw problem
  }
  const isJson = response.headers.get('Content-Type')?.includes('json')
  const data = response.status === 204 ? undefined : isJson ? await response.json() : await response.text()
  const copied = response.headers.get(COPIED_AT)
  return {
    data,
    etag: response.headers.get('ETag') ?? undefined,
    ...(copied !== null && { copied_at: Number(copied) }),
  }
}

/** The same, without the entity tag. */
export const call = async <T>(path: string, init?: Call): Promise<T> => (await ask<T>(path, init)).data

/** An address with a query; values that are undefined are left out. */
export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const parts = Object.entries(query).filter(
    (part): part is [string, string | number] => part[1] !== undefined,
  )
  const search = new URLSearchParams(parts.map(([name, value]) => [name, String(value)]))
  return parts.length === 0 ? path : `${path}?${search}`
}
