import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { Rule } from '../../../../engine/rules/rule.ts'
import { prepareRules } from '../../../../engine/rules/rule-set.ts'
import { comparison, simulated, simulation, trial } from '../../../../schema/serving/simulation.ts'
import { FACT_PARTS } from '../../../../vocabulary/rules.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { identifierOf } from '../../../ingest/identity/identifier.ts'
import { keysOfFact } from '../../../ingest/identity/join-people.ts'
import { pinsOf } from '../../../rules/compile.ts'
import { rulesWith } from '../../../rules/trial.ts'
import { ask } from '../../../serve/answer.ts'
import type { ShopRules } from '../../../serve/rules.ts'
import { type RuledList, rankedPages } from '../../../serve/seed-pages.ts'
import { readModel } from '../../../store/models/models.ts'
import { readMostViewed } from '../../../store/serving/most-viewed.ts'

/** Rules that an answer uses instead of the shop's own. @param pinned rules whose pinned items are read */
const fixed = (rules: readonly Rule[], pinned = rules): ShopRules => ({
  ...{ version: -1, needs: new Set(FACT_PARTS), set: prepareRules(rules), isFixed: true },
  pinned: [...new Set(pinsOf(pinned).map(({ item_id }) => item_id))],
})

/** Keys of the customer whom a simulation names. */
async function keysOf(c: Context<App>, customer: v.InferOutput<typeof simulation>['customer']) {
  if (!customer) return []
  const { customer_id, customer_email: email } = customer
  const fact = (await identifierOf(c.env, c.var.shop)).factOf({ customer_id, email })
  return fact ? keysOfFact(fact) : []
}

const idsOf = (list: RuledList | undefined) => list?.shown.map(({ item_id }) => item_id) ?? []

/** Pages that one call compares: D1 allows 1,000 statements in an invocation, and a page takes eight. */
const MAX_PAGES = 100

/** Panels with other rules than the live ones. Nothing is stored, so these calls are not audited. */
export const ruleSimulation = new Hono<App>()
  .post(
    '/rules/simulate',
    describe(
      'Simulate a panel with other rules',
      {
        status: 200,
        shape: simulated,
        what: 'The panel with the live rules and with the drafts, each with the outcome of every candidate. Nothing is stored.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_rule',
      'unavailable',
    ),
    valid('json', simulation),
    async (c) => {
      const { store, shop, actor } = c.var
      const { drafts, without, at, customer, ...question } = c.req.valid('json')
      const now = at === undefined ? Date.now() : Date.parse(at)
      const { live, tried } = await rulesWith(store, shop, actor, now, { drafts, without })
      const keys = await keysOf(c, customer)
      const answered = async (rules: readonly Rule[]) => {
        const { model_id, compose } = await ask(store, question, now, keys, fixed(rules))
        const model = model_id === '' ? undefined : await readModel(store, model_id)
        return (await compose({ orders: model?.counts?.orders ?? 0, trace: true }))[0]
      }
      const asNow = await answered(live)
      // A look at the live panel changes nothing: it is not worked out twice.
      const isAsNow = drafts.length + without.length === 0
      return c.json(v.parse(simulated, { live: asNow, draft: isAsNow ? asNow : await answered(tried) }))
    },
  )
  .post(
    '/rules/compare',
    describe(
      'Compare rules on the most viewed pages',
      {
        status: 200,
        shape: comparison,
        what: 'The pages, of the 100 most viewed ones, whose companions the drafts change, and for each rule of the trial the share of views that it touches.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_rule',
      'unavailable',
    ),
    valid('json', trial),
    async (c) => {
      const { store, shop, actor } = c.var
      const { at, ...wish } = c.req.valid('json')
      const now = at === undefined ? Date.now() : Date.parse(at)
      const { live, tried } = await rulesWith(store, shop, actor, now, wish)
      const { basis, items } = await readMostViewed(store, now, MAX_PAGES)
      const known = fixed(live, [...live, ...tried])
      const pages = await rankedPages(store, items, known, [prepareRules(live), prepareRules(tried)], now)
      const all = pages.reduce((sum, { views }) => sum + views, 0)
      const touched = new Map(tried.map(({ rule_id }) => [rule_id, 0]))
      for (const { views, lists } of pages) {
        for (const rule_id of lists[1]?.touched ?? [])
          touched.set(rule_id, (touched.get(rule_id) ?? 0) + views)
      }
      const titles: Record<string, string> = {}
      const changed = pages.flatMap(({ item_id, title, views, lists: [live, draft] }) => {
        const [before, after] = [idsOf(live), idsOf(draft)]
        if (before.join('\n') === after.join('\n')) return []
        for (const one of [...(live?.shown ?? []), ...(draft?.shown ?? [])]) titles[one.item_id] = one.title
        return [{ item_id, title, views, before, after }]
      })
      return c.json({
        ...{ basis, pages: pages.length, views: all, changed, titles },
        rules: Array.from(touched, ([rule_id, views]) => ({
          ...{ rule_id, views },
          share: all === 0 ? null : views / all,
        })),
      })
    },
  )
