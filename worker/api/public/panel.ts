import { Hono } from 'hono'
import * as v from 'valibot'
import { recommendationQuery } from '../../../schema/serving/recommendations.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { sha256 } from '../../http/sha256.ts'
import { valid } from '../../http/valid.ts'
import { inArm } from '../../serve/arms.ts'
import { fragmentOf } from '../../serve/fragment.ts'
import { answerOf, cached } from './serve.ts'

/** Opened by itself it shows pictures and follows links, and runs nothing. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src * data:; base-uri 'none'; form-action 'none'; sandbox allow-top-navigation-by-user-activation allow-popups"

const fragmentQuery = v.pipe(
  v.intersect([
    recommendationQuery,
    v.object({
      /** Drawn by the server that asks; '' is none, so that a template may always write it. */
      arm: v.optional(v.pipe(v.string(), v.maxLength(40)), ''),
    }),
  ]),
  // Each experiment draws anew, and one name of an arm cannot be meant for two of them.
  v.forward(
    v.check(
      ({ arm, panels = [] }) => arm === '' || panels.length <= 1,
      'An arm is of one panel: ask for each panel by itself.',
    ),
    ['arm'],
  ),
)

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
  valid('query', fragmentQuery),
  async (c) => {
    const { arm, ...question } = c.req.valid('query')
    const answers = await answerOf(c, question)
    const { origin } = new URL(c.req.url)
    const ids = answers.map(({ recommendation_id }) => recommendation_id).join()
    const shown = arm === '' ? answers : answers.map((answer) => inArm(answer, arm))
    // Another address is another sheet, so another answer. The id of the whole answer names the experiment, that of an arm does not.
    const id = await sha256(JSON.stringify([ids, origin, arm]))
    if (cached(c, `h_${id.slice(0, 24)}`)) return c.body(null, 304)
    c.header('Content-Security-Policy', POLICY)
    c.header('X-Content-Type-Options', 'nosniff')
    return c.html(shown.map((answer) => fragmentOf(answer, question, origin)).join('\n'))
  },
)
