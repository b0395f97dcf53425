import { type Context, Hono } from 'hono'
import { quiz, quizAnswer, quizResult } from '../../../../schema/accounts/enablement.ts'
import type { AccountModelRow } from '../../../../schema/accounts/white-space.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { isFieldRole } from '../../../../vocabulary/roles.ts'
import { answerQuiz, type Learner, quizOf } from '../../../accounts/enablement/quiz.ts'
import { scopeOf } from '../../../accounts/scope-of.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { readAccountModel } from '../../../store/accounts/analyses.ts'
import { notePage } from '../../../store/accounts/quiz.ts'
import { foundAccount } from './accounts.ts'

/** @throws {PairwellError} `unknown_family` before the first analysis */
export async function analysed(c: Context<App>): Promise<AccountModelRow> {
  const model = await readAccountModel(c.var.store)
  if (model) return model
  throw new PairwellError(
    'unknown_family',
    'The accounts have not been analysed yet. Write accounts first: PUT /v1/accounts.',
  )
}

/** Holders of a secret key have no quiz of their own, so all of them share one. */
const learnerOf = (c: Context<App>): Learner => ({
  member_id: c.var.session?.member_id ?? 'key',
  scope: scopeOf(c.var.session),
})

/** What a member does for themselves: it is counted by day and not audited, so that learning is nobody else's business. */
export const ownWorkRoutes = new Hono<App>()
  .post(
    '/accounts/:account_id/opened',
    describe(
      'Note that the page of an account was opened',
      { status: 204, what: 'Counts for the adoption of reps and managers; for others it changes nothing.' },
      'unknown_account',
    ),
    async (c) => {
      const { store, session } = c.var
      await foundAccount(c)
      if (session && isFieldRole(session.role)) await notePage(store, session.member_id, Date.now())
      return c.body(null, 204)
    },
  )
  .get(
    '/quiz',
    describe(
      'Today’s questions',
      {
        status: 200,
        shape: quiz,
        what: 'At most five, about what the caller’s accounts miss. A question that was answered right comes again after 2, 4, 8, 16 and 32 days, a wrong one tomorrow.',
      },
      'unknown_family',
    ),
    async (c) => c.json(await quizOf(c.var.store, await analysed(c), learnerOf(c), Date.now())),
  )
  .post(
    '/quiz',
    describe(
      'Answer a question',
      {
        status: 200,
        shape: quizResult,
        what: 'Whether it was right, the right answer, and when the question comes again.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_family',
      'unknown_question',
    ),
    valid('json', quizAnswer),
    async (c) =>
      c.json(await answerQuiz(c.var.store, await analysed(c), learnerOf(c), c.req.valid('json'), Date.now())),
  )
