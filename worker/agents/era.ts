import { Buffer } from 'node:buffer'
import { type Message, named, RpcError } from './json-rpc.ts'

/** The stateless protocol: each request says its version, and there is no session. */
const MODERN = '2026-07-28'
/** Versions whose clients say `initialize` first, newest first. A session is optional in them, so we have none. */
const INITIALIZED = ['2025-11-25', '2025-06-18', '2025-03-26'] as const
export const VERSIONS: readonly string[] = [MODERN, ...INITIALIZED]

/** The keys of a request's `_meta` that the protocol gives meaning to. */
const META = {
  version: 'io.modelcontextprotocol/protocolVersion',
  capabilities: 'io.modelcontextprotocol/clientCapabilities',
}
const SERVER_INFO = 'io.modelcontextprotocol/serverInfo'

export const SERVER = { name: 'pairwell', title: 'Pairwell', version: '1' }

/** How a message is to be answered: without state, or as clients of earlier versions expect it. */
export type Era = 'stateless' | 'initialized'

const isInitialized = (version: unknown): boolean => INITIALIZED.some((one) => one === version)

/** A header whose value may be encoded, because it is no plain ASCII ("Value Encoding"). */
function decoded(value: string | null): string | null {
  const [, base64] = /^=\?base64\?(.*)\?=$/.exec(value ?? '') ?? []
  return base64 === undefined ? value : Buffer.from(base64, 'base64').toString('utf8')
}

/**
 * The era of a message. Of a stateless one, its headers must say what its body says, because what stands between client and server may have
 * decided by them.
 * @throws {RpcError} for headers that are missing or differ, and for versions that are not spoken
 */
export function eraOf({ method, params }: Message, headers: Headers): Era {
  const meta: Record<string, unknown> = Object(params._meta)
  const told = headers.get('MCP-Protocol-Version')
  const version = meta[META.version]
  // Clients of 2025-03-26 send no header at all, and earlier ones no version in _meta. If either is of today, both must be.
  const isEarlierHeader = told === null || isInitialized(told)
  if (isEarlierHeader && (version === undefined || isInitialized(version))) return 'initialized'
  // A required field that is missing is a fault of the parameters; what stands twice must be the same.
  if (version === undefined) throw lacking(`\`${META.version}\``)
  if (version !== told) {
    throw mismatch(
      told === null
        ? 'MCP-Protocol-Version is missing'
        : `MCP-Protocol-Version is "${told}", in _meta it is "${named(version)}"`,
    )
  }
  if (version !== MODERN) {
    const data = { supported: VERSIONS, requested: version }
    throw new RpcError('unsupported_version', 400, 'Unsupported protocol version', data)
  }
  if (Object(meta[META.capabilities]) !== meta[META.capabilities]) {
    throw lacking(`\`${META.capabilities}\`, an object`)
  }
  compare('Mcp-Method', decoded(headers.get('Mcp-Method')), method)
  const name = method === 'resources/read' ? params.uri : method === 'tools/call' ? params.name : undefined
  if (name !== undefined) compare('Mcp-Name', decoded(headers.get('Mcp-Name')), name)
  return 'stateless'
}

const lacking = (what: string) => new RpcError('invalid_params', 400, `_meta lacks ${what}.`)
const mismatch = (what: string) => new RpcError('header_mismatch', 400, `Header mismatch: ${what}.`)

function compare(header: string, value: string | null, expected: unknown): void {
  if (value === null) throw mismatch(`${header} is missing`)
  if (value !== expected) throw mismatch(`${header} is "${value}", in the body it is "${named(expected)}"`)
}

/** What a server answers to `initialize`: the version that the client asks for if we speak it, else our newest of that era. */
export const versionFor = (asked: unknown): string =>
  INITIALIZED.find((version) => version === asked) ?? INITIALIZED[0]

/** How long clients may keep a result of a list, and for whom. */
export type Cacheable = { ttlMs: number; cacheScope: 'public' | 'private' }

/** A result as the era writes it. */
export const resultIn = (era: Era, result: object, cacheable?: Cacheable): object =>
  era === 'stateless'
    ? { resultType: 'complete', ...result, ...cacheable, _meta: { ...metaOf(result), [SERVER_INFO]: SERVER } }
    : result

const metaOf = (result: object): object => ('_meta' in result ? Object(result._meta) : {})
