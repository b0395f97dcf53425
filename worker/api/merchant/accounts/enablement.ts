import { Hono } from 'hono'
import {
  cardQuery,
  cardView,
  coverage,
  coverageQuery,
  newCard,
} from '../../../../schema/accounts/enablement.ts'
import { teamQuery, teamView } from '../../../../schema/accounts/team.ts'
import { page } from '../../../../schema/pages.ts'
import { cardOfFamily } from '../../../accounts/enablement/cards.ts'
import { coverageOf } from '../../../accounts/enablement/coverage.ts'
import { scopeOf } from '../../../accounts/scope-of.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { writeCard } from '../../../store/accounts/cards.ts'
import { readGoals, readTeam } from '../../../store/accounts/team.ts'
import { analysed } from './own-work.ts'
import { familyNumber } from './white-space.ts'

/** What reps learn, and how a team does. */
export const enablementRoutes = new Hono<App>()
  .get(
    '/product-cards',
    describe(
      'List product cards',
      {
        status: 200,
        shape: page(cardView),
        what: 'One for each family of the range, by the number of accounts that buy it: what sells with it, first items, gains, refusals, and what people wrote. With `q` only families with this text in their name.',
      },
      'invalid_input',
      'unknown_family',
    ),
    valid('query', cardQuery),
    async (c) => {
      const { after, limit, q } = c.req.valid('query')
      const model = await analysed(c)
      const order = [...model.families.keys()]
        .filter((f) => model.families[f]?.toLowerCase().includes(q.toLowerCase()))
        .sort((a, b) => (model.facts[b]?.accounts ?? 0) - (model.facts[a]?.accounts ?? 0) || a - b)
      const from = after === '' ? 0 : order.indexOf(familyNumber(model, after)) + 1
      const shown = order.slice(from, from + Math.min(limit, 50)).map((f) => model.families[f] ?? '')
      const items = await Promise.all(shown.map((family) => cardOfFamily(c.var.store, model, family)))
      const goesOn = from + shown.length < order.length
      return c.json({ items, next: goesOn ? (shown.at(-1) ?? null) : null })
    },
  )
  .put(
    '/product-cards',
    describe(
      'Write what people know of a family',
      {
        status: 200,
        shape: cardView,
        what: 'Use cases, questions to ask, and answers to refusals; they replace what was written before.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_family',
    ),
    valid('json', newCard),
    async (c) => {
      const { store, session } = c.var
      const { family, ...written } = c.req.valid('json')
      const model = await analysed(c)
      familyNumber(model, family)
      await writeCard(store, { family, written, member_id: session?.member_id ?? null }, Date.now())
      noteChange(c, { after: { family, ...written } })
      return c.json(await cardOfFamily(store, model, family))
    },
  )
  .get(
    '/coverage',
    describe(
      'Families that reps have not opened',
      {
        status: 200,
        shape: coverage,
        what: 'For each rep: families that none of their accounts buys, the largest expected margin first, with the best two accounts to begin with.',
      },
      'invalid_input',
      'unknown_family',
    ),
    valid('query', coverageQuery),
    async (c) =>
      c.json(
        await coverageOf(c.var.store, await analysed(c), scopeOf(c.var.session), c.req.valid('query').rep),
      ),
  )
  .get(
    '/team',
    describe(
      'How a team works with its accounts',
      {
        status: 200,
        shape: teamView,
        what: 'Pages opened, openings tried, outcomes and learning of each rep, against the same number of days before. By name; in the order of outcomes only if the settings say so.',
      },
      'invalid_input',
    ),
    valid('query', teamQuery),
    async (c) => {
      const { store, shop, session } = c.var
      const { days } = c.req.valid('query')
      const scope = scopeOf(session)
      const { rankings = false, goals = [] } = shop.accounts ?? {}
      const own = scope === 'all' ? goals : goals.filter(({ team }) => team === session?.team)
      const [rows, reached] = await Promise.all([
        readTeam(store, scope, days, Date.now()),
        readGoals(store, own),
      ])
      if (rankings) rows.sort((a, b) => b.now.accepted - a.now.accepted)
      return c.json({
        ...{ days, rankings, items: rows },
        goals: own.map((goal, at) => ({ ...goal, reached: reached[at] ?? 0 })),
      })
    },
  )
