import * as v from 'valibot'
import { decisionQuestion } from '../../schema/decisions/decisions.ts'
import { newResponse } from '../../schema/decisions/responses.ts'
import { reportName, reportQuery } from '../../schema/outcomes/reports.ts'
import { simulation } from '../../schema/serving/simulation.ts'
import { id, languageTag } from '../../schema/shapes.ts'
import { newRule } from '../../schema/shop/rules.ts'
import { AGENT_INTENTS } from './handle.ts'
import type { AgentServer } from './server.ts'
import { ADDS, type CallApi, READS, tool } from './tool.ts'

const INSTRUCTIONS =
  'The shop of the caller: what its suggestions are, why, what they bring, and what to change. Rules are saved as drafts: a person looks at them in the console and makes them live. Money is in minor units, times are UTC milliseconds.'

const post = (json: object) => ({ method: 'POST', json })

/** The parameters of a query that are given. */
const queryOf = (values: object): string =>
  String(
    new URLSearchParams(
      Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ),
  )

/** Half of a character of two, which JSON can name, stands in no address. */
const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text)

/** Candidates that an explanation names: the shown ones, and the best that were not. */
const MOST_TOLD = 30

const explained = {
  item_id: v.pipe(id, v.description('The item on whose page the suggestions stand.')),
  intent: v.optional(v.picklist(AGENT_INTENTS), 'complementary'),
  locale: v.optional(languageTag),
}

/** Who is asked about: a handle, or a name that the shop knows the person by. */
const { customer: handle, ...asked } = decisionQuestion.entries
const decideInput = v.pipe(
  v.strictObject({
    ...asked,
    customer: v.optional(handle),
    customer_id: v.optional(id),
    customer_email: v.optional(v.pipe(v.string(), v.email('Give an e-mail address.'), v.maxLength(320))),
  }),
  v.check(
    ({ customer, customer_id, customer_email }) =>
      [customer, customer_id, customer_email].filter((name) => name !== undefined).length === 1,
    'Give one of customer, customer_id and customer_email.',
  ),
)

async function handleOf(
  api: CallApi,
  { customer, customer_id, customer_email }: v.InferOutput<typeof decideInput>,
) {
  if (customer !== undefined) return customer
  return (await api('/v1/customers/lookup', post({ customer_id, customer_email }))).customer
}

const { status: _, ...ruleFields } = newRule.entries
const { form: __, ...reportFields } = reportQuery.entries

/**
 * What a merchant's agent can ask and prepare. Each tool calls a route of the API with the rights of the caller, so that a role that may not
 * do something there may not do it here; nothing goes live without a person.
 */
export const MERCHANT_SERVER: AgentServer = {
  instructions: INSTRUCTIONS,
  cacheScope: 'public',
  pages: [],
  tools: [
    tool(v.strictObject({ state: v.optional(v.picklist(['open', 'ended'])) }), {
      name: 'list_alerts',
      title: 'What needs attention',
      description:
        'Alerts of the shop, newest first: a stale catalogue, a failed feed, a refused model, a tag that is gone, a harmful experiment.',
      hints: READS,
      run: async (input, api) => ({ alerts: (await api(`/v1/alerts?${queryOf(input)}`)).items }),
    }),
    tool(v.strictObject(explained), {
      name: 'explain_item',
      title: 'Why these suggestions',
      description:
        'The suggestions on the page of an item with their evidence in numbers, and the candidates that were not shown, each with the filter or rule that removed it.',
      hints: READS,
      async run(input, api) {
        const query = queryOf({ placement: 'product', ...input, trace: 1 })
        const { model_id, panel, trace = [] } = await api(`/v1/recommendations?${query}`)
        return {
          model_id,
          title: panel.title,
          candidates: trace.slice(0, MOST_TOLD),
          more: Math.max(0, trace.length - MOST_TOLD),
        }
      },
    }),
    tool(simulation, {
      name: 'simulate_rule',
      title: 'Try rules on a panel',
      description:
        'A panel with the live rules and with drafts, or without some live rules. Nothing is stored. Give the rule as for draft_rule in `drafts`.',
      hints: READS,
      async run(_, api, given) {
        const { live, draft } = await api('/v1/rules/simulate', post(given))
        const shown = ({ items }: { items: { item_id: string; title: string; reason: string }[] }) =>
          items.map(({ item_id, title, reason }) => ({ item_id, title, reason }))
        const touched = draft.trace.filter(({ rule_id }: { rule_id?: string }) => rule_id !== undefined)
        return { live: shown(live), draft: shown(draft), touched_by_rules: touched.slice(0, MOST_TOLD) }
      },
    }),
    tool(v.strictObject(ruleFields), {
      name: 'draft_rule',
      title: 'Save a rule as a draft',
      description:
        'Saves a merchandising rule as a draft, which has no effect. A person looks at it in the console under Rules and makes it live. Simulate it first.',
      hints: ADDS,
      run: async (_, api, given) => await api('/v1/rules', post({ ...given, status: 'draft' })),
    }),
    tool(v.strictObject({ ...reportName.entries, ...reportFields }), {
      name: 'report',
      title: 'What suggestions bring',
      description:
        'A report: incremental (what the holdout shows), funnel, attribution, orders, coverage, refusals, pairs, exploration or claims; by default of the last 28 days. The notes say what limits it.',
      hints: READS,
      run: async (_, api, { report, ...query }) => await api(`/v1/reports/${report}?${queryOf(query)}`),
    }),
    tool(decideInput, {
      name: 'decide',
      title: 'The next best offer for a customer',
      description:
        'Decides which offer suits a customer on a channel now, within the contact policy, with what else was considered and what blocked it. It contacts nobody. With `trial` nothing is stored.',
      hints: ADDS,
      async run(input, api) {
        const { customer_id: _, customer_email: __, ...question } = input
        return await api('/v1/decisions', post({ ...question, customer: await handleOf(api, input) }))
      },
    }),
    tool(newResponse, {
      name: 'record_response',
      title: 'What a customer answered',
      description:
        'Records the answer of a customer to a decision. It counts for the contact policy and for what is learned.',
      hints: ADDS,
      run: async (_, api, given) => await api('/v1/responses', post(given)),
    }),
    tool(v.strictObject({ account_id: v.pipe(id, v.check(isWellFormed, 'This is no text.')) }), {
      name: 'account_brief',
      title: 'A page about a business account',
      description:
        'Who the account is, why to talk to it now, what to open with and on what evidence, what was declined, and what to ask.',
      hints: READS,
      run: async ({ account_id }, api) => await api(`/v1/accounts/${encodeURIComponent(account_id)}/brief`),
    }),
  ],
}
