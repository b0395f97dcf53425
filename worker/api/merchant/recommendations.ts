import { Hono } from 'hono'
import * as v from 'valibot'
import {
  knownQuestion,
  type Question,
  type Recommendation,
  type RecommendationQuery,
  recommendation,
  recommendationQuery,
  recommendations,
} from '../../../schema/serving/recommendations.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { sha256 } from '../../http/sha256.ts'
import { valid } from '../../http/valid.ts'
import { anonymiser } from '../../ingest/identity/anonymise.ts'
import { ask } from '../../serve/answer.ts'
import { readModel } from '../../store/models/models.ts'
import { answerOf, cached, inTime } from '../public/serve.ts'

/** One panel, or all of a page. */
const answer = v.union([recommendation, recommendations])

/** As it was asked for: with `panels` a list, else the one panel. */
async function shaped(
  question: RecommendationQuery,
  answers: Recommendation[],
): Promise<v.InferOutput<typeof answer>> {
  const [first] = answers
  return !question.panels && first ? first : await pageOf(answers)
}

/** The panels of a page under an id of their own. */
async function pageOf(panels: Recommendation[]): Promise<v.InferOutput<typeof recommendations>> {
  const ids = await sha256(panels.map(({ recommendation_id }) => recommendation_id).join())
  return { recommendation_id: `r_${ids.slice(0, 24)}`, panels }
}

/** GET /p/{pk}/recommendations: the same bytes for everybody. No items is an answer, not an error. */
export const publicRecommendations = new Hono<App>().get(
  '/:pk/recommendations',
  describe(
    'What goes well with an item or a cart',
    {
      status: 200,
      shape: answer,
      what: 'Suggestions, best first; none is an answer too. `panels` makes it a list.',
    },
    'invalid_input',
    'unknown_key',
    'unavailable',
  ),
  valid('query', recommendationQuery),
  async (c) => {
    const question = c.req.valid('query')
    const body = await shaped(question, await answerOf(c, question))
    return cached(c, body.recommendation_id) ? c.body(null, 304) : c.json(body)
  },
)

const merchantQuery = v.intersect([
  recommendationQuery,
  v.object({ trace: v.optional(v.picklist(['0', '1'], 'Give 0 or 1.'), '0') }),
])

/** GET /v1/recommendations: the same question with counts, intervals and, on request, every candidate's fate. */
export const merchantRecommendations = new Hono<App>()
  .get(
    '/recommendations',
    describe(
      'The same with counts, intervals, lift and trace',
      { status: 200, shape: answer, what: 'Suggestions with their counts.' },
      'invalid_input',
      'unavailable',
    ),
    valid('query', merchantQuery),
    async (c) => {
      const { trace, ...question } = c.req.valid('query')
      const { model_id, compose } = await inTime(ask(c.var.store, question, Date.now()))
      const model = model_id === '' ? undefined : await readModel(c.var.store, model_id)
      const answers = await compose({ orders: model?.counts?.orders ?? 0, trace: trace === '1' })
      return c.json(await shaped(question, answers))
    },
  )
  .post(
    '/recommendations',
    describe(
      'The same for a known customer',
      { status: 200, shape: recommendations, what: 'What they own stays out, what they buy again is in.' },
      'invalid_input',
      'invalid_json',
      'unavailable',
    ),
    valid('json', knownQuestion),
    async (c) => {
      const { store } = c.var
      const { customer, trace, for_page, ...asked } = c.req.valid('json')
      const people = anonymiser(c.env.MASTER_KEY, store.shop_id)
      const customers = [
        people.byEmail(customer.customer_email ?? ''),
        people.byId(customer.customer_id ?? ''),
      ]
      const question: Question = { intent: asked.panels[0]?.intent ?? 'replenish', ...asked }
      const named = customers.filter((key) => key !== undefined)
      const { model_id, compose } = await inTime(ask(store, question, Date.now(), named))
      if (for_page) return c.json(await pageOf(await compose(undefined)))
      const model = model_id === '' ? undefined : await readModel(store, model_id)
      const answers = await compose({ orders: model?.counts?.orders ?? 0, trace })
      return c.json(await pageOf(answers))
    },
  )
