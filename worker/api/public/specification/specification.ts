import { Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { complete } from './complete.ts'
import type { JsonObject } from './json.ts'
import { pageOf } from './page.ts'

const INFO = {
  title: 'Pairwell',
  version: '1',
  license: { name: 'MIT', identifier: 'MIT' },
  description:
    'Suggestions for any shop, from its own orders. Routes under /v1 require a secret key (sk_…), those under /v1/shops the operator token, those under /p the publishable key in the path. Errors are application/problem+json with a stable `code`. Money is in minor units, and times are UTC milliseconds.',
}

const CACHED = 'public, max-age=300'
/** The page has no script, and its styles are its own. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-top-navigation-by-user-activation"

/** GET /v1/openapi.json and GET /docs, both generated from the schemas that validate the input. */
export function specification(app: Hono<App>): Hono<App> {
  let generated: Promise<JsonObject> | undefined
  const documentFor = async (url: string) => {
    generated ??= generateSpecs(app, {
      defaultValidationErrorResponse: false,
      // The route's own path contains a dot, which the generator takes for a file.
      excludeStaticFile: false,
      documentation: { info: INFO },
    }).then((document) => JSON.parse(JSON.stringify(document)))
    return complete(await generated, new URL(url).origin)
  }
  return new Hono<App>()
    .get(
      '/v1/openapi.json',
      describe('This API as OpenAPI 3.1', {
        status: 200,
        type: 'application/json',
        what: 'Generated from the code.',
      }),
      async (c) => c.json(await documentFor(c.req.url), 200, { 'Cache-Control': CACHED }),
    )
    .get(
      '/docs',
      describe('API documentation as a page', {
        status: 200,
        type: 'text/html',
        what: 'A page without scripts.',
      }),
      async (c) =>
        c.html(pageOf(await documentFor(c.req.url)), 200, {
          'Content-Security-Policy': POLICY,
          'Cache-Control': CACHED,
          'X-Content-Type-Options': 'nosniff',
        }),
    )
}
