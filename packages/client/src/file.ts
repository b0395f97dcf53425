/** What can be sent as a file: whole, or piece by piece. */
export type FileBody =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | string
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>

/** A body that is read only once cannot be sent again. */
export const isOnce = (body: unknown): body is ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> =>
  typeof body === 'object' &&
  body !== null &&
  (body instanceof ReadableStream || (Symbol.asyncIterator in body && !(body instanceof Blob)))

/** What `fetch` takes as a body. Node's types have no `BodyInit`. */
export type SentBody = NonNullable<RequestInit['body']>

/** Whether a body is sent as it is, and not as JSON. */
export const isFile = (body: unknown): body is FileBody =>
  typeof body === 'string' ||
  body instanceof Blob ||
  body instanceof ArrayBuffer ||
  ArrayBuffer.isView(body) ||
  isOnce(body)

/** The body as `fetch` takes it: streams of Node and generators become streams of the web. */
export function sendable(body: FileBody): SentBody {
  if (!isOnce(body) || body instanceof ReadableStream) return body as SentBody
  const pieces = body[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return?.()
    },
  })
}
