import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of a feed server, see feedServer. */
    feedServer: string
  }
}

/** The answer of a feed server at one path. */
export type FeedFile = {
  status?: number
  headers?: Record<string, string>
  body?: string
  /** Milliseconds between two chunks, and their bytes. */
  drip?: { every: number; bytes: number }
  /** Never answers. */
  silent?: boolean
  /** Closes the connection after the body. */
  cut?: boolean
}

/**
 * Starts a server of feeds. `PUT /x` with a FeedFile sets the answer of `GET /x`; `GET /asked/x` returns the headers of
 * all requests so far. A file without its own headers has an ETag and is answered with 304 if it is unchanged (RFC 9110).
 */
export async function feedServer(): Promise<{ origin: string; close(): Promise<void> }> {
  const files = new Map<string, FeedFile>()
  const asked = new Map<string, IncomingMessage['headers'][]>()
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    if (request.method === 'PUT') {
      let text = ''
      request.on('data', (piece) => {
        text += piece
      })
      request.on('end', () => {
        files.set(path, JSON.parse(text))
        response.end()
      })
      return
    }
    if (path.startsWith('/asked/')) {
      response.end(JSON.stringify(asked.get(path.slice('/asked'.length)) ?? []))
      return
    }
    asked.set(path, [...(asked.get(path) ?? []), request.headers])
    answer(files.get(path) ?? { status: 404 }, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return { origin: `http://127.0.0.1:${port}`, close }
}

function answer(file: FeedFile, request: IncomingMessage, response: ServerResponse): void {
  const { status = 200, headers, body = '', drip, silent, cut } = file
  if (silent) return
  const etag = `"${Buffer.from(body).length}-${hashOf(body)}"`
  const sent = headers ?? { 'Content-Type': 'text/csv', ETag: etag }
  if (status === 200 && !headers && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { ETag: etag }).end()
    return
  }
  response.writeHead(status, sent)
  if (cut) {
    response.write(body, () => response.destroy())
  } else if (drip) {
    let at = 0
    const timer = setInterval(() => {
      response.write(body.slice(at, at + drip.bytes))
      at += drip.bytes
      if (at < body.length) return
      clearInterval(timer)
      response.end()
    }, drip.every)
    response.on('close', () => clearInterval(timer))
  } else response.end(body)
}

const hashOf = (text: string) =>
  [...text].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) | 0, 7).toString(16)

/** Starts a server for the tests in workerd, which cannot start one. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { origin, close } = await feedServer()
  provide('feedServer', origin)
  return close
}
