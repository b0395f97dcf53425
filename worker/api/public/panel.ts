import { Hono } from 'hono'
import * as v from 'valibot'
import { PUBLIC_PARAMETERS, publicQuery } from '../../../schema/serving/questions.ts'
import type { App } from '../../http/app.ts'
import { describe, describeUnchanged } from '../../http/describe.ts'
import { originOf } from '../../http/origin.ts'
import { sha256 } from '../../http/sha256.ts'
import { addressedBy, valid } from '../../http/valid.ts'
import { inArm } from '../../serve/arms.ts'
import { fragmentOf } from '../../serve/fragment.tsx'
import { relationsOf } from '../../serve/structured-data.ts'
import { answerOf, cached } from './serve.ts'

/** When opened on its own the fragment shows images and follows links, but runs no scripts. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src * data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-top-navigation-by-user-activation allow-popups"

const productNode = v.union(
  [
    v.literal(''),
    v.pipe(
      v.string(),
      v.maxLength(500),
      v.check((text) => /^https?:/.test(URL.parse(text)?.href ?? '')),
    ),
  ],
  'Give the @id of the product in the page’s JSON-LD, an address that begins with https://.',
)

const fragmentQuery = v.pipe(
  v.intersect([
    publicQuery,
    v.object({
      /** Arm drawn by the calling server; '' means none, so that a template can always pass the parameter. */
      arm: v.optional(v.pipe(v.string(), v.maxLength(40)), ''),
      /** `@id` of the product in the page's own JSON-LD, of which the items become relations; '' adds none. */
      product_node: v.optional(productNode, ''),
    }),
  ]),
  // Each experiment draws separately, so one arm cannot apply to two panels.
  v.forward(
    v.check(
      ({ arm, panels = [] }) => arm === '' || panels.length <= 1,
      'An arm belongs to one panel. Request each panel separately.',
    ),
    ['arm'],
  ),
)

/** GET /p/{pk}/panel.html: the same answer as an HTML fragment that a server inserts into its own page. */
export const panelFragment = new Hono<App>().get(
  '/:pk/panel.html',
  describe(
    'Suggestions as an HTML fragment',
    { status: 200, type: 'text/html', what: 'One element per panel, hidden if there is nothing to show.' },
    'invalid_input',
    'unknown_key',
    'too_many_unknown_items',
    'unavailable',
  ),
  describeUnchanged(),
  addressedBy(...PUBLIC_PARAMETERS, 'arm', 'product_node'),
  valid('query', fragmentQuery),
  async (c) => {
    const { arm, product_node, ...question } = c.req.valid('query')
    const answers = await answerOf(c, question)
    const origin = originOf(c)
    const ids = answers.map(({ recommendation_id }) => recommendation_id).join()
    const shown = arm === '' ? answers : answers.map((answer) => inArm(answer, arm))
    // The address of the style sheet is part of the answer. The id of the whole answer includes the experiment, that of an arm
    // does not.
    const id = await sha256(JSON.stringify([ids, origin, arm, product_node]))
    if (cached(c, `h_${id.slice(0, 24)}`)) return c.body(null, 304)
    c.header('Content-Security-Policy', POLICY)
    const panels = shown.map((answer) => fragmentOf(answer, question, origin))
    const relations = product_node === '' ? [] : [relationsOf(shown, product_node)]
    return c.html([...panels, ...relations].join('\n'))
  },
)
