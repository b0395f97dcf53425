import { expect, it } from 'vitest'
import { asData } from '../../worker/agents/as-data.ts'
import { publicServer } from '../../worker/agents/public-server.ts'
import { answerAgent } from '../../worker/agents/server.ts'
import { ToolFailure } from '../../worker/agents/tool.ts'
import { aShop, send } from '../a-shop.ts'
import { aClient, type ClientEra, post, publicPath } from './a-client.ts'

// Messages, codes and statuses are those of the specification of 2026-07-28 (Streamable HTTP, Versioning, Discovery, Tools), and of
// 2025-11-25 and 2025-06-18 for clients that say `initialize`.

const SERVER_INFO = 'io.modelcontextprotocol/serverInfo'

it('a server says what it speaks and can, without being initialised', async () => {
  const path = publicPath(await aShop())
  const { status, headers, body } = await post(path, 'server/discover')
  expect([status, headers.get('Content-Type'), body.id]).toEqual([200, 'application/json', 1])
  expect(body.result).toMatchObject({
    resultType: 'complete',
    supportedVersions: ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26'],
    capabilities: { tools: {}, resources: {} },
    ttlMs: 300_000,
    cacheScope: 'public',
    _meta: { [SERVER_INFO]: { name: 'pairwell', version: '1' } },
  })
  const tools = (await post(path, 'tools/list')).body.result
  expect(tools.tools.map(({ name }: { name: string }) => name)).toEqual([
    'get_recommendations',
    'explain_recommendation',
    'report_response',
  ])
  expect(tools.tools[0].inputSchema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
  })
  expect(tools.tools[0]._meta).toEqual({ ui: { resourceUri: 'ui://pairwell/panel' } })
})

it.each<[string, Record<string, string | null>, number]>([
  ['no version', { 'MCP-Protocol-Version': null }, -32_020],
  ['another version than the body', { 'MCP-Protocol-Version': '2025-11-25' }, -32_020],
  ['no method', { 'Mcp-Method': null }, -32_020],
  ['another method', { 'Mcp-Method': 'tools/list' }, -32_020],
  ['another name', { 'Mcp-Name': 'explain_recommendation' }, -32_020],
  ['no name', { 'Mcp-Name': null }, -32_020],
])('headers with %s than the body has are refused', async (_, headers, code) => {
  const path = publicPath(await aShop())
  const { status, body } = await post(
    path,
    'tools/call',
    { name: 'get_recommendations', arguments: {} },
    headers,
  )
  expect([status, body.id, body.error.code]).toEqual([400, 1, code])
})

it.each<[string, unknown]>([
  ['no _meta', undefined],
  ['an empty _meta', {}],
  ['a _meta with all but the version', { 'io.modelcontextprotocol/clientCapabilities': {} }],
])('%s under the headers of today is a fault of the parameters', async (_, meta) => {
  const path = publicPath(await aShop())
  const { status, body } = await post(path, 'tools/list', { _meta: meta })
  expect([status, body.id, body.error.code]).toEqual([400, 1, -32_602])
  expect(body.error.message).toContain('io.modelcontextprotocol/protocolVersion')
})

it('an unknown resource is refused with its address', async () => {
  const path = publicPath(await aShop())
  const { status, body } = await post(path, 'resources/read', { uri: 'ui://pairwell/nothing' })
  expect([status, body.error.code, body.error.data]).toEqual([200, -32_602, { uri: 'ui://pairwell/nothing' }])
})

it('a version of earlier clients in the body does not pass by the headers of today', async () => {
  const path = publicPath(await aShop())
  const call = { name: 'get_recommendations', arguments: {}, _meta: metaOf('2025-11-25') }
  const { status, body } = await post(path, 'tools/call', call, { 'Mcp-Method': 'tools/list' })
  expect([status, body.error.code]).toEqual([400, -32_020])
})

it('a name in Base64, for what is no plain ASCII, is decoded before it is compared', async () => {
  const path = publicPath(await aShop())
  const encoded = { 'Mcp-Name': '=?base64?Z2V0X3JlY29tbWVuZGF0aW9ucw==?=' }
  const called = await post(path, 'tools/call', { name: 'get_recommendations', arguments: {} }, encoded)
  expect(called.status).toBe(200)
})

it.each<[string, object, number, number]>([
  ['an unknown version', { _meta: metaOf('1900-01-01') }, 400, -32_022],
  [
    'no capabilities of the client',
    { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } },
    400,
    -32_602,
  ],
])('a request with %s is refused', async (_, params, status, code) => {
  const path = publicPath(await aShop())
  const version = code === -32_022 ? '1900-01-01' : '2026-07-28'
  const refused = await post(path, 'tools/list', { ...params }, { 'MCP-Protocol-Version': version })
  expect([refused.status, refused.body.error.code]).toEqual([status, code])
  if (code === -32_022) {
    expect(refused.body.error.data).toMatchObject({
      requested: '1900-01-01',
      supported: expect.arrayContaining(['2026-07-28']),
    })
  }
})

function metaOf(version: string): object {
  return {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientCapabilities': {},
  }
}

it('an unknown method is 404 for clients of today, and an error in an answer for earlier ones', async () => {
  const path = publicPath(await aShop())
  const modern = await post(path, 'prompts/list')
  expect([modern.status, modern.body.error.code]).toEqual([404, -32_601])
  const earlier = await say(path, { jsonrpc: '2.0', id: 'a', method: 'prompts/list' }, '2025-11-25')
  expect([earlier.status, earlier.body.id, earlier.body.error.code]).toEqual([200, 'a', -32_601])
})

const say = (path: string, message: unknown, version?: string) =>
  send(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(version && { 'MCP-Protocol-Version': version }) },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  })

it.each<[string, unknown, number]>([
  ['no JSON', '{"jsonrpc"', -32_700],
  ['a batch', [{ jsonrpc: '2.0', id: 1, method: 'ping' }], -32_600],
  ['another version of JSON-RPC', { jsonrpc: '1.0', id: 1, method: 'ping' }, -32_600],
  ['an id that is none', { jsonrpc: '2.0', id: { a: 1 }, method: 'ping' }, -32_600],
  ['an answer', { jsonrpc: '2.0', id: 1, result: {} }, -32_600],
])('%s is refused', async (_, message, code) => {
  const refused = await say(publicPath(await aShop()), message)
  expect([refused.status, refused.body.error.code, refused.body.id]).toEqual([400, code, null])
})

const ODD = '{"toString": 1, "valueOf": 1}'
const DEEP = '['.repeat(50_000) + ']'.repeat(50_000)

it.each([
  ['tools/call', 'name', ODD],
  ['tools/call', 'name', DEEP],
  ['resources/read', 'uri', ODD],
  ['resources/read', 'uri', DEEP],
])('%s with a %s that is no text is refused, not an internal error (%#)', async (method, field, value) => {
  const path = publicPath(await aShop())
  const message = `{"jsonrpc": "2.0", "id": 1, "method": "${method}", "params": {"${field}": ${value}}}`
  const refused = await say(path, message)
  expect([refused.status, refused.body.error?.code]).toEqual([200, -32_602])
})

it('a version in the body that is no text is refused', async () => {
  const odd = `{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": {"io.modelcontextprotocol/protocolVersion": ${ODD}}}}`
  const refused = await say(publicPath(await aShop()), odd, '2026-07-28')
  expect([refused.status, refused.body.error?.code]).toEqual([400, -32_020])
})

it.each(['https://agent.example', 'chrome-extension://abcdef', 'vscode-webview://1a2b', 'null'])(
  'an agent at %s may ask',
  async (origin) => {
    const path = publicPath(await aShop())
    expect((await post(path, 'tools/list', {}, { Origin: origin })).status).toBe(200)
  },
)

it.each(['agent.example', 'https://agent.example/x', 'https://a@b.example', '//agent.example'])(
  '"%s" is no origin',
  async (origin) => {
    const path = publicPath(await aShop())
    expect((await post(path, 'tools/list', {}, { Origin: origin })).body.code).toBe('forbidden_origin')
  },
)

it('a page that cannot be read says why', async () => {
  const busy = async () => {
    throw new ToolFailure('busy: Try again.')
  }
  const server = publicServer('pk_1', async () => undefined)
  const message = { jsonrpc: '2.0', id: 1, method: 'resources/read', params: { uri: 'ui://pairwell/panel' } }
  const answered = await answerAgent(server, JSON.stringify(message), new Headers(), busy)
  expect(answered).toMatchObject({
    status: 200,
    body: { id: 1, error: { code: -32_603, message: 'busy: Try again.' } },
  })
})

it.each([
  ['2025-11-25', '2025-11-25'],
  ['2025-06-18', '2025-06-18'],
  ['2024-11-05', '2025-11-25'],
])('a client that initialises with %s is answered in %s, without a session', async (asked, spoken) => {
  const path = publicPath(await aShop())
  const params = { protocolVersion: asked, capabilities: {}, clientInfo: { name: 'old', version: '1' } }
  const { status, headers, body } = await say(path, { jsonrpc: '2.0', id: 1, method: 'initialize', params })
  expect([status, body.result.protocolVersion, headers.get('Mcp-Session-Id')]).toEqual([200, spoken, null])
  const noted = await say(path, { jsonrpc: '2.0', method: 'notifications/initialized' }, spoken)
  expect([noted.status, noted.body]).toEqual([202, ''])
  expect((await say(path, { jsonrpc: '2.0', id: 2, method: 'ping' }, spoken)).body.result).toEqual({})
  const { result } = (await say(path, { jsonrpc: '2.0', id: 3, method: 'tools/list' }, spoken)).body
  expect([result.tools.length, result.resultType, result.ttlMs]).toEqual([3, undefined, undefined])
})

it('there is no stream and no session: GET and DELETE are refused, and a preflight is answered', async () => {
  const path = publicPath(await aShop())
  expect((await send(path)).status).toBe(405)
  expect((await send(path, { method: 'DELETE' })).status).toBe(404)
  const asked = await send(path, {
    method: 'OPTIONS',
    headers: { Origin: 'https://agent.example', 'Access-Control-Request-Method': 'POST' },
  })
  expect([asked.status, asked.headers.get('Access-Control-Allow-Origin')]).toEqual([204, '*'])
  expect(asked.headers.get('Access-Control-Allow-Headers')).toContain('Mcp-Method')
  const forged = await post(path, 'tools/list', {}, { Origin: 'agent.example/x' })
  expect([forged.status, forged.body.code]).toEqual([403, 'forbidden_origin'])
})

it.each<ClientEra>(['stateless', 'initialized'])(
  'the protocol’s own client lists and calls every tool: %s',
  async (era) => {
    const shop = await aShop()
    const client = await aClient(publicPath(shop), era)
    expect(client.getServerVersion()?.name).toBe('pairwell')
    const { tools } = await client.listTools()
    expect(tools).toHaveLength(3)
    const { structuredContent } = await client.callTool({ name: 'get_recommendations', arguments: {} })
    expect(structuredContent).toMatchObject({
      items: [],
      not_offered_because: expect.stringContaining('nothing'),
    })
    const { resources } = await client.listResources()
    expect(resources).toMatchObject([{ uri: 'ui://pairwell/panel', mimeType: 'text/html;profile=mcp-app' }])
    const { contents } = await client.readResource({ uri: 'ui://pairwell/panel' })
    expect(contents[0]).toMatchObject({ text: expect.stringContaining('<!doctype html>') })
    await client.close()
  },
)

it('an unknown key opens nothing, and another’s secret key opens no shop', async () => {
  expect((await post('/p/pk_unknown/mcp', 'tools/list')).status).toBe(401)
  expect((await post('/v1/mcp', 'tools/list')).status).toBe(401)
  const wrong = await post('/v1/mcp', 'tools/list', {}, { Authorization: 'Bearer sk_nothing' })
  expect(wrong.status).toBe(401)
})

it('what readers do not see is removed from texts, and what they need stays', () => {
  const hidden = 'Tea\u0007\u202e\u200b\u{e0041}\u{e0101} pot'
  expect(asData({ title: hidden, list: [hidden], number: 1, none: null })).toEqual({
    ...{ title: 'Tea pot', list: ['Tea pot'], number: 1, none: null },
  })
  // A family of emoji, Persian with a joiner, and lines.
  const seen = '👨‍👩‍👧 می‌خواهم\n\ttwo'
  expect(asData(seen)).toBe(seen)
})

it('llms.txt names the addresses of this deployment', async () => {
  const { status, headers, body } = await send('/llms.txt')
  expect([status, headers.get('Content-Type')]).toEqual([200, expect.stringMatching(/^text\/plain/)])
  expect(body).toMatch(/^# Pairwell\n/)
  expect(body).toContain('http://pairwell.test/v1/mcp')
})
