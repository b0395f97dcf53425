import { createServer, type IncomingMessage } from 'node:http'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of a server that receives webhooks, see receiver. */
    webhookReceiver: string
  }
}

/** What a receiver answers to one request: its status and headers. Without a plan it answers 204. */
export type Planned = { status: number; headers?: Record<string, string> }

/** A request that arrived. */
export type Received = { headers: Record<string, string>; body: string }

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

/**
 * Starts a server that receives webhooks. `PUT /x` with a list of answers plans those of the next requests `POST /x`; the last one
 * is repeated. `GET /x` returns the requests so far.
 */
export async function receiver(): Promise<{ origin: string; close(): Promise<void> }> {
  const plans = new Map<string, Planned[]>()
  const received = new Map<string, Received[]>()
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const body = await bodyOf(request)
    const soFar = received.get(path) ?? []
    if (request.method === 'GET') return void response.end(JSON.stringify(soFar))
    if (request.method === 'PUT') {
      plans.set(path, JSON.parse(body))
      return void response.end()
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, one]) => [name, String(one)]),
    )
    received.set(path, [...soFar, { headers, body }])
    const plan = plans.get(path) ?? []
    const next = (plan.length > 1 ? plan.shift() : plan[0]) ?? { status: 204 }
    response.writeHead(next.status, next.headers).end()
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

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { origin, close } = await receiver()
  provide('webhookReceiver', origin)
  return close
}
