import { PairwellError } from '../../../vocabulary/errors.ts'
import { MAX_SENT } from '../import/decode/bytes.ts'
import { type AddressPolicy, checkAddress, isTrusted } from './address.ts'
import { checkName } from './resolve.ts'

/** Time limits for the server that sends a feed, in milliseconds. */
export type Limits = {
  /** Limit until the first byte of the answer, and between two chunks of the body. */
  silence: number
  /** Limit for the whole download. */
  whole: number
  /** From this many milliseconds on, the average must reach `rate` bytes per second. */
  grace: number
  rate: number
}

/** Ten minutes for at most 95 MB. A server that sends less than 1 kB per second is treated as failed. */
export const LIMITS: Limits = { silence: 30_000, whole: 600_000, grace: 60_000, rate: 1_000 }

/** Maximum number of redirects that are followed. */
const MAX_REDIRECTS = 5

/** Validators (ETag, Last-Modified) of the last imported file. */
export type Validators = { etag: string | null; last_modified: string | null }

export type Download =
  | { unchanged: true }
  | {
      unchanged: false
      body: ReadableStream<Uint8Array>
      content_length: number | undefined
      validators: Validators
    }

const failed = (message: string) => new PairwellError('unavailable', message)

/**
 * Fetches a feed; the result may be that the file has not changed. The address of each redirect is checked before the request,
 * and no credentials are sent.
 * @param around see checkAddress
 * @param stop aborts the download from outside
 * @throws {PairwellError} when the file cannot be fetched; its message is written for the merchant. Reading the body throws the
 * same error
 */
export async function download(
  address: string,
  validators: Validators,
  around: AddressPolicy,
  stop: AbortController,
  limits: Limits = LIMITS,
): Promise<Download> {
  const deadline = Date.now() + limits.whole
  let url = checkAddress(address, around)
  for (let redirects = 0; ; redirects += 1) {
    if (!isTrusted(url, around)) await checkName(url.hostname)
    const response = await ask(url, validators, stop, limits)
    const to = response.headers.get('Location')
    if (response.status < 300 || response.status >= 400 || response.status === 304 || to === null) {
      return answered(response, deadline, stop, limits)
    }
    await response.body?.cancel()
    if (redirects === MAX_REDIRECTS)
      throw failed(
        `The address redirects more than ${MAX_REDIRECTS} times. Use the final address of the file.`,
      )
    url = checkAddress(URL.canParse(to, url.href) ? new URL(to, url).href : to, around)
  }
}

async function ask(
  url: URL,
  validators: Validators,
  stop: AbortController,
  { silence }: Limits,
): Promise<Response> {
  const headers = {
    'User-Agent': 'Pairwell-Feed/1',
    Accept: 'text/csv, text/tab-separated-values, application/xml, application/json, */*;q=0.5',
    ...(validators.etag !== null && { 'If-None-Match': validators.etag }),
    ...(validators.last_modified !== null && { 'If-Modified-Since': validators.last_modified }),
  }
  // A cache on the way could return yesterday's file.
  const request = fetch(url, { redirect: 'manual', cache: 'no-store', headers, signal: stop.signal })
  return await inTime(request, silence, stop, 'The server of the feed did not answer in time.')
}

/** Returns the result of the request, or throws if it fails or exceeds its time limit. */
async function inTime<T>(
  work: Promise<T>,
  patience: number,
  stop: AbortController,
  late: string,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed(late)), patience)
  })
  try {
    return await Promise.race([work, over])
  } catch (thrown) {
    stop.abort()
    if (thrown instanceof PairwellError) throw thrown
    throw failed('The server of the feed could not be reached, or closed the connection.')
  } finally {
    clearTimeout(timer)
  }
}

function answered(response: Response, deadline: number, stop: AbortController, limits: Limits): Download {
  const { status, headers, body } = response
  const refuse = (message: string): never => {
    stop.abort()
    throw failed(message)
  }
  if (status === 304) return { unchanged: true }
  if (status !== 200) refuse(`The server answered with status ${status} instead of the file.`)
  if (/^text\/html\b|^application\/xhtml/i.test(headers.get('Content-Type') ?? '')) {
    refuse('The address returns a web page, not a file. Copy the link of the export itself.')
  }
  const length = headers.get('Content-Length')
  const content_length = length === null || headers.get('Content-Encoding') ? undefined : Number(length)
  if (content_length !== undefined && content_length > MAX_SENT) {
    refuse('The file is larger than 95 MB. Have the shop compress it with gzip.')
  }
  if (body === null) return refuse('The server returned an empty file.')
  return {
    unchanged: false,
    body: timed(body, deadline, stop, limits),
    content_length,
    validators: { etag: headers.get('ETag'), last_modified: headers.get('Last-Modified') },
  }
}

const TOO_SLOW = 'The server is too slow: the file did not arrive in time.'

/** The body as a stream that fails when the server sends too slowly. */
function timed(
  body: ReadableStream<Uint8Array>,
  deadline: number,
  stop: AbortController,
  limits: Limits,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const begun = Date.now()
  let bytes = 0
  const slow = (now: number) => now > begun + limits.grace && bytes < ((now - begun) / 1000) * limits.rate
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const now = Date.now()
      const patience = Math.min(limits.silence, deadline - now)
      try {
        if (patience <= 0 || slow(now)) throw failed(TOO_SLOW)
        const late = patience < limits.silence ? TOO_SLOW : 'The server stopped in the middle of the file.'
        const next = await inTime(reader.read(), patience, stop, late)
        if (next.done) return controller.close()
        bytes += next.value.length
        controller.enqueue(next.value)
      } catch (thrown) {
        stop.abort()
        controller.error(thrown)
      }
    },
    async cancel() {
      stop.abort()
    },
  })
}
