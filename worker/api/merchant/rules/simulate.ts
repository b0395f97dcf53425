import { Hono } from 'hono'
import * as v from 'valibot'
import { prepareRules } from '../../../../engine/rules/rule-set.ts'
import { simulated, simulation } from '../../../../schema/serving/simulation.ts'
import type { RuleRow } from '../../../../schema/shop/rules.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { describe } from '../../../http/describe.ts'
import { valid } from '../../../http/valid.ts'
import { identifierOf } from '../../../ingest/identity/identifier.ts'
import { keysOfFact } from '../../../ingest/identity/join-people.ts'
import { compileRules, pinsOf } from '../../../rules/compile.ts'
import { ask } from '../../../serve/answer.ts'
import type { ShopRules } from '../../../serve/rules.ts'
import { readModel } from '../../../store/models/models.ts'
import { readRules } from '../../../store/shop/rules.ts'

/** The panel as shoppers see it with the live rules, and with others, before these are live. */
export const ruleSimulation = new Hono<App>().post(
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
    const { store, shop } = c.var
    const { drafts, without, at, customer, ...question } = c.req.valid('json')
    const now = at === undefined ? Date.now() : Date.parse(at)
    const rows = await readRules(store)
    const unknown = [...without, ...drafts.flatMap(({ rule_id }) => rule_id ?? [])].find(
      (rule_id) => !rows.some((row) => row.rule_id === rule_id),
    )
    if (unknown !== undefined) {
      throw new PairwellError('unknown_rule', `There is no rule ${unknown}. GET /v1/rules lists them.`)
    }
    const replaced = new Set([...without, ...drafts.map(({ rule_id }) => rule_id)])
    const changed = drafts.map(({ rule_id, ...rule }, n): RuleRow => {
      const row = {
        shop_id: store.shop_id,
        version: 1,
        actor_kind: c.var.actor.kind,
        actor_id: c.var.actor.id,
      }
      return {
        ...row,
        rule_id: rule_id ?? `draft ${n + 1}`,
        rule: { ...rule, status: 'live' },
        created_at: now,
      }
    })
    const fixed = (all: readonly RuleRow[]): ShopRules => {
      const rules = compileRules(all, shop.time_zone)
      const set = prepareRules(rules)
      const pinned = pinsOf(rules).map(({ item_id }) => item_id)
      return { version: -1, needsFacts: true, pinned, set, isFixed: true }
    }
    const named =
      customer &&
      (await identifierOf(c.env, shop)).factOf({
        customer_id: customer.customer_id,
        email: customer.customer_email,
      })
    const answered = async (rules: ShopRules) => {
      const keys = named ? keysOfFact(named) : []
      const { model_id, compose } = await ask(store, question, now, keys, rules)
      const model = model_id === '' ? undefined : await readModel(store, model_id)
      return await compose({ orders: model?.counts?.orders ?? 0, trace: true })
    }
    const [live] = await answered(fixed(rows))
    const [draft] = await answered(
      fixed([...rows.filter(({ rule_id }) => !replaced.has(rule_id)), ...changed]),
    )
    return c.json(v.parse(simulated, { live, draft }))
  },
)
