import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { jwtVerify, SignJWT } from 'jose'
import { checkBulk, linesOf, nodeFields, parseQuery, pick, type Value } from './graphql.ts'
import { APP_SECRET, CLIENT_ID, type ShopifyHost, VERSION } from './shopify-host.ts'
import type { ShopifyStore } from './shopify-store.ts'

/** Variables of the questions that the app asks. */
type Variables = { id?: string; metafields?: Value[]; settings?: string; query?: string }

type Operation = { id: string; createdAt: string; file: string; looks: number; status: string }

/** What goes wrong next: each fault is used up by the first request that it concerns. */
export type Fault = 'throttled' | 'down' | 'revoked' | 'failed' | 'cut' | 'gone'

/**
 * Shopify as far as an app meets it: tokens, the Admin API with bulk operations, and their files. A session token is checked, an access token ends
 * after `tokenLife` seconds, a refresh token works once, one export runs at a time, and a query of unknown fields is refused.
 */
export class Shopify {
  readonly faults: Fault[] = []
  readonly metafields: Value[] = []
  pixel: string | undefined
  tokenLife = 3_600
  requests = 0
  bytes = 0
  /** How often an export is asked for before it is complete. */
  looks = 1
  readonly domain: string
  private readonly host: ShopifyHost
  private readonly store: ShopifyStore
  private readonly access = new Map<string, number>()
  private refresh: string | undefined
  private readonly operations = new Map<string, Operation>()
  constructor(host: ShopifyHost, store: ShopifyStore, domain = 'corner.myshopify.com') {
    this.host = host
    this.store = store
    this.domain = domain
    host.stores.set(domain, this)
  }

  /** A session token as App Bridge gets it. */
  async sessionToken(more: Value = {}, secret = APP_SECRET, life = '60s'): Promise<string> {
    const claims = { dest: `https://${this.domain}`, sid: 'session', ...more }
    return await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(String(more.iss ?? `https://${this.domain}/admin`))
      .setAudience(String(more.aud ?? CLIENT_ID))
      .setSubject('42')
      .setNotBefore('0s')
      .setExpirationTime(life)
      .setIssuedAt()
      .setJti(randomBytes(8).toString('hex'))
      .sign(new TextEncoder().encode(secret))
  }

  private takes(fault: Fault): boolean {
    const at = this.faults.indexOf(fault)
    if (at < 0) return false
    this.faults.splice(at, 1)
    return true
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1
    const path = request.url ?? ''
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString()
    const json = (status: number, body: object) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    }
    if (path.startsWith(`/${this.domain}/files/`)) {
      return this.sendFile(path.split('/').at(-1) ?? '', request, response)
    }
    if (this.takes('down')) return json(503, {})
    if (path === `/${this.domain}/admin/oauth/access_token`)
      return json(...(await this.token(JSON.parse(text))))
    if (path !== `/${this.domain}/admin/api/${VERSION}/graphql.json`) return json(404, {})
    const token = String(request.headers['x-shopify-access-token'])
    if (this.takes('revoked')) this.access.delete(token)
    if ((this.access.get(token) ?? 0) < Date.now())
      return json(401, { errors: 'Invalid API key or access token' })
    if (this.takes('throttled')) {
      return json(200, { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] })
    }
    const { query, variables } = JSON.parse(text)
    try {
      json(200, { data: this.resolve(query, variables) })
    } catch (error) {
      json(200, { errors: [{ message: (error as Error).message }] })
    }
  }

  private async token(wish: Record<string, string>): Promise<[number, object]> {
    if (wish.client_id !== CLIENT_ID || wish.client_secret !== APP_SECRET)
      return [401, { error: 'invalid_client' }]
    if (wish.grant_type === 'refresh_token') {
      if (wish.refresh_token !== this.refresh) return [401, { error: 'invalid_grant' }]
      return [200, this.newTokens()]
    }
    const isWhole =
      wish.grant_type === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
      wish.subject_token_type === 'urn:ietf:params:oauth:token-type:id_token' &&
      wish.requested_token_type === 'urn:shopify:params:oauth:token-type:offline-access-token'
    try {
      await jwtVerify(wish.subject_token ?? '', new TextEncoder().encode(APP_SECRET), { audience: CLIENT_ID })
      return isWhole ? [200, this.newTokens()] : [400, { error: 'invalid_request' }]
    } catch {
      return [400, { error: 'invalid_subject_token' }]
    }
  }

  private newTokens(): object {
    const access_token = `shpat_${randomBytes(12).toString('hex')}`
    this.refresh = `shprt_${randomBytes(12).toString('hex')}`
    this.access.set(access_token, Date.now() + this.tokenLife * 1_000)
    const scope = 'read_products,read_orders,write_pixels,read_customer_events'
    return {
      access_token,
      scope,
      expires_in: this.tokenLife,
      refresh_token: this.refresh,
      refresh_token_expires_in: 7_776_000,
    }
  }

  private resolve(query: string, variables: Variables): Value {
    const fields = parseQuery(query)
    const none = { userErrors: [] }
    const root: Value = {
      shop: { __typename: 'Shop', name: 'Corner', currencyCode: 'EUR', ianaTimezone: 'Europe/Berlin' },
      currentAppInstallation: { __typename: 'AppInstallation', id: 'gid://shopify/AppInstallation/1' },
      webPixel: { __typename: 'WebPixel', id: 'gid://shopify/WebPixel/1' },
      node: () => this.look(variables.id ?? ''),
      metafieldsSet: () => {
        this.metafields.push(...(variables.metafields ?? []))
        return none
      },
      webPixelCreate: () => {
        if (this.pixel !== undefined)
          return { userErrors: [{ message: 'Web pixel is taken.', code: 'TAKEN' }] }
        this.pixel = variables.settings
        return none
      },
      webPixelUpdate: () => {
        this.pixel = variables.settings
        return none
      },
      bulkOperationRunQuery: (args: string) => this.run(variables.query ?? '', args),
    }
    return pick(root, fields, () => {
      throw new Error('Not simulated.')
    })
  }

  private run(query: string, args: string): Value {
    if (!/groupObjects : true/.test(args)) throw new Error('Not simulated: children that stand anywhere.')
    for (const { id, status } of this.operations.values()) if (status === 'RUNNING') this.look(id)
    if ([...this.operations.values()].some(({ status }) => status === 'RUNNING')) {
      const message = 'A bulk query operation for this app and shop is already in progress.'
      return { bulkOperation: null, userErrors: [{ message, code: 'OPERATION_IN_PROGRESS' }] }
    }
    const fields = parseQuery(query)
    checkBulk(fields)
    const [root] = fields
    if (!root) throw new Error('The query is empty.')
    const nodes = root.name === 'products' ? this.store.readProducts() : this.store.readOrders()
    const id = `gid://shopify/BulkOperation/${this.operations.size + 1}`
    const file = linesOf(nodes, nodeFields(root.fields))
      .map((line) => `${line}\n`)
      .join('')
    const operation = { id, createdAt: new Date().toISOString(), file, looks: 0, status: 'RUNNING' }
    this.operations.set(id, operation)
    return {
      bulkOperation: { __typename: 'BulkOperation', id, createdAt: operation.createdAt },
      userErrors: [],
    }
  }

  private look(id: string): Value | null {
    const operation = this.operations.get(id)
    if (!operation) return null
    operation.looks += 1
    if (operation.status === 'RUNNING' && this.takes('failed')) operation.status = 'FAILED'
    if (operation.status === 'RUNNING' && operation.looks > this.looks) operation.status = 'COMPLETED'
    const { status, file } = operation
    const isDone = status === 'COMPLETED'
    const bytes = Buffer.byteLength(file)
    return {
      ...{
        __typename: 'BulkOperation',
        status,
        errorCode: status === 'FAILED' ? 'INTERNAL_SERVER_ERROR' : null,
      },
      objectCount: String(file.split('\n').length - 1),
      fileSize: isDone ? String(bytes) : null,
      url: isDone && bytes > 0 ? `${this.host.origin}/${this.domain}/files/${id.split('/').at(-1)}` : null,
    }
  }

  private sendFile(number: string, request: IncomingMessage, response: ServerResponse): void {
    const file = this.operations.get(`gid://shopify/BulkOperation/${number}`)?.file
    if (file === undefined || this.takes('gone')) return void response.writeHead(403).end()
    const bytes = Buffer.from(file)
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    if (from > 0 && from >= bytes.length) return void response.writeHead(416).end()
    const rest = bytes.subarray(from)
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Type': 'application/jsonl',
      'Content-Length': rest.length,
    })
    // A connection that breaks in the middle of a line.
    const isCut = this.takes('cut')
    const sent = isCut ? rest.subarray(0, Math.floor(rest.length / 2)) : rest
    this.bytes += sent.length
    response.write(sent, () => (isCut ? response.destroy() : response.end()))
  }
}
