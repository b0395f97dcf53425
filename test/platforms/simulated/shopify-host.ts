import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const CLIENT_ID = 'client-id-of-the-app'
export const APP_SECRET = 'secret-of-the-app-at-shopify'
export const VERSION = '2026-07'

/** What answers the requests for one store. */
type Answering = { answer(request: IncomingMessage, response: ServerResponse): Promise<void> }

/** One address for all stores: a store's requests have its domain as the first part of their path. */
export class ShopifyHost {
  readonly stores = new Map<string, Answering>()
  private readonly server = createServer((request, response) => {
    const store = this.stores.get((request.url ?? '').split('/')[1] ?? '')
    if (!store) return void response.writeHead(404).end()
    store.answer(request, response).catch((error) => response.writeHead(500).end(String(error)))
  })

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
  }

  async end(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Variables of a Worker that has the app at this host. */
  get vars(): Record<string, string> {
    return {
      SHOPIFY_API_KEY: CLIENT_ID,
      SHOPIFY_API_SECRET: APP_SECRET,
      SHOPIFY_API_VERSION: VERSION,
      SHOPIFY_ADMIN_URL: `${this.origin}/{shop}`,
    }
  }
}
