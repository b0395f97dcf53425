import type { ErrorCode } from './generated/api.ts'

/** A field that is not as documented: its path in the body or query, such as `items.3.title`. */
export type Issue = { field: string; message: string }

/** A cell or row of a file that was refused; `row` counts the lines of the file from 1. */
export type RowFault = { row: number; column?: string; code?: string; message: string; value?: string }

/** An answer of the API that is an error (RFC 9457, application/problem+json). */
export type ProblemDetails = {
  status: number
  code: ErrorCode
  detail: string
  issues?: readonly Issue[]
  errors?: readonly RowFault[]
  [fact: string]: unknown
}

/** Every error that this package throws for a call, but those of a signal that its caller aborted. */
export class PairwellError extends Error {
  override readonly name: string = 'PairwellError'
  /** The call, such as `PUT /v1/items`. */
  readonly route: string

  constructor(message: string, route: string, options?: ErrorOptions) {
    super(message, options)
    this.route = route
  }
}

/** No answer arrived: the network, the name or the connection failed; `cause` says why. */
export class ConnectionError extends PairwellError {
  override readonly name: string = 'ConnectionError'
}

/** No whole answer arrived in time. A call that changes something may have been executed. */
export class TimeoutError extends PairwellError {
  override readonly name: string = 'TimeoutError'
}

/** The answer is none of the API: another server, or a proxy in between, has answered. */
export class UnexpectedAnswerError extends PairwellError {
  override readonly name: string = 'UnexpectedAnswerError'
  readonly status: number

  constructor(message: string, route: string, status: number) {
    super(message, route)
    this.status = status
  }
}

/** The API has refused the call. Each group of codes is a class of its own; `code` says which it is. */
export class ApiError extends PairwellError {
  override readonly name: string = 'ApiError'
  readonly status: number
  readonly code: ErrorCode
  /** Fields that are not as documented; empty for other errors. */
  readonly issues: readonly Issue[]
  /** Rows of a file that were refused; empty for other errors. */
  readonly rows: readonly RowFault[]
  /** Everything that the answer says. */
  readonly problem: ProblemDetails
  /** Seconds after which the API asks to be called again; undefined if it does not say. */
  readonly retryAfter: number | undefined

  constructor(problem: ProblemDetails, route: string, retryAfter?: number) {
    super(problem.detail, route)
    this.status = problem.status
    this.code = problem.code
    this.issues = problem.issues ?? []
    this.rows = problem.errors ?? []
    this.problem = problem
    this.retryAfter = retryAfter
  }

  /** The first field that is not as documented, or the column of the first refused cell. */
  get field(): string | undefined {
    return this.issues[0]?.field || this.rows[0]?.column
  }

  /** The first refused row: of a file its line, of a list in the body its index from 0. */
  get row(): number | undefined {
    const index = /(?:^|\.)(\d+)(?:\.|$)/.exec(this.issues[0]?.field ?? '')?.[1]
    return this.rows[0]?.row ?? (index === undefined ? undefined : Number(index))
  }
}

/** 400, 413 and 422: the request or its file must be corrected. */
export class InvalidInputError extends ApiError {
  override readonly name = 'InvalidInputError'
}

/** 401: the key is missing or unknown. */
export class AuthenticationError extends ApiError {
  override readonly name = 'AuthenticationError'
}

/** 403: the key is known, and may not do this. */
export class PermissionError extends ApiError {
  override readonly name = 'PermissionError'
}

/** 404: there is nothing of that name. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError'
}

/** 409 and 412: the state of the shop does not allow this now, or somebody else has changed it (`changed_meanwhile`). */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError'
}

/** 429: too many calls; `retryAfter` says when the next is allowed. */
export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError'
}

/** 5xx: the API could not do it now. */
export class ServerError extends ApiError {
  override readonly name = 'ServerError'
}

const CLASSES: Readonly<Record<number, typeof ApiError>> = {
  400: InvalidInputError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  412: ConflictError,
  413: InvalidInputError,
  422: InvalidInputError,
  429: RateLimitError,
}

const isProblem = (value: unknown): value is ProblemDetails =>
  typeof value === 'object' && value !== null && 'code' in value && 'detail' in value && 'status' in value

/** The error of an answer that is not a success; reads the body. */
export async function errorOf(response: Response, route: string): Promise<PairwellError> {
  const text = await response.text().catch(() => '')
  const { status } = response
  try {
    const problem: unknown = JSON.parse(text)
    if (isProblem(problem)) {
      const Class = CLASSES[status] ?? (status >= 500 ? ServerError : ApiError)
      return new Class(problem, route, secondsIn(response.headers.get('Retry-After')))
    }
  } catch {
    // A text of another server; the message below shows how it begins.
  }
  const begin = text.trim().slice(0, 200)
  const message = `${route} was answered ${status}, but not by Pairwell. Check the address of the API.${begin && ` The answer begins: ${begin}`}`
  return new UnexpectedAnswerError(message, route, status)
}

/** `Retry-After` in seconds from now; it is a number or a date (RFC 9110, 10.2.3). */
export function secondsIn(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1_000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}
