import { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'

/** GET /v1/openapi.json, generated from the schemas that validate the input. */
export const specification = (app: Hono<App>) =>
  new Hono<App>().get(
    '/',
    describe('This API as OpenAPI 3.1', {
      status: 200,
      type: 'application/json',
      what: 'Generated from the code.',
    }),
    async (c, next) => {
      await next()
      c.header('Cache-Control', 'public, max-age=300')
    },
    openAPIRouteHandler(app, {
      defaultValidationErrorResponse: false,
      // The route's own path contains a dot, which the generator takes for a file.
      excludeStaticFile: false,
      documentation: {
        info: {
          title: 'Pairwell',
          version: '1',
          description:
            'Suggestions for any shop, from its own orders. Routes under /v1 require a secret key (sk_…), those under /v1/shops the operator token, those under /p no key. Errors are application/problem+json with a stable `code`.',
        },
        components: {
          securitySchemes: {
            bearer: { type: 'http', scheme: 'bearer', description: 'A secret key, or the operator token.' },
          },
        },
        security: [{ bearer: [] }],
      },
    }),
  )

/** Swagger UI adds styles to its page; all other files come from this Worker. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-scripts allow-same-origin allow-forms"

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Pairwell API</title>
<link rel="stylesheet" href="/docs-assets/swagger-ui.css">
<div id="docs"></div>
<script src="/docs-assets/swagger-ui-bundle.js"></script>
<script src="/docs-assets/docs.js"></script>
</html>
`

/** GET /docs: the specification as an interactive page. */
export const docRoutes = new Hono<App>().get(
  '/docs',
  describe('API documentation as a page', { status: 200, type: 'text/html', what: 'An interactive page.' }),
  (c) =>
    c.html(PAGE, 200, {
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'public, max-age=300',
      'X-Content-Type-Options': 'nosniff',
    }),
)
