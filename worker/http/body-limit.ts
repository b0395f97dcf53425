import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { App } from './app.ts'

/** A number of bytes in words. */
export const sizeOf = (bytes: number): string =>
  bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${bytes / 1_000} kB`

/**
 * Refuses bodies that are larger than the route allows: by their Content-Length before any of it is read, else as soon as more has
 * arrived.
 * @param maxBytesOf the limit of a route; undefined for a route that limits its body itself
 */
export const limitBody = (maxBytesOf: (method: string, path: string) => number | undefined) =>
  createMiddleware<App>(async (c, next) => {
    const maxSize = maxBytesOf(c.req.method, c.req.path)
    if (maxSize === undefined) return await next()
    const onError = (_: Context) => {
      const message = `The body of this call has at most ${sizeOf(maxSize)}. Divide it into several calls, or send a file to POST /v1/imports.`
      throw new PairwellError('file_too_large', message, { max_bytes: maxSize })
    }
    return await bodyLimit({ maxSize, onError })(c, next)
  })
