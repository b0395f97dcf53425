import { exports } from 'cloudflare:workers'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { send, type TestShop } from '../a-shop.ts'

/** The versions of the protocol that clients in use speak. */
export type ClientEra = 'stateless' | 'initialized'

/** The public client of the protocol's own project, connected to an endpoint of the Worker. @param key a secret key, for the merchant's */
export async function aClient(path: string, era: ClientEra, key?: string): Promise<Client> {
  const versionNegotiation = { mode: era === 'stateless' ? { pin: '2026-07-28' } : ('legacy' as const) }
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation })
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`http://pairwell.test${path}`), {
      fetch: (url, init) => exports.default.fetch(new Request(url, init)),
      ...(key !== undefined && { requestInit: { headers: { Authorization: `Bearer ${key}` } } }),
    }),
  )
  return client
}

export const publicPath = ({ pk }: TestShop): string => `/p/${pk}/mcp`

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
}

/** Posts one message, with the headers of 2026-07-28 unless others are given; null leaves one out. */
export async function post(
  path: string,
  method: string,
  params: Record<string, unknown> = {},
  headers: Record<string, string | null> = {},
) {
  const name = params.name ?? params.uri
  const all = {
    'Content-Type': 'application/json',
    'MCP-Protocol-Version': '2026-07-28',
    'Mcp-Method': method,
    ...(name !== undefined && { 'Mcp-Name': String(name) }),
    ...headers,
  }
  return await send(path, {
    method: 'POST',
    headers: Object.entries(all).filter((one): one is [string, string] => one[1] !== null),
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { _meta: META, ...params } }),
  })
}

/** Calls a tool and returns what it gives; `error` where it says that it failed. */
export async function callTool(path: string, name: string, args: object, key?: string) {
  const { body } = await post(
    path,
    'tools/call',
    { name, arguments: args },
    key === undefined ? {} : { Authorization: `Bearer ${key}` },
  )
  if (body.error) return { error: body.error }
  const { isError, content, structuredContent } = body.result
  return isError ? { failed: content[0].text } : structuredContent
}
