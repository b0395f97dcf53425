import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { page, pageOnly } from '../../../../schema/pages.ts'
import { mergePatchBody } from '../../../../schema/shapes.ts'
import {
  newRule,
  type RuleRow,
  ruleList,
  ruleView,
  savedRule,
  type WrittenRule,
} from '../../../../schema/shop/rules.ts'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import type { App } from '../../../http/app.ts'
import { noteChange } from '../../../http/audited.ts'
import { describe, describeIfMatch } from '../../../http/describe.ts'
import { checkIfMatch, etagOf } from '../../../http/etag.ts'
import { mergePatch } from '../../../http/merge-patch.ts'
import { pageOf } from '../../../http/paginate.ts'
import { checked, valid } from '../../../http/valid.ts'
import { compileRules } from '../../../rules/compile.ts'
import { changeRules } from '../../../rules/save.ts'
import { idsNamedBy, warningsOf } from '../../../rules/warnings.ts'
import { factsOf } from '../../../serve/facts.ts'
import { timeId } from '../../../store/ids.ts'
import type { Store } from '../../../store/open.ts'
import { listRules, listRuleVersions, readItemFacts, readRule, readRules } from '../../../store/shop/rules.ts'

const view = ({ rule_id, version, rule, created_at, actor_kind, actor_id }: RuleRow) => ({
  ...{ rule_id, version, ...rule },
  changed_at: created_at,
  actor: { kind: actor_kind, id: actor_id },
})

const unknownRule = () =>
  new PairwellError('unknown_rule', 'There is no such rule. GET /v1/rules lists them.')

async function found(store: Store, rule_id: string): Promise<RuleRow> {
  const row = await readRule(store, rule_id)
  if (!row) throw unknownRule()
  return row
}

/** The rules that were saved, each with what is doubtful about it. */
async function saved(c: Context<App>, rows: readonly RuleRow[], now: number) {
  const { store, shop } = c.var
  const live = compileRules(await readRules(store), shop.time_zone)
  // A draft is judged as if it were live.
  const asLive = rows.map((row) => ({ ...row, rule: { ...row.rule, status: 'live' as const } }))
  const compiled = compileRules(asLive, shop.time_zone)
  const read = await readItemFacts(store, [...new Set(compiled.flatMap(idsNamedBy))])
  const known = new Map(read.flatMap((row) => factsOf(row) ?? []).map((item) => [item.item_id, item]))
  return rows.map((row) => {
    const rule = compiled.find(({ rule_id }) => rule_id === row.rule_id)
    return { ...view(row), warnings: rule ? warningsOf(rule, live, known, now) : [] }
  })
}

/** Saves one version of one rule, and answers with it. */
async function save(c: Context<App>, rule_id: string, plan: (before: RuleRow | undefined) => WrittenRule) {
  const { store, shop, actor } = c.var
  const now = Date.now()
  let before: RuleRow | undefined
  const [row] = await changeRules(store, shop, actor, now, (rows) => {
    before = rows.find((one) => one.rule_id === rule_id)
    return { versions: [{ rule_id, rule: plan(before) }] }
  })
  const [answer] = row ? await saved(c, [row], now) : []
  if (!answer) throw new Error('The rule was not saved.')
  noteChange(c, { ...(before && { before: view(before) }), after: view(row as RuleRow) })
  c.header('ETag', etagOf(answer.version))
  return answer
}

/** Merchandising rules: what the merchant pins, hides, boosts and limits, and where. */
export const ruleRoutes = new Hono<App>()
  .get(
    '/',
    describe(
      'List merchandising rules',
      { status: 200, shape: page(ruleView), what: 'Newest first: drafts, live rules and ended ones.' },
      'invalid_input',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rows = await listRules(c.var.store, after || '~', limit + 1)
      return c.json(pageOf(rows, limit, (row) => row.rule_id, view))
    },
  )
  .post(
    '/',
    describe(
      'Add a merchandising rule',
      {
        status: 201,
        shape: savedRule,
        what: 'The rule; a live one applies to the next answer that is not cached.',
      },
      'invalid_input',
      'invalid_json',
      'too_many_rules',
      'too_many_pins',
      'unavailable',
    ),
    valid('json', newRule),
    async (c) => {
      const rule = c.req.valid('json')
      return c.json(await save(c, timeId('rule', Date.now()), () => rule), 201)
    },
  )
  .put(
    '/',
    describe(
      'Write several merchandising rules',
      {
        status: 200,
        shape: v.object({ rules: v.array(savedRule) }),
        what: 'The rules, in the order of the body.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_rule',
      'too_many_rules',
      'too_many_pins',
      'unavailable',
    ),
    valid('json', ruleList),
    async (c) => {
      const { store, shop, actor } = c.var
      const now = Date.now()
      const versions = c.req.valid('json').rules.map(({ rule_id, ...rule }) => ({
        isNew: rule_id === undefined,
        rule_id: rule_id ?? timeId('rule', now),
        rule: checked('json', newRule, rule),
      }))
      const rows = await changeRules(store, shop, actor, now, (before) => {
        const ids = new Set(before.map(({ rule_id }) => rule_id))
        if (versions.some(({ isNew, rule_id }) => !isNew && !ids.has(rule_id))) throw unknownRule()
        return { versions }
      })
      noteChange(c, { after: { rules: rows.map(view) } })
      return c.json({ rules: await saved(c, rows, now) })
    },
  )
  .get(
    '/:rule_id',
    describe(
      'One merchandising rule',
      { status: 200, shape: ruleView, what: 'The rule. `ETag` is its version.' },
      'unknown_rule',
    ),
    async (c) => {
      const row = await found(c.var.store, c.req.param('rule_id'))
      c.header('ETag', etagOf(row.version))
      return c.json(view(row))
    },
  )
  .patch(
    '/:rule_id',
    describe(
      'Change a merchandising rule',
      {
        status: 200,
        shape: savedRule,
        what: 'The rule after the change, which is a new version. The body is a JSON Merge Patch (RFC 7396). With `If-Match`, nothing is written if another version is in force.',
      },
      'invalid_input',
      'invalid_json',
      'unknown_rule',
      'changed_meanwhile',
      'too_many_rules',
      'too_many_pins',
      'unavailable',
    ),
    describeIfMatch(),
    valid('json', mergePatchBody),
    async (c) => {
      const patch = c.req.valid('json')
      const answer = await save(c, c.req.param('rule_id'), (before) => {
        if (!before) throw unknownRule()
        checkIfMatch(c.req.header('If-Match'), before.version)
        return checked('json', newRule, mergePatch(before.rule, patch))
      })
      return c.json(answer)
    },
  )
  .delete(
    '/:rule_id',
    describe(
      'Delete a merchandising rule',
      { status: 204, what: 'With all its versions. To keep it, set its status to "ended".' },
      'unknown_rule',
      'unavailable',
    ),
    async (c) => {
      const { store, shop, actor } = c.var
      const rule_id = c.req.param('rule_id')
      const before = await found(store, rule_id)
      await changeRules(store, shop, actor, Date.now(), () => ({ versions: [], deleted: [rule_id] }))
      noteChange(c, { before: view(before) })
      return c.body(null, 204)
    },
  )
  .get(
    '/:rule_id/versions',
    describe(
      'List the versions of a merchandising rule',
      {
        status: 200,
        shape: page(ruleView),
        what: 'Newest first. To return to one, send its fields with PATCH.',
      },
      'invalid_input',
      'unknown_rule',
    ),
    valid('query', pageOnly),
    async (c) => {
      const { after, limit } = c.req.valid('query')
      const rule_id = c.req.param('rule_id')
      await found(c.var.store, rule_id)
      const before = after === '' ? Number.MAX_SAFE_INTEGER : Number(after) || 0
      const rows = await listRuleVersions(c.var.store, rule_id, before, limit + 1)
      return c.json(pageOf(rows, limit, ({ version }) => String(version), view))
    },
  )
