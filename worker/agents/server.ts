import { MINUTE } from '../../vocabulary/time.ts'
import { contentOf, failureOf } from './as-data.ts'
import { type Cacheable, type Era, eraOf, resultIn, SERVER, VERSIONS, versionFor } from './era.ts'
import { type Message, named, RpcError, readMessage, refusalOf } from './json-rpc.ts'
import { type CallApi, listed, type Tool, ToolFailure } from './tool.ts'

/** A page of ours that an agent's client shows in a frame (MCP Apps, extension `io.modelcontextprotocol/ui`). */
export type AppPage = {
  uri: string
  name: string
  description: string
  /** @param api to ask which hosts the pictures come from */
  read(api: CallApi): Promise<{ text: string; _meta: object }>
}

/** What an agent can ask at one address. */
export type AgentServer = {
  instructions: string
  tools: readonly Tool[]
  pages: readonly AppPage[]
  cacheScope: Cacheable['cacheScope']
}

const APP_TYPE = 'text/html;profile=mcp-app'
/** How long clients may keep lists: a deployment changes them, and nothing else. */
const KEPT = 5 * MINUTE

/** The answer to a body: undefined for a notification, which has none. */
export type Answered = { status: 200 | 202 | 400 | 404; body?: object }

/** Answers one message of the Model Context Protocol. */
export async function answerAgent(
  server: AgentServer,
  text: string,
  headers: Headers,
  api: CallApi,
): Promise<Answered> {
  let message: Message | undefined
  try {
    message = readMessage(text)
    const era = eraOf(message, headers)
    if (message.id === undefined) return { status: 202 }
    const result = await resultOf(server, message, era, api)
    return { status: 200, body: { jsonrpc: '2.0', id: message.id, result } }
  } catch (thrown) {
    if (!(thrown instanceof RpcError)) throw thrown
    return { status: thrown.status, body: refusalOf(message?.id ?? null, thrown) }
  }
}

async function resultOf(
  server: AgentServer,
  { method, params }: Message,
  era: Era,
  api: CallApi,
): Promise<object> {
  const { tools, pages, instructions, cacheScope } = server
  const kept = { ttlMs: KEPT, cacheScope }
  const capabilities = { tools: {}, ...(pages.length > 0 && { resources: {}, ...APPS }) }
  switch (`${era} ${method}`) {
    case 'stateless server/discover':
      return resultIn(era, { supportedVersions: VERSIONS, capabilities, instructions }, kept)
    case 'initialized initialize':
      return {
        protocolVersion: versionFor(params.protocolVersion),
        ...{ capabilities, serverInfo: SERVER, instructions },
      }
    case 'initialized ping':
      return {}
  }
  switch (method) {
    case 'tools/list':
      return resultIn(era, { tools: tools.map(listed) }, kept)
    case 'tools/call':
      return resultIn(era, await called(tools, params, api))
    case 'resources/list': {
      const resources = pages.map(({ uri, name, description }) => ({
        uri,
        name,
        description,
        mimeType: APP_TYPE,
      }))
      return resultIn(era, { resources }, kept)
    }
    case 'resources/templates/list':
      return resultIn(era, { resourceTemplates: [] }, kept)
    case 'resources/read':
      return resultIn(era, { contents: [await readPage(pages, params.uri, api)] }, kept)
  }
  throw new RpcError('method_not_found', era === 'stateless' ? 404 : 200, `There is no method "${method}".`)
}

const APPS = { extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: [APP_TYPE] } } }

async function called(tools: readonly Tool[], params: Message['params'], api: CallApi): Promise<object> {
  const tool = tools.find(({ name }) => name === params.name)
  if (!tool) throw new RpcError('invalid_params', 200, `There is no tool "${named(params.name)}".`)
  try {
    return contentOf(await tool.call(params.arguments ?? {}, api))
  } catch (thrown) {
    if (thrown instanceof ToolFailure) return failureOf(thrown.message)
    throw thrown
  }
}

async function readPage(pages: readonly AppPage[], uri: unknown, api: CallApi): Promise<object> {
  const page = pages.find((one) => one.uri === uri)
  if (!page) {
    const data = typeof uri === 'string' ? { uri } : undefined
    throw new RpcError('invalid_params', 200, `There is no resource "${named(uri)}".`, data)
  }
  try {
    return { uri: page.uri, mimeType: APP_TYPE, ...(await page.read(api)) }
  } catch (thrown) {
    if (thrown instanceof ToolFailure) throw new RpcError('internal', 200, thrown.message)
    throw thrown
  }
}
