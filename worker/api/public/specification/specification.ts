import { Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { originOf } from '../../../http/origin.ts'
import { addressedBy } from '../../../http/valid.ts'
import { PAGE_POLICY } from '../page-style.ts'
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
/** GET /v1/openapi.json and GET /docs, both generated from the schemas that validate the input. */
export function specification(app: Hono<App>): Hono<App> {
  /** What was last asked for; a deployment has hardly more than one origin. */
  let made: { origin: string; document: Promise<JsonObject>; page?: string } | undefined
  const madeFor = (origin: string) => {
    if (made?.origin !== origin) made = { origin, document: documentFor(app, origin) }
    return made
  }
  return new Hono<App>()
    .get(
      '/v1/openapi.json',
      describe(
        'This API as OpenAPI 3.1',
        { status: 200, type: 'application/json', what: 'Generated from the code.' },
        'invalid_input',
      ),
      addressedBy(),
      async (c) => c.json(await madeFor(originOf(c)).document, 200, { 'Cache-Control': CACHED }),
    )
    .get(
      '/docs',
      describe(
        'API documentation as a page',
        { status: 200, type: 'text/html', what: 'A page without scripts.' },
        'invalid_input',
      ),
      addressedBy(),
      async (c) => {
        const made = madeFor(originOf(c))
        made.page ??= String(await pageOf(await made.document))
        return c.html(made.page, 200, {
          'Content-Security-Policy': PAGE_POLICY,
          'Cache-Control': CACHED,
        })
      },
    )
}

async function documentFor(app: Hono<App>, origin: string): Promise<JsonObject> {
  const generated = await generateSpecs(app, {
    defaultValidationErrorResponse: false,
    // The route's own path contains a dot, which the generator takes for a file.
    excludeStaticFile: false,
    documentation: { info: INFO },
  })
  return complete(JSON.parse(JSON.stringify(generated)), origin)
}
