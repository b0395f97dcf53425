import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'

// The Worker as the embedded runtime runs it. On Cloudflare the edge stands before it and does the same.

/** How much of a body is read after the Worker has answered, and for how long. */
const MOST_BYTES = 1_000_000_000
const MOST_MS = 30_000

/**
 * Answers a request, and reads what the Worker left of its body before the answer is sent: the embedded runtime closes a connection
 * whose body was not read, and then the client sees a broken pipe instead of the refusal.
 */
async function answer(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
  // A GET with `Content-Length: 0` has a body here, which a new request could not have.
  if (!request.body || request.method === 'GET' || request.method === 'HEAD') {
    return await worker.fetch(request, env, ctx)
  }
  const { readable, writable } = new IdentityTransformStream()
  const answered = Promise.withResolvers<void>()
  const rest = passOn(request.body, writable, answered.promise)
  const response = await worker.fetch(new Request(request, { body: readable }), env, ctx)
  answered.resolve()
  await Promise.race([rest, scheduler.wait(MOST_MS)])
  return response
}

/** Reads a body to its end, and writes it to the Worker for as long as the Worker reads. */
async function passOn(
  body: ReadableStream<Uint8Array>,
  to: WritableStream<Uint8Array>,
  answered: Promise<void>,
): Promise<void> {
  const reader = body.getReader()
  const writer = to.getWriter()
  const isUnwanted = Promise.race([answered, writer.closed.catch(() => undefined)]).then(() => true)
  let wanted = true
  for (let unread = 0; unread <= MOST_BYTES; ) {
    const { done, value } = await reader.read()
    if (done) break
    if (wanted)
      wanted = !(await Promise.race([
        isUnwanted,
        writer.write(value).then(
          () => false,
          () => true,
        ),
      ]))
    else unread += value.length
  }
  if (wanted) await Promise.race([isUnwanted, writer.close().catch(() => undefined)])
}

export default { ...worker, fetch: answer }
