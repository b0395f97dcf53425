import type { Context } from 'hono'
import type { App } from './app.ts'

/**
 * The origin under which shops and merchants reach this deployment, for addresses in answers. Without `PUBLIC_ORIGIN` it is that
 * of the request: on Cloudflare only the deployment's own hosts lead here, elsewhere a caller may send any. (Routes that need no binding are also called without an environment.)
 */
export const originOf = (c: Context<App>): string => c.env?.PUBLIC_ORIGIN ?? new URL(c.req.url).origin
