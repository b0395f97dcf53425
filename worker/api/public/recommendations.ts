import { Hono } from 'hono'
import { PUBLIC_PARAMETERS, publicQuery } from '../../../schema/serving/questions.ts'
import { anyAnswer } from '../../../schema/serving/recommendations.ts'
import type { App } from '../../http/app.ts'
import { describe, describeUnchanged } from '../../http/describe.ts'
import { addressedBy, valid } from '../../http/valid.ts'
import { shapeAnswer } from '../../serve/shape-answer.ts'
import { answerOf, cached } from './serve.ts'

/** GET /p/{pk}/recommendations: the same bytes for all visitors. An answer without items is not an error. */
export const publicRecommendations = new Hono<App>().get(
  '/:pk/recommendations',
  describe(
    'Suggestions for an item, a cart or a home page',
    {
      status: 200,
      shape: anyAnswer,
      what: 'Suggestions, best first, possibly none. With `panels` a list of answers.',
    },
    'invalid_input',
    'unknown_key',
    'too_many_unknown_items',
    'unavailable',
  ),
  describeUnchanged(),
  addressedBy(...PUBLIC_PARAMETERS),
  valid('query', publicQuery),
  async (c) => {
    const question = c.req.valid('query')
    const body = await shapeAnswer(question, await answerOf(c, question))
    return cached(c, body.recommendation_id) ? c.body(null, 304) : c.json(body)
  },
)
