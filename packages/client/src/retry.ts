import {
  ApiError,
  ConnectionError,
  type PairwellError,
  RateLimitError,
  TimeoutError,
  UnexpectedAnswerError,
} from './errors.ts'
import { WITHOUT_KEY } from './generated/api.ts'

/** Milliseconds before the first repetition; each further one waits twice as long. */
const FIRST_PAUSE = 500
/** Most milliseconds between two attempts, and most that an answer may ask for. */
const LONGEST_PAUSE = 60_000
/** Milliseconds before a call is repeated whose first attempt still runs: the API notices after 30 s that it died. */
const WHILE_RUNNING = 8_000

/** How a call may be repeated. */
export type Safety =
  /** It reads, or writes the same a second time (RFC 9110, 9.2.2). */
  | 'idempotent'
  /** With an `Idempotency-Key`, by which the API executes it once. */
  | 'keyed'
  /** A second call may do it twice. */
  | 'once'

/** How a route may be repeated. */
export function safetyOf(method: string, route: string): Safety {
  if (method !== 'GET' && route.includes(' /v1/') && !WITHOUT_KEY.has(route)) return 'keyed'
  return method === 'GET' || method === 'PUT' ? 'idempotent' : 'once'
}

/**
 * Milliseconds to wait before the next attempt; undefined if the call must not be repeated. A call that was refused for its rate was not
 * executed, so that every call may follow; otherwise only calls that can be executed once.
 * @param attempt the attempts so far, from 1
 * @param dice    a random number from 0 to 1, so that callers who failed together do not return together
 */
export function pauseAfter(
  failure: PairwellError,
  safety: Safety,
  attempt: number,
  dice: number,
): number | undefined {
  const isRefused = failure instanceof RateLimitError
  if (!isRefused && safety === 'once') return undefined
  if (!isPassing(failure)) return undefined
  const asked =
    failure instanceof ApiError && failure.retryAfter !== undefined ? failure.retryAfter * 1_000 : 0
  if (asked > LONGEST_PAUSE) return undefined
  const backOff = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1)) * (0.5 + dice / 2)
  return Math.max(asked, codeOf(failure) === 'still_running' ? WHILE_RUNNING : 0, backOff)
}

const codeOf = (failure: PairwellError) => (failure instanceof ApiError ? failure.code : undefined)

/** Whether the same call can succeed later. */
function isPassing(failure: PairwellError): boolean {
  if (failure instanceof ConnectionError || failure instanceof TimeoutError) return true
  if (failure instanceof UnexpectedAnswerError) return [502, 503, 504].includes(failure.status)
  if (!(failure instanceof ApiError)) return false
  return failure.status >= 500 || failure.status === 429 || failure.code === 'still_running'
}

/** Resolves after a time. @throws the reason of the signal, as soon as it is aborted */
export function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    if (signal?.aborted) return reject(signal.reason)
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
