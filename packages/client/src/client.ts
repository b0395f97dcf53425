import { ConnectionError, errorOf, PairwellError, TimeoutError, UnexpectedAnswerError } from './errors.ts'
import { type FileBody, isOnce } from './file.ts'
import type { Import, Routes } from './generated/api.ts'
import { addressOf, bodyOf, type Parts } from './request.ts'
import { pauseAfter, safetyOf, wait } from './retry.ts'
import type { Answer, Arguments, CallOptions, ListItem, ListRoute, Options, Reply, Route } from './routes.ts'

/** How to reach a deployment. */
export type ClientOptions = {
  /** Address of the API, such as `https://pairwell.example`. */
  url: string
  /** The shop's secret key `sk_…`, or the operator's token. Calls of public routes need and get none. */
  key?: string | undefined
  /** Milliseconds for one attempt of a call; 30,000 by default. */
  timeout?: number | undefined
  /** Repetitions after a failure that may pass; 4 by default. */
  retries?: number | undefined
  /** Sends the requests; by default that of the platform. */
  fetch?: ((address: string, init: RequestInit) => Promise<Response>) | undefined
}

/** Options with a default. */
type Complete = { timeout: number; retries: number; fetch: NonNullable<ClientOptions['fetch']> }

const TIMEOUT = 30_000
const RETRIES = 4
/** Milliseconds for an upload: 95 MB on a slow line. */
const UPLOAD_TIMEOUT = 900_000
/** Milliseconds between two looks at background work: at first, and at most. */
const FIRST_LOOK = 250
const LONGEST_LOOK = 5_000

/** A client of the API: each method is typed by the route that it is given. */
export class Pairwell {
  readonly #options: ClientOptions & Complete

  constructor({ url, key, timeout = TIMEOUT, retries = RETRIES, fetch }: ClientOptions) {
    if (!/^https?:\/\//.test(url)) throw new TypeError(`"${url}" is no address. Give the one of the API.`)
    // Called as a method of another object, the function of browsers and Workers refuses.
    const send = fetch ?? ((address: string, init: RequestInit) => globalThis.fetch(address, init))
    this.#options = { url, key, timeout, retries, fetch: send }
  }

  /**
   * Calls a route and returns its answer.
   * @throws {ApiError} when the API refuses, {ConnectionError | TimeoutError} when no answer came, all of them {PairwellError}
   */
  async call<R extends Route>(route: R, ...[options]: Arguments<R>): Promise<Answer<R>> {
    return (await this.reply(route, ...([options] as Arguments<R>))).data
  }

  /** Calls a route and returns its answer with the status and the headers, such as the `etag` for `ifMatch`. */
  async reply<R extends Route>(route: R, ...[options]: Arguments<R>): Promise<Reply<R>> {
    return await this.#send(route, options, async (response) => ({
      data: (await dataOf(response, route)) as Answer<R>,
      status: response.status,
      etag: response.headers.get('ETag') ?? undefined,
      isReplayed: response.headers.has('Idempotent-Replayed'),
      headers: response.headers,
    }))
  }

  /** Calls a route and returns its answer as text: of a route with `form=csv`, of a file. */
  async text<R extends Route>(route: R, ...[options]: Arguments<R>): Promise<string> {
    return await this.#send(route, options, (response) => response.text())
  }

  /** Calls a route and returns the response as soon as it begins, for files that are read piece by piece. */
  async open<R extends Route>(route: R, ...[options]: Arguments<R>): Promise<Response> {
    return await this.#send(route, options, async (response) => response)
  }

  /** Yields every entry of a list, and asks for the next page when it is needed. */
  async *list<R extends ListRoute>(route: R, ...[options]: Arguments<R>): AsyncGenerator<ListItem<R>, void> {
    for await (const page of this.pages(route, ...([options] as Arguments<R>))) {
      yield* (page as unknown as { items: ListItem<R>[] }).items
    }
  }

  /** Yields the pages of a list. A page may be empty, although another follows. */
  async *pages<R extends ListRoute>(route: R, ...[options]: Arguments<R>): AsyncGenerator<Answer<R>, void> {
    let { query } = (options ?? {}) as Parts
    for (;;) {
      const page = await this.call(route, ...([{ ...options, query }] as unknown as Arguments<R>))
      yield page
      const { next } = page as { next: string | null }
      if (next === null) return
      query = { ...query, after: next }
    }
  }

  /**
   * Uploads a file of the shop system: whole, or piece by piece. It is stored when this resolves; `imported` waits until it is imported.
   * A stream is sent once; a function that makes the stream lets the upload be repeated.
   */
  async upload(
    kind: Routes['POST /v1/imports']['query']['kind'],
    file: FileBody | (() => FileBody),
    { query, ...options }: UploadOptions = {},
  ): Promise<Answer<'POST /v1/imports'>> {
    const body = file as FileBody
    const parts = { query: { ...query, kind }, body }
    return await this.call('POST /v1/imports', { timeout: UPLOAD_TIMEOUT, ...options, ...parts })
  }

  /** Waits until a file is imported, or has failed (`status`), and returns its report. */
  async imported(import_id: string, options: CallOptions = {}): Promise<Import> {
    const ask = () => this.call('GET /v1/imports/{import_id}', { ...options, path: { import_id } })
    return await until(ask, ({ status }) => status === 'done' || status === 'failed', options.signal)
  }

  /** Waits until a mining run has ended, and returns its result. */
  async mined(model_id: string, options: CallOptions = {}): Promise<Answer<'GET /v1/models/{model_id}'>> {
    const ask = () => this.call('GET /v1/models/{model_id}', { ...options, path: { model_id } })
    return await until(ask, ({ finished_at }) => finished_at !== null, options.signal)
  }

  /** Sends a call, repeats it where that is safe, and reads the answer. */
  async #send<T>(
    route: Route,
    options: (Parts & CallOptions) | undefined,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { signal, retries = this.#options.retries, body, idempotencyKey } = options ?? {}
    const [method = ''] = route.split(' ')
    const safety = safetyOf(method, route)
    // The API would ignore it, and the caller would take a second call for a repeated one.
    if (idempotencyKey !== undefined && safety !== 'keyed') {
      throw new TypeError(`${route} takes no Idempotency-Key.`)
    }
    const key = safety === 'keyed' ? (idempotencyKey ?? randomKey()) : undefined
    const canRepeat = !isOnce(body)
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(route, { ...options, idempotencyKey: key }, read)
      } catch (failure) {
        if (!(failure instanceof PairwellError) || attempt > retries || !canRepeat) throw failure
        const pause = pauseAfter(failure, safety, attempt, Math.random())
        if (pause === undefined) throw failure
        await wait(pause, signal)
      }
    }
  }

  async #once<T>(
    route: Route,
    options: Parts & CallOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { url, key, fetch, timeout: usual } = this.#options
    const { signal, timeout = usual, idempotencyKey, ifMatch, body } = options
    const [method = '', template = ''] = route.split(' ')
    const { type, ...sent } = bodyOf(typeof body === 'function' ? body() : body, route)
    const headers = new Headers({
      ...(key !== undefined && template.startsWith('/v1/') && { Authorization: `Bearer ${key}` }),
      ...(type !== undefined && { 'Content-Type': type }),
      ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
      ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
    })
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), timeout)
    const either = signal ? AbortSignal.any([signal, late.signal]) : late.signal
    try {
      const init = { method, headers, ...sent, signal: either }
      const response = await fetch(addressOf(url, template, options), init)
      if (!response.ok) throw await errorOf(response, route)
      return await read(response)
    } catch (failure) {
      signal?.throwIfAborted()
      if (failure instanceof PairwellError || failure instanceof RangeError) throw failure
      const cause = { cause: failure }
      if (late.signal.aborted)
        throw new TimeoutError(`${route} had no answer in ${timeout} ms.`, route, cause)
      throw new ConnectionError(`${route} could not be sent, or its answer broke off.`, route, cause)
    } finally {
      clearTimeout(timer)
    }
  }
}

/** What may be said of an upload: the query of `POST /v1/imports` without the kind. */
export type UploadOptions = CallOptions & {
  query?: Omit<Options<'POST /v1/imports'>['query'], 'kind'> | undefined
}

/** The body of an answer: JSON as a value, everything else as text, none as undefined. */
async function dataOf(response: Response, route: string): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  if (!/\/([a-z.-]+\+)?json\b/i.test(response.headers.get('Content-Type') ?? '')) return text
  try {
    return JSON.parse(text)
  } catch {
    const message = `${route} was answered with text that is not the JSON it says to be.`
    throw new UnexpectedAnswerError(message, route, response.status)
  }
}

/** Asks again and again, less and less often, until the answer is as wanted. */
async function until<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean, signal?: AbortSignal) {
  for (let pause = FIRST_LOOK; ; pause = Math.min(LONGEST_LOOK, pause * 1.5)) {
    const answer = await ask()
    if (isDone(answer)) return answer
    await wait(pause, signal)
  }
}

/** 128 random bits. `randomUUID` is not available on pages without https. */
const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
