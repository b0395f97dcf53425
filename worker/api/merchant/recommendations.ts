import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { knownQuestion, type Question, recommendationQuery } from '../../../schema/serving/questions.ts'
import { anyAnswer, type Recommendation, recommendations } from '../../../schema/serving/recommendations.ts'
import { withSignedIds } from '../../auth/answer-id.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { onlyParameters, valid } from '../../http/valid.ts'
import { identifierOf } from '../../ingest/identity/identifier.ts'
import { keysOfFact } from '../../ingest/identity/join-people.ts'
import { ask } from '../../serve/answer.ts'
import { inTime } from '../../serve/deadline.ts'
import { pageAnswer, shapeAnswer } from '../../serve/shape-answer.ts'
import { readModel } from '../../store/models/models.ts'

const merchantQuery = v.intersect([
  recommendationQuery,
  v.object({ trace: v.optional(v.picklist(['0', '1'], 'Give 0 or 1.'), '0') }),
])

const signed = (c: Context<App>, answers: readonly Recommendation[]): Recommendation[] =>
  answers.map((answer) => withSignedIds(c.env, c.var.shop.shop_id, answer))

/** GET /v1/recommendations: the same answer with counts, intervals and, on request, the outcome of every candidate. */
export const merchantRecommendations = new Hono<App>()
  .get(
    '/recommendations',
    describe(
      'Suggestions with counts, intervals, lift and trace',
      { status: 200, shape: anyAnswer, what: 'Suggestions with their counts.' },
      'invalid_input',
      'unavailable',
    ),
    valid('query', merchantQuery),
    async (c) => {
      onlyParameters(c.req.query(), [...Object.keys(recommendationQuery.entries), 'trace'])
      const { trace, ...question } = c.req.valid('query')
      const { model_id, compose } = await inTime(ask(c.var.store, question, Date.now()))
      const model = model_id === '' ? undefined : await readModel(c.var.store, model_id)
      const answers = await compose({ orders: model?.counts?.orders ?? 0, trace: trace === '1' })
      return c.json(await shapeAnswer(question, signed(c, answers)))
    },
  )
  .post(
    '/recommendations',
    describe(
      'Suggestions for a known customer',
      {
        status: 200,
        shape: recommendations,
        what: 'Without items that the customer owns, and with items due for replenishment.',
      },
      'invalid_input',
      'invalid_json',
      'unavailable',
    ),
    valid('json', knownQuestion),
    async (c) => {
      const { store, shop } = c.var
      const { customer, trace, for_page, ...asked } = c.req.valid('json')
      const people = await identifierOf(c.env, shop)
      const { customer_id, customer_email: email } = customer
      const named = people.factOf({ customer_id, email })
      const question: Question = { intent: asked.panels[0]?.intent ?? 'replenish', ...asked }
      const { model_id, compose } = await inTime(
        ask(store, question, Date.now(), named ? keysOfFact(named) : []),
      )
      if (for_page) return c.json(await pageAnswer(signed(c, await compose(undefined))))
      const model = model_id === '' ? undefined : await readModel(store, model_id)
      const answers = await compose({ orders: model?.counts?.orders ?? 0, trace })
      return c.json(await pageAnswer(signed(c, answers)))
    },
  )
