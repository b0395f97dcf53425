import type { Routes } from './generated/api.ts'

/** The name of a route, as in docs/API.md: `GET /v1/items/{item_id}`. */
export type Route = keyof Routes

/** What a route answers. */
export type Answer<R extends Route> = Routes[R]['answer']

/** What a caller may say about one call. */
export type CallOptions = {
  /** Ends the call, with its repetitions. It then throws the reason of the signal. */
  signal?: AbortSignal | undefined
  /** Milliseconds for one attempt, instead of those of the client. */
  timeout?: number | undefined
  /** Repetitions after a failure that may pass, instead of those of the client. */
  retries?: number | undefined
  /** Instead of a random one; a call with the same key within a day gets the first answer. Only for routes that take one. */
  idempotencyKey?: string | undefined
  /** The `etag` of an earlier reply: the call changes nothing if somebody else has changed it since (`changed_meanwhile`). */
  ifMatch?: string | undefined
}

/** The parts of a route, and what may be said of the call. */
export type Options<R extends Route> = Omit<Routes[R], 'answer'> & CallOptions

/** The options may be left out where the route needs none. */
export type Arguments<R extends Route> =
  Record<string, never> extends Omit<Routes[R], 'answer'> ? [options?: Options<R>] : [options: Options<R>]

/** An answer with what its headers say. */
export type Reply<R extends Route> = {
  data: Answer<R>
  status: number
  /** Version of what was read or written; for `ifMatch`. */
  etag: string | undefined
  /** The answer is that of an earlier call with the same `Idempotency-Key`. */
  isReplayed: boolean
  headers: Headers
}

/** Routes that answer with `{items, next}`. */
export type ListRoute = {
  [R in Route]: Answer<R> extends { items: readonly unknown[]; next: string | null } ? R : never
}[Route]

/** One entry of a list. */
export type ListItem<R extends ListRoute> =
  Answer<R> extends { items: readonly (infer Item)[] } ? Item : never
