import { Hono } from 'hono'
import { etag } from 'hono/etag'
import * as v from 'valibot'
import { UCP_PATH, ucpExtension } from '../../agents/ucp-extension.ts'
import type { App } from '../../http/app.ts'
import { describe, describeUnchanged } from '../../http/describe.ts'
import { originOf } from '../../http/origin.ts'
import { addressedBy } from '../../http/valid.ts'

const extension = v.looseObject({ name: v.string(), version: v.string(), title: v.string() })

/** The schema of our extension of the Universal Commerce Protocol, which asks for `public`, an age and a validator ("Hosting"). */
export const ucpSchema = new Hono<App>().get(
  UCP_PATH,
  describe(
    'Extension of the Universal Commerce Protocol',
    { status: 200, shape: extension, what: 'A JSON Schema (2020-12). See docs/AGENTS.md.' },
    'invalid_input',
  ),
  describeUnchanged(),
  addressedBy(),
  etag(),
  (c) => c.json(ucpExtension(originOf(c)), 200, { 'Cache-Control': 'public, max-age=300' }),
)
