import { Hono } from 'hono'
import { recommendationQuery } from '../../schema/recommendations.ts'
import { fragmentOf } from '../fragment.ts'
import type { App } from '../http/app.ts'
import { describe } from '../http/describe.ts'
import { sha256 } from '../http/keys.ts'
import { valid } from '../http/valid.ts'
import { answerOf, cached } from './serve.ts'

/** Opened by itself it shows pictures and follows links, and runs nothing. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src * data:; base-uri 'none'; form-action 'none'; sandbox allow-top-navigation-by-user-activation allow-popups"

/** GET /p/{pk}/panel.html: the same answer as a fragment, for a server that puts it into its own page. */
export const panelFragment = new Hono<App>().get(
  '/:pk/panel.html',
  describe(
    'The same as a ready piece of HTML',
    { status: 200, type: 'text/html', what: 'One element a panel; with nothing to show it is hidden.' },
    'invalid_input',
    'unknown_key',
    'unavailable',
  ),
  valid('query', recommendationQuery),
  async (c) => {
    const question = c.req.valid('query')
    const answers = await answerOf(c, question)
    const { origin } = new URL(c.req.url)
    const ids = answers.map(({ recommendation_id }) => recommendation_id).join()
    // Another address is another sheet, so another answer.
    if (cached(c, `h_${(await sha256(ids + origin)).slice(0, 24)}`)) return c.body(null, 304)
    c.header('Content-Security-Policy', POLICY)
    c.header('X-Content-Type-Options', 'nosniff')
    return c.html(answers.map((answer) => fragmentOf(answer, question, origin)).join('\n'))
  },
)
