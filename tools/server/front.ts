import { statfsSync } from 'node:fs'
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { isOurs, pathOf } from './addresses.ts'
import { beginningOf, drain } from './bodies.ts'
import { groupOf, isOfStrangers, Places } from './places.ts'

/** The server that users and shops talk to. */
export type Front = { url: string; close(): Promise<void> }

export type FrontOptions = {
  port: number
  /** Where the runtime listens. */
  upstream: string
  /** Origin under which users reach the server; the Worker sees no other Host. */
  origin?: string
  /** Folder of the databases: the runtime does not say why it fails when the disk is full. */
  state?: string
  /** Called when the runtime no longer takes connections. */
  onGone?: () => void
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Milliseconds that a request may take to arrive; the Worker ends an upload after an hour. */
const LONGEST_REQUEST = 3_900_000

/** Connections at a time; beyond them the operating system refuses at once. */
const MAX_CONNECTIONS = 2_000

/** Headers that concern one connection only (RFC 9110, 7.6.1). */
const OF_CONNECTION = /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect)$/

/** What Cloudflare or the runtime states, and what nobody outside may. */
const OF_PLATFORM = /^(mf-|cf-|cdn-loop$|x-mf-|x-forwarded-|x-real-ip$|true-client-ip$|forwarded$|host$)/

/**
 * Starts a server on the loopback interface that forwards only Pairwell's own routes: the embedded runtime has further ones at its
 * port, which run SQL and start the cron without authentication. Bodies are streamed both ways.
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const shared = { ...options, agent, places: new Places() }
  const server = createServer((from, to) => void answer(shared, from, to).catch(() => to.destroy()))
  server.requestTimeout = LONGEST_REQUEST
  server.maxConnections = MAX_CONNECTIONS
  await listen(server, options.port)
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    agent.destroy()
    await closed
  }
  return { url: `http://127.0.0.1:${portOf(server)}`, close }
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new Error(`Port ${port} is taken. Set PORT to a free one.`)))
    server.listen(port, '127.0.0.1', resolve)
  })

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** What the requests of a server share. */
type Shared = FrontOptions & { agent: Agent; places: Places }

async function answer(shared: Shared, from: IncomingMessage, to: ServerResponse): Promise<void> {
  const { method = '' } = from
  const path = pathOf(from.url ?? '')
  if (path === undefined || !isOurs(path) || !METHODS.has(method)) {
    refuse(from, to, 404, 'unknown_route', 'There is nothing at this address. See /docs.')
    return
  }
  if (path === '/ready' && isFull(shared.state)) {
    refuse(from, to, 503, 'storage_full', 'The disk of the database is full. The operator has to make room.')
    return
  }
  const group = groupOf(method, path)
  const begun = isOfStrangers(group) ? await beginningOf(from) : []
  if (from.destroyed && !from.complete) return
  const leave = shared.places.take(group)
  if (!leave) {
    refuse(
      from,
      to,
      503,
      'busy',
      'Too many requests are being answered at this moment. Try again in a few seconds.',
    )
    return
  }
  to.once('close', leave)
  forward(shared, path, from, to, begun)
}

/** Bytes without which the database cannot write. */
const LEAST_FREE = 8_000_000

function isFull(state: string | undefined): boolean {
  if (state === undefined) return false
  const { bavail, bsize } = statfsSync(state)
  return bavail * bsize < LEAST_FREE
}

/** Sends a request on, and its answer back. @param begun what was read of its body already */
function forward(
  { upstream, origin, onGone, agent }: Shared,
  path: string,
  from: IncomingMessage,
  to: ServerResponse,
  begun: readonly Buffer[],
): void {
  const host = hostFor(origin, from.headers.host)
  const headers = [...kept(from.rawHeaders, (name) => OF_PLATFORM.test(name)), 'Host', host ?? 'localhost']
  // The limiter counts by this address: it is that of the connection, whatever the client says.
  headers.push('CF-Connecting-IP', from.socket.remoteAddress ?? '127.0.0.1')
  const { hostname, port } = new URL(upstream)
  // A body without a length: Node would send none with these methods.
  if (from.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked')
  const on = request({ hostname, port, method: from.method ?? 'GET', path, headers, agent })
  on.once('response', (response) => {
    to.writeHead(
      response.statusCode ?? 502,
      kept(response.rawHeaders, () => false),
    )
    response.pipe(to)
    if (from.complete) return
    // Answered before the body has arrived, as refusals are: the rest is of no use to anybody.
    from.unpipe(on)
    drain(from)
    response.once('close', () => on.destroy())
  })
  on.once('error', (failure: NodeJS.ErrnoException) => {
    if (to.headersSent) to.destroy()
    else refuse(from, to, 503, 'unavailable', 'The server is not available at the moment. Try again later.')
    if (failure.code === 'ECONNREFUSED') onGone?.()
  })
  to.once('close', () => {
    if (!to.writableFinished) on.destroy()
  })
  for (const piece of begun) on.write(piece)
  from.pipe(on)
}

const LOOPBACK = /^(localhost|127\.0\.0\.1)(:\d+)?$/

/** The Host that the Worker sees: that of the origin; on one's own machine either name of it, because passkeys need `localhost`. */
function hostFor(origin: string | undefined, asked: string | undefined): string | undefined {
  if (origin === undefined) return asked
  const { host, port } = new URL(origin)
  const isSame = LOOPBACK.test(host) && LOOPBACK.test(asked ?? '') && (asked ?? '').endsWith(`:${port}`)
  return isSame ? asked : host
}

/** Header lines, as a flat list of names and values, without those of a connection and those to be left out. */
function kept(raw: readonly string[], isLeftOut: (name: string) => boolean): string[] {
  const named = new Set<string>()
  for (let at = 0; at < raw.length; at += 2) {
    if (raw[at]?.toLowerCase() === 'connection') {
      for (const name of raw[at + 1]?.toLowerCase().split(',') ?? []) named.add(name.trim())
    }
  }
  const found: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2)
    const lower = name.toLowerCase()
    if (OF_CONNECTION.test(lower) || named.has(lower) || isLeftOut(lower)) continue
    found.push(name, value)
  }
  return found
}

/** An answer of the front itself, in the form of every error of the API. */
function refuse(
  from: IncomingMessage,
  to: ServerResponse,
  status: number,
  code: string,
  detail: string,
): void {
  const body = JSON.stringify({
    ...{ type: 'about:blank', title: code.replaceAll('_', ' '), status, code, detail },
  })
  to.writeHead(status, {
    ...{ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
    ...{ 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' },
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    ...(status === 503 && { 'Retry-After': '1' }),
  })
  to.end(from.method === 'HEAD' ? undefined : body)
  drain(from)
}
