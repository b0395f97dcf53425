import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that a server has received. */
export type Received = {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

/** An answer; `cut` ends the connection without one, `hang` never answers. */
export type Scripted =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { cut: true }
  | { hang: true }

/** A server that gives these answers one after the other, and the last one from then on. */
export async function aServer(...answers: readonly Scripted[]) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const { method = '', url: path = '', headers } = request
    received.push({ method, path, headers, body: Buffer.concat(pieces).toString() })
    const answer = answers[Math.min(received.length, answers.length) - 1]
    if (!answer || 'hang' in answer) return
    if ('cut' in answer) return void response.destroy()
    const { status, body, headers: more } = answer
    const isProblem = status >= 400 && typeof body === 'object'
    const type =
      typeof body === 'string' ? 'text/plain' : `application/${isProblem ? 'problem+json' : 'json'}`
    response.writeHead(status, { 'Content-Type': type, ...more })
    response.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url, received, close }
}

/** An error as the API answers it. */
export const problem = (status: number, code: string, more: object = {}) => ({
  ...{ type: 'about:blank', title: code, status, code, detail: `This is ${code}.` },
  ...more,
})
